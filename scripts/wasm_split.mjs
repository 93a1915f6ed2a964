// Parts a linked program: what no first visit runs goes to a file of its own, which the page fetches when the first
// can be used (decision 040). Calls from the first to the second go by the table, where the second puts its functions
// when it comes.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { rehearse } from "./rehearsal.mjs";
import { EXPORT, IMPORT, exports_of, imports_of, leb, sections_of, text_of, with_section } from "./wasm_file.mjs";

const OURS = "%";  // begins what the first part exports for the second, named after the functions

/**
 * @param {string} file  as linked, with the names of its functions; it becomes the first part
 * @param {object} how  what rehearse() takes
 * @returns {Promise<string[]>} the files of both parts
 */
export async function split(file, how, features) {
    const rest = file.replace(/\.wasm$/, "_rest.wasm"), profile = `${file}.profile`, first = `${file}.first`;
    const wasm_split = (...options) => execFileSync("wasm-split", [file, "-g", ...options,
        ...features.map((one) => `--enable-${one}`)], { stdio: ["ignore", "inherit", "inherit"] });
    wasm_split("--instrument", "-o", first);
    const ran = await rehearse(file.replace(/\.wasm$/, ".js"), fs.readFileSync(first), how);
    fs.writeFileSync(profile, profile_of(ran));
    wasm_split(`--profile=${profile}`, `--export-prefix=${OURS}`, "-o1", first, "-o2", rest);
    fs.renameSync(first, file);
    fs.rmSync(profile);
    shorten(file, rest);
    return [file, rest];
}

function profile_of(exports) {
    const { __write_profile: write } = exports, ROOM = 1 << 20;
    const memory = Object.values(exports).find((one) => one instanceof WebAssembly.Memory);
    const at = memory.grow(ROOM >> 16) << 16;
    const size = write(at, ROOM);
    if (size > ROOM) throw new Error("The profile needs more room.");
    return new Uint8Array(memory.buffer, at, size).slice();
}

const vector = (all) => Buffer.concat([leb(all.length), ...all]);

// Those names are a tenth of the first part, and nobody reads them.
function shorten(first, rest) {
    const [a, b] = [fs.readFileSync(first), fs.readFileSync(rest)], short = new Map();
    const section = (bytes, id) => sections_of(bytes).find((one) => one.id === id);
    const named = (name) => short.get(name) ?? name;
    const imports = (bytes, change) => with_section(bytes, IMPORT, vector(imports_of(bytes, section(bytes, IMPORT))
        .map(change).map(({ module, name, kind, type }) =>
            Buffer.concat([text_of(module), text_of(name), Buffer.from([kind]), type]))));
    const exports = exports_of(a, section(a, EXPORT));
    for (const { name } of exports) if (name.startsWith(OURS)) short.set(name, OURS + short.size.toString(36));
    const renamed = with_section(a, EXPORT, vector(exports.map(({ name, kind, at }) =>
        Buffer.concat([text_of(named(name)), Buffer.from([kind]), leb(at)]))));
    fs.writeFileSync(first, imports(renamed, (one) => (one.module === "placeholder" ? { ...one, module: "" } : one)));
    fs.writeFileSync(rest, imports(b, (one) => ({ ...one, name: named(one.name) })));
}
