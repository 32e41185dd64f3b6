// Shopkeeper over HTTP, from the same origin: what the pages ask it for.
import { cartItems } from './cart.js';
import { asUser, visitId } from './visitor.js';

const products = new Map(); // by id: a page asks for each once

function headers() {
  const { key } = document.documentElement.dataset;
  return { Accept: 'application/json', ...(key && { Authorization: `Bearer ${key}` }) };
}

/** @returns {Promise<any>} the answer @throws {Error} where there is none */
async function ask(path, body) {
  const sent = body && { method: 'POST', body: JSON.stringify(body), headers: { ...headers(), 'Content-Type': 'application/json' } };
  const response = await fetch(path, { headers: headers(), credentials: 'omit', ...sent });
  if (!response.ok) throw Object.assign(new Error(`${path}: ${response.status}`), { status: response.status });
  return response.json();
}

function where(productId) {
  return {
    session_id: visitId(),
    page: { url: location.origin + location.pathname, product_id: productId || undefined },
    cart: { items: cartItems() },
    locale: document.documentElement.lang,
  };
}

/** @param {'home' | 'product' | 'cart' | 'session'} surface @param {{limit: number, productId?: string, exclude?: string[]}} wish */
export function recommendations(surface, { limit, productId, exclude = [] }) {
  return ask('/v1/recommendations', { surface, limit, exclude, product_id: productId || undefined, user: asUser(), context: where(productId) });
}

export function search(query, limit) {
  return ask('/v1/search', { query, limit, user: asUser(), context: where() });
}

/** A product of the catalog with its variants; null if it is no longer sold. @throws {Error} where nobody can tell */
export function product(id) {
  if (!products.has(id)) products.set(id, ask(`/v1/catalog/products/${encodeURIComponent(id)}`).catch((error) => unknown(id, error)));
  return products.get(id);
}

function unknown(id, error) {
  if (error.status === 404) return null;
  products.delete(id); // the next one asks again
  throw error;
}
