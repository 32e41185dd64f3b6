import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataLayerEvents, shopifyEvent } from '../../../widget/shop/page-events.js';
import { platformNumber } from '../../../widget/shop/cart.js';

const ITEM = { item_id: 'tee-88', price: 24, quantity: 1 };

function gtag() {
  return arguments;
}

/** A standard event: its facts are its own properties. */
function standard(name, told) {
  return Object.assign(new Event(name), told);
}

test("both forms of GA4's events are read", () => {
  const wanted = [{ type: 'add_to_cart', properties: { items: [ITEM], currency: 'EUR', value: 24 } }];
  const told = { currency: 'EUR', value: 24, items: [{ ...ITEM, item_name: 'Tee', affiliation: 'x' }] };
  assert.deepEqual(dataLayerEvents({ event: 'add_to_cart', ecommerce: told }), wanted);
  assert.deepEqual(dataLayerEvents(gtag('event', 'add_to_cart', told)), wanted);
  assert.deepEqual(dataLayerEvents(['event', 'add_to_cart', told]), wanted);
});

test('an item has an id as text, and figures as figures', () => {
  const [{ properties }] = dataLayerEvents({ event: 'view_item', ecommerce: { items: [{ id: 7, price: '24.5', quantity: 'many' }, { item_name: 'Tee' }, {}, null] } });
  assert.deepEqual(properties.items, [{ item_id: '7', price: 24.5 }, { item_id: 'Tee' }]);
});

test('a search needs no items, everything else does', () => {
  assert.deepEqual(dataLayerEvents({ event: 'search', search_term: 'tee' }), [{ type: 'search', properties: { search_term: 'tee' } }]);
  for (const items of [undefined, null, [], [{}], [null]]) assert.deepEqual(dataLayerEvents({ event: 'view_item', ecommerce: { items } }), []);
});

test('what is no event of a shop is none', () => {
  for (const entry of [null, 7, 'x', {}, [], { event: 'gtm.js' }, gtag('js', new Date()), gtag('config', 'G-1'), { event: 'view_item', ecommerce: null }, gtag('event', 'view_item')]) {
    assert.deepEqual(dataLayerEvents(entry), []);
  }
});

test("Shopify's product page is a view of its product, a card in a list is not", async () => {
  const product = { id: 'gid://shopify/Product/7', handle: 'trail-tee', title: 'Trail Tee', selectedVariant: { id: 'gid://shopify/ProductVariant/4001' } };
  const viewed = await shopifyEvent(standard('shopify:product:view', { product, context: 'page', detail: { product: 'of the theme' } }));
  assert.deepEqual(viewed, { type: 'view_item', properties: { items: [{ item_id: 'trail-tee', item_variant: '4001' }] } });
  assert.equal(await shopifyEvent(standard('shopify:product:view', { product, context: 'collection' })), null);
  const bare = await shopifyEvent(standard('shopify:product:view', { product: { id: 'gid://shopify/Product/7', selectedVariant: null } }));
  assert.deepEqual(bare.properties.items, [{ item_id: '7' }]);
});

test('lines that were added are told by their variants, once the cart has taken them', async () => {
  const lines = [{ merchandiseId: 'gid://shopify/ProductVariant/4001', quantity: 2 }, { merchandiseId: '4002' }];
  const added = await shopifyEvent(standard('shopify:cart:lines-update', { action: 'add', lines, promise: Promise.resolve({ cart: {}, userErrors: [] }) }));
  assert.deepEqual(added.properties.items, [{ item_id: '4001', item_variant: '4001', quantity: 2 }, { item_id: '4002', item_variant: '4002', quantity: 1 }]);
  const declined = { action: 'add', lines, promise: Promise.resolve({ userErrors: [{ message: 'sold out' }] }) };
  assert.equal(await shopifyEvent(standard('shopify:cart:lines-update', declined)), null);
  await assert.rejects(shopifyEvent(standard('shopify:cart:lines-update', { action: 'add', lines, promise: Promise.reject(new Error('network')) })));
  assert.equal(await shopifyEvent(standard('shopify:cart:lines-update', { action: 'remove', lines: [{ id: 'x' }] })), null);
});

test('a search is told with its words', async () => {
  const searched = await shopifyEvent(standard('shopify:search:update', { search: { query: 'tee' }, promise: Promise.resolve({ totalCount: 3 }) }));
  assert.deepEqual(searched, { type: 'search', properties: { search_term: 'tee' } });
  assert.equal(await shopifyEvent(standard('shopify:search:update', { search: { query: '' } })), null);
});

test('other events of Shopify are none of ours', async () => {
  assert.equal(await shopifyEvent(standard('shopify:cart:view', { cart: {} })), null);
});

test("a platform's number is found at the end of an id", () => {
  assert.deepEqual(['123', 'gid://shopify/ProductVariant/123', 'shopify_GB_1_123', 'woo-123'].map(platformNumber), Array(4).fill('123'));
  for (const id of ['tee', '123a', '', null, undefined]) assert.equal(platformNumber(id), null);
});
