// Every page says its kind, every kind is known here, and every known kind has an example to look at:
// otherwise the other tests could pass by looking at nothing.

import { test } from "node:test";
import { expectNone } from "./expect.mjs";
import { kinds } from "./kinds.mjs";
import { byKind, sites } from "./site.mjs";

const all = sites();

for (const site of all) {
  test(`${site.name}: ${counts(site)}`, () => {
    const silent = site.pages.filter((page) => !page.kind).map((page) => page.path);
    expectNone(silent, "these pages do not say their kind in data-page");
    const unknown = [...byKind(site).keys()].filter((kind) => !kinds.includes(kind));
    expectNone(unknown, "these kinds are not in the list of kinds.mjs");
  });

  test(`${site.name}: every page has its frame`, () => {
    const mistakes = site.pages.filter((page) => page.kind !== "redirect").flatMap(mistakesInFrame);
    expectNone(mistakes, "these parts should be there once");
  });

  test(`${site.name}: every page has a title of its own`, () => {
    expectNone(repeatedTitles(site), "these pages share a title");
  });
}

test("the fictional handbook has an example of every kind of page", () => {
  const found = byKind(all.find((site) => site.name === "fictional"));
  const missing = kinds.filter((kind) => !found.has(kind));
  expectNone(missing, "these kinds have no example");
});

function counts(site) {
  return [...byKind(site)].map(([kind, pages]) => `${pages.length} ${kind}`).join(", ");
}

// What every page has once, whatever its kind.
const frame = {
  "a language": /<html[^>]* lang="[a-z]/g,
  "a title": /<title>[^<]+<\/title>/g,
  "a skip link": /<a [^>]*class="skip-link"[^>]*>/g,
  "a main part": /<main [^>]*id="main"[^>]*>/g,
  "a main part that takes the focus": /<main [^>]*tabindex="-1"[^>]*>/g,
  "a first heading": /<h1[\s>]/g,
  "a width for phones": /<meta [^>]*name="viewport"[^>]*>/g,
};

function mistakesInFrame(page) {
  return Object.entries(frame)
    .map(([part, pattern]) => ({ part, count: page.html.match(pattern)?.length ?? 0 }))
    .filter(({ count }) => count !== 1)
    .map(({ part, count }) => `${page.path} has ${part} ${count} times`);
}

function repeatedTitles(site) {
  const paths = new Map();
  for (const { path, html } of site.pages.filter((page) => page.kind !== "redirect")) {
    const title = /<title>([^<]*)</.exec(html)?.[1];
    paths.set(title, [...(paths.get(title) ?? []), path]);
  }
  return [...paths].filter(([, pages]) => pages.length > 1).map(([title, pages]) => `“${title}”: ${pages.join(", ")}`);
}
