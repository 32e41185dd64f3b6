// The shopper's cart: which variants, how many. Prices are read from the catalog whenever they are shown.
import { keep, recall } from './keeping.js';
import { shopper } from './visitor.js';

const NAME = `${shopper.key}:cart`;
const MOST = 99;

/** @returns {{product_id: string, variant_id: string, quantity: number}[]} */
export function lines() {
  return recall(NAME, []);
}

/** As the service takes it. */
export function cartItems() {
  return [...new Set(lines().map((line) => line.product_id))].map((product_id) => ({ product_id }));
}

export function add(product_id, variant_id, quantity = 1) {
  const there = lines().find((line) => line.variant_id === variant_id);
  if (there) return setQuantity(variant_id, there.quantity + quantity);
  return save([...lines(), { product_id, variant_id, quantity: Math.min(quantity, MOST) }]);
}

export function setQuantity(variant_id, quantity) {
  const held = Math.min(MOST, Math.max(1, Math.round(quantity) || 1));
  save(lines().map((line) => (line.variant_id === variant_id ? { ...line, quantity: held } : line)));
}

export function remove(variant_id) {
  save(lines().filter((line) => line.variant_id !== variant_id));
}

export function empty() {
  save([]);
}

/** Show how much is in it, on every page. */
export function showCount() {
  const n = lines().reduce((sum, line) => sum + line.quantity, 0);
  for (const one of document.querySelectorAll('[data-cart-count]')) {
    one.textContent = n;
    one.hidden = !n;
  }
}

function save(changed) {
  keep(NAME, changed);
  showCount();
  document.dispatchEvent(new CustomEvent('outfitters:cart'));
}
