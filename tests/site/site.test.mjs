// The built site: what stands in the folder, before any browser sees it. Built from a small source
// folder with one municipality, whose names try to break out of the page.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { read_locales } from "../../scripts/site/locales.mjs";
import zlib from "node:zlib";
import { path_of } from "../../web/platform/browser/names.mjs";
import { building, make_source_up } from "./made_up.mjs";

const top = fileURLToPath(new URL("../../", import.meta.url));
let work, site;

function put(file, text) {
    const target = path.join(work, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
}

function build(name = "site") {
    const out = path.join(work, name);
    execFileSync(process.execPath, building(work, out));
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
    make_source_up(work);
    const pack = (name) => JSON.parse(
        fs.readFileSync(path.join(top, "assets/municipalities/strangnas", name), "utf8"));
    const { providers, ...rest } = pack("providers.json");
    providers[0].name = "Påhittade <i>Hemvården</i> {{title}}";
    for (const [name, content] of Object.entries({
        "municipality.json": { ...pack("municipality.json"), name: "Provby </script> kommun" },
        "providers.json": { ...rest, providers }, "questions.json": pack("questions.json"),
    })) put(`assets/municipalities/provby/${name}`, JSON.stringify(content));
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
            .digest("hex").slice(0, 8);
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
        const { root, hashes } = setup_of(page);
        const rest = JSON.parse(read(path_of("names.json", hashes["names.json"])));
        assert.ok(Object.keys(rest).length > 10);
        for (const [name, hash] of Object.entries({ ...hashes, ...rest })) {
            const file = path_of(name, hash);
            assert.ok(fs.existsSync(path.join(site, path.dirname(page), root, file)), file);
        }
    }
});

test("modules name each other, and the style its fonts, by their hashed names", () => {
    const app = path.join(site, "app");
    for (const file of files_of(app).filter((name) => name.endsWith(".js"))) {
        const text = fs.readFileSync(path.join(app, file), "utf8");
        for (const [, named] of text.matchAll(/from\s*"\.\/([^"]+)"/g)) {
            assert.ok(fs.existsSync(path.join(app, named)), `${file} names ${named}`);
        }
    }
    for (const page of ["index.html", "provby/index.html"]) {
        const fonts = [...read(page).matchAll(/url\("?([^")]+)"?\)/g)].map(([, named]) => named);
        assert.equal(fonts.length, 2);
        for (const named of fonts) assert.ok(fs.existsSync(path.join(site, path.dirname(page), named)), named);
    }
});

