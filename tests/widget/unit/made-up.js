// Made-up cases whose every run is the same: a property test without a library.

/**
 * @param {number} count
 * @returns {Generator<{pick: <T>(of: T[]) => T, upTo: (most: number) => number}>}
 */
export function* made(count, seed = 20_261_120) {
  let state = seed;
  // Mulberry32: a small generator of 32 bits, good enough to choose among words
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (most) => Math.floor(next() * (most + 1));
  const pick = (of) => of[upTo(of.length - 1)];
  for (let n = 0; n < count; n++) yield { pick, upTo };
}
