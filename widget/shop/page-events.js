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
  if (properties.items) properties.items = Array.from(properties.items, itemOf).filter(Boolean);
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

/** One of Shopify's storefront events; null where it names nothing that is kept. */
export function shopifyEvent(event) {
  const told = event.detail ?? event;
  const product = (id) => [{ item_id: String(id).split('/').at(-1) }];
  if (event.type === 'shopify:product:view' && told.product?.id) return { type: 'view_item', properties: { items: product(told.product.id) } };
  if (event.type === 'shopify:cart:lines-update' && told.action === 'add') {
    const items = (told.lines ?? []).flatMap((line) => (line.merchandiseId ? product(line.merchandiseId) : []));
    return items.length ? { type: 'add_to_cart', properties: { items } } : null;
  }
  if (event.type === 'shopify:search:update' && told.query) return { type: 'search', properties: { search_term: String(told.query) } };
  return null;
}
