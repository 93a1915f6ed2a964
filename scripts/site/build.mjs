// Builds the site: a folder of static files that works from any host and under any path.
//   node scripts/site/build.mjs [--out DIR] [--wasm DIR] [--fonts DIR] [--assets DIR] [--pages FILE]
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { id_of } from "../../web/platform/browser/looks.mjs";
import { describe, html_of } from "./describe.mjs";
import { bundle_of, first_pack } from "./first_pack.mjs";
import { first_words } from "./first_words.mjs";
import { hyphens } from "./hyphens.mjs";
import { Inline } from "./inline.mjs";
import { LocaleFault, read_locales, read_words_over } from "./locales.mjs";
import { add_icons, colours_of, web_app, worker } from "./offline.mjs";
import { module_of, plain_script_of, script_of, style_of } from "./minify.mjs";
import { Output } from "./output.mjs";
import { read_packs } from "./packs.mjs";
import { render } from "./template.mjs";

const top = fileURLToPath(new URL("../../", import.meta.url));
const { values: options } = parseArgs({ options: {
    out: { type: "string", default: path.join(top, "build/site") },
    wasm: { type: "string", default: path.join(top, "build/wasm") },
    fonts: { type: "string", default: path.join(top, "build/fonts") },
    assets: { type: "string", default: path.join(top, "assets") },
    pages: { type: "string", default: path.join(top, "build/native/hemval_pages") },
} });
const browser = path.join(top, "web/platform/browser");

function need(file, made_by) {
    if (fs.existsSync(file)) return fs.readFileSync(file);
    console.error(`The site cannot be built: ${path.relative(top, file)} is missing. ${made_by}`);
    process.exit(1);
}

function add_fonts(output) {
    for (const name of ["regular.ttf", "bold.ttf"]) {
        output.add(`fonts/${name}`, need(path.join(options.fonts, name),
            "It is made by the build (./run --build-only)."));
    }
}

const css_of = (...names) =>
    names.map((name) => fs.readFileSync(path.join(browser, `${name}.css`), "utf8")).join("\n");

// From npm, and no module: it sets globalThis.jsQR.
const JSQR = path.join(top, "node_modules/jsqr/dist/jsQR.js");

function add_module(output, name) {
    output.add(name, name === "jsqr.mjs" ? plain_script_of(fs.readFileSync(JSQR, "utf8"))
        : module_of(path.join(browser, name), { PICTURE_STYLE: style_of(css_of("picture")) }));
}

const LIST = "#/jamfor";

// What the app is told of the site it is a page of.
function site_of(municipalities, languages) {
    return {
        language: languages[0].tag,
        municipalities_json: JSON.stringify(municipalities),
        languages_json: JSON.stringify(languages.map(({ tag, name }) => ({ tag, name }))),
        regular: path.join(options.fonts, "regular.ttf"), bold: path.join(options.fonts, "bold.ttf"),
    };
}

const FIRST_PAGES = ["", LIST].flatMap((hash) => [{ hash }, { hash, paper: true }]);

// What a municipality's first pages are made of, and that it makes the same of them as the whole pack.
function add_first(packs, municipalities, locales) {
    for (const pack of packs) {
        const said = (given) => locales.map(({ tag, words }) => JSON.stringify(checked(describe(options.pages, {
            ...site_of(municipalities, locales), ...given, municipality: pack.id, language: tag,
            locale_json: JSON.stringify(words), pages: FIRST_PAGES,
        })).map((page) => page.top)));
        const whole = said({ pack_json: pack.bundle });
        pack.first = first_pack(pack.files);
        const first = said({ pack_json: bundle_of(pack.first), first_page: true });
        if (whole.some((page, at) => page !== first[at])) {
            throw new Error(`${pack.id}: by scripts/site/first_pack.mjs the first pages say something else`);
        }
    }
}

const NO_PACK = { id: "", first: {} };
// Shorter words fit in a first page's lines at their usual size, in a window of 320 px: parts.mjs begins with no less.
const BROKEN_FROM = 14;

