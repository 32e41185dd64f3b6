// Server-sent events of a fetched body (HTML Standard, section 9.2); EventSource can neither post nor send a key.

/** A stream on which nothing came for so long is dead: the server sends a comment every ten seconds. */
export const SILENT_MILLISECONDS = 30_000;

/**
 * The events of a body, as they arrive.
 *
 * @param {ReadableStream<Uint8Array>} body
 * @param {number} silentMilliseconds - after so long without a byte the stream counts as broken
 * @returns {AsyncGenerator<{event: string, id: string, data: any}>} `data` is read as JSON; what is none is left out
 * @throws {TypeError} if the connection breaks, as `fetch` does
 */
export async function* readEvents(body, silentMilliseconds = SILENT_MILLISECONDS) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await within(reader.read(), silentMilliseconds);
      if (done) return;
      const blocks = (rest + value).split(/\r\n\r\n|\n\n|\r\r/);
      rest = blocks.pop();
      for (const block of blocks) {
        const event = readBlock(block);
        if (event) yield event;
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** One event, or null for a comment or for data that is no JSON. */
export function readBlock(block) {
  const fields = { event: 'message', id: '' };
  const data = [];
  for (const line of block.split(/\r\n|\n|\r/)) {
    const [, name, value] = /^([^:]*):? ?(.*)$/.exec(line);
    if (name === 'data') data.push(value);
    else if (name === 'event' || name === 'id') fields[name] = value;
  }
  if (!data.length) return null;
  try {
    return { ...fields, data: JSON.parse(data.join('\n')) };
  } catch {
    return null;
  }
}

function within(promise, milliseconds) {
  let timer;
  const silence = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new TypeError('the stream went silent')), milliseconds);
  });
  return Promise.race([promise, silence]).finally(() => clearTimeout(timer));
}
