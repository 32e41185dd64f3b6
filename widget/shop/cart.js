// Putting a product into the shop's own cart: by the page itself, by Shopify, or by WooCommerce.

/** Who has not answered by then is not waited for. */
const ANSWER_MILLISECONDS = 20_000;

/** A variant's number in an id such as `123`, `gid://shopify/ProductVariant/123` or `shopify_GB_1_123`; null for others. */
export function platformNumber(id) {
  return /(?:^|[^\d])(\d{1,19})$/.exec(String(id ?? ''))?.[1] ?? null;
}

export class Cart {
  /**
   * @param {'host' | 'shopify' | 'woocommerce' | 'none' | undefined} kind - found out where it is not told
   * @param {import('../talk/client.js').Client} client
   * @param {(name: string, detail: object) => boolean} emit - a cancelable event; false if the page took it
   * @param {(type: string, properties: object, attribution: object) => void} report
   */
  constructor(kind, client, emit, report) {
    this.kind = kind ?? foundKind();
    this.client = client;
    this.emit = emit;
    this.report = report;
  }

  /** Whether anything can be added from here. */
  get isThere() {
    return this.kind !== 'none';
  }

  /** The variants of a card's product that can be had. */
  async variantsOf(card) {
    const product = await this.client.product(card.product_id);
    const { handle } = product;
    return (product.variants ?? []).filter((one) => one.availability?.available !== false).map((one) => ({ ...one, handle }));
  }

  /**
   * Add one. The page is asked first: who cancels `shopkeeper:add-to-cart` does it, and tells by `detail.respondWith(promise)`.
   *
   * @returns {Promise<boolean | null>} true once the cart confirmed, false if it refused, null if nobody can tell
   */
  async add(card, variant, attribution) {
    let answer;
    const detail = {
      product_id: card.product_id, variant_id: variant.id, sku: variant.sku, title: card.title, quantity: 1, ...attribution,
      respondWith: (promise) => { answer = promise; },
    };
    const isTaken = !this.emit('add-to-cart', detail);
    const isAdded = await inTime(isTaken || answer !== undefined ? byThePage(answer) : this.#byPlatform(variant));
    if (isAdded) this.report('add_to_cart', { items: [{ item_id: card.product_id, item_variant: variant.id, quantity: 1 }] }, attribution);
    return isAdded;
  }

  #byPlatform(variant) {
    if (this.kind === 'shopify') return addOnShopify(variant);
    if (this.kind === 'woocommerce') return addOnWooCommerce(variant);
    return false;
  }
}

function foundKind() {
  if (globalThis.Shopify) return 'shopify';
  if (globalThis.wc || document.body?.classList.contains('woocommerce-page') || document.body?.classList.contains('woocommerce')) return 'woocommerce';
  return 'none';
}

/** What a promise comes to, or null: then nobody can tell. */
function inTime(promise) {
  let timer;
  const lapse = new Promise((resolve) => { timer = setTimeout(resolve, ANSWER_MILLISECONDS, null); });
  return Promise.race([promise, lapse]).finally(() => clearTimeout(timer));
}

/** What the page's promise says: anything but false, or an answer of `fetch` that is not ok, is a yes. */
async function byThePage(answer) {
  if (answer === undefined) return null;
  try {
    const told = await answer;
    return told !== false && told?.ok !== false;
  } catch {
    return false;
  }
}

/** Shopify's standard action where the theme has it (shopify.dev, "Standard storefront actions"), its Ajax cart otherwise. */
async function addOnShopify(variant) {
  const root = globalThis.Shopify?.routes?.root ?? '/';
  const number = shopifyNumber(variant.id) ?? (await numberByHandle(variant, root));
  if (!number) return false;
  const act = globalThis.Shopify?.actions?.updateCart;
  if (act) {
    const { userErrors = [] } = (await act({ lines: [{ merchandiseId: `gid://shopify/ProductVariant/${number}`, quantity: 1 }] })) ?? {};
    return !userErrors.length;
  }
  return (await post(`${root}cart/add.js`, { items: [{ id: Number(number), quantity: 1 }] })).ok;
}

function shopifyNumber(id) {
  return /^(?:gid:\/\/shopify\/ProductVariant\/|shopify_[a-z]{2}_\d+_)?(\d{1,19})$/i.exec(id)?.[1];
}

/** What a catalog from Shopify's own CSV does not know: the page of a product's handle does, by SKU or by the variant's name. */
async function numberByHandle({ handle, sku, title }, root) {
  if (!handle) return undefined;
  const response = await fetch(`${root}products/${encodeURIComponent(handle)}.js`, { credentials: 'same-origin' });
  const { variants = [] } = response.ok ? await response.json() : {};
  const found = variants.filter((one) => (sku ? one.sku === sku : one.title === title));
  return found.length === 1 || variants.length === 1 ? String((found[0] ?? variants[0]).id) : undefined;
}

/** WooCommerce's Store API; every change of a cart needs the nonce that reading it gives. */
async function addOnWooCommerce(variant) {
  const number = platformNumber(variant.id);
  if (!number) return false;
  const root = `${globalThis.wpApiSettings?.root ?? '/wp-json/'}wc/store/v1/cart`;
  const nonce = (await fetch(root, { credentials: 'same-origin' })).headers.get('Nonce') ?? '';
  const isAdded = (await post(`${root}/add-item`, { id: Number(number), quantity: 1 }, { Nonce: nonce })).ok;
  if (isAdded) document.body.dispatchEvent(new CustomEvent('wc-blocks_added_to_cart', { bubbles: true, detail: { preserveCartData: false } }));
  return isAdded;
}

function post(url, body, headers = {}) {
  return fetch(url, {
    method: 'POST', credentials: 'same-origin', body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...headers },
  });
}
