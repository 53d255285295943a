// Wide tables keep their headings in sight: scrolled to their far corner, the first row and the first column are still there.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { launchForTests, sideBySide, windows } from "./browser.mjs";
import { publish, sites } from "./site.mjs";

const browser = await launchForTests();
const widths = { phone: 390, desk: 1280 };
const all = sites();
const open = await Promise.all(all.map(publish));

for (const [number, site] of all.entries()) {
  const published = open[number];
  after(published.close);
  const pages = site.pages.filter((page) => page.html.includes("table-scroll--matrix"));

  describe(`${site.name}: ${pages.length} pages with a wide table`, sideBySide, () => {
    test("there are some", () => assert.ok(pages.length > 1));
    for (const [device, width] of Object.entries(widths)) {
      const inWindow = windows(browser, { viewport: { width, height: 700 } });
      for (const page of pages) test(`${page.path}, ${device}`, () => inWindow((window) => scroll(window, published.address(page))));
    }
  });
}

async function scroll(page, address) {
  await page.goto(address);
  for (const region of await page.locator(".table-scroll--matrix").all()) {
    await region.scrollIntoViewIfNeeded();
    await region.evaluate((region) => region.scrollTo(region.scrollWidth, region.scrollHeight));
    const away = await region.evaluate(outOfSight);
    assert.deepEqual(away, [], "these headings left the region");
  }
}

// Runs in the page: which of the headings that ought to stay are not where the region begins.
function outOfSight(region) {
  const { left, top } = region.getBoundingClientRect();
  const near = (one, other) => Math.abs(one - other) < 8;
  const corner = region.querySelector("thead th");
  const row = [...region.querySelectorAll("thead th")].filter((heading) => !near(heading.getBoundingClientRect().top, top));
  const column = [...region.querySelectorAll("tbody tr > :first-child")].filter((heading) => !near(heading.getBoundingClientRect().left, left));
  const away = [...row, ...column].map((heading) => heading.textContent.trim());
  return region.scrollHeight > region.clientHeight || region.scrollWidth > region.clientWidth ? [...new Set([...away, ...(near(corner.getBoundingClientRect().left, left) ? [] : ["the corner"])])].slice(0, 3) : [];
}
