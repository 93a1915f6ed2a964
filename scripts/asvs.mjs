// node scripts/asvs.mjs [--check]: writes the rows of docs/asvs.md from docs/asvs.json, after seeing
// that every row is answered and every test and file it names exists. --check writes nothing and fails
// when the document is not up to date.
import fs from "node:fs";
import path from "node:path";
import { cell, fault_of_test, is_program, said, settle, top, with_rows } from "./shown_by.mjs";

const TABLE = { document: "docs/asvs.md", script: "scripts/asvs.mjs", asset: "docs/asvs.json" };
export const DOCUMENT = path.join(top, TABLE.document);

const ANSWERS = { yes: "yes", partly: "**partly**", no: "**no**", not_applicable: "not applicable" };
const CHAPTERS = ["Encoding and sanitization", "Validation and business logic", "Web frontend",
    "API and web service", "Files", "Authentication", "Sessions", "Authorization", "Self-contained tokens",
    "OAuth and OpenID Connect", "Cryptography", "Communication", "Configuration", "Data protection",
    "Coding and architecture", "Logging and errors", "WebRTC"];

export const read_data = () => JSON.parse(fs.readFileSync(path.join(top, TABLE.asset), "utf8"));
const chapter_of = ({ id }) => Number(id.split(".")[0]);

/** "tests/a_test.cpp: its title" as a test, and nothing of what is only a file's path. */
export function test_named(shown) {
    const [, file, title] = /^(tests\/\S+): (.+)$/.exec(shown) ?? [];
    return file && { file, title };
}

function fault_of_shown(shown) {
    const test = test_named(shown);
    if (test) return fault_of_test(test);
    return fs.existsSync(path.join(top, shown)) ? undefined : `there is no ${shown}`;
}

function* faults_of_row(row) {
    if (!row.asks) yield "what is asked is missing";
    if (!Object.hasOwn(ANSWERS, row.answer)) yield `no such answer: ${row.answer}`;
    if (!CHAPTERS[chapter_of(row) - 1]) yield "belongs to no chapter";
    if (row.answer === "yes" && !row.shown?.length && !row.awaits?.length) yield "yes, but nothing shows it";
    if (row.answer !== "yes" && !row.how) yield "no reason is given";
    for (const shown of row.shown ?? []) {
        const fault = fault_of_shown(shown);
        if (fault) yield fault;
    }
}

/** What is wrong with the rows, one sentence each. */
export function faults_of(rows) {
    const seen = new Set();
    return rows.flatMap((row) => {
        const twice = seen.has(row.id) ? ["twice"] : [];
        seen.add(row.id);
        return [...twice, ...faults_of_row(row)].map((fault) => `${row.id}: ${fault}`);
    });
}

// What is awaited counts as soon as it is there.
const is_there = (one) => !fault_of_shown(one);

function line(row) {
    const awaits = row.awaits ?? [];
    const shown = [...row.shown ?? [], ...awaits.filter(is_there)]
        .map((one) => (test_named(one) ? said(test_named(one)) : `\`${one}\``));
    const awaited = awaits.filter((one) => !is_there(one)).map((one) => `to come: ${cell(one)}`);
    const columns = [`${row.id} (L${row.level})`, cell(row.asks), ANSWERS[row.answer], cell(row.how ?? ""),
        [...shown, ...awaited].join("<br>")];
    return `| ${columns.map((text) => text || "–").join(" | ")} |`;
}

function counts(rows) {
    const count = (level, answer) => rows.filter((row) => row.level === level && row.answer === answer).length;
    return ["| level | yes | partly | no | not applicable |", "|---|---|---|---|---|",
        ...[1, 2].map((level) => `| L${level} | ${Object.keys(ANSWERS).map((one) => count(level, one)).join(" | ")} |`),
    ].join("\n");
}

/** The document with its rows written anew. */
export function written(text, { standard, requirements }) {
    const chapters = CHAPTERS.map((name, at) => [`### V${at + 1} ${name}`, "",
        "| requirement | asks | answer | how | shown by |", "|---|---|---|---|---|",
        ...requirements.filter((row) => chapter_of(row) === at + 1).map(line)].join("\n"));
    return with_rows(text, TABLE, [`${standard}, answered by ourselves.`, counts(requirements), ...chapters]);
}

function main() {
    const data = read_data();
    settle(TABLE, faults_of(data.requirements), (was) => written(was, data));
}

if (is_program(import.meta.url)) main();
