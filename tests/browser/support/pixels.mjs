// What the canvas shows. The mirror's own text is transparent, so what is seen there is the drawing;
// inputs and selects, whose text is HTML, are hidden while looking.
import zlib from "node:zlib";
import { PNG } from "pngjs";

const ONLY_DRAWN = "#mirror { visibility: hidden !important }";
const ONLY_WRITTEN = `#canvas, #mirror :is(.s-skip, .s-unseen, .s-unseen *) { visibility: hidden }
    #mirror .n { color: var(--text) !important }`;

/** The drawing in the whole window, without the mirror. @returns {Promise<PNG>} in the device's pixels */
export async function picture(page, { with_mirror = false } = {}) {
    if (with_mirror) return screenshot(page);
    const [drawn] = await screenshots(page, [ONLY_DRAWN]);
    return drawn;
}

/**
 * The drawing, and the document's own text alone, where and as the browser sets it: what the drawing must
 * look like. @returns {Promise<PNG[]>}
 */
export function drawn_and_written(page) {
    return screenshots(page, [ONLY_DRAWN, ONLY_WRITTEN]);
}

async function screenshots(page, styles) {
    const all = [];
    try {
        for (const style of styles) {
            await page.evaluate(async (style) => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync(style);
                globalThis.own_sheets ??= [...document.adoptedStyleSheets];
                document.adoptedStyleSheets = [...globalThis.own_sheets, sheet];
                await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            }, style);
            all.push(await screenshot(page));
        }
    } finally {
        await page.evaluate(() => {
            document.adoptedStyleSheets = globalThis.own_sheets ?? [];
            delete globalThis.own_sheets;
        });
    }
    return all;
}

const sessions = new WeakMap();

// Playwright's own asks for the smallest PNG there can be, which takes Chromium longest.
async function screenshot(page) {
    if (!sessions.has(page)) sessions.set(page, await page.context().newCDPSession(page));
    const { data } = await sessions.get(page)
        .send("Page.captureScreenshot", { format: "png", optimizeForSpeed: true });
    return decoded(Buffer.from(data, "base64"));
}

/** @param {Buffer} png Chromium's quick ones are RGB, and each line is what it differs from the one above */
function decoded(png) {
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    const [bits, colour, , , interlaced] = png.subarray(24);
    const parts = [];
    for (let at = 8, end; at < png.length; at = end + 4) {  // after each part comes its checksum
        end = at + 8 + png.readUInt32BE(at);
        if (png.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(png.subarray(at + 8, end));
    }
    const lines = zlib.inflateSync(Buffer.concat(parts)), line = 1 + 3 * width;
    const quick = bits === 8 && colour === 2 && !interlaced
        && Array.from({ length: height }, (_, y) => lines[y * line]).every((filter) => filter === 2);
    if (!quick) return PNG.sync.read(png);
    const data = Buffer.alloc(4 * width * height, 255), row = 4 * width;
    for (let y = 0, from = 0, to = 0; y < height; ++y) {
        ++from;
        for (let x = 0; x < width; ++x, to += 4) {
            for (let i = 0; i < 3; ++i, ++from)
                data[to + i] = lines[from] + (y > 0 ? data[to + i - row] : 0);
        }
    }
    return { width, height, data };
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
    const { data } = picture;
    for (let i = 0, y = 0; y < height; ++y) {
        let at = ((top + y) * picture.width + left) * 4;
        for (let x = 0; x < width; ++x, ++i, at += 4)
            pixels[i] = data[at] << 16 | data[at + 1] << 8 | data[at + 2];
    }
    const colours = new Map();
    for (let i = 0, from = 0; i < pixels.length; from = i) {
        const colour = pixels[from];
        while (i < pixels.length && pixels[i] === colour) ++i;
        colours.set(colour, (colours.get(colour) ?? 0) + i - from);
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
    return pixels.map((colour) => (middle > 0 && away(colour) > middle ? 1 : 0));
}

/** The share of one drawing's letters that have none of the other's within `reach` pixels. */
export function missing(one, other, reach = 2) {
    const { width, height } = one;
    const from = (one.letters ??= letters(one)), to = (other.letters ??= letters(other));
    let all = 0, alone = 0;
    for (let at = 0; at < from.length; ++at) {
        if (!from[at]) continue;
        ++all;
        if (to[at]) continue;
        const x = at % width, y = Math.floor(at / width);
        let near = false;
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
