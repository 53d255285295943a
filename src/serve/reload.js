// Shows the newest state of the handbook. The preview says when there is one; this page then asks whether it looks
// different itself, and only then loads again, in the same place.
(() => {
  "use strict";

  const { page, generation } = document.currentScript.dataset;
  const PLACE = "handbook-place";
  let seen = generation;
  let newest = generation;
  let source = null;
  let asking = false;
  let leaving = false;

  // The problems above the page come and go; the place is counted without them.
  const above = () => document.getElementById("handbook-problems")?.offsetHeight ?? 0;

  function keepPlace() {
    const place = { page: location.href, left: scrollX, top: scrollY - above() };
    try {
      sessionStorage.setItem(PLACE, JSON.stringify(place));
      history.scrollRestoration = "manual";
    } catch {
      // Without storage the browser restores what it can.
    }
  }

  function keptPlace() {
    try {
      const place = JSON.parse(sessionStorage.getItem(PLACE));
      sessionStorage.removeItem(PLACE);
      return place?.page === location.href ? place : null;
    } catch {
      return null;
    }
  }

  function restorePlace() {
    const place = keptPlace();
    if (place === null) return;
    const go = () => scrollTo({ left: place.left, top: place.top > 0 ? place.top + above() : 0, behavior: "instant" });
    go();
    // Pictures that arrive later move the text. Once the reader moves, the place is theirs.
    let moved = false;
    for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) {
      addEventListener(kind, () => { moved = true; }, { once: true, passive: true });
    }
    addEventListener("load", () => { if (!moved) go(); }, { once: true });
  }

  async function look() {
    if (asking || leaving || newest === seen) return;
    const asked = newest;
    asking = true;
    try {
      const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
      seen = asked;
      if (answer.headers.get("Handbook-Page") !== page) {
        leaving = true;
        keepPlace();
        location.reload();
      }
    } catch {
      // The preview has ended; when it is back, it says so.
      return;
    } finally {
      asking = false;
    }
    // There may be a newer one by now.
    look();
  }

  // Browsers open few connections to one server, so only pages that can be seen hold one.
  function open() {
    if (source !== null || document.hidden) return;
    source = new EventSource("/_handbook/events");
    source.onmessage = ({ data }) => {
      newest = data;
      look();
    };
    source.onerror = () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      close();
      setTimeout(open, 1000);
    };
  }

  function close() {
    source?.close();
    source = null;
  }

  restorePlace();
  open();
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pageshow", open);
  addEventListener("pagehide", () => {
    close();
    if (!leaving) history.scrollRestoration = "auto";
  });
})();