function add_locales(output, packs, municipalities) {
    const shown = packs.flatMap(({ files }) => Object.values(files));
    const locales = read_locales(path.join(options.assets, "locales"));
    add_first(packs, municipalities, locales);
    const tags = locales.map(({ tag }) => tag);
    for (const program of ["staff", "demonstration"]) {
        const own = read_words_over(path.join(options.assets, "locales"), program, locales);
        for (const { tag, words } of locales) {
            const both = { ...words, ...own.get(tag) };
            output.add(`locales/${program}/${tag}.json`,
                JSON.stringify({ ...both, hyphens: hyphens(tag, both, shown, tags) }));
        }
    }
    const is_first = first_words(options.pages, (asked) => ({ ...site_of(municipalities, locales), ...asked }),
        packs, locales[0].words);
    return locales.map(({ tag, name, dir, words }, at) => {
        const text = JSON.stringify({ ...words, hyphens: hyphens(tag, words, shown, tags) });
        output.add(`locales/${tag}.json`, text);
        // Of some packs' pages. Places for breaks are those of the whole text, or lines would break anew once that is
        // here.
        const first_with = (some) => {
            const asked = some.map(({ id }) => is_first.get(id));
            const locale = Object.fromEntries(Object.entries(words).filter(([key]) => asked.some((one) => one(key))));
            return { ...locale, hyphens: hyphens(tag, words, shown, tags,
                { locale, packs: some.flatMap(({ first }) => Object.values(first)), shortest: BROKEN_FROM }) };
        };
        // The first language's are in the pages.
        if (at > 0) output.add(`first/${tag}.json`, JSON.stringify(first_with([NO_PACK, ...packs])));
        return { tag, name, dir, words, text, first_with };
    });
}

// Of the criteria the statement tells only what is lacking.
function statement() {
    const file = path.join(options.assets, "accessibility.json");
    const { assessed, criteria } = JSON.parse(fs.readFileSync(file, "utf8"));
    return JSON.stringify({ assessed, criteria: criteria
        .filter(({ shortfall }) => shortfall).map(({ id, shortfall }) => ({ id, shortfall })) });
}

// "</script>" in a text would end the data block.
function data_block(value) {
    return JSON.stringify(value).replaceAll("<", "\\u003c");
}

const WITHIN_LIST = "static/list/";

// What the running program asks for by name: for a first visit to a municipality's page, and else.
const FIRST_NEEDS = /^(hemval(_rest)?\.|host_later\.|names\.|later\.|fonts\/.*\.ttf)/;
const PROGRAM_NEEDS = new RegExp("^(hemval_(staff|demo)\\.|(js)?qr\\.|worker_start\\.|at_kiosk\\.|camera\\.|"
    + "accessibility|first/|locales/|municipalities/)");

// The program's own words for a page, in the page's language.
function app_pages(municipality, pack_json, municipalities, languages, pages) {
    return checked(describe(options.pages, {
        ...site_of(municipalities, languages), municipality, pack_json, locale_json: languages[0].text, pages,
    }));
}

function checked(pages) {
    for (const page of pages) {
        if (page.has("fault/pack")) throw new Error(page.get("fault/pack").name);
    }
    return pages;
}

function frame_of(page, how) {
    return {
        title: page.find("heading").name,
        banner: html_of(page.get("banner"), { ...how, controls: "reserved" }),
        start: page.get("main").children.map((child) => html_of(child, how)).join(""),
        footer: html_of(page.get("bottom"), how),
    };
}

// Without the program nothing can draw for each visit. The page as built has one draw, by a seed from
// the pack: the same sources build the same page, and no provider's name decides its place.
function drawn_at_build(cards, pack, inline) {
    const seed = BigInt("0x" + createHash("sha256").update(pack.bundle).digest("hex").slice(0, 16));
    const in_pack = pack.providers.map((id) => cards.find(({ key }) => key === "provider/" + id));
    return inline.neutral_order(seed, in_pack.length).map((at) => in_pack[at]);
}

