// A product in a list, from the page's own template: whatever the catalog says stays text.
import { priceText } from './money.js';

const STOCK = { backorder: 'On back order', preorder: 'To pre-order', out_of_stock: 'Sold out', discontinued: 'No longer made' };
const template = document.querySelector('#card');

export function pathOf(productId) {
  return `/shop/p/${encodeURIComponent(productId)}`;
}

export function pictureOf(productId, colour = '') {
  return `/shop/pictures/${encodeURIComponent(productId)}.svg${colour ? `?colour=${encodeURIComponent(colour)}` : ''}`;
}

/** Fill the fields of a copied template: text by `textContent`; a field without anything to say is taken away. */
export function fill(root, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const element = root.querySelector(`[data-field="${name}"]`);
    if (value) element.textContent = value;
    else element.remove();
  }
  return (name) => root.querySelector(`[data-field="${name}"]`);
}

/**
 * @param {object} card - of the service
 * @param {(event: Event) => void} onChoose - before the browser goes there
 */
export function cardView(card, onChoose) {
  const view = template.content.cloneNode(true).firstElementChild;
  const price = priceText(card.price);
  const before = card.list_price?.amount > card.price?.amount ? priceText(card.list_price) : '';
  const value = card.rating ? (card.rating.value * 5) / (card.rating.scale_max ?? 5) : 0;
  const count = card.rating?.count;
  const field = fill(view, {
    brand: card.brand, title: card.title, price: price || 'Price on request', before, from: price && card.price_from ? 'from' : '',
    stars: value ? `★ ${value.toFixed(1)}${count ? ` (${count})` : ''}` : '', stock: STOCK[card.availability], reason: '',
    rating: value ? `${value.toFixed(1)} of 5${count ? `, ${count} ratings` : ''}` : '',
  });
  if (!before) view.querySelector('s').remove();
  field('image').src = pictureOf(card.product_id);
  field('title').href = pathOf(card.product_id);
  field('title').addEventListener('click', onChoose);
  field('title').addEventListener('auxclick', (event) => { if (event.button === 1) onChoose(event); }); // into a new tab
  view.firstElementChild.dataset.product = card.product_id;
  return view;
}

/** Say why it is there. */
export function showReason(view, words) {
  if (!words) return;
  const reason = document.createElement('p');
  reason.className = 'reason';
  reason.textContent = words;
  view.firstElementChild.append(reason);
}
