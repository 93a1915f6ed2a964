// docs/accessibility.md: what is claimed is shown by a test that exists, and nothing is left out.
import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import { ASSET, DOCUMENT, faults_of, read_criteria, written } from "../../scripts/accessibility.mjs";
import { titles_in } from "../../scripts/shown_by.mjs";

// WCAG 2.2, every criterion of level A and AA. 4.1.1 is gone.
const WCAG = {
    A: `1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1
        2.4.2 2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2`,
    AA: `1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11
        2.5.7 2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3`,
};
// In EN 301 549 V3.2.1 chapter 9 is WCAG 2.1, without these.
const NEW_IN_22 = ["2.4.11", "2.5.7", "2.5.8", "3.2.6", "3.3.7", "3.3.8"];
// What of chapters 5, 9 and 11 is no criterion of WCAG's.
const EN = `5.1 5.2 5.3 5.4 5.5.1 5.5.2 5.6.1 5.6.2 5.7 5.8 5.9 9.4.1.1 9.6 11.1-11.4 11.5.1 11.5.2.1-11.5.2.4
    11.5.2.5-11.5.2.17 11.6.1 11.6.2 11.7 11.8`.split(/\s+/);

const criteria = read_criteria();
const row = (id) => criteria.find((one) => one.id === id);
const unmet = criteria.find(({ shortfall }) => shortfall);

/** What is said of one row, altered. */
const faults_with = (one, changes) => faults_of([{ ...one, ...changes }]);

function missing(rows) {
    return Object.entries(WCAG).flatMap(([level, ids]) => ids.split(/\s+/).filter((id) =>
        !rows.some((one) => one.id === id && one.level === level
            && one.clause === (NEW_IN_22.includes(id) ? null : `9.${id}`))));
}

test("every row of the accessibility table holds, and every test it names exists", () => {
    assert.deepEqual(faults_of(criteria), []);
});

test("no criterion of WCAG 2.2 A or AA is left out, and a missing one is found", () => {
    assert.deepEqual(missing(criteria), []);
    assert.deepEqual(missing(criteria.filter(({ id }) => id !== "3.3.8")), ["3.3.8"]);
    assert.deepEqual(missing(criteria.map((one) => (one.id === "2.4.2" ? { ...one, level: "AAA" } : one))),
        ["2.4.2"]);
    assert.equal(Object.values(WCAG).flatMap((ids) => ids.split(/\s+/)).length, 31 + 24);
});

test("no clause of EN 301 549's chapters 5, 9 and 11 is left out, and a missing one is found", () => {
    const left_out = (rows) => EN.filter((id) => !rows.some((one) =>
        one.id === id && one.level === "EN" && one.clause === id));
    assert.deepEqual(left_out(criteria), []);
    for (const id of EN) assert.deepEqual(left_out(criteria.filter((one) => one.id !== id)), [id]);
    assert.deepEqual(criteria.filter(({ level, id }) => level === "EN" && !EN.includes(id)), []);
});

test("docs/accessibility.md is what the script writes, and an old one is noticed", () => {
    const data = JSON.parse(fs.readFileSync(ASSET, "utf8"));
    const now = fs.readFileSync(DOCUMENT, "utf8");
    assert.equal(now, written(now, data), "node scripts/accessibility.mjs writes it anew");
    const changed = { ...data, criteria: [{ ...data.criteria[0], how: "Otherwise." }, ...data.criteria.slice(1)] };
    assert.notEqual(written(now, changed), now);
    for (const { id, name } of criteria) assert.ok(now.includes(`| ${id} ${name}`), id);
    assert.throws(() => written("no rows", data), /lacks the lines/);
});

test("a test that does not exist, or that is not run, shows nothing", () => {
    const [{ file, title }] = row("2.1.1").tests;
    const of = (one) => faults_with(row("2.1.1"), { tests: [one] });
    assert.deepEqual(of({ file, title }), []);
    assert.match(of({ file, title: `${title}.` })[0], /there is no test/);
    assert.match(of({ file: "tests/browser/gone.test.mjs", title })[0], /there is no tests\/browser\/gone/);
    assert.match(of({ file: "scripts/lint.mjs", title })[0], /is no file of tests/);
});

test("met without a test, and a lack that is not told in every language, are found", () => {
    assert.match(faults_with(row("2.1.1"), { tests: [] })[0], /no test shows it/);
    assert.match(faults_with(row("2.1.1"), { status: "partly" })[0], /not told in/);
    for (const tag of ["sv", "en", "fi", "sv-simple", "ar"]) {
        const { [tag]: _, ...others } = unmet.shortfall;
        assert.deepEqual(faults_with(unmet, { shortfall: others }),
            [`${unmet.id}: the shortfall is not told in ${tag}`]);
    }
    assert.match(faults_with(unmet, { status: "met" })[0], /nothing is lacking/);
    assert.match(faults_with(row("2.2.3"), { shortfall: unmet.shortfall })[0], /nothing is lacking/);
    assert.match(faults_with(row("2.1.1"), { status: "fulfilled" })[0], /no such status/);
    assert.match(faults_of([unmet, unmet])[0], /twice/);
});

test("titles are read as they stand in the source, and a test that is off is none", () => {
    assert.deepEqual([...titles_in("a_test.cpp", [
        'TEST_CASE("one")', 'TEST_CASE("said \\"two\\"")', '// TEST_CASE("gone")',
        'TEST_CASE("off" * doctest::skip())'].join("\n"))], ["one", 'said \\"two\\"']);
    assert.deepEqual([...titles_in("a.test.mjs", [
        'test("one", () => {', "    test(`${name}: two`,", "test('the reader\\'s', async () => {",
        'journey("three", "3", async () => {', '// test("gone", () => {', 'test.skip("off", () => {'].join("\n"))],
    ["one", "${name}: two", "the reader\\'s", "three"]);
});
