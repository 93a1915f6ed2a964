// What a table of the documents needs: that the tests it names exist, and to write its rows into the
// document between the two lines that say where they come from.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const top = fileURLToPath(new URL("..", import.meta.url));
const END = "<!-- To here. -->";

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

/** Why a test shows nothing, or undefined. What ./test would not run shows nothing. */
export function fault_of_test({ file, title }) {
    if (!/^tests\/.*(_test\.cpp|\.test\.mjs)$/.test(file)) return `${file} is no file of tests`;
    if (!titles_of(file)) return `there is no ${file}`;
    return titles_of(file).has(title) ? undefined : `there is no test "${title}" in ${file}`;
}

export const cell = (text) => text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
export const said = ({ file, title }) => `\`${file}\`: "${cell(title)}"`;

/** `text` with `parts` between its two lines; `script` and `asset` are named in the first. */
export function with_rows(text, { document, script, asset }, parts) {
    const begin = `<!-- Written by ${script} from ${asset}. -->`;
    const [from, to] = [text.indexOf(begin), text.indexOf(END)];
    if (from < 0 || to < from) throw new Error(`${document} lacks the lines ${begin} and ${END}`);
    return text.slice(0, from) + [begin, ...parts, ""].join("\n\n") + text.slice(to);
}

/** Writes the document, or with --check only looks; says every complaint, and fails when there is one. */
export function settle({ document, script }, complaints, written) {
    const file = path.join(top, document);
    const was = fs.readFileSync(file, "utf8");
    const is = written(was);
    if (process.argv[2] !== "--check") fs.writeFileSync(file, is);
    else if (was !== is) complaints.push(`${document} is not up to date: node ${script}`);
    for (const complaint of complaints) console.log(complaint);
    process.exitCode = complaints.length > 0 ? 1 : 0;
}

export const is_program = (url) => Boolean(process.argv[1])
    && path.resolve(process.argv[1]) === fileURLToPath(url);
