// deep-chat (npm) over the OpenAI-compatible route: `?api=` names the service, `key=` a public key.
const asked = new URLSearchParams(location.search);
const api = asked.get('api');
const chat = document.querySelector('deep-chat');
const roles = { ai: 'assistant', user: 'user' };

await customElements.whenDefined('deep-chat');
chat.requestBodyLimits = { maxMessages: -1 };
chat.connect = { url: `${api}/v1/chat/completions`, method: 'POST', stream: true, headers: { Authorization: `Bearer ${asked.get('key')}` } };
chat.requestInterceptor = (request) => {
  const messages = request.body.messages.map(({ role, text }) => ({ role: roles[role] ?? role, content: text }));
  return { ...request, body: { model: 'shopkeeper', stream: true, messages } };
};
chat.responseInterceptor = (chunk) => ({ text: chunk.choices?.[0]?.delta?.content ?? '' });
// For whoever looks on: how many answers are whole.
chat.onMessage = ({ message }) => {
  if (message.role === 'ai') document.body.dataset.answers = String(Number(document.body.dataset.answers ?? 0) + 1);
};
