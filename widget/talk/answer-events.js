// The events of one answer, whole and once each, whatever becomes of the connection.
import { readEvents } from './event-stream.js';
import { Problem } from './problem.js';

/** Waits before a broken stream is taken up again; the server keeps an answer going for .8 seconds without a reader. */
export const RESUME_DELAYS_MILLISECONDS = [0, 150, 400, 1000, 2000, 4000, 8000];
const LAST_EVENTS = new Set(['message_end', 'error']);

/**
 * Ask, and tell every event in its order until the answer ends.
 *
 * An event that comes twice is told once; where one was skipped, or the stream breaks, goes silent or ends too early, it
 * is taken up behind the last one that was told.
 *
 * @param {import('./client.js').Client} client
 * @param {object} body - of `POST /v1/chat`
 * @param {{token?: string, signal: AbortSignal, delays?: number[], onReconnect?: (isLost: boolean) => void}} options
 * @returns {AsyncGenerator<{event: string, data: any}>}
 * @throws {Problem} if the service refuses, or cannot be reached again; `AbortError` if `signal` is aborted
 */
export async function* answerEvents(client, body, options) {
  const { signal, delays = RESUME_DELAYS_MILLISECONDS, onReconnect = () => {} } = options;
  const place = { runId: '', number: 0, token: options.token };
  let response = await client.chat(body, place.token, signal);
  for (let n_failures = 0; ; ) {
    for await (const told of unbroken(response.body, place)) {
      if (n_failures) onReconnect(false);
      n_failures = 0;
      yield told;
      if (LAST_EVENTS.has(told.event)) return;
    }
    signal.throwIfAborted();
    if (!place.runId) throw new Problem('connection_lost');
    onReconnect(true);
    response = null;
    while (!response) {
      if (n_failures >= delays.length) throw new Problem('connection_lost');
      await pause(delays[n_failures++], signal);
      response = await resumed(client, place, signal);
    }
  }
}

/** The events behind `place`, which moves along; ends where the stream breaks or skips one. */
async function* unbroken(body, place) {
  try {
    for await (const { event, id, data } of readEvents(body)) {
      const number = Number(/^.*:(\d+)$/.exec(id)?.[1] ?? place.number + 1);
      if (number <= place.number) continue;
      if (number > place.number + 1) return;
      place.number = number;
      if (event === 'message_start') {
        place.runId = data.run_id;
        place.token = data.conversation_token ?? place.token;
      }
      yield { event, data };
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

/** The stream again, or null where the service could not be reached. */
async function resumed(client, place, signal) {
  try {
    return await client.resume(place.runId, `${place.runId}:${place.number}`, place.token, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TypeError || (error instanceof Problem && error.status >= 500)) return null;
    throw error instanceof Problem && error.status === 404 ? new Problem('connection_lost') : error;
  }
}

/** Wait, unless `signal` is aborted: then it throws at once. */
export function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => { clearTimeout(timer); reject(signal.reason); }, { once: true });
  });
}
