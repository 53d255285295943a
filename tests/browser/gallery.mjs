// Builds the gallery, a handbook made for pictures, and takes all of its diagrams on one sheet: on a phone and on a desk, in light, in
// dark and in print.
//
//     node tests/browser/gallery.mjs PICTURES [FOLDER]
//
// Writes `sheet.html`, which shows all of them, and a picture of that sheet for each scheme. FOLDER is where the built handbook stands
// already; without it the program builds it.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { make } from "../gallery/make.mjs";
import { launch, windows } from "./browser.mjs";
import { publish, readSite, root } from "./site.mjs";

/** Builds the gallery and returns its folder. */
export function build() {
  const folder = mkdtempSync(join(tmpdir(), "handbook-gallery-"));
  const program = process.env.HANDBOOK ?? join(root, "target/debug/handbook");
  make(join(folder, "content"));
  execFileSync(program, ["build", join(folder, "content"), "--output", join(folder, "site")], { stdio: "pipe" });
  return join(folder, "site");
}

/** The pages of a built gallery that show a diagram, and are worth a look: of each sort one with one, five and thirty boxes. */
export function pictured(site) {
  const worth = /^(collaboratives\/[^/]+-(1|5|30)\/index|collaboratives\/reporting-(1|5|30)\/terms-of-reference\/forum-[0-4]\/index|areas\/[^/]+\/index|functions\/[^/]+\/index|organisations\/(renamed|split-one|merged|gorse|one-of-many|body-[05])\/index)/;
  return site.pages.filter((page) => worth.test(page.path) && page.html.includes("<figure class=\"diagram\""));
}

async function takeAll(pictures, folder) {
  mkdirSync(pictures, { recursive: true });
  const site = readSite("gallery", folder);
  const published = await publish(site);
  const browser = await launch();
  const inWindow = windows(browser);
  const looks = [
    { name: "desk-light", width: 1280, colorScheme: "light", media: "screen" },
    { name: "desk-dark", width: 1280, colorScheme: "dark", media: "screen" },
    { name: "phone-light", width: 390, colorScheme: "light", media: "screen" },
    { name: "phone-dark", width: 390, colorScheme: "dark", media: "screen" },
    { name: "print", width: 700, colorScheme: "light", media: "print" },
  ];
  const shown = [];
  for (const page of pictured(site)) {
    await inWindow(async (window) => {
      await window.goto(published.address(page));
      for (const { name, width, ...scheme } of looks) {
        await window.setViewportSize({ width, height: 900 });
        await window.emulateMedia(scheme);
        for (const [number, figure] of (await window.locator("figure.diagram").all()).entries()) {
          const file = `${page.path.replaceAll("/", "-").replace("-index.html", "")}-${number + 1}-${name}.png`;
          await figure.screenshot({ path: join(pictures, file) });
          shown.push({ name, file, page: page.path });
        }
      }
    });
  }
  const figure = ({ file, page }) => `<figure><img src="${file}" alt=""><figcaption>${page}</figcaption></figure>`;
  const part = (name) => `<section id="${name}"><h2>${name}</h2>${shown.filter((one) => one.name === name).map(figure).join("\n")}</section>`;
  const style = "body{font:14px sans-serif;background:#888}section{columns:3}figure{margin:0 0 1rem;break-inside:avoid;background:#fff}img{max-width:100%}";
  writeFileSync(join(pictures, "sheet.html"), `<!doctype html><meta charset="utf-8"><title>Gallery</title><style>${style}</style>${looks.map(({ name }) => part(name)).join("\n")}`);
  await inWindow(async (window) => {
    await window.setViewportSize({ width: 1800, height: 1000 });
    await window.emulateMedia({ media: "screen", colorScheme: "light" });
    await window.goto(`file://${join(pictures, "sheet.html")}`);
    for (const { name } of looks) await window.locator(`#${name}`).screenshot({ path: join(pictures, `sheet-${name}.png`) });
  });
  await Promise.all([browser.close(), published.close()]);
  console.log(`${shown.length} pictures, all of them in ${join(pictures, "sheet.html")}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [pictures, folder] = process.argv.slice(2);
  if (!pictures) {
    console.error("usage: node tests/browser/gallery.mjs PICTURES [FOLDER]");
    process.exit(2);
  }
  await takeAll(pictures, folder ?? build());
}
