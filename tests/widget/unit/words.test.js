import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ar } from '../../../widget/words/ar.js';
import { de } from '../../../widget/words/de.js';
import { en } from '../../../widget/words/en.js';
import { es } from '../../../widget/words/es.js';
import { fr } from '../../../widget/words/fr.js';
import { languageOf } from '../../../widget/words/language.js';

const OTHERS = { ar, de, es, fr };

/** `problems.too_long: function` for every word, those within others included. */
function shapeOf(words, path = '') {
  return Object.entries(words).flatMap(([key, value]) => {
    const name = path + key;
    if (Array.isArray(value)) return [`${name}: ${value.length} texts`];
    return value && typeof value === 'object' ? shapeOf(value, `${name}.`) : [`${name}: ${typeof value}`];
  }).sort();
}

for (const [name, words] of Object.entries(OTHERS)) {
  test(`${name} has the words that English has`, () => assert.deepEqual(shapeOf(words), shapeOf(en)));

  test(`${name} leaves nothing in English`, () => {
    const same = Object.keys(en).filter((key) => typeof en[key] === 'string' && en[key] === words[key]);
    assert.ok(same.length <= 3, `${same}`); // French has three of them itself
  });
}

test('no word is empty', () => {
  for (const words of [en, ...Object.values(OTHERS)]) {
    for (const [key, value] of Object.entries(words)) assert.ok(typeof value !== 'string' || value.trim(), key);
  }
});

test('the first language that there are words for is taken', () => {
  assert.equal(languageOf([undefined, null, 'nl', 'fr-CA', 'de']).locale, 'fr-CA');
  assert.equal(languageOf(['DE-at']).words, de);
  assert.equal(languageOf(['xx']).words, en);
  assert.equal(languageOf([]).locale, 'en');
});

test('Arabic is written from right to left, the others are not', () => {
  assert.equal(languageOf(['ar-EG']).direction, 'rtl');
  assert.equal(languageOf(['es']).direction, 'ltr');
});

test('a tag that is none does not become a locale that formatting refuses', () => {
  for (const tag of ['de_DE', 'fr-', 'en-€', 'es-!!']) new Intl.NumberFormat(languageOf([tag]).locale);
});

test('numbers of products are counted as the language does', () => {
  assert.deepEqual([1, 2].map((count) => en.products(count)), ['1 product', '2 products']);
  assert.deepEqual([1, 2, 3, 11].map((count) => ar.products(count)), ['منتج واحد', 'منتجان', '3 منتجات', '11 منتجًا']);
});
