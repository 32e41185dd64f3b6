// What a screen reader is told, and in which order: whole sentences, never an answer's single words as they arrive.
import { h } from './dom.js';

const KEPT = 6;

export class Announcer {
  constructor() {
    this.element = h('div', { class: 'unseen', role: 'status', 'aria-live': 'polite', 'aria-atomic': 'false', part: 'announcer' });
  }

  /** Say it after what was said before. */
  say(text) {
    if (!text) return;
    this.element.append(h('p', {}, text));
    while (this.element.children.length > KEPT) this.element.firstChild.remove();
  }
}
