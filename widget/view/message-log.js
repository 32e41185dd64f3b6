// The messages, and the place where the reader is: an answer begins at its question, and nobody is pulled away from what they read.
import { clean } from '../text/clean.js';
import { button, h } from './dom.js';

const NEAR_PIXELS = 60;
const ABOVE_PIXELS = 12;

export class MessageLog {
  constructor(words) {
    this.words = words;
    this.element = h('div', { class: 'log', part: 'log', role: 'log', 'aria-live': 'off', 'aria-label': words.conversation, tabindex: 0 });
    this.newest = button(words.newest, { drawing: 'newest', class: 'newest', hidden: true, onClick: () => { this.toEnd(); this.element.focus(); } });
    this.question = null;
    this.isFollowing = true;
    const { element } = this;
    element.addEventListener('scroll', () => { this.newest.hidden = this.#below < NEAR_PIXELS; }, { passive: true });
    for (const moved of ['wheel', 'touchmove', 'keydown', 'pointerdown']) element.addEventListener(moved, () => { this.isFollowing = false; }, { passive: true });
    this.growth = new ResizeObserver(() => this.follow());
  }

  addQuestion(text) {
    this.question = h('div', { class: 'message question', part: 'message question' }, h('h3', { class: 'unseen' }, this.words.you), h('p', { dir: 'auto' }, clean(text)));
    this.isFollowing = true;
    this.add(this.question);
  }

  /** A message below the others; as it grows, the view follows. */
  add(element) {
    this.growth.disconnect();
    this.element.append(element);
    this.growth.observe(element);
    this.follow();
  }

  /** Show as much of the newest exchange as there is room for, from the question on; a reader who moved stays there. */
  follow() {
    const { element, question } = this;
    if (this.isFollowing) {
      const end = element.scrollHeight - element.clientHeight;
      element.scrollTop = question ? Math.min(end, question.offsetTop - ABOVE_PIXELS) : end;
    }
    this.newest.hidden = this.#below < NEAR_PIXELS;
  }

  /** How much lies below what is seen, in pixels. */
  get #below() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight;
  }

  toEnd() {
    this.element.scrollTop = this.element.scrollHeight;
    this.newest.hidden = true;
  }

  clear() {
    this.element.replaceChildren();
    this.question = null;
    this.isFollowing = true;
  }
}
