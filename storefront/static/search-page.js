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
  const read = Object.values(corrections ?? {}).join(' ');
  const told = items.length ? `${items.length} products that fit best${read ? `, read as “${read}”` : ''}.` : 'Nothing was found for these words.';
  found.textContent = told;
  if (!items.length) offerWaysOn();
}

function offerWaysOn() {
  document.querySelector('[data-nothing]').hidden = false;
}
