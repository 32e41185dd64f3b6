// One conversation: asks, shows what comes back, and finds its way back after a page change.
import { answerEvents, pause } from './talk/answer-events.js';
import { Problem } from './talk/problem.js';
import { questionOf } from './talk/question.js';

const BUSY_WAITS_MILLISECONDS = [1_000, 2_000, 4_000];
const MAX_PAST_MESSAGES = 60;

export class Chat {
  #run = null; // the answer under way: {controller, runId, view}
  #shown = new Set(); // ids of the answers in the log

  /**
   * @param {{client: object, memory: object, panel: object, page: object, language: object,
   *   emit: (name: string, detail: object) => void}} parts
   */
  constructor(parts) {
    Object.assign(this, parts);
    this.tabs = 'BroadcastChannel' in globalThis ? new BroadcastChannel('shopkeeper') : null;
    if (this.tabs) this.tabs.onmessage = ({ data }) => { if (data === this.memory.conversation?.id) this.catchUp(); };
  }

  get isBusy() {
    return this.#run !== null;
  }

  /** Ask; false while an answer is under way. */
  send(text) {
    if (this.isBusy) return false;
    this.panel.addQuestion(text);
    this.emit('message', { text });
    this.#answer(text);
    return true;
  }

  /** Stop the answer under way; what is there stays. */
  stop() {
    const run = this.#run;
    if (!run) return;
    if (run.runId) this.client.cancel(run.runId, this.memory.conversation?.token).catch(() => {});
    run.controller.abort();
  }

  /** Show what was said before, on an earlier page or in another tab. */
  async catchUp() {
    const conversation = this.memory.conversation;
    if (!conversation || this.isBusy) return;
    try {
      const messages = await this.client.messages(conversation.id, conversation.token);
      if (!this.isBusy) this.#showPast(messages.slice(-MAX_PAST_MESSAGES), conversation.id);
    } catch (error) {
      if (Problem.from(error).status === 404) this.memory.conversation = null;
    }
  }

  /** Begin anew; the conversation is deleted where it is kept. */
  async restart() {
    const conversation = this.memory.conversation;
    this.stop();
    this.memory.conversation = null;
    this.#shown.clear();
    this.panel.clear();
    if (conversation) await this.client.forget(conversation.id, conversation.token).catch(() => {});
  }

  /** End: nothing is asked or heard any more. */
  close() {
    this.#run?.controller.abort();
    this.tabs?.close();
  }

  tell(feedback) {
    return this.client.feedback(feedback, this.memory.conversation?.token);
  }

  async #answer(text) {
    const run = { controller: new AbortController(), runId: '', view: this.panel.addAnswer() };
    this.#run = run;
    this.panel.composer.isBusy = true;
    this.panel.announcer.say(this.language.words.thinking);
    try {
      await this.#follow(text, run);
    } catch (error) {
      if (run.controller.signal.aborted) run.view.stop();
      else this.#fail(Problem.from(error), text, run.view);
    } finally {
      this.#run = null;
      this.panel.composer.isBusy = false;
    }
  }

  async #follow(text, run, n_waits = 0) {
    const { signal } = run.controller;
    const onReconnect = (isLost) => run.view.note(isLost ? this.language.words.reconnecting : '');
    const options = { token: this.memory.conversation?.token, signal, onReconnect };
    try {
      for await (const told of answerEvents(this.client, questionOf(text, { ...this, locale: this.language.locale }), options)) this.#take(told, run);
    } catch (error) {
      if (error instanceof Problem && error.code === 'turn_in_progress' && n_waits < BUSY_WAITS_MILLISECONDS.length) {
        run.view.note(this.language.words.problems.turn_in_progress);
        await pause(BUSY_WAITS_MILLISECONDS[n_waits], signal);
        return this.#follow(text, run, n_waits + 1);
      }
      if (error instanceof Problem && error.status === 404 && this.memory.conversation && !run.runId) {
        this.memory.conversation = null; // it is past its retention: a new one begins
        return this.#follow(text, run, n_waits);
      }
      throw error;
    }
  }

  #take({ event, data }, run) {
    if (event === 'error') throw new Problem(String(data.code), { status: data.status, isRetryable: Boolean(data.retryable), detail: String(data.detail ?? '') });
    run.view.show({ event, data });
    if (event === 'message_start') {
      run.runId = data.run_id;
      this.memory.conversation = { id: data.conversation_id, token: data.conversation_token ?? this.memory.conversation?.token };
    } else if (event === 'suggestions') {
      run.suggestions = Array.isArray(data.items) ? data.items : [];
    } else if (event === 'message_end') {
      this.#finish(run, data);
    }
  }

  #finish(run, data) {
    this.#shown.add(run.view.messageId);
    this.panel.suggest((run.suggestions ?? []).map((one) => one?.text));
    this.panel.announcer.say(run.view.spoken());
    this.emit('answer', { message_id: run.view.messageId, writer: data.writer, stop_reason: data.stop_reason });
    this.tabs?.postMessage(this.memory.conversation?.id);
  }

  #fail(problem, text, view) {
    const { problems } = this.language.words;
    const told = problem.status === 401 || problem.status === 403 ? problems.refused : problems[problem.code] ?? problems.other;
    const again = () => { view.element.remove(); if (!this.isBusy) this.#answer(text); };
    view.fail(told, problem.isRetryable ? again : null);
    this.panel.announcer.say(told);
    this.emit('error', { code: problem.code, detail: problem.message });
  }

  /** The messages behind the last answer that is there already. */
  #showPast(messages, conversationId) {
    const known = messages.findLastIndex((message) => this.#shown.has(message.message_id));
    for (const message of messages.slice(known + 1)) {
      if (message.role === 'user') {
        this.panel.addQuestion(message.content);
        continue;
      }
      const view = this.panel.addAnswer();
      view.showPast(message, conversationId);
      this.#shown.add(message.message_id);
    }
  }
}
