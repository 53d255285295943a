// The same folder works below a sub-path of a server and straight from a disk: nothing is missing, nothing is
// fetched from elsewhere, and nothing complains.

import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { after, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inWindow, launchForTests, sideBySide } from "./browser.mjs";
import { expectNone } from "./expect.mjs";
import { anchors, examples, publish, sites } from "./site.mjs";

const browser = await launchForTests();

for (const site of sites()) {
  const published = await publish(site);
  after(published.close);
  const places = {
    "at a sub-path": { base: published.base, lookup: memory(fetched) },
    "from a folder": { base: `${pathToFileURL(site.folder).href}/`, lookup: memory(onDisk) },
  };

  for (const [place, { base, lookup }] of Object.entries(places)) {
    describe(`${site.name}: every link leads somewhere, ${place}`, sideBySide, () => {
      for (const { kind, path } of examples(site)) {
        test(`${kind}: ${path}`, () => open(base, path, lookup));
      }
    });

    describe(`${site.name}: every old address leads on, ${place}`, sideBySide, () => {
      for (const { path } of site.pages.filter((page) => page.kind === "redirect")) {
        test(path, () => leadsOn(base, path));
      }
    });
  }

  test(`${site.name}: what is not there is answered with 404`, async () => {
    assert.equal((await fetch(`${published.base}nowhere/`)).status, 404);
  });
}

function open(base, path, lookup) {
  return inWindow(browser, {}, async (page, seen) => {
    await page.goto(base + path, { waitUntil: "load" });
    const links = await page.evaluate(addressesInPage);
    const strange = seen.addresses.filter((address) => !address.startsWith(base));
    const own = links.filter((link) => link.startsWith(new URL(base).protocol === "file:" ? "file:" : new URL(base).origin));
    assert.ok(own.length > 0, "the page links to nothing in its own handbook");
    const broken = await Promise.all(own.map((link) => mistakeIn(link, base, lookup)));
    const elsewhere = strange.map((address) => `${address} was fetched from elsewhere`);
    expectNone([...seen.mistakes, ...elsewhere, ...broken.filter(Boolean)], "this is wrong");
  });
}

// Runs in the page: everything that it points at, as the browser understands it.
function addressesInPage() {
  const attributes = { "a[href], area[href], link[href]": "href", "img[src], script[src], iframe[src], source[src]": "src" };
  const found = Object.entries(attributes).flatMap(([parts, attribute]) =>
    [...document.querySelectorAll(parts)].map((part) => new URL(part.getAttribute(attribute), document.baseURI).href),
  );
  return [...new Set(found)];
}

async function mistakeIn(link, base, lookup) {
  const [address, anchor] = link.split("#");
  if (!address.startsWith(base)) return `${link} leads out of the handbook`;
  const text = await lookup(address.split("?")[0]);
  if (text === undefined) return `${link} is not there`;
  const known = !anchor || anchors(text).has(decodeURIComponent(anchor));
  return known ? undefined : `${link} names a part that is not there`;
}

// Each address is asked for once.
function memory(lookup) {
  const known = new Map();
  return (address) => {
    if (!known.has(address)) known.set(address, lookup(address));
    return known.get(address);
  };
}

async function fetched(address) {
  const response = await fetch(address);
  return response.ok ? response.text() : undefined;
}

// A link to a folder would show the reader a list of files.
function onDisk(address) {
  const file = fileURLToPath(address);
  return existsSync(file) && statSync(file).isFile() ? readFileSync(file, "utf8") : undefined;
}

function leadsOn(base, path) {
  return inWindow(browser, {}, async (page, seen) => {
    await page.goto(base + path);
    await page.locator("body[data-page] main").waitFor({ timeout: 5000 });
    assert.ok(page.url().startsWith(base) && page.url() !== base + path, `it leads to ${page.url()}`);
    expectNone(seen.mistakes, "this is wrong on the way");
  });
}
