// Calendars as a program of readers takes them in: each can be read, names every meeting once, and puts it at the time
// that clocks in its place show, before and after they change.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import ICAL from "ical.js";
import { expectNone } from "./expect.mjs";
import { sites } from "./site.mjs";

for (const site of sites()) {
  const paths = readdirSync(site.folder, { recursive: true }).filter((path) => path.endsWith(".ics"));

  test(`${site.name}: ${paths.length} calendars can be read`, () => {
    for (const path of paths) {
      const events = read(site, path);
      assert.ok(events.length > 0, `${path} holds no meeting`);
      const names = new Set(events.map((event) => event.uid));
      assert.equal(names.size, events.length, `${path}: two meetings have one name`);
    }
  });

  test(`${site.name}: meetings are at the time that clocks show`, () => {
    const wrong = paths.flatMap((path) => read(site, path).filter(isAtAnotherTime).map((event) => `${path}: ${event.startDate}`));
    expectNone(wrong, "these meetings are at another time");
  });

  test(`${site.name}: meetings end after they begin`, () => {
    const wrong = paths.flatMap((path) => read(site, path).filter(({ startDate, endDate }) => endDate.compare(startDate) < 0));
    expectNone(wrong, "these meetings end first");
  });
}

test("the fictional handbook has meetings in summer and in winter, in several zones", () => {
  const site = sites().find((site) => site.name === "fictional");
  const events = read(site, "meetings/calendar.ics").filter((event) => event.startDate.zone.tzid.includes("/"));
  const offsets = new Set(events.map(({ startDate }) => `${startDate.zone.tzid} ${startDate.utcOffset() / 3600}`));
  const wanted = ["Europe/London 0", "Europe/London 1", "Europe/Paris 1", "Europe/Paris 2"];
  expectNone(wanted.filter((offset) => !offsets.has(offset)), "no meeting is at this offset");
});

/** The events of a calendar. Its zones are those that it describes itself. */
function read(site, path) {
  const text = readFileSync(join(site.folder, path), "utf8");
  const calendar = new ICAL.Component(ICAL.parse(text));
  assert.equal(calendar.getFirstPropertyValue("version"), "2.0");
  return calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
}

// What the zone described in the file says, against what this machine knows of the zone.
function isAtAnotherTime({ startDate }) {
  if (startDate.isDate || !startDate.zone.tzid.includes("/")) return false;
  const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: startDate.zone.tzid, dateStyle: "short", timeStyle: "medium" });
  return shown.format(startDate.toJSDate()) !== startDate.toString().replace("T", " ");
}
