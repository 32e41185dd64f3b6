// The launcher of the chat and its API for the page: all that a page loads before somebody opens the chat.
//
//   <script src="https://HOST/widget.js" data-key="pk_…" defer></script>
//
// Settings are the script's data attributes (docs/widget.md). Nothing is asked of the server until the chat is opened,
// or, with the shopper's consent, the page's own events are passed on.
(() => {
  'use strict';
  const script = document.currentScript;
  if (!script || window.Shopkeeper?.isLoaded) return;

  const TAG = 'shopkeeper-chat';
  const modules = new URL('widget/latest/', script.src).href;
  const ending = new AbortController();
  // Read by the application whenever it needs them; the page may change them at any time.
  const page = { user: {}, context: {}, consent: consentOf(script.dataset.consent) };
  let attempt = 0;
  let application = null;
  let tracking = null;

  const OPEN_WORDS = {
    ar: 'فتح مساعد التسوق', de: 'Einkaufsberatung öffnen', en: 'Open the shopping assistant',
    es: 'Abrir el asistente de compras', fr: 'Ouvrir l’assistant d’achat',
  };
  const GONE_WORDS = {
    ar: 'المساعد غير متاح الآن', de: 'Die Beratung ist gerade nicht erreichbar', en: 'The assistant is not available right now',
    es: 'El asistente no está disponible ahora', fr: 'L’assistant n’est pas disponible pour le moment',
  };
  const LAUNCHER_STYLE = `
    :host { all: initial; }
    :host([hidden]) { display: none; }
    .launcher { position: fixed; inset-block-end: var(--shopkeeper-inset, 20px); inset-inline-end: var(--shopkeeper-inset, 20px);
      z-index: var(--shopkeeper-z, 2147483000); inline-size: 56px; block-size: 56px; border: 0; border-radius: 50%; padding: 0;
      display: grid; place-items: center; cursor: pointer; color: var(--shopkeeper-on-accent, #fff);
      background: var(--shopkeeper-accent, #1f5c4d); box-shadow: 0 4px 16px rgb(0 0 0 / .25); }
    :host([position="start"]) .launcher { inset-inline: var(--shopkeeper-inset, 20px) auto; }
    .launcher:focus-visible { outline: 3px solid var(--shopkeeper-accent, #1f5c4d); outline-offset: 3px; }
    .launcher[hidden] { display: none; }
    .gone { position: fixed; inset-block-end: calc(var(--shopkeeper-inset, 20px) + 68px); inset-inline-end: var(--shopkeeper-inset, 20px);
      z-index: var(--shopkeeper-z, 2147483000); max-inline-size: 240px; padding: 8px 12px; border-radius: 8px; background: #222; color: #fff;
      font: 14px/1.4 system-ui, sans-serif; }
    .gone:empty { display: none; }
    @media print { :host { display: none; } }`;

  function consentOf(value) {
    return value === 'granted' || value === true ? true : value === 'denied' || value === false ? false : null;
  }

  function inLanguage(words) {
    const wanted = script.dataset.lang || document.documentElement.lang || navigator.language || 'en';
    return words[wanted.slice(0, 2).toLowerCase()] || words.en;
  }

  /** What a storage says, undefined where the page or the browser forbids it. */
  function kept(storage, act) {
    try {
      return act(window[storage]);
    } catch {
      return undefined;
    }
  }

  function settingsOf(element) {
    return { ...script.dataset, ...element.dataset, api: new URL('.', script.src).href.replace(/\/$/, ''), page };
  }

  function picture() {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    for (const [name, value] of [['viewBox', '0 0 24 24'], ['width', '26'], ['height', '26'], ['aria-hidden', 'true']]) {
      svg.setAttribute(name, value);
    }
    path.setAttribute('d', 'M4 4h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z');
    path.setAttribute('fill', 'currentColor');
    svg.append(path);
    return svg;
  }

  /** Draw the launcher into the element's shadow root; the application finds it there. */
  function drawLauncher(element) {
    const root = element.shadowRoot || element.attachShadow({ mode: 'open' });
    const style = new CSSStyleSheet();
    style.replaceSync(LAUNCHER_STYLE);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, style];
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'launcher';
    button.setAttribute('part', 'launcher');
    button.setAttribute('aria-label', script.dataset.launcherLabel || inLanguage(OPEN_WORDS));
    button.setAttribute('aria-expanded', 'false');
    button.append(picture());
    const gone = document.createElement('div');
    gone.className = 'gone';
    gone.setAttribute('role', 'status');
    root.append(button, gone);
    button.addEventListener('click', () => api.open(), { signal: ending.signal });
  }

  function upgrade(element) {
    if (!element.shadowRoot?.querySelector('.launcher') && !element.hasAttribute('inline')) drawLauncher(element);
    element.settings = settingsOf(element);
    return element;
  }

  /** The application's modules; after a failure the next call tries again. */
  function load() {
    application ??= import(`${modules}define.js${attempt++ ? `?try=${attempt}` : ''}`).then(
      () => { say(''); },
      (error) => { application = null; say(inLanguage(GONE_WORDS)); throw error; },
    );
    return application;
  }

  function say(words) {
    const gone = element.shadowRoot?.querySelector('.gone');
    if (gone) gone.textContent = words;
  }

  /** The chat with its application; undefined, and said so on the page, where that cannot be had. */
  async function loaded() {
    if (!element.isConnected) document.body.append(element);
    try {
      await load();
      await customElements.whenDefined(TAG);
      return ending.signal.aborted ? undefined : element;
    } catch {
      return undefined;
    }
  }

  /** The page's own events are passed on from the moment that the shopper agrees, and no longer than that. */
  async function track() {
    if (script.dataset.track === 'off' || page.consent !== true) {
      (await tracking)?.stop();
      tracking = null;
    } else {
      tracking ??= import(`${modules}shop/tracker.js`).then((module) => module.startTracker(settingsOf(element)), () => null);
    }
  }

  const api = {
    isLoaded: true,
    /** Open the chat. */
    open: async () => { (await loaded())?.open(); },
    /** Close it; what was said stays. */
    close: () => { if (element.close) element.close(); },
    /** Open it and say something for the shopper. */
    send: async (text) => { await (await loaded())?.send(String(text)); },
    /** Who is here: `{anonymousId, profile}`. */
    setUser: (user) => { page.user = { ...user }; },
    /** Where they are: `{page: {url, product_id}, cart: {items}, currency, country}`. */
    setContext: (context) => { page.context = { ...context }; },
    /** Whether the shopper agrees to being remembered: true, false, or null where they were not asked. */
    setConsent: (consent) => {
      page.consent = consentOf(consent);
      if (page.consent !== true) for (const name of ['anonymous', 'conversation']) kept('localStorage', (store) => store.removeItem(`shopkeeper:${name}`));
      return track();
    },
    /** Hear of `open, close, message, answer, error, add-to-cart, product-click`; returns a function that ends it. */
    on: (name, listener) => {
      const own = new AbortController();
      const signal = AbortSignal.any ? AbortSignal.any([own.signal, ending.signal]) : ending.signal;
      document.addEventListener(`shopkeeper:${name}`, listener, { signal });
      return () => { own.abort(); document.removeEventListener(`shopkeeper:${name}`, listener); };
    },
    /** Take the chat from the page; with `{forget: true}` the conversation is deleted, too. */
    destroy: async ({ forget = false } = {}) => {
      if (forget) await (await loaded())?.forget();
      ending.abort();
      swaps.disconnect();
      (await tracking)?.stop();
      for (const one of document.querySelectorAll(TAG)) one.remove();
      delete window.Shopkeeper;
    },
  };

  const own = document.querySelector(TAG);
  const element = upgrade(own || document.createElement(TAG));
  // A swapped page (Turbo, pjax) brings a new body, or new content for it: the chat moves over, with all that was said in
  // it. Where the page takes out the chat alone, that is meant.
  const swaps = new MutationObserver((changes) => {
    if (own || !document.body) return;
    const isSwapped = changes.some(({ target, addedNodes }) => target === document.documentElement || addedNodes.length);
    if (!element.isConnected && isSwapped) document.body.append(element);
    watch();
  });
  const watch = () => { for (const one of [document.documentElement, document.body]) swaps.observe(one, { childList: true }); };
  watch();
  if (!own) document.body.append(element);
  window.Shopkeeper = api;
  if (element.hasAttribute('inline')) loaded();
  // It was open on the page before: it is on this one, and the page keeps the focus.
  else if (kept('sessionStorage', (store) => store.getItem('shopkeeper:open')) === 'true') loaded().then((chat) => chat?.open({ takesFocus: false }));
  track();
})();
