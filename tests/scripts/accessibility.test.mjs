// The accessibility table claims nothing that no test shows, and leaves no criterion out.
import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import { document, faults, read_criteria } from "../../scripts/accessibility.mjs";

// WCAG 2.2, levels A and AA: 4.1.1 is no longer one of them.
const WCAG = `1.1.1 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 1.4.2 1.4.3 1.4.4
    1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.4.5
    2.4.6 2.4.7 2.4.11 2.5.1 2.5.2 2.5.3 2.5.4 2.5.7 2.5.8 3.1.1 3.1.2 3.2.1 3.2.2 3.2.3 3.2.4 3.2.6 3.3.1
    3.3.2 3.3.3 3.3.4 3.3.7 3.3.8 4.1.2 4.1.3`.split(/\s+/);
const EN_301_549 = ["5.1", "9.4.1.1", "9.6", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7", "5.8", "5.9", "11.1", "11.2", "11.3", "11.4",
    "11.5", "11.6", "11.7", "11.8"];

const all = read_criteria();

test("every criterion of WCAG 2.2 A and AA and every section of EN 301 549 chapters 5 and 11 is told of", () => {
    const told = all.criteria.map(({ id }) => id);
    assert.deepEqual([...WCAG, ...EN_301_549].filter((id) => !told.includes(id)), []);
    assert.deepEqual(all.criteria.filter(({ id, level }) => ["A", "AA"].includes(level) && !WCAG.includes(id)), []);
});

test("what is said to be met is shown by tests that exist, and what is lacking is told in every language", () => {
    assert.deepEqual(faults(all), []);
});

test("docs/accessibility.md is what scripts/accessibility.mjs writes", () => {
    assert.equal(fs.readFileSync(new URL("../../docs/accessibility.md", import.meta.url), "utf8"), document(all));
});

const spoilt = {
    "a test that is not": [(row) => (row.tests[0].title += "!"), /names a test that is not/],
    "a file that is not": [(row) => (row.tests[0].file += "x"), /names a test that is not/],
    "met by no test": [(row) => (row.tests = []), /met, by no test/],
    "lacking, untold": [(row) => (row.status = "partly"), /a shortfall belongs/],
    "lacking, told in one language": [
        (row) => Object.assign(row, { status: "not", shortfall: { sv: "Nej" } }), /in no fi/],
    "an unknown status": [(row) => (row.status = "perhaps"), /no known status/],
};
for (const [what, [spoil, sentence]] of Object.entries(spoilt)) {
    test(`a row is refused: ${what}`, () => {
        const copy = structuredClone(all);
        spoil(copy.criteria.find(({ status }) => status === "met"));
        assert.match(faults(copy).join("\n"), sentence);
    });
}

test("a criterion told of twice is refused", () => {
    assert.match(faults({ criteria: [all.criteria[0], all.criteria[0]] }).join(), /is there twice/);
});
