// The body of `POST /v1/chat`: what the shopper says, and what the page tells of them.

/**
 * @param {string} text
 * @param {{memory: import('./memory.js').Memory, page: object, locale: string}} where
 */
export function questionOf(text, { memory, page, locale }) {
  const consent = memory.consent();
  return {
    conversation_id: memory.conversation?.id ?? null,
    message: { role: 'user', content: text },
    context: { locale, session_id: memory.sessionId, ...page.context, page: { url: location.origin + location.pathname, ...page.context.page } },
    user: {
      anonymous_id: page.user.anonymousId ?? memory.anonymousId ?? undefined,
      profile: page.user.profile,
      consent: consent === null ? undefined : { personalization: consent },
    },
  };
}
