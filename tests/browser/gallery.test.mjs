// Every diagram of the gallery, in the typeface that the browser really takes: text stays in its box, boxes stay apart, and nothing
// leaves the drawing, on a desk and on a phone.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { launchForTests, sideBySide, windows } from "./browser.mjs";
import { expectNone } from "./expect.mjs";
import { build, pictured } from "./gallery.mjs";
import { publish, readSite } from "./site.mjs";

const browser = await launchForTests();
const site = readSite("gallery", process.env.GALLERY ?? build());
const published = await publish(site);
after(published.close);
const pages = pictured(site);

describe(`${pages.length} pages of the gallery`, sideBySide, () => {
  test("of every sort one, five and thirty", () => assert.ok(pages.length > 40));
  for (const width of [1280, 390]) {
    const inWindow = windows(browser, { viewport: { width, height: 900 } });
    for (const page of pages) {
      test(`${page.path}, ${width} px`, () =>
        inWindow(async (window) => {
          await window.goto(published.address(page));
          expectNone(await window.evaluate(spills), "these do not stay where they belong");
        }));
    }
  }
});

// Runs in the page.
function spills() {
  const seen = [...document.querySelectorAll("figure.diagram svg")].filter((svg) => svg.checkVisibility());
  const wrong = [];
  const inside = (one, other, by) => one.left >= other.left - by && one.right <= other.right + by && one.top >= other.top - by && one.bottom <= other.bottom + by;
  for (const svg of seen) {
    const whole = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll(".node:not(.frame) > rect")];
    for (const [number, rect] of boxes.entries()) {
      const box = rect.getBoundingClientRect();
      for (const text of rect.parentElement.querySelectorAll("text")) {
        if (!inside(text.getBoundingClientRect(), box, 1)) wrong.push(`“${text.textContent}” spills from its box`);
      }
      for (const other of boxes.slice(number + 1)) {
        const { left, right, top, bottom } = other.getBoundingClientRect();
        if (box.left < right - 1 && left < box.right - 1 && box.top < bottom - 1 && top < box.bottom - 1) wrong.push(`“${rect.parentElement.textContent}” stands on another`);
      }
    }
    for (const text of svg.querySelectorAll("text")) {
      if (!inside(text.getBoundingClientRect(), whole, 2)) wrong.push(`“${text.textContent}” leaves the drawing`);
    }
  }
  if (seen.length === 0) wrong.push("no drawing can be seen");
  return wrong;
}
