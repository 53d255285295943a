// Excerpts: what a page that was found says of the words that were asked for. Its text is read from the page itself, once it is near
// enough to be seen, so that the index need not hold it; nothing is loaded with it, and of its markup nothing is kept.
//
// Without this script a result shows how its page begins. So it does where a page may not be read: from a folder on a disk, where the
// reader’s browser is to save data, and where the words stand in the title alone.
(() => {
  // How long an excerpt is, in letters; how many pages are remembered; how long a list has to stand before pages are read for it.
  const longest = 180;
  const most = 60;
  const rest = 250;

  const pages = new Map();
  const parts = "p, li, dt, dd, th, td, caption, figcaption";
  const silent = "nav, svg, script, template, .anchor, .number, .visually-hidden, .clauses > h2, .refers, .diagram-text";

  // The text of a page, as a document of which nothing runs or loads; nothing where it cannot be had.
  const pageAt = (address) => {
    if (!pages.has(address)) {
      const read = fetch(address, { credentials: "omit" }).then((answer) => (answer.ok ? answer.text() : "")).catch(() => "");
      pages.set(address, read.then((text) => (text === "" ? undefined : new DOMParser().parseFromString(text, "text/html").querySelector(".body"))));
      if (pages.size > most) pages.delete(pages.keys().next().value);
    }
    return pages.get(address);
  };

  const level = (heading) => Number(/^H([1-6])$/.exec(heading.tagName)?.[1] ?? 7);

  // The parts of a page that say something: below a heading as far as the next that is no lower, else all of them.
  const said = (body, anchor) => {
    const all = [...body.querySelectorAll(`h2, h3, h4, h5, h6, ${parts}`)].filter((part) => !part.closest(silent));
    const at = anchor ? all.findIndex((part) => part.id === anchor || part.closest(`#${CSS.escape(anchor)}`)) : -1;
    if (at < 0) return all.filter((part) => level(part) === 7);
    const end = all.findIndex((part, place) => place > at && level(part) <= level(all[at]));
    return all.slice(level(all[at]) === 7 ? at : at + 1, end < 0 ? all.length : end).filter((part) => level(part) === 7);
  };

  // What a part says by itself: what stands in a list within it is said by that.
  const textOf = (part) => {
    const copy = part.cloneNode(true);
    for (const other of copy.querySelectorAll(`ul, ol, table, ${silent}`)) other.remove();
    return copy.textContent.replace(/\s+/gu, " ").trim();
  };

  // The piece of a text in which most of the words stand, whole words, with dots where it was cut.
  const piece = (text, words) => {
    if (text.length <= longest) return text;
    const places = words(text).map(({ at }) => at);
    const within = (start) => new Set(words(text).filter(({ at }) => at >= start && at < start + longest - 40).map(({ need }) => need)).size;
    const best = places.reduce((best, place) => (within(place) > within(best) ? place : best), places[0] ?? 0);
    const from = best < 60 ? 0 : text.indexOf(" ", best - 50) + 1;
    const until = from + longest >= text.length ? text.length : text.lastIndexOf(" ", from + longest);
    return `${from > 0 ? "… " : ""}${text.slice(from, until)}${until < text.length ? " …" : ""}`;
  };

  // The excerpt of a page that was found by this title; nothing where none of the words stands in its text but there. `words` yields which
  // of them stand where in a text.
  const excerpt = async (address, title, words) => {
    const [path, anchor] = address.split("#");
    const body = await pageAt(path);
    if (!body) return undefined;
    let best = { count: 0 };
    for (const part of said(body, anchor && decodeURIComponent(anchor))) {
      const text = textOf(part);
      if (text === title) continue;
      const count = new Set(words(text).map(({ need }) => need)).size;
      // A sentence tells more than a name; of equals the first is taken.
      if (count > best.count || (count === best.count && count > 0 && best.text.length < 40 && text.length >= 40)) best = { count, text, language: part.closest("[lang]:not(html)")?.lang };
    }
    return best.count > 0 ? { text: piece(best.text, words), language: best.language } : undefined;
  };

  // Results are asked for as they come near to the window, once the reader has stopped typing for a moment.
  let watcher, timer;
  window.handbookExcerpts = (results, words, show) => {
    clearTimeout(timer);
    watcher?.disconnect();
    if (location.protocol === "file:" || navigator.connection?.saveData) return;
    const own = (watcher = new IntersectionObserver((seen) => {
      for (const { target } of seen.filter((one) => one.isIntersecting)) {
        own.unobserve(target);
        const name = target.querySelector(".name a");
        excerpt(name.href, name.textContent.trim(), words).then((found) => found && target.isConnected && show(target, found));
      }
    }, { rootMargin: "100px" }));
    timer = setTimeout(() => results.forEach((result) => own.observe(result)), rest);
  };
})();
