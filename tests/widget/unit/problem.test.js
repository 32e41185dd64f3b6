import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../../../widget/talk/problem.js';
import { questionOf } from '../../../widget/talk/question.js';

const answer = (body, init) => new Response(body, init);

test('a problem document is read, whatever else comes is a problem, too', async () => {
  const busy = await Problem.of(answer(JSON.stringify({ code: 'server_busy', detail: 'later' }), { status: 503, headers: { 'Retry-After': '7' } }));
  assert.deepEqual([busy.code, busy.status, busy.retryAfterSeconds, busy.isRetryable, busy.message], ['server_busy', 503, 7, true, 'later']);
  for (const body of ['<html>', '', 'null', '[]', '{"code": 7}', '"text"']) {
    const problem = await Problem.of(answer(body, { status: 502 }));
    assert.deepEqual([problem.code, problem.isRetryable], ['unknown', true], body);
  }
});

test('only what may go well another time can be tried again', async () => {
  const isRetryable = async (status) => (await Problem.of(answer('{}', { status }))).isRetryable;
  assert.deepEqual(await Promise.all([400, 401, 403, 404, 413, 422].map(isRetryable)), Array(6).fill(false));
  assert.deepEqual(await Promise.all([408, 409, 429, 500, 502, 503].map(isRetryable)), Array(6).fill(true));
});

test('what fetch throws is a lost connection', () => {
  assert.equal(Problem.from(new TypeError('failed to fetch')).code, 'connection_lost');
  const own = new Problem('x');
  assert.equal(Problem.from(own), own);
});

test('a question tells no more of the shopper than they agreed to', () => {
  globalThis.location = { origin: 'https://shop.example', pathname: '/p' };
  const page = { user: {}, context: { currency: 'GBP', page: { product_id: 'tee' } } };
  const memory = { consent: () => null, conversation: null, sessionId: 's_1', anonymousId: null };
  const asked = JSON.parse(JSON.stringify(questionOf('hi', { memory, page, locale: 'en' })));
  assert.deepEqual(asked, {
    conversation_id: null, message: { role: 'user', content: 'hi' },
    context: { locale: 'en', session_id: 's_1', currency: 'GBP', page: { url: 'https://shop.example/p', product_id: 'tee' } }, user: {},
  });
});
