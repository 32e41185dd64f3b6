"""What `send.mjs` does, with Segment's client for Python."""

import json
import sys

from segment.analytics import Client

asked = json.load(sys.stdin)
failed: list[object] = []
client = Client(
    asked["key"],
    host=asked["url"],
    upload_size=15,
    gzip=asked.get("gzip", False),
    on_error=lambda error, _batch: failed.append(error),
)
who = {"user_id": asked["userId"]} if asked.get("userId") else {"anonymous_id": asked["anonymousId"]}
client.identify(**who, traits={"email": "canary@shop.example"})
client.page(**who, name="Home")
for n in range(asked["n"]):
    client.track(**who, event="Product Viewed", properties={"product_id": f"p{n}", "price": 24.5, "currency": "GBP"})
products = [{"product_id": "boots", "price": 120, "quantity": 2}, {"product_id": "socks", "price": 15, "quantity": 1}]
order = {"order_id": f"o-{asked.get('userId')}", "currency": "GBP", "products": products}
client.track(**who, event="Order Completed", properties=order)
client.shutdown()
sys.stdout.write(json.dumps({"n_failed": len(failed)}))
