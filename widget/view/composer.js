// Where the shopper writes.
import { button, h } from './dom.js';

export const MAX_CHARACTERS = 4_000;
const COUNTED_FROM = 3_600;

export class Composer {
  /** @param {{onSend: (text: string) => boolean, onStop: () => void}} hooks - `onSend` says whether it was taken */
  constructor(words, hooks) {
    this.words = words;
    this.hooks = hooks;
    this.field = h('textarea', { part: 'input', rows: 1, placeholder: words.write, 'aria-label': words.write, enterkeyhint: 'send', dir: 'auto' });
    this.send = button(words.send, { drawing: 'send', class: 'act', part: 'send', onClick: () => this.#send() });
    this.stop = button(words.stop, { drawing: 'stop', class: 'act', part: 'stop', hidden: true, onClick: () => { hooks.onStop(); this.field.focus(); } });
    this.told = h('p', { class: 'told', role: 'status' });
    this.element = h('form', { class: 'composer', part: 'composer', onSubmit: (event) => { event.preventDefault(); this.#send(); } }, this.told, this.field, this.send, this.stop);
    this.field.addEventListener('input', () => this.#grow());
    this.field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#send();
    });
  }

  /** While an answer is under way there is a stop button in the place of the other. */
  set isBusy(value) {
    const hadFocus = this.element.getRootNode().activeElement;
    this.send.hidden = value;
    this.stop.hidden = !value;
    if (hadFocus === this.send || hadFocus === this.stop) (value ? this.stop : this.field).focus();
  }

  /** Put a text back that could not be sent. */
  restore(text) {
    if (!this.field.value) this.field.value = text;
    this.#grow();
  }

  #send() {
    const text = this.field.value.trim();
    if (!text || this.send.hidden || text.length > MAX_CHARACTERS || !this.hooks.onSend(text)) return;
    this.field.value = '';
    this.#grow();
  }

  #grow() {
    this.field.style.blockSize = 'auto';
    this.field.style.blockSize = `${Math.min(this.field.scrollHeight + 2, 140)}px`;
    const length = this.field.value.trim().length;
    this.told.textContent = length > MAX_CHARACTERS ? this.words.problems.too_long(MAX_CHARACTERS) : length > COUNTED_FROM ? `${length} / ${MAX_CHARACTERS}` : '';
  }
}