function municipality_page(pack, municipalities, languages, inline) {
    const { words } = languages[0];
    const [start, list] = app_pages(pack.id, pack.bundle, municipalities, languages, [
        { hash: "" },
        { hash: LIST, press: ["compare/order/summary"] },
    ]);
    const how = {
        phones: pack.phone ? [pack.phone] : [],
        waits: ["start/ways", "start/try", "compare/open"],
        swap: new Map([[words["start.right.neutral"], words["static.neutral"]]]),
        deeper: 1,
        marks: ({ key }) => {
            const at = pack.providers.indexOf(key.replace(/^provider\//, ""));
            return { "data-at": at < 0 ? undefined : String(at) };
        },
    };
    const providers = list.get("providers"), heading = list.find("heading");
    providers.children = drawn_at_build(providers.children, pack, inline);
    for (const node of [list.get("back"), heading]) node.key = WITHIN_LIST + node.key;  // the start page has them too
    const how_listed = { ...how, controls: "reserved", with_program: [WITHIN_LIST + "back", "compare.lead",
        "compare/order", "compare/count"], without_program: new Map([["compare/order", words["static.order"]]]) };
    return {
        ...frame_of(start, { ...how, deeper: 0 }),
        municipality: {
            route: LIST, heading: id_of(heading.key), no_script: words["static.no_script"],
            list: list.get("main").children.map((node) => html_of(node, how_listed)).join(""),
        },
    };
}

function main() {
    const output = new Output(options.out);
    const wasm_hint = "It is made by the wasm build (./run --build-only).";
    for (const program of ["hemval", "hemval_staff", "hemval_demo"]) {
        const file = path.join(options.wasm, program);
        output.add(`${program}.js`, script_of(need(`${file}.js`, wasm_hint).toString()));
        output.add(`${program}.wasm`, need(`${file}.wasm`, wasm_hint));
    }
    output.add("hemval_rest.wasm", need(path.join(options.wasm, "hemval_rest.wasm"), wasm_hint));
    add_fonts(output);
    const css = css_of("base", "plain", "static");
    output.add("later.css", style_of(css_of("flow", "print", "later")));
    output.add("print.css", style_of(css_of("flow", "print")));  // for who has no program
    const modules = ["boot.mjs", "host_later.mjs", "qr.mjs", "worker_start.mjs"];
    for (const name of [...modules, "at_kiosk.mjs", "camera.mjs", "jsqr.mjs"]) add_module(output, name);
    const icon = fs.readFileSync(path.join(browser, "icon.svg"), "utf8");
    output.add("icon.svg", icon);
    add_icons(output, icon);
    const packs = read_packs(path.join(options.assets, "municipalities"));
    const municipalities = packs.map(({ id, name }) => ({ id, name }));
    need(options.pages, "It is made by the build (./run --build-only).");
    const languages = add_locales(output, packs, municipalities);
    const { tag, words } = languages[0];
    output.add("accessibility.json", statement());
    for (const pack of packs) output.add(`municipalities/${pack.id}.json`, pack.bundle);

    const { manifest, hashes } = output;
    const hashes_of = (is_needed) => Object.fromEntries(Object.entries(hashes).filter(([name]) => is_needed(name)));
    output.add("names.json", JSON.stringify(hashes_of((name) => PROGRAM_NEEDS.test(name))));
    const template = fs.readFileSync(path.join(top, "index.html"), "utf8");
    const inline = new Inline(browser);
    const common = {
        language: tag, languages: languages.map((one) => one.tag).join(" "),
        description: words["static.description"],
        failed: languages.map((one) => ({ tag: one.tag, text: one.words["static.failed"] })),
        early: inline.early, draw: inline.draw,
        asset: {
            boot: manifest["boot.mjs"], icon: manifest["icon.svg"], print: manifest["print.css"],
            later: manifest["later.css"],
            wasm: manifest["hemval.wasm"], touch_icon: manifest["maskable-192.png"],
        },
    };
    const setup = (municipality, root) => data_block({
        municipality, root, municipalities,
        hashes: hashes_of((name) => FIRST_NEEDS.test(name)
            || [`municipalities/${municipality}.json`, `locales/${tag}.json`].includes(name)),
        languages: languages.map((one) => ({ tag: one.tag, name: one.name, dir: one.dir })),
    });
    const written = [];
    const write = (file, root, pack, page, title) => {
        const municipality = pack?.id ?? "", { first_with } = languages[0];
        const first = data_block({ words: first_with([pack ?? NO_PACK]), pack: pack?.first });
        const style = inline.style(css, root, manifest);
        written.push(render(template, common, {
            ...page, title, root, style, first, policy: inline.policy(style), setup: setup(municipality, root),
        }));
        output.write(file, written.at(-1));
    };

    const [choice] = app_pages("", "", municipalities, languages, [{ hash: "" }])
        .map((page) => frame_of(page, {}));
    write("index.html", "./", null, choice, `${choice.title} – Hemval`);
    for (const pack of packs) {
        const page = municipality_page(pack, municipalities, languages, inline);
        write(`${pack.id}/index.html`, "../", pack, page, `${page.title} – Hemval ${pack.name}`);
        output.write(`${pack.id}/manifest.webmanifest`,
            web_app(pack, manifest, languages[0], colours_of(icon, css)));
    }
    output.write("sw.js", worker(fs.readFileSync(path.join(browser, "worker.js"), "utf8"), manifest,
        modules, municipalities, written));
    output.write("manifest.json", JSON.stringify(manifest, null, 1) + "\n");
    output.sweep();
    console.log(`Site: ${output.written.size} files, ${packs.length} municipalities, `
        + `${languages.length} languages, in ${path.relative(process.cwd(), options.out) || "."}`);
}

try {
    main();
} catch (error) {
    console.error(`The site cannot be built: ${error.message}`);
    process.exit(1);
}
