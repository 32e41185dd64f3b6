// The button that puts a product into the cart, and the choice before it where a product comes in several variants.
import { clean } from '../text/clean.js';
import { button, h } from './dom.js';

export class AddToCart {
  /**
   * @param {object} card
   * @param {object} words
   * @param {{variantsOf: (card: object) => Promise<object[]>, add: (card: object, variant: object) => Promise<boolean | null>}} cart
   *   `add` resolves to true once the shop's cart has confirmed, to false if it refused, to null if nobody can tell
   */
  constructor(card, words, cart) {
    this.card = card;
    this.words = words;
    this.cart = cart;
    this.act = button(words.add, { class: 'add', part: 'add-to-cart', onClick: () => this.#begin() });
    this.said = h('p', { class: 'said', role: 'status' });
    this.element = h('div', { class: 'cart' }, this.act, this.said);
  }

  async #begin() {
    if (this.act.hasAttribute('aria-disabled')) return; // the first press is still under way
    this.#wait();
    const variants = await this.cart.variantsOf(this.card).catch(() => []);
    if (variants.length > 1) this.#choose(variants);
    else await this.#put(variants[0]);
  }

  #choose(variants) {
    const choice = h(
      'select', { 'aria-label': this.words.choose },
      ...variants.map((one) => h('option', { value: one.id }, clean(one.title, 100) || clean(one.id, 100))),
    );
    const chooser = h('form', { class: 'chooser' }, choice, h('button', { type: 'submit', class: 'add' }, this.words.add));
    chooser.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#put(variants[choice.selectedIndex], chooser);
    });
    this.act.replaceWith(chooser);
    choice.focus();
  }

  /** @param {object | undefined} variant - none where the product could not be read */
  async #put(variant, chooser) {
    chooser?.replaceWith(this.act);
    this.#wait();
    const isAdded = variant ? await this.cart.add(this.card, variant).catch(() => false) : false;
    this.act.removeAttribute('aria-disabled');
    this.act.textContent = this.words.add;
    this.said.textContent = isAdded ? `✓ ${this.words.added}` : isAdded === false ? this.words.notAdded : '';
    this.element.classList.toggle('refused', isAdded === false);
  }

  #wait() {
    this.act.setAttribute('aria-disabled', 'true');
    this.act.textContent = this.words.adding;
    this.said.textContent = '';
    if (this.element.getRootNode().activeElement !== this.act) this.act.focus();
  }
}
