// node scripts/accessibility.mjs [--check]: writes the rows of docs/accessibility.md from
// assets/accessibility.json, after seeing that every row holds and every test it names exists.
// --check writes nothing and fails when the document is not up to date.
import fs from "node:fs";
import path from "node:path";
import { cell, fault_of_test, is_program, said, settle, top, with_rows } from "./shown_by.mjs";

const TABLE = {
    document: "docs/accessibility.md", script: "scripts/accessibility.mjs", asset: "assets/accessibility.json",
};
export const ASSET = path.join(top, TABLE.asset);
export const DOCUMENT = path.join(top, TABLE.document);

const LEVELS = ["A", "AA", "AAA", "EN"];
const STATUSES = { met: "met", partly: "**partly**", not: "**not**", not_applicable: "not applicable" };
const GROUPS = [
    ["1 Perceivable", ({ id, level }) => level !== "EN" && id.startsWith("1.")],
    ["2 Operable", ({ id, level }) => level !== "EN" && id.startsWith("2.")],
    ["3 Understandable", ({ id, level }) => level !== "EN" && id.startsWith("3.")],
    ["4 Robust", ({ id, level }) => level !== "EN" && id.startsWith("4.")],
    ["EN 301 549, chapter 5: generic requirements", ({ id }) => id.startsWith("5.")],
    ["EN 301 549, chapter 9: web, beyond WCAG 2.2", ({ id }) => id.startsWith("9.")],
    ["EN 301 549, chapter 11: software", ({ id }) => id.startsWith("11.")],
];

export const read_criteria = () => JSON.parse(fs.readFileSync(ASSET, "utf8")).criteria;

const languages = () => fs.readdirSync(path.join(top, "assets/locales"))
    .filter((name) => name.endsWith(".json")).map((name) => path.basename(name, ".json"));

function* faults_of_row(row) {
    if (!LEVELS.includes(row.level)) yield `no such level: ${row.level}`;
    if (!Object.hasOwn(STATUSES, row.status)) yield `no such status: ${row.status}`;
    if (!row.name || !row.how) yield "name or how is missing";
    if (!GROUPS.some(([, holds]) => holds(row))) yield "belongs to no group";
    if (row.status === "met" && row.tests.length === 0) yield "met, but no test shows it";
    for (const test of row.tests) {
        const fault = fault_of_test(test);
        if (fault) yield fault;
    }
    // The page tells what the law demands and is lacking; the law demands nothing of level AAA.
    const told = ["partly", "not"].includes(row.status) && row.level !== "AAA";
    if (!told && row.shortfall) yield "a shortfall where nothing is lacking that the page should tell";
    for (const tag of told ? languages() : [])
        if (!row.shortfall?.[tag]) yield `the shortfall is not told in ${tag}`;
}

/** What is wrong with the rows, one sentence each. */
export function faults_of(criteria) {
    const faults = [];
    const seen = new Set();
    for (const row of criteria) {
        if (seen.has(row.id)) faults.push(`${row.id}: twice`);
        seen.add(row.id);
        for (const fault of faults_of_row(row)) faults.push(`${row.id}: ${fault}`);
    }
    return faults;
}

function line(row) {
    const tests = row.tests.map(said).join("<br>");
    const level = row.level === "EN" ? "" : ` (${row.level})`;
    const columns = [`${row.id} ${row.name}${level}`, row.clause ?? "–", STATUSES[row.status], cell(row.how),
        tests || "–"];
    return `| ${columns.join(" | ")} |`;
}

function counts(criteria) {
    const count = (level, status) => criteria
        .filter((row) => row.level === level && row.status === status).length;
    return ["| level | met | partly | not | not applicable |", "|---|---|---|---|---|",
        ...LEVELS.map((level) => `| ${level === "EN" ? "EN 301 549 alone" : level} | `
            + Object.keys(STATUSES).map((status) => count(level, status)).join(" | ") + " |")].join("\n");
}

/** The document with its rows written anew. */
export function written(text, { assessed, criteria }) {
    const groups = GROUPS.map(([name, holds]) => [`### ${name}`, "",
        "| criterion | clause | status | how | shown by |", "|---|---|---|---|---|",
        ...criteria.filter(holds).map(line)].join("\n"));
    return with_rows(text, TABLE, [`Assessed ${assessed}, by ourselves.`, counts(criteria), ...groups]);
}

function main() {
    const data = JSON.parse(fs.readFileSync(ASSET, "utf8"));
    settle(TABLE, faults_of(data.criteria), (was) => written(was, data));
}

if (is_program(import.meta.url)) main();
