// What a shopper did, as `POST /v1/events` takes it.
import { randomId } from './memory.js';

/**
 * @param {string} type - a GA4 e-commerce name
 * @param {object} properties
 * @param {{memory: import('./memory.js').Memory, page: object, attribution?: object | null, locale?: string}} where
 */
export function eventOf(type, properties, { memory, page, attribution = null, locale = '' }) {
  return {
    message_id: randomId('e_'),
    type,
    timestamp: new Date().toISOString(),
    session_id: memory.sessionId,
    anonymous_id: page.user.anonymousId ?? memory.anonymousId ?? undefined,
    properties,
    context: { page: { url: location.origin + location.pathname }, locale: locale || undefined },
    attribution: attribution ?? undefined,
    consent: { personalization: memory.consent() === true },
  };
}
