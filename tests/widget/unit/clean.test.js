import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clean, safeLink } from '../../../widget/text/clean.js';
import { countText, priceText, ratingText } from '../../../widget/text/figures.js';

test('anything becomes a text of a length that can be shown', () => {
  assert.equal(clean(undefined) + clean(null), '');
  assert.equal(clean(12), '12');
  assert.equal(clean({ toString: () => 'x' }), 'x');
  assert.equal(clean('x'.repeat(300), 10), `${'x'.repeat(9)}…`);
});

test('a cut does not tear a character in two', () => {
  assert.ok(clean('🧥'.repeat(10), 6).isWellFormed());
});

test('what forces a direction and what cannot be seen is left out, line ends stay', () => {
  assert.equal(clean('a\u202eb\u2066c\u0000d\u009fe\tf\ng'), 'abcde\tf\ng');
  assert.equal(clean('\u200eא\u200f'), '\u200eא\u200f');
});

test('an address leads to the web or nowhere', () => {
  for (const address of ['https://shop.example/p?a=1#b', 'http://127.0.0.1:80/x']) assert.ok(safeLink(address), address);
  const refused = [
    'javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\nscript:alert(1)', ' javascript:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd',
    'blob:https://shop.example/1', '//shop.example/p', '/p', 'p', '', 'https://', 'https://user@shop.example/', 'https://shop.example:pw@evil.example/',
    'ftp://shop.example/', 'mailto:a@b', `https://shop.example/${'x'.repeat(3_000)}`, null, undefined, 7, {}, 'filesystem:https://x/y', 'about:blank',
  ];
  for (const address of refused) assert.equal(safeLink(address), null, String(address));
});

test('money is written as the shopper writes it, by the digits of its currency', () => {
  assert.equal(priceText({ amount: 11_950, currency: 'GBP' }, 'en-GB'), '£119.50');
  assert.match(priceText({ amount: 11_950, currency: 'EUR' }, 'de-DE'), /^119,50\s€$/);
  assert.match(priceText({ amount: 11_950, currency: 'JPY' }, 'en'), /^¥11,950/);
  assert.match(priceText({ amount: 1_500, currency: 'KWD' }, 'en'), /1\.500/);
});

test('what is no amount is no price', () => {
  for (const money of [null, undefined, {}, { amount: '5', currency: 'GBP' }, { amount: NaN, currency: 'GBP' }, { amount: 5, currency: '??' }, { amount: 1.5, currency: 'GBP' }]) {
    assert.equal(priceText(money, 'en'), '');
  }
});

test('an unknown rating is none, not nought', () => {
  assert.equal(ratingText(undefined, 'en') + ratingText({}, 'en') + ratingText({ value: null }, 'en') + countText(undefined, 'en'), '');
  assert.equal(ratingText({ value: 4.45 }, 'de'), '4,5');
});
