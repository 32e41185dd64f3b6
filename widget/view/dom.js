// Elements without markup: nothing here ever parses HTML, so that a page's Trusted Types have nothing to refuse.
import { safeLink } from '../text/clean.js';

const ADDRESSES = new Set(['href', 'src']);

/**
 * An element with attributes and children. Text is text; an address that is not safe is left out.
 *
 * @param {string} tag
 * @param {Record<string, any>} [attributes] - `onClick` and the like are listeners, `true` an empty attribute, and what
 *   is null, undefined or false is left out
 * @param {...(Node | string | null | false | undefined)} children
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2).toLowerCase(), value);
    else if (!ADDRESSES.has(name)) element.setAttribute(name, value === true ? '' : value);
    else if (safeLink(value)) element.setAttribute(name, safeLink(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false && child !== ''));
  return element;
}

const SHAPES = {
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M12 19V5M6 11l6-6 6 6',
  stop: 'M8 8h8v8H8z',
  restart: 'M4 12a8 8 0 1 0 3-6.2M4 4v4h4',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 20c0-4 4-5 8-5s8 1 8 5',
  up: 'M7 11v9H4v-9h3Zm0 0 4-8c2 0 3 1 2.500 4L13 9h6c1 0 1.500 1 1.300 2l-1.500 7c-.2 1-1 2-2 2H7',
  down: 'M17 13V4h3v9h-3Zm0 0-4 8c-2 0-3-1-2.500-4l.5-2H5c-1 0-1.500-1-1.300-2l1.500-7c.2-1 1-2 2-2H17',
  newest: 'M12 5v14M6 13l6 6 6-6',
  bag: 'M6 8h12l1 12H5L6 8Zm3 0a3 3 0 0 1 6 0',
};

/** A small drawing that screen readers pass over. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  const attributes = { viewBox: '0 0 24 24', width: 20, height: 20, 'aria-hidden': true, class: `icon icon-${name}` };
  for (const [attribute, value] of Object.entries(attributes)) svg.setAttribute(attribute, value);
  path.setAttribute('d', SHAPES[name]);
  svg.append(path);
  return svg;
}

/** A button with words, or with a drawing and the words for those who do not see it. */
export function button(words, { drawing, ...attributes } = {}) {
  const named = drawing ? { 'aria-label': words, title: words } : {};
  return h('button', { type: 'button', ...named, ...attributes }, drawing ? icon(drawing) : words);
}
