// What Lighthouse says of the pages that readers open most, on its mobile profile, from a host that compresses as hosts do:
// 100 for accessibility, good practice and being found; 95 or more for speed, the best of three looks, since a busy machine is slow.

import { after, describe, test } from "node:test";
import { createServer } from "node:net";
import lighthouse from "lighthouse";
import { launch } from "./browser.mjs";
import { expectNone } from "./expect.mjs";
import { byKind, publish, sites } from "./site.mjs";

const looks = 3;
const wanted = { accessibility: 100, "best-practices": 100, seo: 100, performance: 95 };

const site = sites().find((site) => site.name === "content");
const published = await publish(site, { compressed: true });
const port = await freePort();
const browser = await launch([`--remote-debugging-port=${port}`]);
after(() => Promise.all([browser.close(), published.close()]));

describe("Lighthouse, on a phone", () => {
  for (const page of pages()) test(`${page.kind}: ${page.path}`, () => examine(published.address(page)));
});

// The fullest of each kind that people come for.
function pages() {
  const kinds = byKind(site);
  const fullest = (kind) => kinds.get(kind)?.toSorted((one, other) => other.html.length - one.html.length)[0];
  return ["home", "collaborative", "forum", "function", "search", "compare", "index"].map(fullest).filter(Boolean);
}

async function examine(address) {
  let left = Object.keys(wanted);
  let found = [];
  for (let look = 0; look < looks && left.length > 0; look += 1) {
    const { lhr } = await lighthouse(address, { port, onlyCategories: left, logLevel: "error" });
    found = left.filter((name) => Math.round(lhr.categories[name].score * 100) < wanted[name]).map((name) => ({ name, lhr }));
    left = found.map(({ name }) => name);
    // Only speed depends on what else the machine has to do.
    if (left.some((name) => name !== "performance")) break;
  }
  expectNone(found.flatMap(inWords), "Lighthouse found");
}

function inWords({ name, lhr }) {
  const { score, auditRefs } = lhr.categories[name];
  const poor = auditRefs.map(({ id, weight }) => ({ ...lhr.audits[id], weight })).filter((audit) => audit.weight > 0 && audit.score !== null && audit.score < 0.9);
  const nodes = (audit) => (audit.details?.items ?? []).slice(0, 4).map((item) => item.node?.snippet ?? item.description ?? item.url ?? "");
  const lines = poor.map((audit) => [`${audit.id} (${audit.displayValue ?? audit.score}): ${audit.title}`, ...nodes(audit).filter(Boolean)].join("\n      "));
  return [`${name}: ${Math.round(score * 100)} of ${wanted[name]}`, ...lines.map((line) => `  ${line}`)];
}

function freePort() {
  const server = createServer();
  return new Promise((found) => server.listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => found(port));
  }));
}
