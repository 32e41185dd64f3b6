// The checkout, which only pretends to be paid.
import { basket, ecommerceOf, sayUnknown, sums } from './basket.js';
import { empty } from './cart.js';
import { keep, recall } from './keeping.js';
import { priceText } from './money.js';
import { tell } from './telling.js';
import { shopper } from './visitor.js';

const MAX_ORDERS = 50;
const till = document.querySelector('[data-till]');
const form = document.querySelector('[data-checkout]');

export async function beginCheckoutPage() {
  try {
    show((await basket()).filter((entry) => entry.isThere));
  } catch {
    sayUnknown();
  }
}

function show(entries) {
  till.hidden = !entries.length;
  document.querySelector('[data-empty]').hidden = entries.length > 0;
  if (!entries.length) return;
  tell('begin_checkout', ecommerceOf(entries));
  till.querySelector('[data-brief]').replaceChildren(...entries.map(briefView));
  showSums(entries);
  form.addEventListener('change', () => showSums(entries));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    pretendToPay(entries);
  });
}

function delivery() {
  return new FormData(form).get('delivery');
}

function briefView({ line, product, amount, variant }) {
  const row = document.createElement('li');
  const name = document.createElement('span');
  const price = document.createElement('span');
  name.textContent = `${line.quantity} × ${product.title}`;
  price.textContent = priceText({ amount, currency: variant.price.currency });
  row.append(name, price);
  return row;
}

function showSums(entries) {
  const { products, fee, all, currency } = sums(entries, delivery());
  const show = (name, amount) => {
    for (const one of till.querySelectorAll(`[data-${name}]`)) one.textContent = amount ? priceText({ amount, currency }) : 'free';
  };
  show('products', products);
  show('delivery', fee);
  show('total', all);
}

function pretendToPay(entries) {
  const number = `o_${crypto.randomUUID()}`;
  const { all, currency } = sums(entries, delivery());
  tell('purchase', { transaction_id: number, ...ecommerceOf(entries) });
  const items = entries.map(({ line, product }) => ({ ...line, title: product.title }));
  const name = `${shopper.key}:orders`;
  keep(name, [{ number, at: new Date().toISOString(), items, total: { amount: all, currency } }, ...recall(name, [])].slice(0, MAX_ORDERS));
  empty();
  location.assign(`/shop/orders?thanks=${encodeURIComponent(number)}`);
}
