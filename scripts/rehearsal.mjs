// What a first visit runs: the start page and the list of every municipality, in every language and kind of window, as
// boot.mjs shows them before the second part of the program is there (decision 040).
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Program } from "../web/platform/browser/program.mjs";
import { bundle_of, first_pack } from "./site/first_pack.mjs";
import { hyphens } from "./site/hyphens.mjs";
import { read_locales } from "./site/locales.mjs";
import { read_packs } from "./site/packs.mjs";

const HASHES = ["", "#/jamfor"];
const WINDOWS = [[320, 640], [768, 1024], [1280, 800]];
const MOST_FRAMES = 6;

// A browser with nobody in it, where nothing is kept but the order that draw.js has drawn, if it could. What is asked
// of the service is not answered before the second part is there.
function host(page) {
    const nothing = () => {};
    const does = {
        canvas_take: () => true, painter: { let_go: nothing, atlas: nothing, draw: nothing },
        stored: (key) => (key.startsWith("visit/") ? page.drawn : ""), store: nothing,
        remembered: () => "", remember: () => true,
        offline: () => page.offline, has_camera: () => false, today: () => 20260102, random: (into) => into.fill(7),
    };
    return new Proxy(does, { get: (known, name) => known[name] ?? nothing });
}

/**
 * @param {string} script  the program's JavaScript
 * @param {BufferSource} wasm
 * @returns {Promise<object>} the program's own exports, when it has been through it all
 */
export async function rehearse(script, wasm, { fonts, assets }) {
    const page = { offline: false, drawn: "" };
    const as_module = script.replace(/js$/, "mjs");  // to this program a module by its name alone
    fs.copyFileSync(script, as_module);
    const { default: make } = await import(pathToFileURL(as_module).href).finally(() => fs.rmSync(as_module));
    let exports;
    const compiled = new WebAssembly.Module(wasm);
    const module = await make({ host: host(page), instantiateWasm(imports, done) {
        const instance = new WebAssembly.Instance(compiled, imports);
        ({ exports } = instance);
        done(instance, compiled);
        return exports;
    } });
    const program = new Program(module);
    const [regular, bold] = ["regular", "bold"].map((name) => fs.readFileSync(path.join(fonts, `${name}.ttf`)));
    const locales = read_locales(path.join(assets, "locales"));
    const packs = read_packs(path.join(assets, "municipalities"));
    const municipalities_json = JSON.stringify(packs.map(({ id, name }) => ({ id, name })));
    const languages_json = JSON.stringify(locales.map(({ tag, name }) => ({ tag, name })));
    const tags = locales.map(({ tag }) => tag);
    const words_of = new Map(locales.map(({ tag, words }) =>
        [tag, JSON.stringify({ ...words, hyphens: hyphens(tag, words, packs.map(({ files }) => files), tags) })]));
    const first_of = new Map(packs.map(({ id, files }) => [id, bundle_of(first_pack(files))]));
    const open = (pack, { tag }, hash) => {
        program.start({
            municipality: pack?.id ?? "", language: tag, locale_json: words_of.get(tag),
            pack_json: pack ? first_of.get(pack.id) : "", first_page: true, municipalities_json, languages_json, hash,
        }, regular, bold);
        program.draw_on_canvas(true);
    };
    for (const pack of [null, ...packs]) {
        for (const locale of locales) {
            for (const hash of pack ? HASHES : [""]) {
                page.drawn = locale === locales[0] ? "" : '{"seed":"7"}';
                open(pack, locale, hash);
                for (const [width, height] of WINDOWS) {
                    look_about(program, page, { width, height }, pack === packs[0] ? LOOKS : [{}]);
                }
            }
        }
    }
    return exports;
}

const LOOKS = [
    {}, { pixel_ratio: 1.5 }, { dark: true }, { more_contrast: true }, { dark: true, more_contrast: true },
    { plain: true }, { on_paper: true, plain: true }, { root_scale: 0.75 },
];

function look_about(program, page, size, looks) {
    const keys = new Set();
    const frame = (more) => {
        let out;
        for (let times = 0; times < MOST_FRAMES; times += 1) {
            out = program.frame({
                pixel_ratio: 1, scroll_y: 0, root_scale: 1, hovered: "", pressed: "", focused: "", draw: true,
                ...size, ...more,
            });
            for (const [, key] of out.patch ?? []) keys.add(key);
            if (!out.again) return out;
        }
        return out;
    };
    for (const look of looks) {
        frame({ ...look, draw: false });
        const { document_height } = frame(look);
        for (let scroll_y = 0; scroll_y < document_height; scroll_y += size.height) frame({ ...look, scroll_y });
    }
    frame({});
    if (looks.length > 1) {
        for (const key of keys) frame({ hovered: key, pressed: key, focused: key, focus_visible: true });
    }
    page.offline = true;
    frame({});
    page.offline = false;
    program.draw_on_canvas(false);
    program.draw_on_canvas(true);
    frame({});
}
