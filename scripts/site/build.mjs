// Builds the site: a folder of static files that works from any host and under any path.
//   node scripts/site/build.mjs [--out DIR] [--wasm DIR] [--fonts DIR] [--assets DIR]
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { LocaleFault, read_locales } from "./locales.mjs";
import { Output } from "./output.mjs";
import { read_packs } from "./packs.mjs";
import { render } from "./template.mjs";

const top = fileURLToPath(new URL("../../", import.meta.url));
const { values: options } = parseArgs({ options: {
    out: { type: "string", default: path.join(top, "build/site") },
    wasm: { type: "string", default: path.join(top, "build/wasm") },
    fonts: { type: "string", default: path.join(top, "build/fonts") },
    assets: { type: "string", default: path.join(top, "assets") },
} });
const browser = path.join(top, "web/platform/browser");

function need(file, made_by) {
    if (fs.existsSync(file)) return fs.readFileSync(file);
    console.error(`The site cannot be built: ${path.relative(top, file)} is missing. ${made_by}`);
    process.exit(1);
}

function add_fonts(output) {
    for (const weight of ["regular", "bold"]) {
        for (const ext of [".ttf", ".woff2"]) {
            output.add(`fonts/${weight}${ext}`, need(path.join(options.fonts, weight + ext),
                "It is made by the build (./run --build-only)."));
        }
    }
}

function add_style(output) {
    const css = ["base", "picture", "plain", "print"]
        .map((name) => fs.readFileSync(path.join(browser, `${name}.css`), "utf8"))
        .join("\n")
        .replace(/url\("(fonts\/[^"]+)"\)/g,
            (_, name) => `url("${path.basename(output.manifest[name])}")`);
    output.add("style.css", css);
}

// A module is written after those it imports, so that its own hash covers theirs. Written as .js:
// many hosts do not know .mjs, and browsers refuse modules of an unknown type.
function add_module(output, name) {
    if (output.manifest[name]) return;
    const source = fs.readFileSync(path.join(browser, name), "utf8");
    const text = source.replace(/(from\s+)"\.\/([\w.]+\.mjs)"/g, (_, from, imported) => {
        add_module(output, imported);
        return `${from}"./${path.basename(output.manifest[imported])}"`;
    });
    output.add(name, text, ".js");
}

function add_locales(output) {
    return read_locales(path.join(options.assets, "locales")).map(({ tag, name, dir, text }) => {
        output.add(`locales/${tag}.json`, text);
        return { tag, name, dir };
    });
}

// "</script>" in a text would end the data block.
function data_block(value) {
    return JSON.stringify(value).replaceAll("<", "\\u003c");
}

function main() {
    const output = new Output(options.out);
    const wasm_hint = "It is made by the wasm build (./run --build-only).";
    output.add("hemval.js", need(path.join(options.wasm, "hemval.js"), wasm_hint));
    output.add("hemval.wasm", need(path.join(options.wasm, "hemval.wasm"), wasm_hint));
    add_fonts(output);
    add_style(output);
    add_module(output, "boot.mjs");
    output.add("icon.svg", fs.readFileSync(path.join(browser, "icon.svg")));
    const languages = add_locales(output);
    const packs = read_packs(path.join(options.assets, "municipalities"));
    for (const pack of packs) output.add(`municipalities/${pack.id}.json`, pack.bundle);

    const { manifest } = output;
    const program_needs = Object.fromEntries(Object.entries(manifest).filter(([name]) =>
        /^(hemval\.|locales\/|municipalities\/|fonts\/.*\.ttf)/.test(name)));
    const municipalities = packs.map(({ id, name }) => ({ id, name }));
    const template = fs.readFileSync(path.join(top, "index.html"), "utf8");
    const modules = Object.keys(manifest).filter((name) => name.endsWith(".mjs"));
    const common = {
        modules: modules.map((name) => ({ path: manifest[name] })),
        asset: {
            style: manifest["style.css"], boot: manifest["boot.mjs"], icon: manifest["icon.svg"],
            regular: manifest["fonts/regular.woff2"], wasm: manifest["hemval.wasm"],
        },
    };
    const setup = (municipality, root) => data_block(
        { municipality, root, languages, municipalities, manifest: program_needs });

    output.write("index.html", render(template, common, {
        root: "./", title: "Välj utförare av hemtjänst", owner: "Hemval",
        choice: { municipalities }, setup: setup("", "./"),
    }));
    for (const { id, name, page } of packs) {
        output.write(`${id}/index.html`, render(template, common, {
            root: "../", title: `Välj utförare av hemtjänst – ${name}`, owner: name,
            municipality: page, setup: setup(id, "../"),
        }));
    }
    output.write("manifest.json", JSON.stringify(manifest, null, 1) + "\n");
    output.sweep();
    console.log(`Site: ${output.written.size} files, ${packs.length} municipalities, `
        + `${languages.length} languages, in ${path.relative(process.cwd(), options.out) || "."}`);
}

try {
    main();
} catch (error) {
    if (!(error instanceof LocaleFault)) throw error;
    console.error(`The site cannot be built: ${error.message}`);
    process.exit(1);
}
