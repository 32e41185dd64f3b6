// deep-chat (npm) over the OpenAI-compatible route: `?api=` names the service.
const api = new URLSearchParams(location.search).get('api');
const chat = document.querySelector('deep-chat');
const roles = { ai: 'assistant', user: 'user' };

await customElements.whenDefined('deep-chat');
chat.requestBodyLimits = { maxMessages: -1 };
chat.connect = { url: `${api}/v1/chat/completions`, method: 'POST', stream: true };
chat.requestInterceptor = (request) => {
  const messages = request.body.messages.map(({ role, text }) => ({ role: roles[role] ?? role, content: text }));
  return { ...request, body: { model: 'shopkeeper', stream: true, messages } };
};
chat.responseInterceptor = (chunk) => ({ text: chunk.choices?.[0]?.delta?.content ?? '' });
