// Takes pictures of a built handbook, to look at.
//
//     node tests/browser/pictures.mjs FOLDER PICTURES [PATH …]
//
// Takes one page of everything that it shows, or the pages at the given paths, on a phone, a tablet and a desk, in light and in
// dark, each at its full length, and prints each as it would come out on paper.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch, windows } from "./browser.mjs";
import { oneOfEach, publish, readSite, subject } from "./site.mjs";

const widths = [390, 820, 1440];
const schemes = ["light", "dark"];

const [folder, pictures, ...paths] = process.argv.slice(2);
if (!folder || !pictures) {
  console.error("usage: node tests/browser/pictures.mjs FOLDER PICTURES [PATH …]");
  process.exit(2);
}

const site = readSite(folder, folder);
const pages = paths.length > 0 ? paths.map(pageAt) : oneOfEach(site);
mkdirSync(pictures, { recursive: true });
const published = await publish(site);
const browser = await launch();
const inWindow = windows(browser);
const waiting = [...pages];
await Promise.all([photographer(), photographer()]);
await Promise.all([browser.close(), published.close()]);

function pageAt(path) {
  const wanted = [path, join(path, "index.html")];
  const page = site.pages.find((page) => wanted.includes(page.path));
  if (!page) throw new Error(`${folder} has no page ${path}`);
  return page;
}

async function photographer() {
  for (let page = waiting.shift(); page; page = waiting.shift()) {
    await takeAll(page);
    console.log(`${page.kind}: ${page.path}`);
  }
}

// The page is opened once: only its width and its scheme change.
function takeAll(page) {
  const inWords = page.path.replace(/(\/?index)?\.html$/, "").replaceAll("/", "-") || "home";
  const name = paths.length > 0 ? inWords : subject(page);
  return inWindow(async (window) => {
    await window.emulateMedia({ media: "screen" });
    await window.goto(published.address(page));
    for (const width of widths) {
      await window.setViewportSize({ width, height: 900 });
      for (const colorScheme of schemes) {
        await window.emulateMedia({ colorScheme });
        await window.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      }
    }
    await window.emulateMedia({ media: "print", colorScheme: "light" });
    await window.pdf({ path: join(pictures, `${name}-print.pdf`), format: "A4" });
  });
}
