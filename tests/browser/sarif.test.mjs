// What `handbook check --format sarif` prints has the form of SARIF 2.1.0, by its published schema.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import Ajv from "ajv-draft-04";
import formats from "ajv-formats";
import { root } from "./site.mjs";

const program = process.env.HANDBOOK ?? join(root, "target/debug/handbook");

// The package gives its schema no name of its own, so it is read beside its entry.
const entry = createRequire(import.meta.url).resolve("@microsoft/jest-sarif");
const schema = JSON.parse(readFileSync(join(dirname(entry), "schemas/sarif-2.1.0-rtm.5.json"), "utf8"));
// One of its patterns is read as of old only, without the flag for Unicode.
const ajv = new Ajv({ strict: false, unicodeRegExp: false });
formats(ajv);
const valid = ajv.compile(schema);

for (const folder of ["content", "tests/handbook", "tests/cases/many-at-once/content"]) {
  test(`${folder}: the report has the form of SARIF 2.1.0`, () => {
    const { stdout } = spawnSync(program, ["check", folder, "--format", "sarif"], { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
    const report = JSON.parse(stdout);
    assert.ok(valid(report), JSON.stringify(valid.errors?.slice(0, 3)));
    assert.equal(report.version, "2.1.0");
    const [{ results, tool: { driver: { rules } } }] = report.runs;
    assert.ok(results.length > 0, "there is nothing in it to look at");
    for (const { ruleId, ruleIndex } of results) {
      assert.equal(rules[ruleIndex]?.id, ruleId, "what was found is explained in the report");
    }
    for (const { id, help } of rules) {
      assert.match(help.text, /^\S.*\n[^]*\nSource: /, `${id}: its title, what to do and its source as plain text`);
      assert.match(help.markdown, /^\S[^]*\nSource: /, `${id}: the same as Markdown`);
      assert.doesNotMatch(help.text + help.markdown, /\u001b|^Catalogue: /m, id);
    }
    const told = rules.find(({ id }) => id === "quorum/out-of-reach").help;
    for (const words of [told.text, told.markdown]) assert.ok(words.includes("quorum = { count = 4 }"), "an example stands in it");
    const fingerprints = results.map((result) => result.partialFingerprints["handbookFinding/v1"]);
    assert.equal(new Set(fingerprints).size, results.length, "each finding is known by a fingerprint of its own");
  });
}

test("a finding keeps its fingerprint when lines above it move", () => {
  const folder = mkdtempSync(join(tmpdir(), "handbook-sarif-"));
  try {
    cpSync(join(root, "tests/handbook"), folder, { recursive: true });
    const before = known(folder);
    for (const file of readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".toml"))) {
      const path = join(folder, file);
      writeFileSync(path, `# moved down\n\n${readFileSync(path, "utf8")}`);
    }
    const after = known(folder);
    assert.notDeepEqual([...after.values()], [...before.values()], "no line moved");
    assert.deepEqual([...after.keys()].sort(), [...before.keys()].sort());
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** What is found in a folder: where, by its fingerprint. */
function known(folder) {
  const { stdout } = spawnSync(program, ["check", folder, "--format", "sarif"], { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
  const results = JSON.parse(stdout).runs[0].results;
  return new Map(results.map((result) => [
    result.partialFingerprints["handbookFinding/v1"], result.locations[0].physicalLocation.region?.startLine,
  ]));
}

test("a report of another form is told apart", () => {
  assert.equal(valid({ version: "2.1.0", runs: [{ tool: {}, results: [{ level: "grave" }] }] }), false);
});
