// Orders: those of this browser, and the shopper's of the simulated year.
import { fill, pathOf, pictureOf } from './card.js';
import { recall } from './keeping.js';
import { priceText } from './money.js';
import { shopper } from './visitor.js';

export function beginOrdersPage() {
  const own = recall(`${shopper.key}:orders`, []);
  document.querySelector('[data-own-orders]').replaceChildren(...own.map(orderView));
  for (const past of document.querySelectorAll('[data-orders-of]')) past.hidden = past.dataset.ordersOf !== shopper.key;
  const none = document.querySelector(`[data-orders-of="${CSS.escape(shopper.key)}"] [data-no-orders]`);
  if (none && own.length) none.parentElement.hidden = true;
  const number = new URLSearchParams(location.search).get('thanks');
  if (!own.some((order) => order.number === number)) return;
  const thanks = document.querySelector('[data-thanks]');
  thanks.hidden = false;
  thanks.textContent = 'Thank you. If this were a real shop, a parcel would be on its way.';
}

function orderView({ number, at, items, total }) {
  const view = document.querySelector('#order').content.cloneNode(true).firstElementChild;
  const when = new Date(at).toLocaleDateString(document.documentElement.lang, { day: 'numeric', month: 'long', year: 'numeric' });
  const field = fill(view, { when, number: `Order ${number.slice(0, 10)}`, total: priceText(total) });
  field('items').append(...items.map(itemView));
  return view;
}

function itemView({ product_id, title, quantity }) {
  const row = document.createElement('li');
  const image = document.createElement('img');
  const name = document.createElement('span');
  const link = document.createElement('a');
  image.alt = '';
  image.src = pictureOf(product_id);
  link.href = pathOf(product_id);
  link.textContent = title;
  if (quantity > 1) name.append(`${quantity} × `);
  name.append(link);
  row.append(image, name);
  return row;
}
