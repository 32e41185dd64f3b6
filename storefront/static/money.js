// Amounts as shoppers read them. The catalog counts in minor units (pence), analytics in major ones (pounds).

function formatOf(currency) {
  return new Intl.NumberFormat(document.documentElement.lang, { style: 'currency', currency });
}

/** `{amount: 2400, currency: 'GBP'}` → 24 */
export function major(money) {
  return money.amount / 10 ** formatOf(money.currency).resolvedOptions().maximumFractionDigits;
}

/** `{amount: 2400, currency: 'GBP'}` → `£24.00`; "" where the price is not known */
export function priceText(money) {
  return money?.currency ? formatOf(money.currency).format(major(money)) : '';
}
