// What the canvas shows. The mirror's own text is transparent, so what is seen there is the drawing;
// inputs and selects, whose text is HTML, are hidden while looking.
import { PNG } from "pngjs";

/** The drawing in the whole window, without the mirror. @returns {Promise<PNG>} in CSS pixels */
export async function picture(page, { with_mirror = false } = {}) {
    if (with_mirror) return PNG.sync.read(await page.screenshot({ scale: "css", caret: "initial" }));
    await page.evaluate(async () => {
        document.getElementById("mirror").style.setProperty("visibility", "hidden");
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    });
    try {
        return PNG.sync.read(await page.screenshot({ scale: "css", caret: "initial" }));
    } finally {
        await page.evaluate(
            () => document.getElementById("mirror").style.removeProperty("visibility"));
    }
}

/** The document's own text alone, where and as the browser sets it: what the drawing must look like. */
export async function written(page) {
    await page.evaluate(async () => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(`#canvas, #mirror :is(.s-skip, .s-unseen, .s-unseen *) { visibility: hidden }
            #mirror .n { color: var(--text) !important }`);
        document.adoptedStyleSheets = [sheet];
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    });
    try {
        return PNG.sync.read(await page.screenshot({ scale: "css", caret: "initial" }));
    } finally {
        await page.evaluate(() => { document.adoptedStyleSheets = []; });
    }
}

/**
 * The part of a picture under a box; what lies outside the picture is left out.
 * @returns {{width, height, pixels: Uint32Array, colours: Map<number, number>}} colours as 0xRRGGBB
 */
export function under(picture, box) {
    const left = Math.max(Math.floor(box.x), 0), top = Math.max(Math.floor(box.y), 0);
    const width = Math.max(Math.min(Math.ceil(box.x + box.width), picture.width) - left, 0);
    const height = Math.max(Math.min(Math.ceil(box.y + box.height), picture.height) - top, 0);
    const pixels = new Uint32Array(width * height);
    const colours = new Map();
    for (let i = 0; i < pixels.length; ++i) {
        const at = ((top + Math.floor(i / width)) * picture.width + left + i % width) * 4;
        const colour = picture.data.readUIntBE(at, 3);
        pixels[i] = colour;
        colours.set(colour, (colours.get(colour) ?? 0) + 1);
    }
    return { width, height, pixels, colours };
}

/** The drawing under an element, scrolled into view. */
export async function drawing_under(page, locator) {
    await locator.scrollIntoViewIfNeeded();
    const box = await locator.boundingBox();
    return under(await picture(page), box);
}

/** The share of pixels that are not the most common colour: 0 for a blank ground. */
export function ink(drawing) {
    const most = Math.max(...drawing.colours.values());
    return 1 - most / (drawing.width * drawing.height);
}

/** The share of pixels that differ between two drawings of the same size; 1 if the sizes differ. */
export function difference(a, b) {
    if (a.width !== b.width || a.height !== b.height) return 1;
    let differing = 0;
    for (let i = 0; i < a.pixels.length; ++i) if (a.pixels[i] !== b.pixels[i]) ++differing;
    return differing / a.pixels.length;
}

/** 1 for each pixel that is nearer to the letters' colour than to the ground's. */
function letters({ colours, pixels }) {
    const light = (colour) => 3 * (colour >> 16) + 6 * (colour >> 8 & 255) + (colour & 255);
    const [[ground]] = [...colours].sort((a, b) => b[1] - a[1]);
    const away = (colour) => Math.abs(light(colour) - light(ground));
    const middle = Math.max(...[...colours.keys()].map(away)) / 2;
    return Uint8Array.from(pixels, (colour) => (middle > 0 && away(colour) > middle ? 1 : 0));
}

/** The share of one drawing's letters that have none of the other's within `reach` pixels. */
export function missing(one, other, reach = 2) {
    const { width, height } = one, from = letters(one), to = letters(other);
    let all = 0, alone = 0;
    for (let at = 0; at < from.length; ++at) {
        if (!from[at]) continue;
        ++all;
        const x = at % width, y = Math.floor(at / width);
        let near = to[at] === 1;
        for (let v = Math.max(y - reach, 0); v <= Math.min(y + reach, height - 1) && !near; ++v)
            for (let u = Math.max(x - reach, 0); u <= Math.min(x + reach, width - 1) && !near; ++u)
                near = to[v * width + u] === 1;
        if (!near) ++alone;
    }
    return all === 0 ? 1 : alone / all;
}

const channel = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
const luminance = (colour) => 0.2126 * channel(colour >> 16) + 0.7152 * channel(colour >> 8 & 255)
    + 0.0722 * channel(colour & 255);

/** WCAG's, of the ground, the most common colour, with that of the letters, the one furthest from it. */
export function contrast(drawing) {
    const [[ground]] = [...drawing.colours].sort((a, b) => b[1] - a[1]);
    const ratios = [...drawing.colours.keys()].map((colour) => {
        const [a, b] = [luminance(colour), luminance(ground)];
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    });
    return Math.max(...ratios);
}

/** What the reader's system may ask for, and the contrast that text then has at least. */
export const THEMES = [
    { name: "light", media: { colorScheme: "light", contrast: "no-preference" }, least: 7 },
    { name: "dark", media: { colorScheme: "dark", contrast: "no-preference" }, least: 7 },
    { name: "more contrast", media: { colorScheme: "light", contrast: "more" }, least: 14 },
    { name: "dark with more contrast", media: { colorScheme: "dark", contrast: "more" }, least: 14 },
];

/**
 * Every text that is drawn: that of fields is HTML, some is for the screen reader only, and the skip
 * link is drawn while it has focus.
 * @returns {Promise<{id, text, x, y, width, height, seen}[]>} seen: it lies whole in the window
 */
export function texts(page) {
    return page.evaluate(() => {
        const found = [];
        for (const one of document.querySelectorAll("#mirror [id]")) {
            const text = one.firstChild;
            if (text?.nodeType !== Node.TEXT_NODE || !text.data.trim() || one.closest("select, .s-unseen, .s-skip"))
                continue;
            const range = document.createRange();
            range.selectNode(text);
            const { x, y, width, height } = range.getBoundingClientRect();
            if (width <= 2) continue;
            const seen = y >= 0 && y + height <= innerHeight && x >= 0 && x + width <= innerWidth;
            found.push({ id: one.id, text: text.data, x, y, width, height, seen });
        }
        return found;
    });
}

export async function texts_in_window(page) {
    return (await texts(page)).filter(({ seen }) => seen);
}
