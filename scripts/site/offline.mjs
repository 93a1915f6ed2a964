// What a device needs to start a municipality's pages by itself: the worker with the list of files, the web
// app's manifest, and its icons.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";

// After the first visit: everything a citizen may come to. The demonstration follows once it has been opened,
// by whoever shows it to people before they go where there is no network; the staff's workspace is nothing
// without its service.
const EVERYWHERE = new RegExp("^(icon\\.svg|(accessibility|names)\\.json|later\\.css|hemval(_rest)?\\.(js|wasm)|fonts/|"
    + "(locales|first)/[\\w-]+\\.json$)");
const KIOSK = ["at_kiosk.mjs", "camera.mjs", "jsqr.mjs"];
const WHEN_OPENED = /^(hemval_demo\.|locales\/demonstration\/)/;

/** @param {string[]} modules those of boot.mjs, and what it asks for later @param {string[]} pages as written */
export function worker(source, manifest, modules, municipalities, pages) {
    const everywhere = [...Object.keys(manifest).filter((name) => EVERYWHERE.test(name)), ...modules];
    const own = municipalities.map(({ id }) => `municipalities/${id}.json`);
    const opened = Object.keys(manifest).filter((name) => WHEN_OPENED.test(name));
    const files = Object.fromEntries([...everywhere, ...KIOSK, ...own, ...opened].map((name) => {
        if (!manifest[name]) throw new Error(`The worker is to keep ${name}, and there is no such file.`);
        return [name, manifest[name]];
    }));
    const hash = createHash("sha256").update(JSON.stringify([files, pages, source]));
    const built = { version: hash.digest("hex").slice(0, 12), everywhere, kiosk: KIOSK, opened, files };
    return `const BUILT = ${JSON.stringify(built)};\n${source}`;
}

const SIZES = [192, 512];

/** Writes app/icon-<size>.<hash>.png, and the same to its edges for systems that cut their own shape. */
export function add_icons(output, svg) {
    const edges = svg.replace(/ rx="\d+"/, "");
    if (edges === svg) throw new Error("icon.svg has no rounded square to fill.");
    for (const size of SIZES) {
        for (const [kind, text] of [["icon", svg], ["maskable", edges]]) {
            output.add(`${kind}-${size}.png`, execFileSync("rsvg-convert",
                ["--width", String(size), "--height", String(size)], { input: text }));
        }
    }
}

/** @returns {string} the web app's manifest of a municipality, beside its page */
export function web_app(pack, manifest, { tag, dir, words }, colours) {
    const icon = (kind, purpose) => (size) => ({
        src: `../${manifest[`${kind}-${size}.png`]}`, sizes: `${size}x${size}`, type: "image/png", purpose,
    });
    return JSON.stringify({
        id: "./", start_url: "./", scope: "./", lang: tag, dir,
        name: `Hemval ${pack.name}`, short_name: "Hemval", description: words["static.description"],
        display: "standalone", theme_color: colours.theme, background_color: colours.page,
        icons: [
            ...SIZES.map(icon("icon", "any")), ...SIZES.map(icon("maskable", "maskable")),
            { src: `../${manifest["icon.svg"]}`, sizes: "any", type: "image/svg+xml", purpose: "any" },
        ],
    }, null, 1) + "\n";
}

/** The colours as the page has them: of the icon's square, and of the page behind everything. */
export function colours_of(svg, css) {
    const theme = svg.match(/<rect [^>]*fill="(#[0-9a-f]{6})"/)?.[1];
    const page = css.match(/--page:\s*(#[0-9a-f]{3,6})/)?.[1];
    if (!theme || !page) throw new Error("The colours of the web app's manifest are not found.");
    return { theme, page };
}
