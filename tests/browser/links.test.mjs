// The same folder works below a sub-path of a server and straight from a disk: nothing is missing, nothing is
// fetched from elsewhere, and nothing complains.

import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { after, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launchForTests, sideBySide, windows } from "./browser.mjs";
import { expectNone } from "./expect.mjs";
import { anchors, examples, publish, sites } from "./site.mjs";

const inWindow = windows(await launchForTests());

for (const site of sites()) {
  const published = await publish(site);
  after(published.close);
  const places = {
    "at a sub-path": { base: published.base, lookup: memory(fetched) },
    "from a folder": { base: `${pathToFileURL(site.folder).href}/`, lookup: memory(onDisk) },
  };

  for (const [place, { base, lookup }] of Object.entries(places)) {
    describe(`${site.name}: every link leads somewhere, ${place}`, sideBySide, () => {
      for (const { kind, path } of examples(site).filter((page) => page.kind !== "not-found")) {
        test(`${kind}: ${path}`, () => open(base + path, base, lookup));
      }
    });

    describe(`${site.name}: every old address leads on, ${place}`, sideBySide, () => {
      for (const { path } of site.pages.filter((page) => page.kind === "redirect")) {
        test(path, () => leadsOn(base, path));
      }
    });
  }

  test(`${site.name}: the page for a missing address works at any depth`, async () => {
    const { address, base } = published.missing;
    const response = await fetch(address);
    assert.equal(response.status, 404);
    const text = await response.text();
    await open(address, base, memory((link) => (link === address ? text : fetched(link))));
  });
}

function open(address, base, lookup) {
  return inWindow(async (page, seen) => {
    await page.goto(address, { waitUntil: "load" });
    const links = await page.evaluate(addressesInPage);
    const own = links.filter((link) => hostOf(link) === hostOf(base));
    assert.ok(own.length > 0, "the page links to nothing in its own handbook");
    const broken = await Promise.all(own.map((link) => mistakeIn(link, base, lookup)));
    const strange = seen.addresses.filter((address) => !address.startsWith(base));
    const elsewhere = strange.map((address) => `${address} was fetched from elsewhere`);
    // A page for missing addresses is itself answered with 404.
    const mistakes = seen.mistakes.filter((mistake) => !mistake.includes("nowhere/at/all"));
    expectNone([...mistakes, ...elsewhere, ...broken.filter(Boolean)], "this is wrong");
  });
}

function hostOf(address) {
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
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
  return inWindow(async (page, seen) => {
    await page.goto(base + path);
    await page.locator("body[data-page] main").waitFor({ timeout: 5000 });
    assert.ok(page.url().startsWith(base) && page.url() !== base + path, `it leads to ${page.url()}`);
    expectNone(seen.mistakes, "this is wrong on the way");
  });
}
