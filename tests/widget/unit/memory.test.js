import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Memory, randomId } from '../../../widget/talk/memory.js';

class FakeStorage extends Map {
  getItem(name) { return this.get(name) ?? null; }
  setItem(name, value) { this.set(name, value); }
  removeItem(name) { this.delete(name); }
}

beforeEach(() => {
  globalThis.localStorage = new FakeStorage();
  globalThis.sessionStorage = new FakeStorage();
});

test('without consent nothing outlasts the tab', () => {
  for (const consent of [null, false]) {
    const memory = new Memory(() => consent);
    memory.conversation = { id: 'c_1', token: 'ct' };
    assert.equal(memory.anonymousId, null);
    assert.ok(memory.sessionId.startsWith('s_'));
    assert.equal(localStorage.size, 0);
    assert.deepEqual(memory.conversation, { id: 'c_1', token: 'ct' });
  }
});

test('with consent the next visit knows the browser and its conversation', () => {
  const memory = new Memory(() => true);
  memory.conversation = { id: 'c_1', token: 'ct' };
  const { anonymousId, sessionId } = memory;
  globalThis.sessionStorage = new FakeStorage();
  const later = new Memory(() => true);
  assert.equal(later.anonymousId, anonymousId);
  assert.deepEqual(later.conversation, { id: 'c_1', token: 'ct' });
  assert.notEqual(later.sessionId, sessionId);
});

test('storage that throws, is full or holds rubbish is lived without', () => {
  const broken = { getItem: () => { throw new Error('no'); }, setItem: () => { throw new Error('full'); }, removeItem: () => { throw new Error('no'); } };
  const rubbish = new FakeStorage([['shopkeeper:session', '{'], ['shopkeeper:anonymous', '7'], ['shopkeeper:conversation', 'x']]);
  for (const storage of [broken, rubbish, undefined]) {
    globalThis.localStorage = globalThis.sessionStorage = storage;
    const memory = new Memory(() => true);
    assert.equal(memory.sessionId, memory.sessionId);
    assert.match(memory.anonymousId, /^a_[0-9a-f]{32}$/);
    memory.conversation = { id: 'c_1', token: 'ct' };
    assert.deepEqual(memory.conversation, { id: 'c_1', token: 'ct' });
    memory.clear();
    assert.equal(memory.conversation, null);
  }
});

test('the list in which a product was chosen is known for the fifty last ones', () => {
  const memory = new Memory(() => true);
  for (let n = 0; n < 60; n++) memory.noteList(`p${n}`, { list_id: `l_${n}` });
  assert.equal(memory.listOf('p9'), null);
  assert.deepEqual(memory.listOf('p59'), { list_id: 'l_59' });
  assert.equal(memory.listOf('never'), null);
});

test('clearing leaves nothing', () => {
  const memory = new Memory(() => true);
  memory.conversation = { id: 'c_1' };
  memory.isOpen = true;
  memory.noteList('p', {});
  assert.ok(memory.anonymousId && memory.sessionId);
  memory.clear();
  assert.equal(localStorage.size + sessionStorage.size, 0);
});

test('ids are random', () => assert.equal(new Set(Array.from({ length: 100 }, () => randomId('e_'))).size, 100));
