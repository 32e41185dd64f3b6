// What shoppers do, into the page's data layer as GA4 names it: the widget's tracker passes it on to whom they agreed to.
import { memory } from './visitor.js';

const layer = (globalThis.dataLayer ??= []);

/** @param {string} event - a GA4 e-commerce name @param {object} ecommerce - `items`, `value`, `currency` … */
export function tell(event, ecommerce) {
  layer.push({ event, ecommerce });
}

/** A product was chosen from a list: what comes of it is owed to that list. */
export function tellChoice(productId, listId, index) {
  memory.noteList(productId, { list_id: listId });
  tell('select_item', { items: [{ item_id: productId, index }] });
}

/** A line of the cart as an item; `price` in major units, where it is known. */
export function itemOf(line, price) {
  return { item_id: line.product_id, item_variant: line.variant_id, quantity: line.quantity, ...(price !== undefined && { price }) };
}

/** Items with their sum. */
export function priced(items, currency) {
  const value = items.reduce((sum, item) => sum + (item.price ?? 0) * item.quantity, 0);
  return { currency, value: Math.round(value * 100) / 100, items };
}

/** Say it to who listens, and show it to who looks. */
export function say(words) {
  const said = document.querySelector('[data-said]');
  said.textContent = words;
  said.classList.add('shown');
  clearTimeout(say.timer);
  say.timer = setTimeout(() => said.classList.remove('shown'), 4_000);
}
