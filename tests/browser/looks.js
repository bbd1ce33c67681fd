// Measures inside the page; each function is called by its name from looks.py.
({
  // Contrast of each piece of text with what lies behind it (WCAG 2.2, 1.4.3): 4.5, or 3 for large text.
  paleText() {
    const linear = (part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
    const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    const parse = (color) => color.match(/[\d.]+/g).map(Number);
    const behind = (element) => {
      for (let e = element; e; e = e.parentElement) {
        const color = parse(getComputedStyle(e).backgroundColor);
        if ((color[3] ?? 1) === 1) return color;
      }
      return [255, 255, 255];
    };
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.data.trim();
      const element = walker.currentNode.parentElement;
      if (!text || !element.checkVisibility() || element.closest("template, option, :disabled")) continue;
      const style = getComputedStyle(element);
      const [dark, pale] = [light(parse(style.color)), light(behind(element))].sort((a, b) => a - b);
      if ((pale + 0.05) / (dark + 0.05) < (parseFloat(style.fontSize) >= 24 ? 3 : 4.5)) found.push(text);
    }
    return found;
  },

  controls() {
    return [...document.querySelectorAll("button, select, textarea, input, a[href]")].filter((e) => e.checkVisibility());
  },

  // What is too small to be pressed (WCAG 2.2, 2.5.8), links within text excepted.
  smallTargets() {
    const small = ({ width, height }) => width < 24 || height < 24;
    return this.controls()
      .filter((e) => !e.closest(".text, .skip") && small(e.getBoundingClientRect()))
      .map((e) => e.outerHTML);
  },

  // What a screen reader could not name.
  nameless() {
    const name = (e) => e.ariaLabel || e.textContent.trim() || e.labels?.[0]?.textContent.trim();
    return this.controls().filter((e) => !name(e)).map((e) => e.outerHTML);
  },

  // By how many pixels the page scrolls sideways.
  sideways: () => document.documentElement.scrollWidth - innerWidth,

  // The part of the page that has the keyboard's focus.
  focusedPart: () =>
    document.activeElement.closest(".skip, .top, .people, .log, .chips, .composer")?.className.split(" ")[0] ?? "",
})
