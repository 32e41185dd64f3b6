// The results of a search: what Shopkeeper finds for the words.
import { cardView } from './card.js';
import { search } from './service.js';
import { tell, tellChoice } from './telling.js';

const SHOWN = 24;
const results = document.querySelector('[data-results]');
const found = document.querySelector('[data-found]');

export async function beginSearchPage() {
  const { results: query } = results.dataset;
  if (!query) return;
  try {
    show(query, await search(query, SHOWN));
  } catch {
    found.textContent = 'The search does not answer right now. Please try again in a moment.';
    offerWaysOn();
  }
}

function show(query, { items, list_id: listId, corrections }) {
  tell('search', { search_term: query });
  results.replaceChildren(...items.map((card, index) => cardView(card, () => tellChoice(card.product_id, listId, index))));
  results.dataset.list = listId;
  found.textContent = told(items, Object.values(corrections ?? {}).join(' '));
  if (!items.some(hasWords)) offerWaysOn();
}

/** Meaning alone finds something for any words, so it is said where no product has them. */
function told(items, read) {
  if (!items.length) return 'Nothing was found for these words.';
  if (!items.some(hasWords)) return 'No product has these words. What comes nearest in meaning:';
  return `${items.length} products that fit best${read ? `, read as “${read}”` : ''}.`;
}

function hasWords({ evidence = [] }) {
  return evidence.some(({ signal }) => signal === 'words');
}

function offerWaysOn() {
  document.querySelector('[data-nothing]').hidden = false;
}
