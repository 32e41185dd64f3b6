// The service over HTTP: one method a route, nothing remembered.
import { Problem } from './problem.js';

export class Client {
  /**
   * @param {string} api - the service's address, without a slash at its end
   * @param {string} key - a public key (`pk_…`), or "" where the server needs none
   */
  constructor(api, key = '') {
    this.api = api;
    this.key = key;
  }

  /** Ask; the response streams. */
  chat(body, token, signal) {
    return this.#call('/v1/chat', { method: 'POST', body, token, signal, accept: 'text/event-stream' });
  }

  /** Take up the stream of an answer behind the event `lastEventId`. */
  resume(runId, lastEventId, token, signal) {
    const path = `/v1/runs/${encodeURIComponent(runId)}/events`;
    return this.#call(path, { token, signal, accept: 'text/event-stream', headers: { 'Last-Event-ID': lastEventId } });
  }

  /** Stop an answer. */
  cancel(runId, token) {
    return this.#call(`/v1/runs/${encodeURIComponent(runId)}/cancel`, { method: 'POST', token });
  }

  /** What was said in a conversation, oldest first. */
  async messages(conversationId, token) {
    const response = await this.#call(`/v1/conversations/${encodeURIComponent(conversationId)}/messages`, { token });
    return (await response.json()).messages;
  }

  /** Delete a conversation. */
  forget(conversationId, token) {
    return this.#call(`/v1/conversations/${encodeURIComponent(conversationId)}`, { method: 'DELETE', token });
  }

  /** What the shopper thinks of an answer. */
  feedback(body, token) {
    return this.#call('/v1/feedback', { method: 'POST', body, token });
  }

  /** A product with all its variants. */
  async product(productId) {
    return (await this.#call(`/v1/catalog/products/${encodeURIComponent(productId)}`)).json();
  }

  /** Tell what the shopper did: also while the page is being left. */
  sendEvents(batch) {
    const url = `${this.api}/v1/events${this.key ? `?key=${encodeURIComponent(this.key)}` : ''}`;
    const body = JSON.stringify({ batch, sentAt: new Date().toISOString() });
    try {
      if (navigator.sendBeacon?.(url, body)) return;
    } catch { /* refused by the page's policy: what follows would be, too, and then the event is lost */ }
    fetch(url, { method: 'POST', body, keepalive: true, headers: { 'Content-Type': 'text/plain' } }).catch(() => {});
  }

  async #call(path, { method = 'GET', body, token, signal, accept = 'application/json', headers = {} } = {}) {
    const sent = { Accept: accept, ...headers };
    if (this.key) sent.Authorization = `Bearer ${this.key}`;
    if (token) sent['X-Conversation-Token'] = token;
    if (body) sent['Content-Type'] = 'application/json';
    const response = await fetch(this.api + path, {
      method, signal, headers: sent, body: body && JSON.stringify(body), credentials: 'omit', cache: 'no-store',
    });
    if (!response.ok) throw await Problem.of(response);
    return response;
  }
}
