// A reader with a keyboard alone: the skip link comes first, everything can be reached, and the focus can be seen.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { launchForTests, sideBySide, windows } from "./browser.mjs";
import { expectNone } from "./expect.mjs";
import { examples, publish, sites } from "./site.mjs";

// A page with more stops than this has the same kind of stop many times over.
const patience = 120;

const inWindow = windows(await launchForTests(), {}, (page) => page.addInitScript(recordStops));

for (const site of sites()) {
  const published = await publish(site);
  after(published.close);

  describe(`${site.name}: works with a keyboard alone`, sideBySide, () => {
    for (const page of examples(site)) test(`${page.kind}: ${page.path}`, () => walk(published.address(page)));
  });
}

function walk(address) {
  return inWindow(async (page) => {
    await page.goto(address);
    await skip(page);
    await page.goto(address);
    await visitAll(page);
    await unfold(page);
  });
}

async function skip(page) {
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(isVisibleSkipLink), "the first stop is not a visible skip link");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "main", undefined, { timeout: 2000 }).catch(() => {
    assert.fail("the skip link does not move the focus to the main part");
  });
}

// Runs in the page.
function isVisibleSkipLink() {
  const link = document.activeElement;
  const { left, top, right, bottom, width, height } = link.getBoundingClientRect();
  const inside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
  const seen = link.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  return link.matches("a.skip-link[href='#main']") && seen && inside && width > 20 && height > 10;
}

async function visitAll(page) {
  const expected = await page.evaluate(markStops);
  const steps = Math.min(expected.length, patience);
  // Regions that scroll are stops of the browser's own, so there may be more than were counted.
  for (let step = 0; step < steps + 20; step += 1) await page.keyboard.press("Tab");
  const { visited, faint } = await page.evaluate(() => globalThis.stops);
  const missed = expected.slice(0, steps).filter((_, stop) => !visited.includes(String(stop)));
  expectNone(missed, "these cannot be reached with the Tab key");
  expectNone(faint, "the focus cannot be seen on these");
}

// Runs in the page: numbers whatever a pointer could use, and says what each is.
function markStops() {
  const choices = new Set();
  const isFirstChoice = (part) => {
    if (part.type !== "radio") return true;
    if (choices.has(part.name)) return false;
    return choices.add(part.name);
  };
  const usable = "a[href], button, input, select, textarea, summary, [tabindex='0'], [contenteditable]";
  const parts = [...document.querySelectorAll(usable)].filter(
    (part) => part.checkVisibility({ visibilityProperty: true }) && !part.disabled && part.tabIndex >= 0 && isFirstChoice(part),
  );
  return parts.map((part, stop) => {
    part.dataset.stop = stop;
    return `<${part.localName}> ${(part.innerText || part.getAttribute("aria-label") || part.name || "").trim().slice(0, 60)}`;
  });
}

// Runs in the page before anything else: notes each stop, and whether its focus can be seen.
function recordStops() {
  globalThis.stops = { visited: [], faint: [] };
  addEventListener("focusin", ({ target }) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(target);
    const outlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
    globalThis.stops.visited.push(target.dataset.stop);
    if (!outlined && boxShadow === "none") globalThis.stops.faint.push(target.outerHTML.slice(0, 120));
  });
}

async function unfold(page) {
  const folds = await page.locator("summary:visible").all();
  for (const fold of folds.slice(0, 3)) {
    const isOpen = () => fold.evaluate((summary) => summary.parentElement.open);
    const before = await isOpen();
    await fold.focus();
    await page.keyboard.press("Enter");
    assert.equal(await isOpen(), !before, "Enter does not unfold a part that is folded");
    await page.keyboard.press("Space");
    assert.equal(await isOpen(), before, "Space does not fold it again");
  }
}
