// Nothing makes a narrow page scroll sideways: what is wide scrolls inside its own region.
// One long name is enough to break this, so that every page is looked at, not only examples.

import { after, describe, test } from "node:test";
import { launchForTests, sideBySide, windows } from "./browser.mjs";
import { expectNone } from "./expect.mjs";
import { bySubject, publish, sites } from "./site.mjs";

// WCAG 2.2, 1.4.10 Reflow: 320 px, which is also a window of 1280 px at 400 per cent.
const narrow = { width: 320, height: 640 };

const inWindow = windows(await launchForTests(), { viewport: narrow });

for (const site of sites()) {
  const published = await publish(site);
  after(published.close);

  describe(`${site.name}: no scrolling sideways at ${narrow.width} px`, sideBySide, () => {
    for (const [subject, pages] of bySubject(site)) {
      test(`${subject}, ${pages.length}`, () => measureAll(pages, published));
    }
  });
}

async function measureAll(pages, published) {
  const mistakes = [];
  for (const page of pages) mistakes.push(...(await measure(page, published.address(page))));
  expectNone(mistakes, "these pages scroll sideways");
}

function measure({ path }, address) {
  return inWindow(async (page) => {
    await page.goto(address);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
    const { width, culprits } = await page.evaluate(widest);
    return width <= narrow.width ? [] : [`${path} is ${width} px wide, because of ${culprits.join(" and ")}`];
  });
}

// Runs in the page. The innermost parts that stick out, and are not inside a region that scrolls.
function widest() {
  const edge = document.documentElement.clientWidth;
  const scrolls = (part) => part && (getComputedStyle(part).overflowX !== "visible" || scrolls(part.parentElement));
  const out = [...document.body.querySelectorAll("*")].filter(
    (part) => part.getBoundingClientRect().right > edge + 1 && !scrolls(part.parentElement),
  );
  const innermost = out.filter((part) => !out.some((other) => other !== part && part.contains(other)));
  const describe = (part) => `<${part.localName} class="${part.className}"> ${part.textContent.trim().slice(0, 60)}`;
  return { width: document.documentElement.scrollWidth, culprits: innermost.slice(0, 5).map(describe) };
}
