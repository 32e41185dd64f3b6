// Products side by side: facts of the catalog, one row a feature.
import { clean } from '../text/clean.js';
import { h } from './dom.js';

/** @param {{dimensions: string[], entries: {product_id: string, title: string, values: (string | null)[]}[]}} comparison */
export function comparisonView({ dimensions = [], entries = [] }, words) {
  const head = entries.map((entry) => h('th', { scope: 'col', dir: 'auto' }, clean(entry.title, 200)));
  const rows = dimensions.map((dimension, row) =>
    h(
      'tr', {},
      h('th', { scope: 'row', dir: 'auto' }, clean(dimension, 100)),
      ...entries.map((entry) => h('td', { dir: 'auto' }, clean(entry.values?.[row], 300) || h('span', { class: 'unknown' }, words.unknown))),
    ),
  );
  return h(
    'div', { class: 'comparison', part: 'comparison', role: 'region', 'aria-label': words.compared, tabindex: 0 },
    h(
      'table', {},
      h('caption', {}, words.compared),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, words.feature), ...head)),
      h('tbody', {}, ...rows),
    ),
  );
}
