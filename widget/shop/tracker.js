// Passes the page's own events on, once the shopper agrees: from GA4's data layer, from Shopify's events, from attributes.
import { Client } from '../talk/client.js';
import { eventOf } from '../talk/events.js';
import { Memory } from '../talk/memory.js';
import { platformNumber } from './cart.js';
import { dataLayerEvents, shopifyEvent } from './page-events.js';

const MAX_WAITING = 50;
const SENT_AFTER_MILLISECONDS = 2_000;
/** So long after it was added by the chat, which told that itself, the page's own word of it is the same news again. */
const SAME_NEWS_MILLISECONDS = 15_000;
const SHOPIFY_EVENTS = ['shopify:product:view', 'shopify:cart:lines-update', 'shopify:search:update'];

/**
 * @param {object} settings - those of the loader; `dataLayer` names the array, `dataLayer` otherwise
 * @returns {{stop: () => void}}
 */
export function startTracker(settings) {
  const { page } = settings;
  const memory = new Memory(() => page.consent);
  const client = new Client(settings.api, settings.key);
  const ending = new AbortController();
  const waiting = [];
  let timer = 0;

  const send = () => {
    clearTimeout(timer);
    timer = 0;
    if (waiting.length) client.sendEvents(waiting.splice(0));
  };
  const ours = new AddedByChat();
  const note = ({ type, properties }) => {
    const items = properties.items ?? [];
    if (type === 'add_to_cart' && ours.takes(items)) return;
    const attribution = items.length ? memory.listOf(items[0].item_id) : null;
    waiting.push(eventOf(type, properties, { memory, page, attribution, locale: document.documentElement.lang }));
    if (waiting.length >= MAX_WAITING) send();
    else timer ||= setTimeout(send, SENT_AFTER_MILLISECONDS);
  };

  const layer = follow((globalThis[settings.dataLayer || 'dataLayer'] ??= []), (entry) => dataLayerEvents(entry).forEach(note));
  for (const name of SHOPIFY_EVENTS) {
    const hear = (event) => shopifyEvent(event).then((told) => { if (told && !ending.signal.aborted) note(told); }, () => {});
    document.addEventListener(name, hear, { signal: ending.signal });
  }
  document.addEventListener('shopkeeper:add-to-cart', ({ detail }) => ours.add(detail), { signal: ending.signal });
  noteAttributes(document, note);
  addEventListener('pagehide', send, { signal: ending.signal });
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') send(); }, { signal: ending.signal });
  for (const name of ['turbo:load', 'pjax:end']) document.addEventListener(name, () => noteAttributes(document, note), { signal: ending.signal });

  return { stop: () => { send(); ending.abort(); layer.stop(); } };
}

/** What the chat itself put into the cart a moment ago. */
class AddedByChat {
  #added = []; // {codes, until}

  add({ product_id: product, variant_id: variant, sku }) {
    const codes = new Set([product, variant, sku, platformNumber(variant)].filter(Boolean));
    this.#added.push({ codes, until: Date.now() + SAME_NEWS_MILLISECONDS });
  }

  /** Whether these items are that; each time that they were added counts once. */
  takes(items) {
    this.#added = this.#added.filter(({ until }) => until > Date.now());
    const found = this.#added.findIndex(({ codes }) => items.length === 1 && [items[0].item_id, items[0].item_variant].some((one) => codes.has(one)));
    if (found >= 0) this.#added.splice(found, 1);
    return found >= 0;
  }
}

/** Hear what is pushed to an array, what lies in it already included; its own `push` still does all it did. */
function follow(array, hear) {
  const push = array.push;
  const isOwn = Object.hasOwn(array, 'push');
  const heard = (...entries) => {
    const length = push.apply(array, entries);
    for (const entry of entries) quietly(() => hear(entry));
    return length;
  };
  array.push = heard;
  for (const entry of [...array]) quietly(() => hear(entry));
  const stop = () => {
    if (array.push !== heard) return; // somebody else hears, too, and calls this
    if (isOwn) array.push = push;
    else delete array.push;
  };
  return { stop };
}

/** Whatever a page pushes must not fail for our sake. */
function quietly(act) {
  try {
    act();
  } catch { /* an entry of a form that nobody knows */ }
}

/** `<main data-shopkeeper-event="view_item" data-shopkeeper-item="tee-88">`: told once an element. */
function noteAttributes(root, note) {
  for (const element of root.querySelectorAll('[data-shopkeeper-event]:not([data-shopkeeper-told])')) {
    const { shopkeeperEvent: type, shopkeeperItem: item, shopkeeperVariant: variant } = element.dataset;
    element.setAttribute('data-shopkeeper-told', '');
    note({ type, properties: item ? { items: [{ item_id: item, ...(variant && { item_variant: variant }) }] } : {} });
  }
}
