// Measures search as a reader on a phone meets it: how large the index is, and what one question costs on a slow connection.
//
//     node benches/search.mjs FOLDER [WORDS …]
//
// FOLDER is a built handbook, as of `cargo run --release --example generate -- 10000 content` and `handbook build content`. The question is
// asked by address in a browser that has nothing of the handbook yet, at 1.6 Mbit/s with 150 ms before each answer, of a server that
// compresses. Prints the index in files and bytes, its largest file, and for each of five times the requests, the bytes and the milliseconds
// until the results stand on the page, with the page itself; then what excerpts add. Needs the packages of tests/browser.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { launch } from "../tests/browser/browser.mjs";
import { publish } from "../tests/browser/site.mjs";

const [folder, ...words] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node benches/search.mjs FOLDER [WORDS …]");
  process.exit(2);
}
const question = words.length > 0 ? words.join(" ") : "quorum funding approval";
const slow = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 };

const index = readdirSync(join(folder, "search"), { recursive: true }).map((name) => join(folder, "search", name)).filter((path) => path.endsWith(".js"));
const sizes = index.map((path) => ({ path, bytes: statSync(path).size })).sort((one, other) => other.bytes - one.bytes);
const sum = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
console.log(`index: ${sizes.length} files, ${sum} bytes`);
for (const { path, bytes } of sizes.slice(0, 3)) console.log(`  ${path.slice(folder.length)}: ${bytes} bytes, ${gzipSync(readFileSync(path)).length} compressed`);

const published = await publish({ folder, pages: [] }, { compressed: true });
const browser = await launch();
const times = [];
for (let run = 0; run < 5; run += 1) times.push(await ask());
const median = (of) => times.map(of).toSorted((one, other) => one - other)[2];
console.log(`“${question}”: ${times[0].status}`);
console.log(`  until results: ${median((one) => one.requests)} requests, of them ${median((one) => one.parts)} for parts of the index, ${median((one) => one.bytes)} bytes, ${median((one) => one.milliseconds)} ms`);
console.log(`  excerpts then: ${median((one) => one.later.requests)} requests, ${median((one) => one.later.bytes)} bytes`);
await Promise.all([browser.close(), published.close()]);

async function ask() {
  const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const seen = { requests: 0, parts: 0, bytes: 0 };
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", slow);
  session.on("Network.requestWillBeSent", ({ request }) => {
    seen.requests += 1;
    if (/\/search\/.*\.js$/.test(request.url)) seen.parts += 1;
  });
  session.on("Network.loadingFinished", ({ encodedDataLength }) => { seen.bytes += encodedDataLength; });
  const begun = performance.now();
  await page.goto(`${published.base}search/index.html?${new URLSearchParams({ q: question })}`, { waitUntil: "commit" });
  await page.waitForFunction(() => /\d/.test(document.querySelector(".search-status")?.textContent ?? ""), undefined, { polling: 20, timeout: 60_000 });
  const milliseconds = Math.round(performance.now() - begun);
  const first = { ...seen };
  const status = await page.locator(".search-status").textContent();
  await page.waitForTimeout(4000);
  await context.close();
  return { ...first, milliseconds, status, later: { requests: seen.requests - first.requests, bytes: seen.bytes - first.bytes } };
}
