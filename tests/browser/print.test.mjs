// On paper: what is read stays, what only leads elsewhere goes.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { launchForTests, sideBySide, windows } from "./browser.mjs";
import { expectNone } from "./expect.mjs";
import { examples, publish, sites } from "./site.mjs";

// Whoever reads in the dark prints on white paper all the same.
const inWindow = windows(await launchForTests(), { colorScheme: "dark" });

for (const site of sites()) {
  const published = await publish(site);
  after(published.close);

  describe(`${site.name}: prints`, sideBySide, () => {
    const wide = site.pages.filter((page) => page.html.includes("table-scroll--matrix") && page.kind !== "handbook");
    test("there are wide tables", () => assert.ok(wide.length > 1));
    for (const page of wide.slice(0, 8)) test(`${page.path}: a wide table on wide sheets`, () => landscape(published.address(page)));
    for (const page of examples(site)) test(`${page.kind}: ${page.path}`, () => print(published.address(page)));
  });
}

// Upright, the columns of a wide table are narrower than words.
function landscape(address) {
  return inWindow(async (page) => {
    await page.goto(address);
    const sheets = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    const sizes = Array.from(sheets.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g), ([, width, height]) => [Number(width), Number(height)]);
    assert.ok(sizes.length > 0 && sizes.every(([width, height]) => width > height), `sheets of ${sizes.join("; ")}`);
  });
}

function print(address) {
  return inWindow(async (page) => {
    await page.goto(address);
    await page.emulateMedia({ media: "print" });
    const { main, heading, left, ink } = await page.evaluate(onPaper);
    assert.ok(main && heading, "the main part or its heading is not printed");
    expectNone(left, "these parts lead elsewhere and are printed all the same");
    assert.ok(ink < 100, `the text is printed in a light colour (${ink} of 255) although paper is white`);
    const sheet = await page.pdf({ format: "A4" });
    assert.equal(sheet.subarray(0, 5).toString(), "%PDF-");
  });
}

// Runs in the page. A list of contents inside the main part may be printed; the site's own navigation may not.
function onPaper() {
  const seen = (part) => part?.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const main = document.querySelector("main");
  const elsewhere = [...document.querySelectorAll("nav, form, .skip-link")].filter((part) => !main.contains(part));
  const colour = getComputedStyle(main).color.match(/[\d.]+/g).slice(0, 3).map(Number);
  return {
    main: seen(main),
    heading: seen(document.querySelector("h1")),
    left: elsewhere.filter(seen).map((part) => part.outerHTML.slice(0, 80)),
    ink: Math.max(...colour),
  };
}
