// Every diagram of the gallery, in the typeface that the browser really takes: text stays in its box, boxes stay apart, and nothing
// leaves the drawing, on a desk and on a phone. And one page with a picture of every kind of page and of every diagram, in light, in dark,
// on a phone and in print: `tests/browser/out/gallery/index.html`.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { models, sizes } from "../gallery/make.mjs";
import { launchForTests, sideBySide, windows } from "./browser.mjs";
import { expectNone } from "./expect.mjs";
import { build, gallery, looks, pictured, sorts, takeAll } from "./gallery.mjs";
import { kinds } from "./kinds.mjs";
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

// The page that shows them all is for people to look at; what can be told without eyes is that nothing is missing from it.
describe("a page with all pictures", () => {
  let taken;
  before(async () => { taken = await takeAll(browser, site); });
  const lacking = (of, name) => looks.filter(({ name: look }) => !taken.some((one) => one[of] === name && one.look === look)).map(({ name: look }) => `${name}, ${look}`);

  test("every kind of page in every look", () => expectNone(kinds.flatMap((kind) => lacking("kind", kind)), "of these there is no picture"));
  test("every sort of diagram in every look", () => {
    expectNone(Object.keys(sorts).flatMap((sort) => lacking("sort", sort)), "of these there is no picture");
    expectNone(taken.filter(({ sort }) => sort === "unknown").map(({ path }) => path), "the diagrams of these pages are of no known sort");
  });
  test("every model of governance with one, five and thirty boxes", () => {
    const wanted = models.flatMap(({ id }) => sizes.map((size) => `collaboratives/${id}-${size}/index.html`));
    expectNone(wanted.filter((path) => !taken.some((one) => one.sort === "governance" && one.path === path)), "of these there is no picture");
  });
  test("no picture is empty, and all of them are shown", async () => {
    expectNone(taken.filter(({ bytes }) => bytes < 2000).map(({ file }) => file), "these show nothing");
    const [context, found] = [await browser.newContext(), []];
    const page = await context.newPage();
    page.on("requestfailed", (request) => found.push(request.url()));
    await page.goto(pathToFileURL(join(gallery, "index.html")).href);
    const shown = await page.evaluate(async () => {
      const images = [...document.images];
      for (const image of images) image.loading = "eager";
      await Promise.all(images.map((image) => image.decode().catch(() => {})));
      return images.map((image) => ({ file: image.getAttribute("src"), seen: image.naturalWidth > 0 && image.alt !== "" }));
    });
    await context.close();
    expectNone([...found, ...shown.filter(({ seen }) => !seen).map(({ file }) => file)], "these cannot be seen");
    assert.deepEqual(shown.map(({ file }) => file).toSorted(), taken.map(({ file }) => file).toSorted());
  });
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
