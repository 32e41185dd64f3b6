// Takes {url, key, userId, anonymousId, n} on standard input and sends with Segment's client as it is published:
// n views and one order, and the calls that every site makes beside them. Prints how many deliveries failed.
import { Analytics } from '@segment/analytics-node';

const asked = JSON.parse(await new Response(process.stdin).text());
const analytics = new Analytics({ writeKey: asked.key, host: asked.url, flushAt: 15, flushInterval: 200 });
let n_failed = 0;
analytics.on('error', () => (n_failed += 1));
const who = asked.userId ? { userId: asked.userId } : { anonymousId: asked.anonymousId };
analytics.identify({ ...who, traits: { email: 'canary@shop.example' } });
analytics.page({ ...who, name: 'Home' });
for (let n = 0; n < asked.n; n += 1) {
  analytics.track({ ...who, event: 'Product Viewed', properties: { product_id: `p${n}`, price: 24.5, currency: 'GBP' } });
}
const products = [{ product_id: 'boots', price: 120, quantity: 2 }, { product_id: 'socks', price: 15, quantity: 1 }];
analytics.track({ ...who, event: 'Order Completed', properties: { order_id: `o-${asked.userId}`, currency: 'GBP', products } });
await analytics.closeAndFlush({ timeout: 20000 });
console.log(JSON.stringify({ n_failed }));
