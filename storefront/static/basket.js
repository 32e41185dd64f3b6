// The cart with what the catalog says now: titles, prices, and what can no longer be had.
import { lines } from './cart.js';
import { major } from './money.js';
import { product } from './service.js';
import { itemOf, priced } from './telling.js';

const STANDARD = 395;
const EXPRESS = 795;
const FREE_FROM = 6_000;

/**
 * @returns {Promise<{line: object, product: object | null, variant: object | undefined, isThere: boolean, amount: number}[]>}
 *   `amount` of all pieces in minor units; 0 for what cannot be bought
 * @throws {Error} where the catalog does not answer
 */
export async function basket() {
  return Promise.all(lines().map(async (line) => {
    const found = await product(line.product_id);
    const variant = found?.variants.find((one) => one.id === line.variant_id);
    const isThere = Boolean(variant?.price) && variant.availability?.available !== false;
    return { line, product: found, variant, isThere, amount: isThere ? variant.price.amount * line.quantity : 0 };
  }));
}

/** Sums in minor units, of what can be bought. */
export function sums(entries, delivery = 'standard') {
  const products = entries.reduce((sum, entry) => sum + entry.amount, 0);
  const fee = delivery === 'express' ? EXPRESS : products >= FREE_FROM ? 0 : STANDARD;
  return { products, fee, all: products + fee, currency: entries.find((entry) => entry.isThere)?.variant.price.currency ?? 'GBP' };
}

/** Say that the catalog does not answer: what a cart costs is then not known. */
export function sayUnknown() {
  document.querySelector('[data-unknown]').hidden = false;
}

/** As analytics take it. */
export function ecommerceOf(entries) {
  const there = entries.filter((entry) => entry.isThere);
  return priced(there.map(({ line, variant }) => itemOf(line, major(variant.price))), sums(entries).currency);
}

/** What is missing until delivery costs nothing, in minor units; 0 once it does. */
export function missingForFree(entries) {
  return Math.max(0, FREE_FROM - sums(entries).products);
}
