// A product: its facts from the shop's catalog, one reason, and what stands behind it.
import { clean } from '../text/clean.js';
import { countText, priceText, ratingText } from '../text/figures.js';
import { h, icon } from './dom.js';

const SHOWN_SIGNALS = 5;

/**
 * @param {object} card - of a `products` event
 * @param {{words: object, locale: string}} language
 * @param {{onOpen: (event: Event, card: object) => void, cartOf: (card: object) => Node | null}} hooks
 */
export function cardView(card, language, { onOpen, cartOf }) {
  const { words } = language;
  const title = clean(card.title, 300) || clean(card.product_id, 100);
  const link = h('a', { href: card.url, part: 'card-title', onClick: (event) => onOpen(event, card) }, title);
  return h(
    'li', { class: 'card', part: 'card', 'data-product': clean(card.product_id, 200) },
    pictureOf(card),
    h(
      'div', { class: 'facts' },
      card.brand && h('span', { class: 'brand', dir: 'auto' }, clean(card.brand, 100)),
      h('h4', { dir: 'auto' }, link.hasAttribute('href') ? link : title),
      priceView(card, language),
      h('div', { class: 'state' }, ratingView(card.rating, language), stockView(card, words)),
      card.reason && h('p', { class: 'reason', part: 'reason', dir: 'auto' }, clean(card.reason, 200)),
      h('div', { class: 'acts' }, cartOf(card), evidenceView(card, words)),
    ),
  );
}

/** The picture, with its room kept before it comes; where there is none, or it fails, a drawing. */
function pictureOf(card) {
  const frame = h('div', { class: 'picture', part: 'card-image' });
  const image = h('img', { src: card.image, alt: '', loading: 'lazy', decoding: 'async', referrerpolicy: 'no-referrer' });
  const drawing = () => frame.replaceChildren(icon('bag'));
  if (!image.hasAttribute('src')) drawing();
  else frame.append(image);
  image.addEventListener('error', drawing, { once: true });
  return frame;
}

function priceView(card, { words, locale }) {
  const price = priceText(card.price, locale);
  if (!price) return null;
  const before = card.list_price?.amount > card.price.amount ? priceText(card.list_price, locale) : '';
  return h(
    'p', { class: 'price', part: 'price' },
    h('span', {}, card.price_from ? words.from(price) : price),
    before && h('s', { 'aria-label': words.was(before) }, before),
  );
}

function ratingView(rating, { words, locale }) {
  const value = ratingText(rating, locale);
  if (!value) return null;
  const count = countText(rating.count, locale);
  const label = words.rating(value, rating.scale_max ?? 5, count);
  return h('span', { class: 'rating', role: 'img', 'aria-label': label }, `★ ${value}${count ? ` (${count})` : ''}`);
}

function stockView(card, words) {
  const told = words.stock[card.availability];
  return told && h('span', { class: `stock ${clean(card.availability, 20)}` }, told);
}

/** "Why this?": the signals behind the place, strongest first. */
function evidenceView(card, words) {
  const strongest = [...(card.evidence ?? [])].sort((one, other) => Math.abs(other.weight) - Math.abs(one.weight));
  const told = [...new Set(strongest.map((one) => words.signals[one.signal]).filter(Boolean))].slice(0, SHOWN_SIGNALS);
  if (!told.length) return null;
  return h(
    'details', { class: 'why', part: 'why' },
    h('summary', {}, words.why),
    h('ul', {}, ...told.map((one) => h('li', {}, one)), card.options_summary && h('li', { dir: 'auto' }, clean(card.options_summary, 200))),
  );
}

/** The card for those who listen: `Trail Boots, £120.00, In stock`. */
export function cardWords(card, { words, locale }) {
  return [clean(card.title, 300), priceText(card.price, locale), words.stock[card.availability]].filter(Boolean).join(', ');
}
