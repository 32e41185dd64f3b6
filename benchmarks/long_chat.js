// What `benchmarks/widget.py` does within a page: hold a long conversation and watch the frames.
window.bench = {
  get root() { return document.querySelector('shopkeeper-chat').shadowRoot; },

  /** From the call to the frame that shows the first card of the next answer, in milliseconds; null if it has none. */
  async firstCard(question) {
    const before = this.root.querySelectorAll('[part~=card]').length;
    const begun = performance.now();
    let shown = null;
    const over = new Promise((resolve) => document.addEventListener('shopkeeper:answer', resolve, { once: true }));
    const watching = new MutationObserver(() => {
      if (shown || this.root.querySelectorAll('[part~=card]').length <= before) return;
      shown = new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun))));
    });
    watching.observe(this.root, { childList: true, subtree: true });
    Shopkeeper.send(question);
    await over;
    watching.disconnect();
    return shown;
  },

  /** Ask again and again, and mark what is there after each answer: a node that is made anew has no mark. */
  async talk(questions) {
    this.marked = [];
    this.n_removed = 0;
    const finished = new WeakSet();
    const watching = new MutationObserver((changes) => {
      for (const { target, removedNodes } of changes) {
        // A picture that cannot be had gives way to a drawing, whenever that turns out.
        if (finished.has(target)) this.n_removed += [...removedNodes].filter((node) => node.localName !== 'img').length;
      }
    });
    watching.observe(this.root, { childList: true, subtree: true });
    for (const question of questions) {
      const over = new Promise((resolve) => document.addEventListener('shopkeeper:answer', resolve, { once: true }));
      await Shopkeeper.send(question);
      await over;
      await new Promise((resolve) => setTimeout(resolve));
      for (const node of this.root.querySelectorAll('[part~=message] :not(img)')) {
        if (!finished.has(node)) this.marked.push(node);
        finished.add(node);
      }
    }
    watching.takeRecords();
    return { n_messages: this.root.querySelectorAll('[part~=message]').length, n_nodes: this.marked.length };
  },

  /** Nodes of finished answers that were taken out since. */
  get lost() { return this.n_removed + this.marked.filter((node) => !node.isConnected).length; },

  /** Milliseconds between frames while `step` is done before each. */
  async frames(count, step) {
    const times = [];
    let last = await new Promise(requestAnimationFrame);
    for (let n = 0; n < count; n++) {
      step(n);
      const now = await new Promise(requestAnimationFrame);
      times.push(now - last);
      last = now;
    }
    return times;
  },

  scroll(element, count) {
    element.scrollTop = 0;
    const pixels = Math.max(1, (element.scrollHeight - element.clientHeight) / count);
    return this.frames(count, (n) => { element.scrollTop = n * pixels; });
  },

  /** Characters as a keyboard brings them: the field's own listeners run, and it grows. */
  type(field, count) {
    return this.frames(count, (n) => {
      field.value += n % 40 === 39 ? '\n' : 'x';
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    });
  },
};
