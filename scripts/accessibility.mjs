// node scripts/accessibility.mjs [--check]: writes the rows of docs/accessibility.md from
// assets/accessibility.json, after seeing that every row holds and every test it names exists.
// --check writes nothing and fails when the document is not up to date.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const top = fileURLToPath(new URL("..", import.meta.url));
export const ASSET = path.join(top, "assets/accessibility.json");
export const DOCUMENT = path.join(top, "docs/accessibility.md");

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
const BEGIN = "<!-- Written by scripts/accessibility.mjs from assets/accessibility.json. -->";
const END = "<!-- To here. -->";

export const read_criteria = () => JSON.parse(fs.readFileSync(ASSET, "utf8")).criteria;

/** The titles of the tests in a file's text, as they stand in the source: ${} and all. */
export function titles_in(file, text) {
    const test = file.endsWith(".cpp")
        ? /^ *TEST_CASE\((")((?:\\.|[^"\\])*)"\)/gm
        : /^ *(?:test|journey)\((["'`])((?:\\.|(?!\1)[^\\])*)\1\s*,/gm;
    return new Set([...text.matchAll(test)].map((found) => found[2]));
}

const titles = new Map();
function titles_of(file) {
    if (!titles.has(file)) {
        const full = path.join(top, file);
        titles.set(file, fs.existsSync(full) ? titles_in(file, fs.readFileSync(full, "utf8")) : null);
    }
    return titles.get(file);
}

const languages = () => fs.readdirSync(path.join(top, "assets/locales"))
    .filter((name) => name.endsWith(".json")).map((name) => path.basename(name, ".json"));

function* faults_of_row(row) {
    if (!LEVELS.includes(row.level)) yield `no such level: ${row.level}`;
    if (!Object.hasOwn(STATUSES, row.status)) yield `no such status: ${row.status}`;
    if (!row.name || !row.how) yield "name or how is missing";
    if (!GROUPS.some(([, holds]) => holds(row))) yield "belongs to no group";
    if (row.status === "met" && row.tests.length === 0) yield "met, but no test shows it";
    for (const { file, title } of row.tests) {
        // What ./test would not run shows nothing.
        if (!/^tests\/.*(_test\.cpp|\.test\.mjs)$/.test(file)) yield `${file} is no file of tests`;
        else if (!titles_of(file)) yield `there is no ${file}`;
        else if (!titles_of(file).has(title)) yield `there is no test "${title}" in ${file}`;
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

const cell = (text) => text.replaceAll("|", "\\|").replaceAll("<", "&lt;");

function line(row) {
    const tests = row.tests.map(({ file, title }) => `\`${file}\`: "${cell(title)}"`).join("<br>");
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
    const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
    if (from < 0 || to < from) throw new Error(`docs/accessibility.md lacks the lines ${BEGIN} and ${END}`);
    const groups = GROUPS.map(([name, holds]) => [`### ${name}`, "",
        "| criterion | clause | status | how | shown by |", "|---|---|---|---|---|",
        ...criteria.filter(holds).map(line)].join("\n"));
    const rows = [BEGIN, `Assessed ${assessed}, by ourselves.`, counts(criteria), ...groups, ""].join("\n\n");
    return text.slice(0, from) + rows + text.slice(to);
}

function main() {
    const data = JSON.parse(fs.readFileSync(ASSET, "utf8"));
    const complaints = faults_of(data.criteria);
    const was = fs.readFileSync(DOCUMENT, "utf8");
    const is = written(was, data);
    if (process.argv[2] !== "--check") fs.writeFileSync(DOCUMENT, is);
    else if (was !== is) complaints.push("docs/accessibility.md is not up to date: node scripts/accessibility.mjs");
    for (const complaint of complaints) console.log(complaint);
    process.exitCode = complaints.length > 0 ? 1 : 0;
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) main();
