import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerEvents } from '../../../widget/talk/answer-events.js';
import { Problem } from '../../../widget/talk/problem.js';
import { made } from './made-up.js';

const DELAYS = [0, 0, 0];
const RUN = [
  ['message_start', { run_id: 'r_1', conversation_id: 'c_1', conversation_token: 'ct_1' }],
  ['status', { text: 'Looking' }],
  ['products', { list_id: 'l_1', items: [] }],
  ['text_delta', { text: 'one ' }],
  ['text_delta', { text: 'two' }],
  ['message_end', { stop_reason: 'end_turn' }],
].map(([event, data], index) => ({ event, data, id: `r_1:${index + 1}` }));
const TOLD = RUN.map(({ event, data }) => ({ event, data }));

const CUT = 'cut';

/** A body of these events; `CUT` breaks it where it stands. */
function bodyOf(events) {
  const waiting = [...events];
  return new ReadableStream({
    pull(controller) {
      const event = waiting.shift();
      if (event === undefined) controller.close();
      else if (event === CUT) controller.error(new TypeError('network error'));
      else controller.enqueue(new TextEncoder().encode(`event: ${event.event}\ndata: ${JSON.stringify(event.data)}\nid: ${event.id}\n\n`));
    },
  }, { highWaterMark: 0 });
}

/** A service that plays `ways`, one a connection: each a function of the number of the event behind which it begins. */
class FakeClient {
  constructor(...ways) {
    this.ways = ways;
    this.asked = [];
  }

  async chat(body, token) {
    this.asked.push(['chat', token]);
    return this.#play(0);
  }

  async resume(runId, lastEventId, token) {
    this.asked.push([runId, lastEventId, token]);
    return this.#play(Number(lastEventId.split(':')[1]));
  }

  #play(after) {
    const way = this.ways.length > 1 ? this.ways.shift() : this.ways[0];
    const events = way(after);
    if (events instanceof Error) throw events;
    return { body: bodyOf(events) };
  }
}

const whole = (after) => RUN.slice(after);

async function told(client, options = {}) {
  const events = [];
  for await (const event of answerEvents(client, {}, { signal: new AbortController().signal, delays: DELAYS, ...options })) events.push(event);
  return events;
}

test('an answer without faults is told event by event', async () => {
  const client = new FakeClient(whole);
  assert.deepEqual(await told(client, { token: 'ct_0' }), TOLD);
  assert.deepEqual(client.asked, [['chat', 'ct_0']]);
});

test('wherever the stream breaks, it goes on behind the last event that was told', async () => {
  for (let place = 1; place < RUN.length; place++) {
    const client = new FakeClient((after) => [...RUN.slice(after, place), CUT], whole);
    assert.deepEqual(await told(client), TOLD);
    assert.deepEqual(client.asked[1], ['r_1', `r_1:${place}`, 'ct_1']);
  }
});

test('repeats are told once, and gaps are asked for again', async () => {
  const twice = (after) => RUN.slice(after).flatMap((event) => [event, event]);
  assert.deepEqual(await told(new FakeClient(twice)), TOLD);
  for (let missing = 2; missing < RUN.length; missing++) {
    const gap = () => RUN.filter((_, index) => index !== missing - 1);
    assert.deepEqual(await told(new FakeClient(gap, whole)), TOLD);
  }
});

test('any mixture of cuts, repeats and gaps gives every event once, in order', async () => {
  for (const { pick, upTo } of made(300)) {
    const ways = Array.from({ length: 1 + upTo(2) }, () => {
      const [isTwice, end, missing, before] = [upTo(1), upTo(RUN.length), 2 + upTo(RUN.length), upTo(2)];
      const isFirst = { is: true };
      return (after) => {
        const from = isFirst.is ? Math.max(0, after - before) : after;
        const events = RUN.slice(from, Math.max(from, end)).filter(({ id }) => after === 0 && id === 'r_1:1' || !id.endsWith(`:${missing}`));
        return [...events.flatMap((event) => (isTwice ? [event, event] : [event])), ...(pick([true, false]) ? [CUT] : [])];
      };
    });
    const first = (after) => [RUN[0], ...ways[0](after).slice(1)];
    assert.deepEqual(await told(new FakeClient(first, ...ways.slice(1), whole)), TOLD);
  }
});

test('the tries start over once something came', async () => {
  const one = (after) => [RUN[after], CUT];
  assert.deepEqual(await told(new FakeClient(one)), TOLD); // five breaks, of which three in a row would be too many
});

test('after so many tries in vain the connection is lost', async () => {
  const client = new FakeClient((after) => [...RUN.slice(after, 2), CUT], () => new TypeError('failed to fetch'));
  await assert.rejects(told(client), (error) => error instanceof Problem && error.code === 'connection_lost');
  assert.equal(client.asked.length, 1 + DELAYS.length);
});

test('the one who reads hears when the stream is lost and found', async () => {
  const heard = [];
  await told(new FakeClient((after) => [...RUN.slice(after, 3), CUT], whole), { onReconnect: (isLost) => heard.push(isLost) });
  assert.deepEqual(heard, [true, false]);
});

test('a refusal of the service is not tried again', async () => {
  for (const [status, code] of [[401, 'key_required'], [404, 'connection_lost']]) {
    const client = new FakeClient((after) => [...RUN.slice(after, 2), CUT], () => new Problem('key_required', { status }));
    await assert.rejects(told(client), (error) => error.code === code);
    assert.equal(client.asked.length, 2);
  }
});

test('a fault of the service while resuming is waited for', async () => {
  const client = new FakeClient((after) => [...RUN.slice(after, 2), CUT], () => new Problem('server_busy', { status: 503 }), whole);
  assert.deepEqual(await told(client), TOLD);
});

test('a stream that breaks before its beginning is not asked for twice', async () => {
  const client = new FakeClient(() => [CUT]);
  await assert.rejects(told(client), (error) => error.code === 'connection_lost');
  assert.equal(client.asked.length, 1);
});

test('an error of the answer is its last event', async () => {
  const failing = [RUN[0], { event: 'error', data: { code: 'internal' }, id: 'r_1:2' }];
  assert.deepEqual((await told(new FakeClient(() => [...failing, CUT]))).at(-1), { event: 'error', data: { code: 'internal' } });
});

test('whoever stops is not made to wait', async () => {
  const stopping = new AbortController();
  const client = new FakeClient((after) => [...RUN.slice(after, 2), CUT], () => { stopping.abort(); return new TypeError('failed'); });
  await assert.rejects(told(client, { signal: stopping.signal, delays: [0, 60_000] }), { name: 'AbortError' });
});
