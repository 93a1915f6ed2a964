// Transcripts: one utterance a line, after the key that was pressed. Kept in transcripts/*.txt and
// compared exactly; HEMVAL_WRITE_GOLDEN=1 writes them anew.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

const MONTH = "(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)";
const DATE = new RegExp(`\\d{1,2} ${MONTH} \\d{4}`, "g");
export const RECEIPT_NUMBER = /\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}\b/g;

const CODE = /\b\d{4}-\d{4}-\d{4}-\d{4}\b/g;

/**
 * What differs from one visit to the next is named instead. Left out is that a list or a landmark is
 * left ("lämnar lista."): whether Orca says so of a view that is gone depends on who was faster. So it is
 * with the level of a heading that has just taken focus; the levels are heard when the view is read on.
 * And a link has been visited when the browser's history has got that far.
 */
export function normalised(steps) {
    const name = (one) => one.replace(DATE, "<datum>").replace(CODE, "<kod>")
        .replace(RECEIPT_NUMBER, "<kvittonummer>").replace(/ huvud nivå \d\.$/, " huvud.")
        .replace(/\bbesökt länk\b/, "länk");
    return steps.map(({ key, said }) =>
        ({ key, said: said.filter((one) => !one.startsWith("lämnar ")).map(name) }));
}

export function written(steps) {
    return steps.map(({ key, said }) => [`> ${key}`, ...said].join("\n")).join("\n") + "\n";
}

/** True of every transcript: nothing twice in a row, and the only silent key is the typing itself. */
export function check_manners(steps) {
    for (const { key, said } of steps) {
        assert.ok(said.length > 0 || key.startsWith("skriv "), `nothing was said after ${key}`);
        for (const [at, one] of said.entries()) {
            assert.notEqual(one, said[at + 1], `said twice in a row after ${key}`);
        }
    }
}

/** @param {string} name of the file in transcripts/, without .txt */
export function compare(name, steps) {
    const file = path.join(import.meta.dirname, "transcripts", `${name}.txt`);
    const text = written(steps);
    if (process.env.HEMVAL_WRITE_GOLDEN === "1") {
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, text);
        return;
    }
    assert.equal(text, fs.readFileSync(file, "utf8"),
        `Orca says something else than ${path.basename(file)} (HEMVAL_WRITE_GOLDEN=1 writes it anew)`);
}
