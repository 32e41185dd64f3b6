// Who looks at the shop: one of the sample's shoppers or somebody new, what they agreed to, and what they saw today.
import { Client } from '/widget/latest/talk/client.js';
import { Memory } from '/widget/latest/talk/memory.js';
import { drop, keep, recall } from './keeping.js';

const NEWCOMER = 'new-here';
const MAX_VIEWED = 20;
const buttons = [...document.querySelectorAll('[data-shopper]')];
const button = buttons.find((one) => one.dataset.shopper === recall('shopper', NEWCOMER)) ?? buttons.at(-1);

/** `key` names the shopper in storage; a newcomer has no `anonymousId` but the one that the widget makes. */
export const shopper = {
  key: button.dataset.shopper,
  name: button.textContent.trim(),
  anonymousId: button.dataset.anonymousId || null,
  preferences: JSON.parse(button.dataset.preferences),
};

/** The widget's own memory: the visit and the lists that products were chosen from are the same for chat and shop. */
export const memory = new Memory(consent);

/** true, false, or null where they were not asked. A sample shopper agreed long ago; the newcomer is asked. */
export function consent() {
  return recall(`${shopper.key}:consent`, shopper.anonymousId ? true : null);
}

/** Keep the answer and tell the widget, which from then on passes events on, or does not. */
export async function setConsent(isGiven) {
  keep(`${shopper.key}:consent`, isGiven);
  if (!isGiven) drop('viewed', { ofVisit: true });
  await globalThis.Shopkeeper?.setConsent(isGiven);
}

/** Who is here, as the service takes it in the body of every question. */
export function asUser() {
  const isGiven = consent();
  return {
    anonymous_id: isGiven ? shopper.anonymousId ?? memory.anonymousId ?? undefined : undefined,
    profile: isGiven ? { preferences: shopper.preferences } : undefined,
    consent: isGiven === null ? undefined : { personalization: isGiven },
  };
}

/** The visit's id, under which the service knows what was done in it; none for who does not want that. */
export function visitId() {
  return consent() === false ? undefined : memory.sessionId;
}

/** Products looked at in this visit, the latest last. */
export function viewed() {
  return recall('viewed', [], { ofVisit: true });
}

export function noteViewed(productId) {
  if (consent() === false) return;
  keep('viewed', [...viewed().filter((one) => one !== productId), productId].slice(-MAX_VIEWED), { ofVisit: true });
}

/** Somebody else takes over: the visit ends, and the conversation goes, here at once and then on the server. */
async function become(key) {
  const { conversation } = memory;
  keep('shopper', key);
  drop('viewed', { ofVisit: true });
  await globalThis.Shopkeeper?.destroy();
  memory.clear();
  const client = new Client('', document.documentElement.dataset.key);
  if (conversation) await client.forget(conversation.id, conversation.token).catch(() => {});
  location.assign('/shop/');
}

button.closest('.switcher').scrollLeft = button.offsetLeft - 90; // where the row is wider than the screen
for (const one of buttons) {
  one.setAttribute('aria-pressed', String(one === button));
  one.addEventListener('click', () => { if (one !== button) become(one.dataset.shopper); });
}
