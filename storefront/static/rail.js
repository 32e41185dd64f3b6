// Rows of recommendations: fetched once the page is there, each click told with the list it came from.
import { cardView, showReason } from './card.js';
import { lines } from './cart.js';
import { reasonOf } from './reasons.js';
import { recommendations } from './service.js';
import { tellChoice } from './telling.js';
import { consent, viewed } from './visitor.js';

export async function fillRails() {
  const shown = [];
  for (const rail of document.querySelectorAll('[data-rail]')) shown.push(...(await fillRail(rail, shown)));
}

/** @returns {Promise<string[]>} ids of what it shows, so that the next row shows something else */
async function fillRail(rail, exclude) {
  const { rail: surface, limit, of: productId, hint } = rail.dataset;
  const list = rail.querySelector('ul');
  const nothing = missing(surface, productId);
  if (nothing) return close(rail, nothing === 'hint' ? hint : '');
  try {
    // Where no model was trained, a visit is what was looked at last.
    const anchor = surface === 'session' ? productId || viewed().at(-1) : productId;
    const { items, list_id: listId } = await recommendations(surface, { limit: Number(limit), productId: anchor, exclude });
    if (!items.length) return close(rail);
    const views = items.map((card, index) => cardView(card, () => tellChoice(card.product_id, listId, index)));
    list.replaceChildren(...views);
    list.removeAttribute('aria-busy');
    rail.dataset.list = listId;
    await Promise.all(items.map(async (card, index) => showReason(views[index], await reasonOf(card, productId))));
    return items.map((card) => card.product_id);
  } catch {
    return close(rail);
  }
}

/** What a row lacks to say anything of its own: a visit without a look, a cart without a thing. */
function missing(surface, productId) {
  if (surface === 'cart' && !lines().length) return 'all';
  if (surface === 'session' && !viewed().some((one) => one !== productId)) return 'hint';
  if (surface === 'session' && consent() !== true) return 'hint';
  return '';
}

function close(rail, hint = '') {
  if (!hint) {
    rail.hidden = true;
    return [];
  }
  rail.querySelector('ul').remove();
  rail.querySelector('.about')?.remove();
  const line = rail.querySelector('.hint');
  line.textContent = consent() === true ? hint : 'Once the shop may remember what you look at, this row follows you.';
  line.hidden = false;
  return [];
}
