// Prices and ratings in the shopper's way of writing them.

/**
 * An amount of money, or "" where there is none.
 *
 * @param {{amount: number, currency: string} | null | undefined} money - in minor units
 * @param {string} locale
 */
export function priceText(money, locale) {
  if (!money || !Number.isSafeInteger(money.amount)) return '';
  try {
    const format = new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency, currencyDisplay: 'narrowSymbol' });
    return format.format(money.amount / 10 ** format.resolvedOptions().maximumFractionDigits);
  } catch {
    return '';
  }
}

/** A rating out of its scale as text, "" where there is none. */
export function ratingText(rating, locale) {
  if (!rating || !Number.isFinite(rating.value)) return '';
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(rating.value);
}

export function countText(count, locale) {
  return Number.isFinite(count) ? new Intl.NumberFormat(locale).format(count) : '';
}
