// Events of other makers as ours: GA4's e-commerce events in a data layer, and Shopify's standard storefront events.

const TYPES = new Set([
  'view_item', 'view_item_list', 'select_item', 'search', 'add_to_cart', 'remove_from_cart', 'add_to_wishlist', 'begin_checkout', 'purchase', 'refund',
]);
const PROPERTIES = ['items', 'currency', 'value', 'transaction_id', 'search_term'];

/**
 * The events in one entry of a data layer: `{event: 'view_item', ecommerce: {items}}` as Tag Manager wants it, or the
 * arguments of `gtag('event', 'view_item', {items})`. Anything else is none.
 *
 * @returns {{type: string, properties: object}[]}
 */
export function dataLayerEvents(entry) {
  if (!entry || typeof entry !== 'object') return [];
  const isCall = !Array.isArray(entry) && Object.prototype.toString.call(entry) === '[object Arguments]';
  const [word, name, given] = Array.isArray(entry) || isCall ? Array.from(entry) : ['event', entry.event, entry.ecommerce ?? entry];
  if (word !== 'event' || !TYPES.has(name) || !given || typeof given !== 'object') return [];
  const properties = Object.fromEntries(PROPERTIES.filter((one) => given[one] !== undefined).map((one) => [one, given[one]]));
  if (name !== 'search') properties.items = Array.from(properties.items ?? [], itemOf).filter(Boolean);
  if (properties.items?.length === 0) return []; // it says of no product what happened to it
  return [{ type: name, properties }];
}

function itemOf(item) {
  const id = item?.item_id ?? item?.id ?? item?.item_name;
  if (id === undefined || id === null) return null;
  const kept = { item_id: String(id) };
  if (item.item_variant !== undefined) kept.item_variant = String(item.item_variant);
  for (const name of ['price', 'quantity', 'index']) if (Number.isFinite(Number(item[name] ?? NaN))) kept[name] = Number(item[name]);
  return kept;
}

/**
 * One of Shopify's standard storefront events as one of ours (shopify.dev, "Standard storefront events"): what they tell
 * are properties of the event itself, `detail` is the theme's own.
 *
 * @param {Event} event - they come before it is done, so that what fails is never told
 * @returns {Promise<{type: string, properties: object} | null>} null where it names nothing that is kept
 */
export async function shopifyEvent(event) {
  const told = { 'shopify:product:view': viewed, 'shopify:cart:lines-update': added, 'shopify:search:update': searched }[event.type]?.(event);
  if (!told) return null;
  const { userErrors = [] } = (await event.promise) ?? {};
  return userErrors.length ? null : told;
}

/** A product's page or its dialog; cards that came into view are no views of a product. */
function viewed({ product, context = 'page' }) {
  if (!product?.id || !['page', 'dialog'].includes(context)) return null;
  const item = { item_id: product.handle || numberOf(product.id) };
  if (product.selectedVariant?.id) item.item_variant = numberOf(product.selectedVariant.id);
  return { type: 'view_item', properties: { items: [item] } };
}

function added({ action, lines }) {
  if (action !== 'add') return null;
  const items = Array.from(lines ?? []).filter((line) => line?.merchandiseId).map(({ merchandiseId, quantity = 1 }) => {
    const variant = numberOf(merchandiseId);
    return { item_id: variant, item_variant: variant, quantity };
  });
  return items.length ? { type: 'add_to_cart', properties: { items } } : null;
}

function searched({ search }) {
  return search?.query ? { type: 'search', properties: { search_term: String(search.query) } } : null;
}

/** `4001` of `gid://shopify/ProductVariant/4001`. */
function numberOf(id) {
  return String(id).split('/').at(-1);
}
