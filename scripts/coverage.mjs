// node scripts/coverage.mjs EXPORT [FILE...]: what `llvm-cov export` counted, as branches taken of all there are in
// core/ and server/, and in each file; for FILE the lines of those never taken. A branch is one outcome of one
// condition, so each `if` and each part of an `&&` has two, and a `switch` without a default one for no case of it.
// What a template's instances take counts together. Fails below the bounds.
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const AT_LEAST = { core: 95, server: 95 };

const [source, ...shown] = process.argv.slice(2);

/** The conditions of a file by their place, each with how often it was true and false. */
function conditions({ name, branches }) {
    const text = readFileSync(path.join(ROOT, name), "utf8").split("\n");
    const places = new Map();
    for (const [line, column, , , yes, no] of branches) {
        const words = text[line - 1].trim();
        // clang 14 says that there are branches in the comparison it writes itself, and counts none of them.
        if (/\boperator==\(.*= default;/.test(words)) continue;
        const key = `${line}:${column}`;
        const place = places.get(key) ?? { line, key, words, yes: 0, no: 0 };
        place.yes += yes;
        place.no += no;
        places.set(key, place);
    }
    return [...places.values()];
}

const files = JSON.parse(readFileSync(source, "utf8")).data[0].files
    // What is compiled together with others is named as if it lay where that is built.
    .map((file) => ({ ...file, name: path.relative(ROOT, path.resolve(ROOT, file.filename))
        .replace(/^build\/coverage\//, "") }))
    .filter(({ name }) => AT_LEAST[name.split("/")[0]] !== undefined)
    .map((file) => ({ name: file.name, places: conditions(file) }))
    .filter(({ places }) => places.length)
    .sort((a, b) => a.name.localeCompare(b.name));

function row(name, places) {
    const all = 2 * places.length, taken = places.reduce((sum, { yes, no }) => sum + (yes > 0) + (no > 0), 0);
    console.log(`${(100 * taken / all).toFixed(2).padStart(6)} %  ${String(all - taken).padStart(5)} of ` +
        `${String(all).padStart(5)} not taken  ${name}`);
    return 100 * taken / all;
}

for (const name of shown) {
    const file = files.find((one) => one.name === name);
    if (!file) throw new Error(`${name} is not in ${source}`);
    for (const { key, words, yes, no } of file.places) {
        if (yes && no) continue;
        console.log(`${name}:${key} never ${yes ? "false" : no ? "true" : "reached"}: ${words}`);
    }
}
if (!shown.length) for (const { name, places } of files) row(name, places);
console.log();
for (const [folder, bound] of Object.entries(AT_LEAST)) {
    const places = files.filter(({ name }) => name.startsWith(`${folder}/`)).flatMap((file) => file.places);
    if (row(`${folder}/`, places) < bound) {
        console.log(`${folder}/: fewer than ${bound} % of the branches are taken by a test`);
        process.exitCode = 1;
    }
}
