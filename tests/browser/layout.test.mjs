// Nothing makes a narrow page scroll sideways: what is wide scrolls inside its own region.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { launchForTests, sideBySide, windows } from "./browser.mjs";
import { examples, publish, sites } from "./site.mjs";

// WCAG 2.2, 1.4.10 Reflow: 320 px, which is also a window of 1280 px at 400 per cent.
const narrow = { width: 320, height: 640 };

const inWindow = windows(await launchForTests(), { viewport: narrow });

for (const site of sites()) {
  const published = await publish(site);
  after(published.close);

  describe(`${site.name}: no scrolling sideways at ${narrow.width} px`, sideBySide, () => {
    for (const page of examples(site)) test(`${page.kind}: ${page.path}`, () => measure(published.address(page)));
  });
}

function measure(address) {
  return inWindow(async (page) => {
    await page.goto(address);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
    const { width, culprits } = await page.evaluate(widest);
    assert.ok(width <= narrow.width, `the page is ${width} px wide, because of\n  ${culprits.join("\n  ")}`);
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
