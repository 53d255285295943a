// Builds the gallery: one page that shows a picture of every kind of page, of the fictional handbook, and of every diagram, of a handbook
// made for pictures; each in light, in dark, on a phone and in print, side by side.
//
//     node tests/browser/gallery.mjs [PICTURES]
//
// Writes `index.html` and the pictures into PICTURES, or into tests/browser/out/gallery, which is no part of the project. The handbooks are
// those that the other tests look at; the one made for pictures is built by the program, unless GALLERY names its folder.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { make } from "../gallery/make.mjs";
import { launch, windows } from "./browser.mjs";
import { oneOfEach, publish, readSite, root, sites, subject } from "./site.mjs";

/** Where the gallery stands, unless another folder is named. */
export const gallery = join(root, "tests/browser/out/gallery");

/** How everything is looked at. */
export const looks = [
  { name: "light", width: 1280, media: "screen", colorScheme: "light" },
  { name: "dark", width: 1280, media: "screen", colorScheme: "dark" },
  { name: "phone", width: 390, media: "screen", colorScheme: "light" },
  // As wide as what is printed on a sheet of A4.
  { name: "print", width: 643, media: "print", colorScheme: "light" },
];

/** The sorts of diagram, each told by its caption. */
export const sorts = {
  governance: /^How .* is governed$/,
  path: /reaches whoever decides$/,
  succession: /^What came before .* and after$/,
  area: /^Organisations and collaboratives in /,
  answering: /^To whom .* answers, and who answers to it$/,
  timeline: /^When it happened, to scale$/,
};

// A page is shown down to here: what follows is more of the same.
const tallest = 2600;

/** Builds the handbook made for pictures and returns its folder. */
export function build() {
  const folder = mkdtempSync(join(tmpdir(), "handbook-gallery-"));
  const program = process.env.HANDBOOK ?? join(root, "target/debug/handbook");
  make(join(folder, "content"));
  execFileSync(program, ["build", join(folder, "content"), "--output", join(folder, "site")], { stdio: "pipe" });
  return join(folder, "site");
}

/** The pages of a built gallery that show a diagram, and are worth a look: of each sort one with one, five and thirty boxes. */
export function pictured(site) {
  const worth = /^(collaboratives\/[^/]+-(1|5|30)\/index|collaboratives\/reporting-(1|5|30)\/terms-of-reference\/(index|forum-[0-4]\/index)|areas\/[^/]+\/index|functions\/[^/]+\/index|organisations\/(renamed|split-one|merged|gorse|one-of-many|body-[05])\/index)/;
  return site.pages.filter((page) => worth.test(page.path) && page.html.includes("<figure class=\"diagram\""));
}

/** Takes all pictures, writes the page that shows them, and returns what is in each: its kind or sort, its look, its file. */
export async function takeAll(browser, diagrams, folder = gallery) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const inWindow = windows(browser, { deviceScaleFactor: 1 });
  const fictional = sites().find((site) => site.name === "fictional");
  const published = await Promise.all([publish(fictional), publish(diagrams)]);
  const waiting = [
    ...oneOfEach(fictional).map((page) => ({ page, address: published[0].address(page), take: ofPage })),
    ...pictured(diagrams).map((page) => ({ page, address: published[1].address(page), take: ofDiagrams })),
  ];
  const taken = [];
  const photographer = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) taken.push(...(await inWindow((window) => look(window, next, folder))));
  };
  await Promise.all([photographer(), photographer()]);
  await Promise.all(published.map((one) => one.close()));
  taken.sort((one, other) => one.file.localeCompare(other.file, "en"));
  writeFileSync(join(folder, "index.html"), sheet(taken));
  return taken;
}

// The page is opened once: only its width, its scheme and its medium change.
async function look(window, { page, address, take }, folder) {
  const taken = [];
  await window.goto(address);
  for (const { name, width, ...medium } of looks) {
    await window.setViewportSize({ width, height: 900 });
    await window.emulateMedia(medium);
    for (const picture of await take(window, page, name)) {
      const { shoot, ...rest } = picture;
      await shoot(join(folder, picture.file));
      taken.push({ ...rest, look: name, path: page.path, bytes: statSync(join(folder, picture.file)).size });
    }
  }
  return taken;
}

const jpeg = { type: "jpeg", quality: 80 };

async function ofPage(window, page, name) {
  const height = await window.evaluate(() => document.documentElement.scrollHeight);
  const width = window.viewportSize().width;
  const shoot = (path) => window.screenshot({ path, ...jpeg, fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, tallest) } });
  return [{ kind: page.kind, title: subject(page), file: `page-${subject(page)}-${name}.jpg`, shoot }];
}

async function ofDiagrams(window, page, name) {
  const figures = await window.locator("figure.diagram").all();
  const captions = await window.locator("figure.diagram > figcaption").allTextContents();
  const pictures = figures.map((figure, number) => {
    const sort = Object.keys(sorts).find((sort) => sorts[sort].test(captions[number])) ?? "unknown";
    const place = page.path.replaceAll("/", "-").replace("-index.html", "");
    const shoot = (path) => figure.screenshot({ path, ...jpeg });
    return { sort, title: `${sort}: ${place}`, file: `diagram-${sort}-${place}-${name}.jpg`, shoot };
  });
  // The same things happened to collaboratives of every model: those of one are enough.
  const isAgain = ({ sort }) => sort === "timeline" && page.path.startsWith("collaboratives/") && !page.path.includes("/lead-provider-");
  return pictures.filter((picture) => !isAgain(picture));
}

// One row for each page or diagram, its looks side by side.
function sheet(taken) {
  const rows = new Map();
  for (const one of taken) rows.set(one.title, [...(rows.get(one.title) ?? []), one]);
  const order = (one) => looks.findIndex(({ name }) => name === one.look);
  const picture = ({ file, look, title }) => `<figure><a href="${file}"><img src="${file}" alt="${title}, ${look}" loading="lazy"></a><figcaption>${look}</figcaption></figure>`;
  const row = ([title, shown]) => `<section><h2>${title}</h2><p>${shown[0].path}</p><div>${shown.toSorted((one, other) => order(one) - order(other)).map(picture).join("")}</div></section>`;
  const style = "body{font:14px/1.4 sans-serif;margin:1rem;background:#888;color:#000}h1,h2,p{margin:.5rem 0}div{display:grid;grid-template-columns:3fr 3fr 1fr 2fr;gap:.5rem;align-items:start}figure{margin:0}img{width:100%;background:#fff}";
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title><style>${style}</style><h1>Every kind of page, and every diagram</h1>${[...rows].map(row).join("\n")}</html>\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [pictures = gallery] = process.argv.slice(2);
  const browser = await launch();
  const taken = await takeAll(browser, readSite("gallery", process.env.GALLERY ?? build()), pictures);
  await browser.close();
  console.log(`${taken.length} pictures, all of them in ${join(pictures, "index.html")}`);
}
