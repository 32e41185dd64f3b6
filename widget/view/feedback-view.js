// Thumbs under an answer, and what was wrong with it.
import { button, h } from './dom.js';

/** @param {(rating: 'up' | 'down', reason?: string) => Promise<void>} tell */
export function feedbackView(words, tell) {
  const thanks = h('span', { class: 'thanks', role: 'status' });
  const reasons = h('div', { class: 'reasons', role: 'group', 'aria-label': words.whatWasWrong, hidden: true });
  const say = async (rating, reason) => {
    for (const [thumb, own] of [[up, 'up'], [down, 'down']]) thumb.setAttribute('aria-pressed', String(own === rating));
    reasons.hidden = rating === 'up' || Boolean(reason);
    const isTold = await tell(rating, reason).then(() => true, () => false);
    thanks.textContent = isTold && reasons.hidden ? words.thanks : '';
  };
  const up = button(words.good, { drawing: 'up', class: 'thumb', 'aria-pressed': 'false', onClick: () => say('up') });
  const down = button(words.bad, { drawing: 'down', class: 'thumb', 'aria-pressed': 'false', onClick: () => say('down') });
  for (const [reason, told] of Object.entries(words.reasons)) {
    reasons.append(button(told, { class: 'chip', onClick: () => { say('down', reason); down.focus(); } }));
  }
  return h('div', { class: 'feedback', part: 'feedback' }, up, down, thanks, reasons);
}
