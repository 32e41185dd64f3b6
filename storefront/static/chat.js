// The chat widget in this shop: who is here, what the page shows, and the shop's own cart behind its button.
import { add, cartItems } from './cart.js';
import { product } from './service.js';
import { say } from './telling.js';
import { consent, shopper, visitId } from './visitor.js';

/** Tell the widget where it is; again whenever the cart or the consent changes. */
export function introduce() {
  const { Shopkeeper } = globalThis;
  if (!Shopkeeper) return;
  Shopkeeper.setUser({ anonymousId: shopper.anonymousId ?? undefined, profile: { preferences: shopper.preferences } });
  Shopkeeper.setConsent(consent());
  describePage();
  for (const change of ['outfitters:cart', 'outfitters:consent']) document.addEventListener(change, describePage);
  Shopkeeper.on('add-to-cart', (event) => {
    event.preventDefault();
    event.detail.respondWith(addFromChat(event.detail));
  });
  Shopkeeper.on('product-click', stayHere);
  for (const button of document.querySelectorAll('[data-ask]')) {
    button.addEventListener('click', () => Shopkeeper.send(button.dataset.ask));
  }
}

function describePage() {
  const product_id = document.body.dataset.product;
  const page = { product_id };
  globalThis.Shopkeeper?.setContext({ session_id: visitId(), page, cart: { items: cartItems() }, currency: 'GBP', country: 'GB' });
}

/** True once it lies in the cart; false where the catalog does not know it, or cannot give it. */
async function addFromChat({ product_id, variant_id, quantity }) {
  const variant = (await product(product_id))?.variants.find((one) => one.id === variant_id);
  if (!variant || variant.availability?.available === false) return false;
  add(product_id, variant_id, quantity);
  say('Added to your cart.');
  return true;
}

/** The catalog's links name one address of the shop; whoever came by another one stays there, with their cart. */
function stayHere(event) {
  const url = URL.canParse(event.detail.url) ? new URL(event.detail.url) : location;
  if (url.origin === location.origin || !url.pathname.startsWith('/shop/')) return;
  event.preventDefault();
  location.assign(url.pathname);
}
