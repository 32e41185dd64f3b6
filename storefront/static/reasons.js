// Why a product stands where it stands: its strongest signal, in words.
import { product } from './service.js';
import { viewed } from './visitor.js';

const AFTER = {
  item_neighbours: (title) => `Often chosen with the ${title}`,
  als: (title) => `From shoppers who chose the ${title}`,
  matrix_factorization: (title) => `From shoppers who chose the ${title}`,
  two_tower: (title) => `Goes with your ${title}`,
  gru4rec: (title) => `Often looked at after the ${title}`,
  session_neighbours: (title) => `From visits that saw the ${title}, too`,
  sasrec: (title) => `Often next after the ${title}`,
  semantic: (title) => `Like the ${title}`,
  content: (title) => `Like the ${title}`,
  complement: (title) => `Goes with the ${title}`,
  substitute: (title) => `Instead of the ${title}`,
  related: (title) => `Beside the ${title}`,
};
const ALONE = {
  two_tower: 'Suits what you like', popularity: 'Liked by many at the moment',
  segments: 'Liked by shoppers like you', explored: 'Something different', preference: 'Suits what you told us',
  gru4rec: 'Follows from what you looked at', session_neighbours: 'From visits like yours', sasrec: 'Follows from what you chose',
  item_neighbours: 'From shoppers like you', als: 'From shoppers like you', matrix_factorization: 'From shoppers like you',
  content: 'Like what you looked at',
};

/**
 * @param {{evidence?: {signal: string, weight: number, because?: string}[]}} card
 * @param {string} pageProduct - id of the product that the page shows; "" on other pages
 * @returns {Promise<string>} "" where nothing can be said
 */
export async function reasonOf(card, pageProduct = '') {
  const strongest = [...(card.evidence ?? [])].sort((one, other) => other.weight - one.weight);
  const seen = viewed();
  // What they looked at a moment ago says more to them than the weights do.
  const here = strongest.find((one) => one.because && one.because !== pageProduct && seen.includes(one.because));
  if (here) return `Because you looked at the ${await titleOf(here.because)}`;
  for (const { signal, because } of strongest) {
    if (because && because === pageProduct) return signal === 'complement' ? 'Goes with this one' : 'Like this one';
    if (because && because === card.product_id) return 'You bought this before';
    const title = because && AFTER[signal] ? await titleOf(because) : '';
    if (title) return AFTER[signal](title);
  }
  const alone = strongest.find(({ signal, weight }) => weight > 0 && ALONE[signal]);
  return alone ? ALONE[alone.signal] : '';
}

async function titleOf(id) {
  return (await product(id).catch(() => null))?.title ?? '';
}
