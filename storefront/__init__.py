"""The demo's storefront: a small shop in the browser over a catalog, with the chat widget and recommendations in it."""
