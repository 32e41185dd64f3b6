"""The console: pages for the shop's staff, behind a secret key. `docs/console.md`, `docs/adr/0013`."""
