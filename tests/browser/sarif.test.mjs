// What `handbook check --format sarif` prints has the form of SARIF 2.1.0, by its published schema.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
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
    assert.ok(report.runs[0].results.length > 0, "there is nothing in it to look at");
  });
}

test("a report of another form is told apart", () => {
  assert.equal(valid({ version: "2.1.0", runs: [{ tool: {}, results: [{ level: "grave" }] }] }), false);
});
