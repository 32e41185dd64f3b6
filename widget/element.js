// `<shopkeeper-chat>`: attributes in, events out; everything inside is behind an open shadow root.
import { Chat } from './chat.js';
import { Cart } from './shop/cart.js';
import { Client } from './talk/client.js';
import { eventOf } from './talk/events.js';
import { Memory } from './talk/memory.js';
import { style } from './view/style.js';
import { Panel, personLink } from './view/panel.js';
import { languageOf } from './words/language.js';

/**
 * Attributes: `inline` (a part of the page instead of a panel above it), `theme` (`light`, `dark`; the system's otherwise),
 * `position` (`start` or `end`), and the settings of docs/widget.md as `data-*`.
 *
 * Events, all bubbling and composed, named `shopkeeper:` and: `open`, `close`, `message`, `answer`, `error`; cancelable:
 * `product-click` (the page goes there itself) and `add-to-cart` (the page adds it, and says so by `detail.respondWith`).
 */
export class ShopkeeperChat extends HTMLElement {
  #parts = null;

  constructor() {
    super();
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, style()];
  }

  connectedCallback() {
    if (this.hasAttribute('inline')) this.#begin();
  }

  /** A page swap moves the element: what was taken away for good says and asks nothing more. */
  disconnectedCallback() {
    setTimeout(() => { if (!this.isConnected) this.#end(); });
  }

  /** Show the chat. With `takesFocus: false` the page's focus stays where it is. */
  open({ takesFocus = true } = {}) {
    const { panel, memory } = this.#begin();
    panel.open({ takesFocus });
    this.#showLauncher(false);
    memory.isOpen = true;
    this.#emit('open', {});
  }

  close() {
    if (!this.#parts || this.hasAttribute('inline')) return;
    this.#parts.panel.close();
    this.#parts.memory.isOpen = false;
    this.#showLauncher(true);
    this.#launcher?.focus();
    this.#emit('close', {});
  }

  /** Say something for the shopper; false while an answer is under way. */
  send(text) {
    this.open({ takesFocus: false });
    return this.#parts.chat.send(text.trim().slice(0, 4_000));
  }

  /** Delete the conversation and everything that the browser keeps of it. */
  async forget() {
    const { chat, memory } = this.#begin();
    await chat.restart();
    memory.clear();
  }

  get #launcher() {
    return this.shadowRoot.querySelector('.launcher');
  }

  #showLauncher(isShown) {
    if (!this.#launcher) return;
    this.#launcher.hidden = !isShown;
    this.#launcher.setAttribute('aria-expanded', String(!isShown));
  }

  #begin() {
    if (this.#parts) return this.#parts;
    const settings = this.settings ?? { ...this.dataset, api: new URL('../..', import.meta.url).href.replace(/\/$/, '') };
    const page = settings.page ?? { user: {}, context: {}, consent: settings.consent === 'granted' ? true : settings.consent === 'denied' ? false : null };
    const language = languageOf([settings.lang, this.lang, document.documentElement.lang, ...(navigator.languages ?? [])]);
    const memory = new Memory(() => page.consent);
    const client = new Client(settings.api, settings.key);
    const where = { client, memory, page, language, emit: (name, detail) => this.#emit(name, detail) };
    const cart = new Cart(settings.cart, client, (name, detail) => this.#emit(name, detail, true), (type, properties, attribution) => this.#report(type, properties, attribution));
    const hooks = {
      cart,
      onSend: (text) => this.#parts.chat.send(text),
      onStop: () => this.#parts.chat.stop(),
      onClose: () => this.close(),
      onRestart: () => this.#parts.chat.restart(),
      onOpen: (event, card, attribution) => this.#openProduct(event, card, attribution),
      tell: (feedback) => this.#parts.chat.tell(feedback),
    };
    const look = { title: settings.title, starters: settings.starters?.split('|'), person: personLink(settings), isInline: this.hasAttribute('inline') };
    const panel = new Panel(language, look, hooks);
    this.#parts = { ...where, panel, chat: new Chat({ ...where, panel }) };
    this.shadowRoot.append(panel.element);
    this.#parts.chat.catchUp();
    return this.#parts;
  }

  #end() {
    this.#parts?.chat.close();
    this.#parts?.panel.element.remove();
    this.#parts = null;
    this.#showLauncher(true);
  }

  #openProduct(event, card, attribution) {
    const { memory, panel } = this.#parts;
    memory.noteList(card.product_id, attribution);
    this.#report('select_item', { items: [{ item_id: card.product_id }] }, attribution);
    const isTaken = !this.#emit('product-click', { product_id: card.product_id, url: card.url, ...attribution }, true);
    if (isTaken) event.preventDefault();
    if (panel.isFullScreen) this.close();
  }

  /** Tell the service what the shopper did here, unless they do not want that. */
  #report(type, properties, attribution) {
    const { client, memory, page, language } = this.#parts;
    if (page.consent === false) return;
    client.sendEvents([eventOf(type, properties, { memory, page, attribution, locale: language.locale })]);
  }

  /** @returns {boolean} whether the page let it pass */
  #emit(name, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(`shopkeeper:${name}`, { detail, cancelable, bubbles: true, composed: true }));
  }
}
