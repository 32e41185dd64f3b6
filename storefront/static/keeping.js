// What this browser keeps for the shop. Storage may be full, forbidden or absent: then it lasts as long as the page.

const PREFIX = 'outfitters:';
const kept = new Map();

function storageOf(isOfVisit) {
  try {
    return isOfVisit ? globalThis.sessionStorage : globalThis.localStorage;
  } catch {
    return undefined;
  }
}

/** @param {string} name @param {any} otherwise - what there is if nothing is kept @param {{ofVisit?: boolean}} [where] */
export function recall(name, otherwise, { ofVisit = false } = {}) {
  try {
    return JSON.parse(storageOf(ofVisit).getItem(PREFIX + name)) ?? kept.get(name) ?? otherwise;
  } catch {
    return kept.get(name) ?? otherwise;
  }
}

export function keep(name, value, { ofVisit = false } = {}) {
  kept.set(name, value);
  try {
    storageOf(ofVisit).setItem(PREFIX + name, JSON.stringify(value));
  } catch { /* it is in `kept` */ }
}

export function drop(name, { ofVisit = false } = {}) {
  kept.delete(name);
  try {
    storageOf(ofVisit).removeItem(PREFIX + name);
  } catch { /* it never got there */ }
}
