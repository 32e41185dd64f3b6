// Passes the page's own events on, once the shopper agrees: from GA4's data layer, from Shopify's events, from attributes.
import { Client } from '../talk/client.js';
import { eventOf } from '../talk/events.js';
import { Memory } from '../talk/memory.js';
import { dataLayerEvents, shopifyEvent } from './page-events.js';

const MAX_WAITING = 50;
const SENT_AFTER_MILLISECONDS = 2_000;
const SHOPIFY_EVENTS = ['shopify:product:view', 'shopify:cart:lines-update', 'shopify:collection:view', 'shopify:search:update'];

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
  const note = ({ type, properties }) => {
    const items = properties.items ?? [];
    const attribution = items.length ? memory.listOf(items[0].item_id) : null;
    waiting.push(eventOf(type, properties, { memory, page, attribution, locale: document.documentElement.lang }));
    if (waiting.length >= MAX_WAITING) send();
    else timer ||= setTimeout(send, SENT_AFTER_MILLISECONDS);
  };

  const layer = follow((globalThis[settings.dataLayer || 'dataLayer'] ??= []), (entry) => dataLayerEvents(entry).forEach(note));
  for (const name of SHOPIFY_EVENTS) {
    document.addEventListener(name, (event) => { const told = shopifyEvent(event); if (told) note(told); }, { signal: ending.signal });
  }
  noteAttributes(document, note);
  addEventListener('pagehide', send, { signal: ending.signal });
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') send(); }, { signal: ending.signal });
  for (const name of ['turbo:load', 'pjax:end']) document.addEventListener(name, () => noteAttributes(document, note), { signal: ending.signal });

  return { stop: () => { send(); ending.abort(); layer.stop(); } };
}

/** Hear what is pushed to an array, what lies in it already included; its own `push` still does all it did. */
function follow(array, hear) {
  const push = array.push;
  const heard = (...entries) => {
    const length = push.apply(array, entries);
    for (const entry of entries) quietly(() => hear(entry));
    return length;
  };
  array.push = heard;
  for (const entry of [...array]) quietly(() => hear(entry));
  return { stop: () => { if (array.push === heard) array.push = push; } };
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
