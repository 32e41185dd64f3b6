// The chat as one sees it: a panel beside the page, the whole screen on a phone, or a part of the page.
import { clean, safeLink } from '../text/clean.js';
import { Announcer } from './announcer.js';
import { AnswerView } from './answer-view.js';
import { Composer } from './composer.js';
import { button, h, icon } from './dom.js';
import { MessageLog } from './message-log.js';

const SMALL_SCREEN = '(max-width: 480px), (max-height: 420px)';

export class Panel {
  #chips = null;

  /**
   * @param {{words: object, locale: string, direction: string}} language
   * @param {{title?: string, starters?: string[], person?: string | null, isInline: boolean}} look
   * @param {object} hooks - `onSend(text)`, `onStop()`, `onClose()`, `onRestart()`, and those of `AnswerView`
   */
  constructor(language, look, hooks) {
    const { words } = language;
    this.language = language;
    this.look = look;
    this.hooks = { ...hooks, say: (text) => this.announcer.say(text), person: look.person };
    this.announcer = new Announcer();
    this.log = new MessageLog(words);
    this.composer = new Composer(words, hooks);
    this.element = h(
      look.isInline ? 'section' : 'dialog',
      { class: 'panel', part: 'panel', dir: language.direction, lang: language.locale.slice(0, 2), 'aria-label': clean(look.title, 80) || words.title },
      this.#header(), h('div', { class: 'room' }, this.log.element, this.log.newest), this.composer.element, this.announcer.element,
    );
    this.element.addEventListener('keydown', (event) => { if (event.key === 'Escape' && !look.isInline) hooks.onClose(); });
    this.element.addEventListener('cancel', (event) => { event.preventDefault(); hooks.onClose(); });
    this.greet();
  }

  #header() {
    const { words } = this.language;
    const person = this.look.person && h('a', { class: 'tool', 'aria-label': words.person, title: words.person, part: 'handoff' }, icon('person'));
    if (person) person.setAttribute('href', this.look.person);
    return h(
      'header', { class: 'header', part: 'header' },
      h('h2', {}, clean(this.look.title, 80) || words.title),
      person, button(words.restart, { drawing: 'restart', class: 'tool', onClick: () => this.hooks.onRestart() }),
      !this.look.isInline && button(words.close, { drawing: 'close', class: 'tool', part: 'close', onClick: () => this.hooks.onClose() }),
    );
  }

  /** The first words: who answers here, and what one could ask. */
  greet() {
    const { words } = this.language;
    const said = h('div', { class: 'message answer', part: 'message answer' }, h('p', {}, words.hello), h('p', { class: 'notice' }, words.disclosure));
    this.log.add(said);
    this.suggest(this.look.starters?.length ? this.look.starters : words.starters);
  }

  open({ takesFocus }) {
    if (this.look.isInline || this.element.open) return;
    const isModal = matchMedia(SMALL_SCREEN).matches;
    const before = document.activeElement;
    if (isModal) this.element.showModal();
    else this.element.show();
    if (takesFocus) (matchMedia('(pointer: coarse)').matches ? this.log.element : this.composer.field).focus();
    else if (!isModal) {
      this.element.getRootNode().activeElement?.blur(); // showing a dialog moves the focus into it
      before?.focus?.({ preventScroll: true });
    }
    this.log.toEnd();
  }

  close() {
    if (this.element.open) this.element.close();
  }

  get isFullScreen() {
    return !this.look.isInline && matchMedia(SMALL_SCREEN).matches;
  }

  addQuestion(text) {
    this.suggest([]);
    this.log.addQuestion(text);
  }

  addAnswer() {
    const view = new AnswerView(this.language, this.hooks);
    this.log.add(view.element);
    return view;
  }

  /** What to say next: one set of chips, under the newest message. */
  suggest(texts) {
    this.#chips?.remove();
    this.#chips = null;
    const shown = texts.map((text) => clean(text, 200)).filter(Boolean).slice(0, 4);
    if (!shown.length) return;
    const chips = shown.map((text) => h('li', {}, button(text, { class: 'chip', part: 'suggestion', dir: 'auto', onClick: () => { this.hooks.onSend(text); this.composer.field.focus(); } })));
    this.#chips = h('ul', { class: 'chips', part: 'suggestions', 'aria-label': this.language.words.suggestions }, ...chips);
    this.log.element.append(this.#chips);
    this.log.follow();
  }

  clear() {
    this.log.clear();
    this.greet();
  }
}

/** Where a person can be reached: a safe address, or an e-mail address as a link; null for neither. */
export function personLink({ handoffUrl, handoffEmail }) {
  const isAddress = typeof handoffEmail === 'string' && /^[^\s@?&]+@[^\s@?&]+$/.test(handoffEmail);
  return safeLink(handoffUrl) ?? (isAddress ? `mailto:${encodeURIComponent(handoffEmail).replace('%40', '@')}` : null);
}
