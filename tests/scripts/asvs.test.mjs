// docs/asvs.md and docs/threat-model.md: every requirement is answered, and every test named exists.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { DOCUMENT, faults_of, read_data, test_named, written } from "../../scripts/asvs.mjs";
import { fault_of_test, top } from "../../scripts/shown_by.mjs";

// ASVS 5.0.0, all requirements of level 1 and of level 2: section, then the numbers in it.
const L1 = `1.2:1-5 1.3:1-2 1.5:1 2.1:1 2.2:1-2 2.3:1 3.2:1-2 3.3:1 3.4:1-2 3.5:1-3 4.1:1 4.4:1 5.2:1-2 5.3:1-2
    6.1:1 6.2:1-8 6.3:1-2 6.4:1-2 7.2:1-4 7.4:1-2 8.1:1 8.2:1-2 8.3:1 9.1:1-3 9.2:1 10.4:1-5 11.3:1-2 11.4:1
    12.1:1 12.2:1-2 13.4:1 14.2:1 14.3:1 15.1:1 15.2:1 15.3:1`;
const L2 = `1.1:1-2 1.2:6-9 1.3:3-11 1.4:1-3 1.5:2 2.1:2-3 2.2:3 2.3:2-4 2.4:1 3.3:2-4 3.4:3-6 3.5:4-5 3.7:1-2
    4.1:2-3 4.2:1 4.3:1-2 4.4:2-4 5.1:1 5.2:3 5.4:1-3 6.1:2-3 6.2:9-12 6.3:3-4 6.4:3-4 6.5:1-5 6.6:1-3 6.8:1-4
    7.1:1-3 7.3:1-2 7.4:3-5 7.5:1-2 7.6:1-2 8.1:2 8.2:3 8.4:1 9.2:2-4 10.1:1-2 10.2:1-2 10.3:1-4 10.4:6-11
    10.5:1-5 10.6:1-2 10.7:1-3 11.1:1-2 11.2:1-3 11.3:3 11.4:2-4 11.5:1 11.6:1 12.1:2-3 12.3:1-4 13.1:1
    13.2:1-5 13.3:1-2 13.4:2-5 14.1:1-2 14.2:2-4 14.3:2-3 15.1:2-3 15.2:2-3 15.3:2-7 16.1:1 16.2:1-5 16.3:1-4
    16.4:1-3 16.5:1-3 17.1:1 17.2:1-4 17.3:1-2`;

const ids_in = (text) => text.trim().split(/\s+/).flatMap((part) => {
    const [section, numbers] = part.split(":");
    const [from, to = from] = numbers.split("-").map(Number);
    return Array.from({ length: to - from + 1 }, (_, at) => `${section}.${from + at}`);
});

const data = read_data();
const rows = data.requirements;
const row = (id) => rows.find((one) => one.id === id);
const faults_with = (id, changes) => faults_of([{ ...row(id), ...changes }]);
const ids_of = (level, among) => among.filter((one) => one.level === level).map(({ id }) => id).sort();

test("every row of the ASVS table is answered, and what it names exists", () => {
    assert.deepEqual(faults_of(rows), []);
});

test("no requirement of ASVS level 1 or 2 is left out, and a missing one is found", () => {
    assert.deepEqual([ids_in(L1).length, ids_in(L2).length], [70, 183]);
    assert.deepEqual(ids_of(1, rows), ids_in(L1).sort());
    assert.deepEqual(ids_of(2, rows), ids_in(L2).sort());
    assert.notDeepEqual(ids_of(1, rows.filter(({ id }) => id !== "3.5.1")), ids_in(L1).sort());
    assert.deepEqual(rows.map(({ level }) => level).filter((level) => level !== 1 && level !== 2), []);
});

test("a yes that nothing shows, an answer without a reason and a test that is gone are found", () => {
    assert.match(faults_with("3.5.1", { shown: [] })[0], /nothing shows it/);
    assert.match(faults_with("3.5.1", { answer: "perhaps" })[0], /no such answer/);
    assert.match(faults_with("3.5.1", { answer: "no", how: "" })[0], /no reason/);
    assert.match(faults_with("3.5.1", { asks: "" })[0], /what is asked/);
    const [shown] = row("3.5.1").shown;
    assert.deepEqual(faults_with("3.5.1", { shown: [shown] }), []);
    assert.match(faults_with("3.5.1", { shown: [`${shown}.`] })[0], /there is no test/);
    assert.match(faults_with("3.5.1", { shown: ["tests/server/gone_test.cpp: one"] })[0], /there is no tests/);
    assert.match(faults_with("3.5.1", { shown: ["server/gone.cpp"] })[0], /there is no server/);
    assert.match(faults_of([row("3.5.1"), row("3.5.1")])[0], /twice/);
    assert.deepEqual(test_named("server/api.cpp"), undefined);
});

test("docs/asvs.md is what the script writes, and an old one is noticed", () => {
    const now = fs.readFileSync(DOCUMENT, "utf8");
    assert.equal(now, written(now, data), "node scripts/asvs.mjs writes it anew");
    const changed = { ...data, requirements: [{ ...rows[0], how: "Otherwise." }, ...rows.slice(1)] };
    assert.notEqual(written(now, changed), now);
});

test("every test that the threat model names exists", () => {
    const text = fs.readFileSync(path.join(top, "docs/threat-model.md"), "utf8");
    const named = [...text.matchAll(/`(tests\/[^`]+)`: ("[^"]+"(?:, "[^"]+")*)/g)].flatMap(([, file, titles]) =>
        [...titles.matchAll(/"([^"]+)"/g)].map(([, title]) => ({ file, title })));
    assert.ok(named.length > 40, `${named.length} tests`);
    assert.deepEqual(named.map(fault_of_test).filter(Boolean), []);
    for (const [, file] of text.matchAll(/`((?:server|web|core|docs|scripts)\/[\w./-]+\.\w+)`/g))
        assert.ok(fs.existsSync(path.join(top, file)), file);
});
