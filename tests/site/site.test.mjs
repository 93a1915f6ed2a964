// The built site: what stands in the folder, before any browser sees it. Built from a small source
// folder, so that it needs no compiler.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";

const builder = fileURLToPath(new URL("../../scripts/site/build.mjs", import.meta.url));
const top = fileURLToPath(new URL("../../", import.meta.url));
let work, site;

function put(file, text) {
    const target = path.join(work, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
}

const options = (out) => [builder, "--out", out, "--wasm", path.join(work, "wasm"),
    "--fonts", path.join(work, "fonts"), "--assets", path.join(work, "assets")];

function build(name = "site") {
    const out = path.join(work, name);
    execFileSync(process.execPath, options(out));
    return out;
}

function files_of(folder) {
    return fs.readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
        .sort();
}

const read = (file) => fs.readFileSync(path.join(site, file), "utf8");
const setup_of = (file) =>
    JSON.parse(read(file).match(/<script type="application\/json" id="hemval">(.*?)<\/script>/s)[1]);

before(() => {
    work = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-site-"));
    put("wasm/hemval.js", "export default 1;\n");
    put("wasm/hemval.wasm", "not really wasm");
    for (const name of ["regular.ttf", "regular.woff2", "bold.ttf", "bold.woff2"]) {
        put(`fonts/${name}`, name);
    }
    put("assets/locales/sv.json", JSON.stringify({ "language.name": "Svenska" }));
    put("assets/locales/en.json", JSON.stringify({ "language.name": "English" }));
    put("assets/municipalities/provby/municipality.json", JSON.stringify(
        { name: "Provby </script> kommun", contact: { phone: "0123-45 67" } }));
    put("assets/municipalities/provby/providers.json", JSON.stringify({ providers: [
        { id: "a", name: "Påhittade <i>Hemvården</i>", kind: "private", example: true },
        { id: "b", name: "Provby hemtjänst", kind: "municipal" }] }));
    site = build();
});
after(() => fs.rmSync(work, { recursive: true }));

test("the same sources build the same site, byte for byte, also over an older one", () => {
    fs.writeFileSync(path.join(site, "app/old.0123456789ab.js"), "left over");
    build();
    const other = build("other");
    assert.deepEqual(files_of(site), files_of(other));
    for (const file of files_of(site)) {
        assert.deepEqual(fs.readFileSync(path.join(site, file)),
            fs.readFileSync(path.join(other, file)), file);
    }
});

test("a name carries the hash of its content", () => {
    const hashed = files_of(path.join(site, "app")).filter((file) => !/\.(br|gz)$/.test(file));
    assert.ok(hashed.length > 10);
    for (const file of hashed) {
        const hash = createHash("sha256").update(fs.readFileSync(path.join(site, "app", file)))
            .digest("hex").slice(0, 12);
        assert.ok(file.includes(`.${hash}.`), file);
    }
});

test("everything of text has compressed twins that say the same", () => {
    const compressed = files_of(site).filter((file) => /\.(html|js|css|json|svg|wasm|ttf)$/.test(file));
    assert.ok(compressed.some((file) => file.endsWith(".wasm")));
    for (const file of compressed) {
        const plain = fs.readFileSync(path.join(site, file));
        const twin = (ext) => fs.readFileSync(path.join(site, file + ext));
        assert.deepEqual(zlib.brotliDecompressSync(twin(".br")), plain, file);
        assert.deepEqual(zlib.gunzipSync(twin(".gz")), plain, file);
    }
});

test("every address is relative and leads to a file, so that any sub-path will do", () => {
    for (const page of ["index.html", "provby/index.html"]) {
        const addresses = [...read(page).matchAll(/\b(?:href|src)="([^"]*)"/g)].map((match) => match[1])
            .filter((address) => !/^(#|tel:)/.test(address));
        assert.ok(addresses.length > 3);
        for (const address of addresses) {
            assert.match(address, /^(\.\.?\/)?[\w.-]+[\w./-]*$/, address);
            const target = path.join(site, path.dirname(page), address);
            assert.ok(fs.existsSync(address.endsWith("/") ? target + "index.html" : target), address);
        }
        const { root, manifest } = setup_of(page);
        for (const file of Object.values(manifest)) {
            assert.ok(fs.existsSync(path.join(site, path.dirname(page), root, file)), file);
        }
    }
});

test("modules and style name each other by their hashed names", () => {
    const app = path.join(site, "app");
    for (const file of files_of(app).filter((name) => /\.(js|css)$/.test(name))) {
        const text = fs.readFileSync(path.join(app, file), "utf8");
        for (const [, named] of text.matchAll(/(?:from\s+"\.\/|url\(")([^"]+)"/g)) {
            assert.ok(fs.existsSync(path.join(app, named)), `${file} names ${named}`);
        }
    }
});

test("a strict policy is possible: nothing inline runs or styles", () => {
    for (const page of ["index.html", "provby/index.html"]) {
        const html = read(page);
        assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=/);
        for (const [, attributes] of html.matchAll(/<script([^>]*)>/g)) {
            assert.match(attributes, /type="application\/json"|\ssrc="/);
        }
    }
});

test("a municipality's page says the essentials without the program, whatever its pack holds", () => {
    const html = read("provby/index.html");
    assert.match(html, /<h1>Välj utförare av hemtjänst<\/h1>/);
    assert.match(html, /Du betalar lika mycket vilken utförare du än väljer/);
    assert.match(html, /<a href="tel:01234567">0123-45 67<\/a>/);
    assert.ok(html.includes("Påhittade &lt;i&gt;Hemvården&lt;/i&gt;"));
    assert.ok(html.includes("Provby hemtjänst"));
    assert.ok(html.includes("exempel"));
    assert.doesNotMatch(html, /\{\{|undefined|\[object/);
    assert.equal(setup_of("provby/index.html").municipality, "provby");
    assert.equal(setup_of("provby/index.html").municipalities[0].name, "Provby </script> kommun");
});

test("the first page lists the municipalities, and the app is told of them and the languages", () => {
    assert.match(read("index.html"), /<a href="provby\/">Provby &lt;\/script&gt; kommun<\/a>/);
    const setup = setup_of("index.html");
    assert.equal(setup.root, "./");
    assert.deepEqual(setup.languages,
        [{ tag: "sv", name: "Svenska", dir: "ltr" }, { tag: "en", name: "English", dir: "ltr" }]);
    const bundle = JSON.parse(read(setup.manifest["municipalities/provby.json"]));
    assert.deepEqual(Object.keys(bundle), ["municipality.json", "providers.json"]);
    assert.equal(JSON.parse(bundle["providers.json"]).providers.length, 2);
});

test("a missing part is named in one sentence", () => {
    fs.renameSync(path.join(work, "wasm/hemval.wasm"), path.join(work, "wasm/away"));
    const { status, stderr } = spawnSync(process.execPath, options(path.join(work, "half")),
        { encoding: "utf8" });
    fs.renameSync(path.join(work, "wasm/away"), path.join(work, "wasm/hemval.wasm"));
    assert.equal(status, 1);
    assert.match(stderr, /hemval\.wasm is missing/);
});

test("style and theme have the same colours", () => {
    const theme = fs.readFileSync(path.join(top, "web/ui/theme.cpp"), "utf8");
    const css = fs.readFileSync(path.join(top, "web/platform/browser/base.css"), "utf8");
    const [, light_css, dark_css] = css.split(/:root \{/);
    for (const [name, part] of [["light", light_css], ["dark", dark_css]]) {
        const palette = theme.slice(theme.indexOf(`Palette ${name}()`)).split("return p")[0];
        const colours = [...palette.matchAll(/p\.(\w+) = rgb\(0x(\w{6})\)/g)];
        assert.ok(colours.length > 15);
        for (const [, field, hex] of colours) {
            const line = `--${field.replaceAll("_", "-")}: #${hex.toLowerCase()};`;
            assert.ok(part.includes(line), `${name}: ${line}`);
        }
    }
});
