// Takes {url, turns: [...]} on standard input: each turn is a shopper's words, and is sent with the AI SDK's own
// transport in one chat. Prints every message as the SDK's reader built it, every chunk it saw, and every error.
import { DefaultChatTransport, readUIMessageStream } from 'ai';

const asked = JSON.parse(await new Response(process.stdin).text());
const transport = new DefaultChatTransport({ api: asked.url, headers: asked.headers, body: asked.body });
const result = { messages: [], chunks: [], errors: [], aborted: false };
const stop = new AbortController();

function tapped(stream) {
  return stream.pipeThrough(
    new TransformStream({
      transform(chunk, controller) {
        result.chunks.push(chunk);
        if (asked.abortAt === chunk.type) stop.abort();
        controller.enqueue(chunk);
      },
    }),
  );
}

async function say(words, number) {
  result.messages.push({ id: `u${number}`, role: 'user', parts: [{ type: 'text', text: words }] });
  const stream = await transport.sendMessages({
    chatId: asked.chatId ?? 'chat-of-the-page',
    trigger: asked.trigger ?? 'submit-message',
    messageId: undefined,
    messages: asked.strip ? result.messages.map(({ id, role, parts }) => ({ id, role, parts: parts.filter((p) => p.type === 'text') })) : result.messages,
    abortSignal: stop.signal,
  });
  let newest;
  const onError = (error) => result.errors.push(String(error.message ?? error));
  for await (const message of readUIMessageStream({ stream: tapped(stream), onError })) newest = message;
  if (newest) result.messages.push(newest);
}

try {
  for (const [number, words] of asked.turns.entries()) await say(words, number);
} catch (error) {
  result.aborted = error.name === 'AbortError';
  result.errors.push(String(error.message ?? error));
}
console.log(JSON.stringify(result));
