// The question whether the shop may remember, and the switch at the foot of every page.
import { consent, setConsent } from './visitor.js';

const question = document.querySelector('[data-ask-consent]');
const toggle = document.querySelector('[data-consent]');

export function beginConsent() {
  show();
  toggle.addEventListener('change', () => decide(toggle.checked));
  for (const button of question.querySelectorAll('[data-answer]')) {
    button.addEventListener('click', () => decide(button.dataset.answer === 'yes'));
  }
}

async function decide(isGiven) {
  await setConsent(isGiven);
  document.dispatchEvent(new CustomEvent('outfitters:consent'));
  show();
}

function show() {
  question.hidden = consent() !== null;
  toggle.checked = consent() === true;
}
