// Parts a linked program: what only the later library has goes to a file of its own, which the page fetches when
// the first can be used (decision 040). Calls from the first to the second go by the table, where the second puts
// its functions when it comes.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { EXPORT, IMPORT, exports_of, imports_of, leb, sections_of, text_of, with_section } from "./wasm_file.mjs";

const OURS = "%";  // begins what the first part exports for the second, named after the functions

// The same function in two files is one to the linker; what several files have under one name of their own gets
// a number.
const linked = (name) => name.replace(/(\.llvm)?\.\d+$/, "");

/** @param {RegExp} kinds  as nm marks them */
function defined_in(libraries, kinds) {
    const listed = execFileSync("llvm-nm-14", ["--defined-only", ...libraries],
        { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });
    return new Set([...listed.matchAll(/^\S+ (\w) (\S+)$/gm)]
        .filter(([, kind]) => kinds.test(kind)).map(([, , name]) => linked(name)));
}

/**
 * @param {string} file  as linked, with the names of its functions; it becomes the first part
 * @param {string[]} names  those names
 * @returns {string[]} the files of both parts
 */
export function split(file, names, later, first, features) {
    // Weak ones (templates, inline functions) are taken from either library, whoever calls them.
    const here = defined_in(first, /\w/), there = defined_in([later], /^t$/i);
    const moved = names.filter((name) => there.has(linked(name)) && !here.has(linked(name)));
    const rest = file.replace(/\.wasm$/, "_rest.wasm"), list = `${file}.later`;
    fs.writeFileSync(list, moved.join("\n"));
    execFileSync("wasm-split", [file, `--split-funcs=@${list}`, "-g", `--export-prefix=${OURS}`, "-o1", `${file}.first`,
        "-o2", rest, ...features.map((one) => `--enable-${one}`)], { stdio: ["ignore", "inherit", "inherit"] });
    fs.renameSync(`${file}.first`, file);
    fs.rmSync(list);
    shorten(file, rest);
    return [file, rest];
}

const vector = (all) => Buffer.concat([leb(all.length), ...all]);

// Those names are a tenth of the first part, and nobody reads them.
function shorten(first, rest) {
    const [a, b] = [fs.readFileSync(first), fs.readFileSync(rest)], short = new Map();
    const section = (bytes, id) => sections_of(bytes).find((one) => one.id === id);
    const named = (name) => short.get(name) ?? name;
    const exports = exports_of(a, section(a, EXPORT));
    for (const { name } of exports) if (name.startsWith(OURS)) short.set(name, OURS + short.size.toString(36));
    fs.writeFileSync(first, with_section(a, EXPORT, vector(exports.map(({ name, kind, at }) =>
        Buffer.concat([text_of(named(name)), Buffer.from([kind]), leb(at)])))));
    fs.writeFileSync(rest, with_section(b, IMPORT, vector(imports_of(b, section(b, IMPORT))
        .map(({ module, name, kind, type }) =>
            Buffer.concat([text_of(module), text_of(named(name)), Buffer.from([kind]), type])))));
}
