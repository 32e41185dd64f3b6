// What the browser keeps: which conversation this is, and, with consent, who is here. A page may forbid any of it.

const PREFIX = 'shopkeeper:';

/** Storage that may be full, forbidden or absent: what cannot be kept lasts as long as the page. */
class Store {
  constructor(name) {
    this.kept = new Map();
    try {
      this.storage = globalThis[name];
    } catch {
      this.storage = undefined;
    }
  }

  get(name) {
    try {
      return JSON.parse(this.storage.getItem(PREFIX + name)) ?? this.kept.get(name) ?? null;
    } catch {
      return this.kept.get(name) ?? null;
    }
  }

  set(name, value) {
    this.kept.set(name, value);
    try {
      this.storage.setItem(PREFIX + name, JSON.stringify(value));
    } catch { /* it is in `kept` */ }
  }

  remove(name) {
    this.kept.delete(name);
    try {
      this.storage.removeItem(PREFIX + name);
    } catch { /* it never got there */ }
  }
}

export function randomId(prefix) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return prefix + Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Without consent everything ends with the browser's tab; with it, the conversation and the browser's id outlast it.
 */
export class Memory {
  #tab = new Store('sessionStorage');
  #browser = new Store('localStorage');

  /** @param {() => boolean | null} consent - what the shopper said of being remembered; null where nobody asked */
  constructor(consent) {
    this.consent = consent;
  }

  /** `{id, token}` of the conversation, or null. */
  get conversation() {
    return this.#tab.get('conversation') ?? (this.consent() ? this.#browser.get('conversation') : null);
  }

  set conversation(value) {
    for (const store of [this.#tab, this.#browser]) {
      if (value && (store === this.#tab || this.consent())) store.set('conversation', value);
      else store.remove('conversation');
    }
  }

  /** The browser's own id: known only while the shopper agrees to it. */
  get anonymousId() {
    if (!this.consent()) {
      this.#browser.remove('anonymous');
      return null;
    }
    let own = this.#browser.get('anonymous');
    if (typeof own !== 'string') this.#browser.set('anonymous', (own = randomId('a_')));
    return own;
  }

  /** This visit: it ends with the tab. */
  get sessionId() {
    let own = this.#tab.get('session');
    if (typeof own !== 'string') this.#tab.set('session', (own = randomId('s_')));
    return own;
  }

  /** Whether the chat was open when the page was left. */
  get isOpen() {
    return this.#tab.get('open') === true;
  }

  set isOpen(value) {
    this.#tab.set('open', value);
  }

  /** The list in which the shopper last chose a product: its purchase is owed to that list. */
  listOf(productId) {
    return this.#tab.get('lists')?.[productId] ?? null;
  }

  noteList(productId, attribution) {
    const lists = Object.entries(this.#tab.get('lists') ?? {}).filter(([one]) => one !== productId);
    this.#tab.set('lists', Object.fromEntries([...lists.slice(-49), [productId, attribution]]));
  }

  /** Leave nothing. */
  clear() {
    for (const store of [this.#tab, this.#browser]) {
      for (const name of ['conversation', 'anonymous', 'session', 'open', 'lists']) store.remove(name);
    }
  }
}
