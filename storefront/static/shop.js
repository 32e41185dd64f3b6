// What every page of the shop does once it is there.
import { showCount } from './cart.js';
import { introduce } from './chat.js';
import { beginConsent } from './consent.js';
import { fillRails } from './rail.js';

const PAGES = {
  product: async () => (await import('./product-page.js')).beginProductPage(),
  cart: async () => (await import('./cart-page.js')).beginCartPage(),
  checkout: async () => (await import('./checkout-page.js')).beginCheckoutPage(),
  orders: async () => (await import('./orders-page.js')).beginOrdersPage(),
  search: async () => (await import('./search-page.js')).beginSearchPage(),
};

introduce();
beginConsent();
showCount();
for (const form of document.querySelectorAll('form[data-sends-itself]')) {
  form.addEventListener('change', () => form.requestSubmit());
}
// What another tab, or a page gone back to, does not know yet.
for (const type of ['storage', 'pageshow']) addEventListener(type, showCount);
await PAGES[document.body.dataset.page]?.();
await fillRails();
