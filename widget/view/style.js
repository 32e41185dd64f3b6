// How the chat looks. Every colour and measure can be set by the page: `--shopkeeper-*`, or `::part(…)`.

const RULES = `
:host {
  --own-accent: var(--shopkeeper-accent, #1f5c4d); --own-on-accent: var(--shopkeeper-on-accent, #fff);
  --own-surface: var(--shopkeeper-surface, #fff); --own-raised: var(--shopkeeper-raised, #f4f3ef); --own-text: var(--shopkeeper-text, #1c1d1b);
  --own-muted: var(--shopkeeper-muted, #5c605b); --own-border: var(--shopkeeper-border, #d9d8d2); --own-alert: var(--shopkeeper-alert, #a3261b);
  --own-link: var(--shopkeeper-link, var(--own-accent)); --own-radius: var(--shopkeeper-radius, 14px); --own-inset: var(--shopkeeper-inset, 20px);
  color-scheme: light;
}
:host([theme="dark"]) {
  --own-accent: var(--shopkeeper-accent, #7fd1b9); --own-on-accent: var(--shopkeeper-on-accent, #0d1f1a);
  --own-surface: var(--shopkeeper-surface, #191b1a); --own-raised: var(--shopkeeper-raised, #262928); --own-text: var(--shopkeeper-text, #f0f1ee);
  --own-muted: var(--shopkeeper-muted, #b0b5af); --own-border: var(--shopkeeper-border, #3b3f3d); --own-alert: var(--shopkeeper-alert, #ffb4a8);
  color-scheme: dark;
}
@media (prefers-color-scheme: dark) {
  :host(:not([theme="light"])) {
    --own-accent: var(--shopkeeper-accent, #7fd1b9); --own-on-accent: var(--shopkeeper-on-accent, #0d1f1a);
    --own-surface: var(--shopkeeper-surface, #191b1a); --own-raised: var(--shopkeeper-raised, #262928); --own-text: var(--shopkeeper-text, #f0f1ee);
    --own-muted: var(--shopkeeper-muted, #b0b5af); --own-border: var(--shopkeeper-border, #3b3f3d); --own-alert: var(--shopkeeper-alert, #ffb4a8);
    color-scheme: dark;
  }
}
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.panel {
  position: fixed; inset: auto; inset-block-end: var(--own-inset); inset-inline-end: var(--own-inset); margin: 0; padding: 0; z-index: var(--shopkeeper-z, 2147483000);
  inline-size: min(var(--shopkeeper-width, 408px), calc(100vw - 2 * var(--own-inset))); block-size: min(680px, calc(100dvh - 2 * var(--own-inset)));
  max-inline-size: none; max-block-size: none; flex-direction: column; overflow: hidden; border: 1px solid var(--own-border); border-radius: var(--own-radius);
  background: var(--own-surface); color: var(--own-text); box-shadow: 0 12px 48px rgb(0 0 0 / .22); font: 15px/1.5 var(--shopkeeper-font, system-ui, sans-serif); text-align: start;
}
:host([position="start"]) .panel { inset-inline: var(--own-inset) auto; }
dialog.panel[open], section.panel { display: flex; }
section.panel { position: static; inline-size: 100%; block-size: var(--shopkeeper-height, 640px); box-shadow: none; z-index: auto; }
dialog.panel[open] { animation: rise .18s ease-out; }
@keyframes rise { from { opacity: 0; transform: translateY(12px); } }
.panel::backdrop { background: transparent; }
.header { display: flex; align-items: center; gap: 4px; padding: 10px 10px 10px 16px; border-block-end: 1px solid var(--own-border); }
[dir="rtl"] .header { padding: 10px 16px 10px 10px; }
h2, h3, h4, p, ul, ol { margin: 0; padding: 0; }
h2 { flex: 1; font-size: 16px; font-weight: 650; }
button, a.tool { font: inherit; color: inherit; }
button { cursor: pointer; }
:focus-visible { outline: 2px solid var(--own-accent); outline-offset: 2px; }
.tool, .thumb { display: inline-grid; place-items: center; inline-size: 36px; block-size: 36px; border: 0; border-radius: 8px; background: none; color: var(--own-muted); }
.tool:hover, .thumb:hover { background: var(--own-raised); color: var(--own-text); }
.icon { fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.icon-stop { fill: currentColor; }
.room { position: relative; flex: 1; min-block-size: 0; display: flex; }
.log { position: relative; flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 16px; display: flex; flex-direction: column; gap: 14px; outline-offset: -3px; }
.newest { position: absolute; inset-block-end: 10px; inset-inline-end: 12px; inline-size: 36px; block-size: 36px; padding: 7px; border: 1px solid var(--own-border);
  border-radius: 50%; background: var(--own-surface); box-shadow: 0 2px 8px rgb(0 0 0 / .2); }
.message { overflow-wrap: anywhere; content-visibility: auto; contain-intrinsic-size: auto 120px; flex: none; }
.question { align-self: flex-end; max-inline-size: 85%; padding: 8px 14px; border-radius: 16px 16px 4px 16px; background: var(--own-accent); color: var(--own-on-accent); white-space: pre-wrap; }
[dir="rtl"] .question { border-radius: 16px 16px 16px 4px; }
.answer { margin-inline: -16px; padding-inline: 16px; display: flex; flex-direction: column; gap: 10px; }
.answer > div:empty { display: none; }
.prose { display: flex; flex-direction: column; gap: 8px; }
.prose p { white-space: pre-line; }
.prose .heading { font-weight: 650; }
.prose ul, .prose ol { padding-inline-start: 20px; display: flex; flex-direction: column; gap: 4px; }
a { color: var(--own-link); text-underline-offset: 2px; }
.status, .notice, .thanks, .said, .told { color: var(--own-muted); font-size: 13px; }
.status { animation: breathe 1.6s ease-in-out infinite; }
@keyframes breathe { 50% { opacity: .55; } }
.cards { list-style: none; display: flex; gap: 10px; overflow-x: auto; margin-inline: -16px; padding: 2px 16px 8px; scroll-snap-type: x proximity; scroll-padding-inline: 16px; overscroll-behavior-x: contain; }
.card { flex: none; inline-size: 166px; scroll-snap-align: start; display: flex; flex-direction: column; border: 1px solid var(--own-border); border-radius: 12px; overflow: hidden; background: var(--own-surface); }
.cards > .card:only-child { inline-size: min(100%, 300px); }
.picture { aspect-ratio: 1; background: var(--own-raised); display: grid; place-items: center; color: var(--own-muted); overflow: hidden; }
.picture img { inline-size: 100%; block-size: 100%; object-fit: contain; }
.facts { display: flex; flex-direction: column; gap: 4px; padding: 10px; flex: 1; font-size: 14px; line-height: 1.4; }
.brand { color: var(--own-muted); font-size: 12px; }
h4 { font-size: 14px; font-weight: 600; line-height: 1.35; }
h4 a { color: inherit; text-decoration: none; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
h4 a:hover { text-decoration: underline; }
.price { font-weight: 650; display: flex; flex-wrap: wrap; gap: 6px; align-items: baseline; }
.price s { font-weight: 400; color: var(--own-muted); font-size: 13px; }
.state { display: flex; flex-wrap: wrap; gap: 2px 8px; font-size: 12px; color: var(--own-muted); }
.stock.in_stock { color: var(--own-accent); }
.stock.out_of_stock, .stock.discontinued { color: var(--own-alert); }
.reason { font-size: 13px; color: var(--own-text); border-inline-start: 2px solid var(--own-accent); padding-inline-start: 8px; margin-block: 4px; }
.acts { margin-block-start: auto; display: flex; flex-direction: column; gap: 6px; }
.add, .retry { min-block-size: 36px; padding: 6px 12px; border: 0; border-radius: 9px; background: var(--own-accent); color: var(--own-on-accent); font-weight: 600; inline-size: 100%; }
.add[aria-disabled="true"] { opacity: .7; }
.cart { display: flex; flex-direction: column; gap: 4px; }
.said:empty, .told:empty, .thanks:empty { position: absolute; }
.refused .said { color: var(--own-alert); }
.chooser { display: flex; flex-direction: column; gap: 6px; }
select { font: inherit; color: inherit; background: var(--own-surface); border: 1px solid var(--own-muted); border-radius: 8px; padding: 6px; min-block-size: 36px; inline-size: 100%; }
.why { font-size: 12px; color: var(--own-muted); }
.why summary { cursor: pointer; min-block-size: 24px; line-height: 24px; text-decoration: underline; text-underline-offset: 2px; }
.why ul { padding-inline-start: 16px; }
.comparison { overflow-x: auto; border: 1px solid var(--own-border); border-radius: 12px; }
table { border-collapse: collapse; font-size: 13px; inline-size: 100%; }
caption { text-align: start; padding: 8px 10px; font-weight: 650; }
th, td { text-align: start; vertical-align: top; padding: 7px 10px; border-block-start: 1px solid var(--own-border); min-inline-size: 104px; }
th { font-weight: 600; }
thead th { background: var(--own-raised); }
tbody th { position: sticky; inset-inline-start: 0; background: var(--own-surface); color: var(--own-muted); min-inline-size: 92px; }
.unknown { color: var(--own-muted); }
.sources { font-size: 13px; color: var(--own-muted); }
.sources h4 { font-size: 12px; }
.sources ul { padding-inline-start: 18px; }
.chips, .reasons { list-style: none; display: flex; flex-wrap: wrap; gap: 8px; }
.chips { flex: none; }
.chip { min-block-size: 34px; padding: 5px 13px; border: 1px solid var(--own-accent); border-radius: 17px; background: var(--own-surface); color: var(--own-link); font-size: 14px; text-align: start; }
.chip:hover { background: var(--own-raised); }
.feedback { display: flex; flex-wrap: wrap; align-items: center; gap: 2px; margin-block-start: -6px; }
.thumb[aria-pressed="true"] { color: var(--own-accent); }
.thumb[aria-pressed="true"] .icon { fill: currentColor; }
.reasons { flex-basis: 100%; padding-block-start: 6px; }
.failure { display: flex; flex-direction: column; align-items: flex-start; gap: 8px; padding: 10px 12px; border: 1px solid var(--own-alert); border-radius: 10px; }
.retry { inline-size: auto; }
.composer { display: flex; flex-wrap: wrap; align-items: flex-end; gap: 8px; padding: 10px 12px; border-block-start: 1px solid var(--own-border); }
.told { flex-basis: 100%; }
textarea { flex: 1; min-inline-size: 0; resize: none; min-block-size: 42px; max-block-size: 140px; padding: 9px 12px; border: 1px solid var(--own-muted); border-radius: 12px; background: var(--own-surface); color: inherit; font: inherit; }
textarea::placeholder { color: var(--own-muted); opacity: 1; }
.act { flex: none; inline-size: 42px; block-size: 42px; display: grid; place-items: center; border: 0; border-radius: 12px; background: var(--own-accent); color: var(--own-on-accent); }
@media (max-width: 480px), (max-height: 420px) {
  dialog.panel { inset: 0; inline-size: 100vw; block-size: 100dvh; border: 0; border-radius: 0; }
  textarea { font-size: 16px; }
  .tool, .thumb { inline-size: 44px; block-size: 44px; }
}
@media (prefers-reduced-motion: reduce) { *, *::before { animation: none !important; transition: none !important; scroll-behavior: auto !important; } }
@media (forced-colors: active) { .chip, .add, .act, .card { border: 1px solid ButtonText; } }
`;

let sheet = null;

/** The rules as a sheet that all chats of a page share: no style element, nothing for a content policy to refuse. */
export function style() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(RULES);
  }
  return sheet;
}
