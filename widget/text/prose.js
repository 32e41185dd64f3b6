// The Markdown that answers are written in: paragraphs, lists, bold words, and links to what was shown. No more.

/**
 * The blocks of a text. All but the last are finished: more text at the end never changes them.
 *
 * @param {string} text
 * @returns {{kind: 'paragraph' | 'item' | 'heading', start: number, text: string, number?: number}[]} `start` is the
 *   place of its first character
 */
export function blocksOf(text) {
  const blocks = [];
  let start = 0;
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const [, bullet, number, item] = /^\s{0,6}(?:([-*•])|(\d{1,3})[.)])\s+(.*)$/.exec(line) ?? [];
    const last = blocks.at(-1);
    if (bullet || number) blocks.push({ kind: 'item', start, number: number ? Number(number) : undefined, text: item });
    else if (/^#{1,6}\s/.test(line)) blocks.push({ kind: 'heading', start, text: line.replace(/^#+\s+/, '') });
    else if (line.trim() && last?.kind === 'paragraph' && last.text) last.text += `\n${line}`;
    else if (index === lines.length - 1 && last?.kind === 'paragraph' && last.text) break; // it may go on
    else blocks.push({ kind: 'paragraph', start, text: line.trim() ? line : '' });
    start += line.length + 1;
  }
  return blocks;
}

/**
 * The pieces of a block: plain, bold, or a link. What is no whole mark is text.
 *
 * @param {string} text
 * @returns {{kind: 'text' | 'bold' | 'link', text: string, url?: string}[]}
 */
export function piecesOf(text) {
  const pieces = [];
  const marks = /\*\*(?=\S)([^*\n]+?)\*\*|\[([^\]\n]{1,300})\]\(([^()\s]{1,2000})\)/g;
  let end = 0;
  for (const mark of text.matchAll(marks)) {
    if (mark.index > end) pieces.push({ kind: 'text', text: text.slice(end, mark.index) });
    pieces.push(mark[1] !== undefined ? { kind: 'bold', text: mark[1] } : { kind: 'link', text: mark[2], url: mark[3] });
    end = mark.index + mark[0].length;
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) });
  return pieces;
}

/** The words alone, for those who listen. */
export function plainProse(text) {
  return blocksOf(text).map((block) => piecesOf(block.text).map((piece) => piece.text).join('')).filter(Boolean).join('\n');
}
