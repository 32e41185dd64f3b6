// One answer: cards, comparison, prose, sources and what to say next, in the same places whatever order they come in.
import { clean, safeLink } from '../text/clean.js';
import { plainProse } from '../text/prose.js';
import { AddToCart } from './add-to-cart.js';
import { cardView, cardWords } from './card-view.js';
import { comparisonView } from './comparison-view.js';
import { button, h } from './dom.js';
import { feedbackView } from './feedback-view.js';
import { ProseView } from './prose-view.js';

const MAX_CARDS = 50;
const BUYABLE = new Set(['in_stock', 'backorder', 'preorder']);

export class AnswerView {
  #lists = new Map(); // list id -> its element
  #links = new Set();
  #cards = [];
  #place = {}; // which message of which conversation this is

  /**
   * @param {{words: object, locale: string}} language
   * @param {object} hooks - `onOpen(event, card, attribution)`, `cart` or null, `say(text)`, `tell(feedback)`
   */
  constructor(language, hooks) {
    this.language = language;
    this.hooks = hooks;
    const { words } = language;
    this.status = h('p', { class: 'status', part: 'status' }, words.thinking);
    this.products = h('div', { class: 'products' });
    this.facts = h('div', {});
    this.prose = new ProseView((url) => (this.#links.has(safeLink(url)) ? url : null));
    this.sources = h('div', {});
    this.person = h('div', {});
    this.ending = h('div', {});
    this.element = h(
      'div', { class: 'message answer', part: 'message answer' },
      h('h3', { class: 'unseen' }, words.assistant), this.status, this.products, this.facts, this.prose.element, this.sources, this.person, this.ending,
    );
  }

  get messageId() {
    return this.#place.message_id;
  }

  /** Take in what the service tells; what this does not know is passed over. */
  show({ event, data }) {
    const take = {
      message_start: () => { this.#place = { conversation_id: data.conversation_id, message_id: data.message_id }; },
      status: () => this.note(clean(data.text, 200)),
      products: () => this.#showProducts(data),
      comparison: () => this.facts.replaceChildren(comparisonView(data, this.language.words)),
      text_delta: () => this.#showText(data.text),
      citations: () => this.#showSources(data.items ?? []),
      handoff: () => this.#offerPerson(),
      message_end: () => this.#end(data),
    }[event];
    try {
      take?.();
    } catch (error) {
      console.error(`Shopkeeper: a "${event}" of an unknown form was passed over.`, error);
    }
  }

  /** An answer of an earlier page. */
  showPast(message, conversationId) {
    this.show({ event: 'message_start', data: { conversation_id: conversationId, message_id: message.message_id } });
    if (message.cards?.length) this.show({ event: 'products', data: { list_id: '', items: message.cards } });
    if (message.citations?.length) this.show({ event: 'citations', data: { items: message.citations } });
    this.show({ event: 'text_delta', data: { text: message.content } });
    this.prose.finish();
    this.status.hidden = true;
    if (message.is_complete === false) this.stop();
  }

  /** A few words on what happens now; "" for none. */
  note(text) {
    this.status.textContent = text;
    this.status.hidden = !text;
  }

  /** It was stopped: what is there stays. */
  stop() {
    this.prose.finish();
    this.note(this.language.words.stopped);
  }

  /** It failed: say how, and offer to try again. */
  fail(text, retry) {
    this.prose.finish();
    this.note('');
    const again = retry && button(this.language.words.retry, { class: 'retry', onClick: () => { this.ending.replaceChildren(); retry(); } });
    this.ending.replaceChildren(h('div', { class: 'failure', part: 'failure' }, h('p', {}, text), again));
  }

  /** All of it in words, for those who listen. */
  spoken() {
    const { words } = this.language;
    const cards = this.#cards.map((card) => cardWords(card, this.language));
    return [plainProse(this.prose.text), cards.length && `${words.products(cards.length)}: ${cards.join('; ')}`].filter(Boolean).join('\n');
  }

  #showProducts({ list_id: listId = '', layout = 'list', items = [] }) {
    this.#cards = (Array.isArray(items) ? items : []).filter((item) => item && typeof item === 'object').slice(0, MAX_CARDS);
    for (const card of this.#cards) if (safeLink(card.url)) this.#links.add(safeLink(card.url));
    const attribution = { list_id: listId || undefined, ...this.#place };
    const hooks = {
      onOpen: (event, card) => this.hooks.onOpen(event, card, attribution),
      cartOf: (card) => this.#cartOf(card, attribution),
    };
    const list = h('ul', { class: `cards ${layout === 'carousel' ? 'carousel' : 'list'}`, part: 'cards' }, ...this.#cards.map((card) => cardView(card, this.language, hooks)));
    const former = this.#lists.get(listId);
    if (former) former.replaceWith(list);
    else this.products.append(list);
    this.#lists.set(listId, list);
    this.note('');
    if (this.#cards.length && listId) this.hooks.say(this.language.words.products(this.#cards.length));
  }

  #cartOf(card, attribution) {
    const { cart } = this.hooks;
    if (!cart?.isThere || !BUYABLE.has(card.availability)) return null;
    const own = { variantsOf: (one) => cart.variantsOf(one), add: (one, variant) => cart.add(one, variant, attribution) };
    return new AddToCart(card, this.language.words, own).element;
  }

  /** A person takes over where the shop has said how one is reached. */
  #offerPerson() {
    const { person } = this.hooks;
    if (!person) return;
    const link = h('a', { part: 'handoff' }, this.language.words.person);
    link.setAttribute('href', person);
    this.person.replaceChildren(h('p', { class: 'person' }, link));
  }

  #showText(text) {
    this.note('');
    this.prose.add(text);
  }

  #showSources(items) {
    const { words } = this.language;
    for (const item of items) if (safeLink(item.url)) this.#links.add(safeLink(item.url));
    const told = items.map((item) => {
      const title = clean(item.title, 200) || clean(item.source_id, 100);
      return h('li', { dir: 'auto' }, safeLink(item.url) ? h('a', { href: item.url }, title) : title);
    });
    this.sources.replaceChildren(h('div', { class: 'sources', part: 'citations' }, h('h4', {}, words.sources), h('ul', {}, ...told)));
  }

  #end(data) {
    this.prose.finish();
    this.note('');
    const tell = (rating, reason) => this.hooks.tell({ message_id: this.#place.message_id, rating, reason });
    const note = data.notice && h('p', { class: 'notice', part: 'notice' }, this.language.words.template);
    this.ending.replaceChildren(...[note, this.#place.message_id && feedbackView(this.language.words, tell)].filter(Boolean));
  }
}
