// An answer's prose while it streams: blocks that are finished are never touched again.
import { blocksOf, piecesOf } from '../text/prose.js';
import { clean } from '../text/clean.js';
import { h } from './dom.js';

// The beginning of a mark whose end has not come yet, at the end of a text without whole marks.
const HALF_A_MARK = /(?:\*\*(?:[^\s*][^*\n]*\*?)?|\*|\[[^\]\n]{0,300}(?:\](?:\([^()\s]*)?)?)$/;

/** No answer is as long as this; what is would make every frame slow. */
const MAX_CHARACTERS = 50_000;

export class ProseView {
  #open = ''; // the text from the start of the last block on
  #node = null; // the element of that block
  #frame = 0;

  /** @param {(url: string) => string | null} linkOf - where a link may lead, or null: then its words are text */
  constructor(linkOf) {
    this.linkOf = linkOf;
    this.text = '';
    this.element = h('div', { class: 'prose', part: 'prose', dir: 'auto' });
  }

  /** More of the text; shown with the next frame. */
  add(text) {
    const more = clean(text).slice(0, Math.max(0, MAX_CHARACTERS - this.text.length));
    this.text += more;
    this.#open += more;
    this.#frame ||= requestAnimationFrame(() => this.#show(false));
  }

  /** All of it is there. */
  finish() {
    cancelAnimationFrame(this.#frame);
    this.#show(true);
  }

  #show(isFinished) {
    this.#frame = 0;
    const blocks = blocksOf(this.#open);
    for (const [index, block] of blocks.entries()) {
      const isLast = index === blocks.length - 1;
      if (block.text) this.#fill(block, isLast && !isFinished);
      if (!isLast) this.#node = null;
    }
    this.#open = this.#open.slice(blocks.at(-1).start);
  }

  #fill(block, isGrowing) {
    this.#node ??= this.#place(block);
    const pieces = piecesOf(block.text);
    const last = pieces.at(-1);
    if (isGrowing && last?.kind === 'text') last.text = last.text.replace(HALF_A_MARK, '');
    const only = this.#node.firstChild;
    if (pieces.length === 1 && last.kind === 'text' && only instanceof Text && only === this.#node.lastChild) {
      only.data = last.text;
    } else {
      this.#node.replaceChildren(...pieces.map((piece) => this.#nodeOf(piece)));
    }
  }

  #place(block) {
    if (block.kind !== 'item') return this.element.appendChild(h('p', { class: block.kind }));
    const tag = block.number === undefined ? 'ul' : 'ol';
    const last = this.element.lastElementChild;
    const list = last?.localName === tag ? last : this.element.appendChild(h(tag, block.number > 1 ? { start: block.number } : {}));
    return list.appendChild(h('li'));
  }

  #nodeOf(piece) {
    if (piece.kind === 'bold') return h('strong', {}, piece.text);
    const url = piece.kind === 'link' ? this.linkOf(piece.url) : null;
    return url ? h('a', { href: url }, piece.text) : document.createTextNode(piece.text);
  }
}
