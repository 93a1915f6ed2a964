// Makes a linked program as small as it gets and tells what its bytes are:
//   node scripts/wasm.mjs FILE.wasm [--assets DIR --fonts DIR]
// With what its pages are made of: what no first visit runs becomes a second program, FILE_rest.wasm.
// Debian's Emscripten brings an old wasm-opt; npm's `binaryen` has a newer one. The report stands beside the
// program, FILE.txt: groups, then every function. It is printed in short.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import zlib from "node:zlib";
import { CODE, CUSTOM, FUNCTION_NAMES, IMPORT, Reader, imports_of, sections_of } from "./wasm_file.mjs";
import { split } from "./wasm_split.mjs";

const optimizer = fileURLToPath(new URL("../node_modules/binaryen/bin/wasm-opt", import.meta.url));
// What every browser with WebGL 2 and modules that load modules has had since 2021.
const FEATURES = ["bulk-memory", "sign-ext", "nontrapping-float-to-int", "mutable-globals"];

function names_of(bytes, section) {
    const reader = new Reader(bytes, section.start), names = new Map();
    reader.text();
    while (reader.at < section.end) {
        const kind = reader.number(), size = reader.number(), end = reader.at + size;
        if (kind === FUNCTION_NAMES) {
            reader.times(() => {
                const index = reader.number();
                names.set(index, reader.text());
            });
        }
        reader.at = end;
    }
    return names;
}

/** @returns {{name: string, size: number}[]} the functions of a program that still has its names, largest first */
export function functions_of(bytes) {
    const sections = sections_of(bytes), of = (id) => sections.find((one) => one.id === id);
    const named = sections.find(({ name }) => name === "name");
    if (!named) throw new Error("This program has lost its names.");
    const names = names_of(bytes, named);
    const first = of(IMPORT) ? imports_of(bytes, of(IMPORT)).filter(({ kind }) => kind === 0).length : 0;
    const reader = new Reader(bytes, of(CODE).start);
    return reader.times((at) => {
        const from = reader.at, length = reader.number();
        reader.at += length;
        return { name: names.get(first + at) ?? `function ${first + at}`, size: reader.at - from };
    }).sort((a, b) => b.size - a.size);
}

// The first that fits. A function is whose name stands outside the template's brackets and the parameters; what
// only a template was made for is the template's.
const GROUPS = [
    ["nlohmann/json", /^nlohmann::/],
    ["C++ library", /^(std::|__cxxabiv1|operator (new|delete))/],
    ["our kit (web/ui)", /^hemval::ui::/],
    ["our JSON forms (wire, packs)", /^hemval::(wire::|read_|write_|Place|Fields)/],
    ["our app (web/app, platform)", new RegExp("^(hemval_\\w+$|hemval::(App|Shell|Errand|Locale|HttpRegistry|Kept|"
        + "BrowserPlatform|Canvas|Program|SessionWatch|KioskWatch|ReadAloud|StaffApp|Workspace|HttpStaffDesk)\\b)")],
    ["our screens and rules", /^hemval::/],
    ["Dear ImGui", /^(Im[A-Z]|ImGui|stb|IMGUI)/],
];

/** The name without what stands in its <...> and before it: "void a::b<c::d>(e)" -> "a::b" */
export function own_name(name) {
    let depth = 0, bare = "";
    for (const char of name.replace(/\(anonymous namespace\)/g, "anonymous").replace(/->/g, "")
        .replaceAll("std::__2::", "std::")) {
        if (char === "<") depth++;
        else if (char === ">") depth = Math.max(0, depth - 1);
        else if (depth === 0) {
            if (char === "(") break;
            bare += char;
        }
    }
    const inside = name.match(/^std::__2::__function::__func<(hemval::[^$]*)/);
    if (inside) return own_name(inside[1]);  // a lambda of ours
    return bare.replace(/^(?!operator).* (?=[^ ]*$)/, "");
}

export function group_of(name) {
    const own = own_name(name);
    return GROUPS.find(([, pattern]) => pattern.test(own))?.[0] ?? "C library";
}

function report(bytes) {
    const functions = readable(functions_of(bytes)), groups = new Map();
    for (const { name, size } of functions) {
        const group = group_of(name), { sum, count } = groups.get(group) ?? { sum: 0, count: 0 };
        groups.set(group, { sum: sum + size, count: count + 1 });
    }
    const rest = sections_of(bytes).filter(({ id }) => id !== CODE && id !== CUSTOM);
    return {
        groups: [
            ...[...groups].map(([name, { sum, count }]) => ({ name: `${name}, ${count} functions`, size: sum })),
            ...rest.map(({ name, start, end }) => ({ name: `section: ${name}`, size: end - start })),
        ].sort((a, b) => b.size - a.size),
        functions,
    };
}

/** The program without what only tools read. */
export function strip(bytes) {
    const kept = sections_of(bytes).filter(({ id }) => id !== CUSTOM);
    return Buffer.concat([bytes.subarray(0, 8), ...kept.map(({ from, end }) => bytes.subarray(from, end))]);
}

const brotli = (bytes) => zlib.brotliCompressSync(bytes, { params: {
    [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
} }).length;

// The linker has left names as they are linked: in two parts by them, and read by nobody.
function readable(functions) {
    const names = execFileSync("llvm-cxxfilt-14", { input: functions.map(({ name }) => name).join("\n") })
        .toString().split("\n");
    return functions.map(({ size }, at) => ({ name: names[at], size }));
}

function shrink(file) {
    // What is called for a byte of a text is inlined: a browser's first compiler, which a page is begun with, does not.
    execFileSync(process.execPath, [optimizer, file, "-o", file, "-g", "-Oz", "--low-memory-unused",
        "--always-inline-max-function-size=8", ...FEATURES.map((one) => `--enable-${one}`)],
    { stdio: ["ignore", "inherit", "inherit"] });
    const named = fs.readFileSync(file), bytes = strip(named);
    fs.writeFileSync(file, bytes);
    const { groups, functions } = report(named);
    const kib = (size) => `${(size / 1000).toFixed(1).padStart(7)} kB`;
    const lines = ({ name, size }) => `${kib(size)}  ${name}`;
    const head = `${path.basename(file)}: ${bytes.length} bytes, ${brotli(bytes)} with brotli`;
    fs.writeFileSync(file.replace(/\.wasm$/, ".txt"),
        [head, "", ...groups.map(lines), "", ...functions.map(lines), ""].join("\n"));
    console.log([head, ...groups.filter(({ size }) => size >= 1000).map(lines)].join("\n"));
}

async function main() {
    const { positionals: [file], values: { assets, fonts } } = parseArgs({ allowPositionals: true, options: {
        assets: { type: "string" }, fonts: { type: "string" },
    } });
    for (const part of fonts ? await split(file, { assets, fonts }, FEATURES) : [file]) shrink(part);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