test("nothing stands between the page and what is seen first: no style, script or font that it waits for", () => {
    for (const page of ["index.html", "provby/index.html"]) {
        // For paper, without JavaScript.
        const without = /<noscript><link rel="stylesheet" media="print" [^>]*><\/noscript>/;
        assert.match(read(page), without);
        const html = read(page).replace(without, "");
        assert.doesNotMatch(html, /<link[^>]*rel="?stylesheet|@import/);
        assert.doesNotMatch(html, /as="?font/);  // Chromium paints nothing for 100 ms, where a font is preloaded
        for (const [, attributes] of html.matchAll(/<script([^>]*\ssrc=[^>]*)>/g)) {
            assert.match(attributes, /type="module"/);
        }
    }
});

test("the first paint is of the whole page, and waits for nothing below its words", () => {
    for (const page of ["index.html", "provby/index.html"]) {
        const html = read(page), [, last] = html.match(/<link rel="expect" href="#([\w-]+)" blocking="render">/);
        assert.ok(html.indexOf("</main>") < html.indexOf(` id="${last}"`));
        assert.ok(html.indexOf(` id="${last}"`) < html.indexOf(' id="first"'));
    }
});

test("the policy knows every script and the style that stand in the page by their hashes, and lets no other in", () => {
    for (const page of ["index.html", "provby/index.html"]) {
        const html = read(page);
        assert.doesNotMatch(html, /\sstyle=|\son\w+=/);
        const policy = html.match(/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/)[1];
        assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*|http/);
        assert.ok(policy.startsWith("default-src 'none'; "));
        const scripts = [...html.matchAll(/<script([^>]*)>(.*?)<\/script>/gs)];
        for (const [, attributes, text] of scripts) {
            if (/type="application\/json"|\ssrc="/.test(attributes)) continue;
            const hash = createHash("sha256").update(text).digest("base64");
            assert.ok(policy.includes(`'sha256-${hash}'`), text.slice(0, 60));
        }
        const styles = [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, text]) =>
            `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
        assert.equal(policy.match(/style-src ([^;]*)/)[1], `'self' ${styles.join(" ")}`);
        assert.ok(html.indexOf("http-equiv") < Math.min(html.indexOf("<script"), html.indexOf("<style")));
    }
});

test("a municipality's page says what the program says, whatever its pack holds", () => {
    const html = read("provby/index.html");
    const words = JSON.parse(fs.readFileSync(path.join(top, "assets/locales/sv.json"), "utf8"));
    for (const key of ["start.title", "start.right.switch", "start.other", "static.order",
        "compare.order.about", "kind.municipal", "badge.example"]) {
        assert.ok(html.includes(`>${words[key]}<`), key);
    }
    assert.match(html, /<a href="tel:015229100">0152-291 00<\/a>/);
    assert.ok(html.includes("Påhittade &lt;i&gt;Hemvården&lt;/i&gt; &#123;&#123;title"));
    assert.doesNotMatch(html, /\{\{|undefined|\[object|<\/script> kommun/);
    assert.equal(html.match(/<li [^>]*data-at="\d"/g).length, 5);
    assert.equal(setup_of("provby/index.html").municipality, "provby");
    assert.equal(setup_of("provby/index.html").municipalities[0].name, "Provby </script> kommun");
});

test("no sentence stands in the page's template", () => {
    const template = fs.readFileSync(path.join(top, "index.html"), "utf8").replace(/\{\{.*?\}\}+/gs, "");
    assert.doesNotMatch(template.replace(/<[^>]*>/g, ""), /\p{L}/u);
});

test("a pack with a fault stops the build with the program's own sentence", () => {
    const file = "assets/municipalities/provby/questions.json";
    const whole = fs.readFileSync(path.join(work, file), "utf8");
    put(file, "{}");
    const { status, stderr } = spawnSync(process.execPath, building(work, path.join(work, "half")),
        { encoding: "utf8" });
    put(file, whole);
    assert.equal(status, 1);
    assert.match(stderr, /provby\/questions\.json/);
});

test("the first page lists the municipalities, and the app is told of them and the languages", () => {
    assert.match(read("index.html"), /<a [^>]*href="\.\/provby\/"[^>]*>Provby &lt;\/script&gt; kommun<\/a>/);
    const setup = setup_of("index.html");
    assert.equal(setup.root, "./");
    assert.deepEqual(setup.languages, read_locales(path.join(top, "assets/locales"))
        .map(({ tag, name, dir }) => ({ tag, name, dir })));
    const bundle = JSON.parse(read(JSON.parse(read("manifest.json"))["municipalities/provby.json"]));
    assert.deepEqual(Object.keys(bundle), ["municipality.json", "providers.json", "questions.json"]);
    assert.equal(JSON.parse(bundle["providers.json"]).providers.length, 5);
});

test("a missing part is named in one sentence", () => {
    fs.renameSync(path.join(work, "wasm/hemval.wasm"), path.join(work, "wasm/away"));
    const { status, stderr } = spawnSync(process.execPath, building(work, path.join(work, "half")),
        { encoding: "utf8" });
    fs.renameSync(path.join(work, "wasm/away"), path.join(work, "wasm/hemval.wasm"));
    assert.equal(status, 1);
    assert.match(stderr, /hemval\.wasm is missing/);
});

test("style and theme have the same colours, all four of them", () => {
    const theme = fs.readFileSync(path.join(top, "web/ui/theme.cpp"), "utf8");
    const [base, flow] = ["base", "flow"].map((name) => fs.readFileSync(
        path.join(top, `web/platform/browser/${name}.css`), "utf8").split(/:root \{/).slice(1)
        .map((sheet) => Object.fromEntries(
            [...sheet.split("}")[0].matchAll(/--([\w-]+): (#\w{6});/g)].map(([, name, hex]) => [name, hex]))));
    const sheets = base.map((colours, at) => ({ ...colours, ...flow[at] }));
    const palettes = {};
    for (const name of ["light", "dark", "light_contrast", "dark_contrast"]) {
        const [first, ...lines] = theme.split(`Palette ${name}()`)[1].split("return p")[0].split(";");
        const palette = { ...palettes[first.match(/Palette p = (\w+)\(\)/)?.[1]] };
        for (const line of lines) {
            const hex = line.match(/rgb\(0x(\w{6})\)/)?.[1].toLowerCase();
            for (const [, field] of line.matchAll(/p\.(\w+) =/g)) palette[field.replaceAll("_", "-")] = `#${hex}`;
        }
        palettes[name] = palette;
    }
    assert.equal(Object.keys(palettes.light).length, 18);
    assert.deepEqual(sheets, Object.values(palettes));
});

test("a telephone number that the pack says is invented is marked on the page without the program", () => {
    const folder = path.join(work, "assets/municipalities");
    const pack = JSON.parse(fs.readFileSync(path.join(folder, "provby/municipality.json"), "utf8"));
    const { example, ...stated } = pack.contact;
    const contact = { ...stated, phone: "0123-45 67" };
    const flagged = {
        "flagged-no": [{ contact }, false],
        "flagged-hours": [{ contact: { ...contact, example: ["hours"] } }, false],
        "flagged-all": [{ contact: { ...contact, example: true } }, true],
        "flagged-phone": [{ contact: { ...contact, example: ["phone"] } }, true],
        "flagged-contact": [{ contact, example: ["contact"] }, true],
    };
    try {
        for (const [name, [change]] of Object.entries(flagged)) {
            fs.cpSync(path.join(folder, "provby"), path.join(folder, name), { recursive: true });
            put(`assets/municipalities/${name}/municipality.json`, JSON.stringify({ ...pack, ...change }));
        }
        const built = build("flagged");  // all of them at once: a build takes seconds
        const marked = /0123-45 67<\/a>[^<]*<\/p>\s*<p class="[^"]*\bs-badge\b[^>]*>exempel</;
        const found = Object.fromEntries(Object.keys(flagged).map((name) =>
            [name, marked.test(fs.readFileSync(path.join(built, name, "index.html"), "utf8"))]));
        assert.deepEqual(found,
            Object.fromEntries(Object.entries(flagged).map(([name, [, expected]]) => [name, expected])));
    } finally {
        for (const name of Object.keys(flagged)) fs.rmSync(path.join(folder, name), { recursive: true, force: true });
    }
});
