// What can go wrong with a request, in the words of the service.

/** An answer that is none. */
export class Problem extends Error {
  /**
   * @param {string} code - the service's (`turn_in_progress`, `server_busy` …), or `connection_lost`, `offline`
   * @param {{status?: number, isRetryable?: boolean, retryAfterSeconds?: number, detail?: string}} more
   */
  constructor(code, { status = 0, isRetryable = true, retryAfterSeconds = 0, detail = '' } = {}) {
    super(detail || code);
    this.name = 'Problem';
    this.code = code;
    this.status = status;
    this.isRetryable = isRetryable;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** The problem document (RFC 9457) of a response that is not ok. */
  static async of(response) {
    const told = (await response.json().catch(() => null)) ?? {};
    return new Problem(typeof told.code === 'string' ? told.code : 'unknown', {
      status: response.status,
      isRetryable: response.status >= 500 || response.status === 408 || response.status === 429 || response.status === 409,
      retryAfterSeconds: Number(response.headers.get('Retry-After')) || 0,
      detail: typeof told.detail === 'string' ? told.detail : '',
    });
  }

  /** Any error as a problem: what `fetch` throws is a lost connection. */
  static from(error) {
    if (error instanceof Problem) return error;
    return new Problem(globalThis.navigator?.onLine === false ? 'offline' : 'connection_lost', { detail: String(error?.message ?? error) });
  }
}
