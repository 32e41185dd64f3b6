import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blocksOf, piecesOf, plainProse } from '../../../widget/text/prose.js';
import { made } from './made-up.js';

const PARTS = ['a', 'word ', '**', '*', '**bold**', '\n', '\n\n', '- ', '1. ', '2) ', '# ', '[link](https://shop.example/p)', '[half](', ']', '£12', ' ', '• ', '  - '];

test('more text at the end never changes a finished block', () => {
  for (const { pick, upTo } of made(2_000)) {
    const text = Array.from({ length: upTo(30) }, () => pick(PARTS)).join('');
    const more = text + Array.from({ length: upTo(10) }, () => pick(PARTS)).join('');
    assert.deepEqual(blocksOf(more).slice(0, blocksOf(text).length - 1), blocksOf(text).slice(0, -1), JSON.stringify([text, more]));
  }
});

test('reading on from the start of the last block is reading from the beginning', () => {
  for (const { pick, upTo } of made(1_000)) {
    const text = Array.from({ length: upTo(30) }, () => pick(PARTS)).join('');
    const last = blocksOf(text).at(-1);
    const rest = blocksOf(text.slice(last.start));
    assert.deepEqual(rest, [{ ...last, start: 0 }], JSON.stringify(text));
  }
});

test('no character of the text is lost but those of marks', () => {
  const letters = (text) => text.replaceAll(/[^a-z£0-9]/g, '');
  const words = ['one ', 'two ', '**three** ', '\n', '- ', '\n\n', 'four '];
  for (const { pick, upTo } of made(1_000)) {
    const text = Array.from({ length: upTo(30) }, () => pick(words)).join('');
    assert.equal(letters(plainProse(text)), letters(text), JSON.stringify(text));
  }
});

test('paragraphs, lists and headings are told apart', () => {
  const blocks = blocksOf('# Head\nFirst\nline\n\n- one\n* two\n3. three\nand on');
  assert.deepEqual(blocks.map(({ kind, text, number }) => [kind, text, number]), [
    ['heading', 'Head', undefined], ['paragraph', 'First\nline', undefined], ['paragraph', '', undefined], ['item', 'one', undefined],
    ['item', 'two', undefined], ['item', 'three', 3], ['paragraph', 'and on', undefined],
  ]);
});

test('bold words and links are pieces, half marks are text', () => {
  assert.deepEqual(piecesOf('a **b** [c](https://d/) **e [f]'), [
    { kind: 'text', text: 'a ' }, { kind: 'bold', text: 'b' }, { kind: 'text', text: ' ' }, { kind: 'link', text: 'c', url: 'https://d/' },
    { kind: 'text', text: ' **e [f]' },
  ]);
});

test('markup is text', () => {
  const markup = '<b>bold</b> <img src=x onerror=alert(1)> `code` ![x](y) <!-- -->';
  assert.equal(piecesOf('<b>x</b>')[0].kind, 'text');
  assert.ok(piecesOf(markup).every(({ kind }) => kind === 'text' || kind === 'link'));
});

test('a hostile text is read in time that grows with its length', () => {
  for (const piece of ['[', '**', '*a', '](', '[a](', '- ', '\n', '1. ', '[[', '**[']) {
    const begun = performance.now();
    const text = piece.repeat(20_000 / piece.length);
    blocksOf(text).forEach((block) => piecesOf(block.text));
    assert.ok(performance.now() - begun < 2_000, JSON.stringify(piece));
  }
});
