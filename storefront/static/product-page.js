// A product's page: choosing a variant, and putting it into the cart.
import { add } from './cart.js';
import { itemOf, priced, say, tell } from './telling.js';
import { noteViewed } from './visitor.js';

const form = document.querySelector('[data-buy]');
const productId = document.body.dataset.product;
const variants = [...form.querySelectorAll('[data-variants] li')].map((element) => ({
  ...element.dataset,
  choices: Object.fromEntries([...element.children].map((one) => [one.dataset.name, one.textContent])),
}));

export function beginProductPage() {
  noteViewed(productId);
  const { id, amount, currency } = chosen() ?? variants[0];
  tell('view_item', priced([itemOf({ product_id: productId, variant_id: id, quantity: 1 }, price(amount))], currency));
  form.addEventListener('change', ({ target }) => show(target));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    buy();
  });
}

function picked() {
  return Object.fromEntries(new FormData(form));
}

function chosen() {
  const wanted = picked();
  return variants.find((one) => Object.entries(one.choices).every(([name, label]) => wanted[name] === label));
}

/** The page follows the choice; a size that this colour does not come in gives way to the nearest there is. */
function show(changed) {
  const variant = chosen() ?? nearest(changed);
  for (const [name, label] of Object.entries(variant?.choices ?? {})) {
    for (const input of form.elements[name] instanceof RadioNodeList ? form.elements[name] : [form.elements[name]]) {
      if (input) input.checked = input.value === label;
    }
  }
  const isThere = variant?.available === 'yes' && Boolean(variant.price);
  const stock = form.querySelector('[data-stock]');
  stock.textContent = variant?.stock ?? 'Not made like this';
  stock.classList.toggle('out', variant?.available !== 'yes');
  form.querySelector('[type="submit"]').disabled = !isThere;
  document.querySelector('[data-price]').textContent = variant?.price || 'Price on request';
  if (changed.hasAttribute('data-colour')) showColour(changed.value);
}

function nearest(changed) {
  const fitting = variants.filter((one) => one.choices[changed.name] === changed.value);
  return fitting.find((one) => one.available === 'yes') ?? fitting[0];
}

function showColour(label) {
  const picture = document.querySelector('img[data-picture]');
  picture.src = `${picture.dataset.picture}?colour=${encodeURIComponent(label)}`;
  picture.alt = `${picture.dataset.title} in ${label}, a drawing`;
}

function buy() {
  const variant = chosen();
  if (!variant) return;
  add(productId, variant.id);
  tell('add_to_cart', priced([itemOf({ product_id: productId, variant_id: variant.id, quantity: 1 }, price(variant.amount))], variant.currency));
  say(`${form.dataset.title} is in your cart.`);
}

function price(amount) {
  return amount === undefined ? undefined : Number(amount);
}
