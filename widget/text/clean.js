// Text of catalogs, models and shoppers as it may be shown: always through `textContent`, and without what misleads.

// Controls (but tab and line ends), and what forces the direction of others' text; marks (U+200E, U+200F) are harmless.
// eslint-disable-next-line no-control-regex
const MISLEADING = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Anything as text, at most `maxCharacters` long. */
export function clean(value, maxCharacters = 20_000) {
  const text = typeof value === 'string' ? value : value === null || value === undefined ? '' : String(value);
  const shown = text.replace(MISLEADING, '');
  return shown.length > maxCharacters ? `${shown.slice(0, maxCharacters - 1).replace(/[\ud800-\udbff]$/, '')}…` : shown;
}

/** The address if a page may be led there, else null: `http` and `https` with a host, and no user's name in it. */
export function safeLink(value) {
  if (typeof value !== 'string' || value.length > 2_000) return null;
  try {
    const url = new URL(value);
    const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
    return isWeb && url.hostname && !url.username && !url.password ? url.href : null;
  } catch {
    return null;
  }
}
