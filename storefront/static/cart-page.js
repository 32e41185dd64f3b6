// The cart's page.
import { basket, missingForFree, sayUnknown, sums } from './basket.js';
import { fill, pathOf, pictureOf } from './card.js';
import { remove, setQuantity } from './cart.js';
import { major, priceText } from './money.js';
import { itemOf, priced, say, tell } from './telling.js';

const till = document.querySelector('[data-till]');
const template = document.querySelector('#line');

export async function beginCartPage() {
  await show();
  document.addEventListener('outfitters:cart', show);
}

async function show() {
  try {
    showLines(await basket());
  } catch {
    sayUnknown();
  }
}

function showLines(entries) {
  till.hidden = !entries.length;
  document.querySelector('[data-empty]').hidden = entries.length > 0;
  const list = till.querySelector('[data-lines]');
  const focused = document.activeElement?.closest?.('.line')?.dataset.variant;
  list.replaceChildren(...entries.map(lineView));
  if (focused) list.querySelector(`[data-variant="${CSS.escape(focused)}"] input`)?.focus();
  const { products, currency } = sums(entries);
  till.querySelector('[data-total]').textContent = priceText({ amount: products, currency });
  const missing = missingForFree(entries);
  till.querySelector('[data-delivery]').textContent = missing ? `${priceText({ amount: missing, currency })} more, and delivery is free.` : 'Delivery is free.';
}

function lineView(entry) {
  const { line, product, variant } = entry;
  const view = template.content.cloneNode(true).firstElementChild;
  const title = product?.title ?? 'No longer sold';
  const isTitled = variant?.title && variant.title !== product.title;
  const field = fill(view, {
    title, variant: isTitled ? variant.title : '', stock: entry.isThere ? '' : 'Cannot be had right now; it is not counted.',
    label: `How many of ${title}`, price: entry.isThere ? priceText({ amount: entry.amount, currency: variant.price.currency }) : '–',
  });
  view.dataset.variant = line.variant_id;
  field('image').src = pictureOf(line.product_id, colourOf(variant));
  field('title').href = pathOf(line.product_id);
  field('quantity').value = line.quantity;
  field('quantity').addEventListener('change', ({ target }) => setQuantity(line.variant_id, Number(target.value)));
  field('remove').setAttribute('aria-label', `Remove ${title}`);
  field('remove').addEventListener('click', () => takeOut(entry, title));
  return view;
}

function takeOut({ line, variant }, title) {
  remove(line.variant_id);
  const price = variant?.price && major(variant.price);
  tell('remove_from_cart', priced([itemOf(line, price)], variant?.price?.currency ?? 'GBP'));
  say(`${title} is out of your cart.`);
  document.querySelector('#content').focus();
}

function colourOf(variant) {
  return variant?.options?.find((one) => one.name === 'Colour')?.label;
}
