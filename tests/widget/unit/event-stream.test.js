import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBlock, readEvents } from '../../../widget/talk/event-stream.js';

const STREAM = [
  ': hello\n\n',
  'event: message_start\ndata: {"text":"Jäcke — £ 雨 🧥"}\nid: r_1:1\n\n',
  'event: text_delta\ndata: {"text":\ndata: "two lines"}\nid: r_1:2\n\n',
  'event: broken\ndata: {"text"\nid: r_1:3\n\n',
  'data: {"n":4}\n\n',
  'id: r_1:5\n\n',
].join('');
const EVENTS = [
  { event: 'message_start', id: 'r_1:1', data: { text: 'Jäcke — £ 雨 🧥' } },
  { event: 'text_delta', id: 'r_1:2', data: { text: 'two lines' } },
  { event: 'message', id: '', data: { n: 4 } },
];

function bodyOf(chunks, { ending = (controller) => controller.close() } = {}) {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      ending(controller);
    },
  });
}

async function all(events) {
  const told = [];
  for await (const event of events) told.push(event);
  return told;
}

for (const [name, lineEnd] of [['LF', '\n'], ['CRLF', '\r\n'], ['CR', '\r']]) {
  test(`every split of a stream with ${name} gives the same events`, async () => {
    const bytes = new TextEncoder().encode(STREAM.replaceAll('\n', lineEnd));
    for (let place = 0; place <= bytes.length; place++) {
      assert.deepEqual(await all(readEvents(bodyOf([bytes.slice(0, place), bytes.slice(place)]))), EVENTS, `split at ${place}`);
    }
  });

  test(`bytes with ${name} that come one at a time give the same events`, async () => {
    const bytes = new TextEncoder().encode(STREAM.replaceAll('\n', lineEnd));
    assert.deepEqual(await all(readEvents(bodyOf(Array.from(bytes, (byte) => Uint8Array.of(byte))))), EVENTS);
  });
}

test('an event without its end is not told', async () => {
  assert.deepEqual(await all(readEvents(bodyOf([new TextEncoder().encode(`${STREAM}data: {"n":6}\n`)]))), EVENTS);
});

test('a byte order mark before the first event is none of its name', async () => {
  const [first] = await all(readEvents(bodyOf([new TextEncoder().encode('\ufeffevent: a\ndata: 1\n\n')])));
  assert.equal(first.event, 'a');
});

test('a stream that goes silent breaks as a connection does', async () => {
  const body = bodyOf([new TextEncoder().encode(STREAM)], { ending: () => {} });
  const told = [];
  await assert.rejects(async () => { for await (const event of readEvents(body, 20)) told.push(event); }, TypeError);
  assert.deepEqual(told, EVENTS);
});

test('whoever stops reading lets the connection go', async () => {
  let isCancelled = false;
  const body = new ReadableStream({ pull: (controller) => controller.enqueue(new TextEncoder().encode('data: 1\n\n')), cancel: () => { isCancelled = true; } });
  for await (const event of readEvents(body)) { assert.equal(event.data, 1); break; }
  await new Promise((resolve) => setTimeout(resolve));
  assert.ok(isCancelled);
});

test('one space behind the colon is no part of the value', () => {
  assert.deepEqual(readBlock('event:a\ndata:  "x"'), { event: 'a', id: '', data: 'x' });
  assert.equal(readBlock(': only a comment'), null);
  assert.equal(readBlock(''), null);
});
