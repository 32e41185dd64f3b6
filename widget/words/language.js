// In which language the chat itself speaks; answers come in the shopper's.
import { ar } from './ar.js';
import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';

const LANGUAGES = { ar, de, en, es, fr };

/**
 * The first of the wanted languages that there are words for, English otherwise.
 *
 * @param {(string | null | undefined)[]} wanted - BCP 47 tags, best first
 * @returns {{words: typeof en, locale: string, direction: 'ltr' | 'rtl'}}
 */
export function languageOf(wanted) {
  for (const tag of wanted) {
    const words = LANGUAGES[tag?.slice(0, 2).toLowerCase()];
    if (words) return { words, locale: isLocale(tag) ? tag : tag.slice(0, 2), direction: words === ar ? 'rtl' : 'ltr' };
  }
  return { words: en, locale: 'en', direction: 'ltr' };
}

function isLocale(tag) {
  try {
    return Boolean(Intl.getCanonicalLocales(tag).length);
  } catch {
    return false;
  }
}
