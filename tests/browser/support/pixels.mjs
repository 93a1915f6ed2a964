// What the canvas shows under a node. The mirror's own text is transparent, so what is seen there is
// the drawing; inputs and selects, whose text is HTML, are hidden while looking.
import zlib from "node:zlib";

/**
 * The drawing under an element.
 * @returns {Promise<{width, height, at(x, y): [r, g, b], colours: Map<number, number>}>}
 */
export async function drawing_under(page, locator) {
    await locator.scrollIntoViewIfNeeded();
    const box = await locator.boundingBox();
    const size = page.viewportSize();
    const clip = {
        x: Math.max(Math.floor(box.x), 0), y: Math.max(Math.floor(box.y), 0),
        width: 0, height: 0,
    };
    clip.width = Math.min(Math.ceil(box.x + box.width), size.width) - clip.x;
    clip.height = Math.min(Math.ceil(box.y + box.height), size.height) - clip.y;
    await page.evaluate(async () => {
        document.getElementById("mirror").style.setProperty("visibility", "hidden");
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    });
    try {
        return read_png(await page.screenshot({ clip, scale: "css", caret: "initial" }));
    } finally {
        await page.evaluate(
            () => document.getElementById("mirror").style.removeProperty("visibility"));
    }
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

/** Reads the PNG files Chromium writes: 8 bits, RGB or RGBA, not interlaced. */
export function read_png(bytes) {
    const chunks = [];
    let width = 0, height = 0, channels = 0;
    for (let at = 8; at < bytes.length;) {
        const length = bytes.readUInt32BE(at);
        const type = bytes.toString("latin1", at + 4, at + 8);
        const data = bytes.subarray(at + 8, at + 8 + length);
        if (type === "IHDR") {
            width = data.readUInt32BE(0);
            height = data.readUInt32BE(4);
            channels = data[9] === 6 ? 4 : 3;
        } else if (type === "IDAT") {
            chunks.push(data);
        }
        at += 12 + length;
    }
    const lines = unfilter(zlib.inflateSync(Buffer.concat(chunks)), width, height, channels);
    const pixels = new Uint32Array(width * height);
    const colours = new Map();
    for (let i = 0; i < pixels.length; ++i) {
        const at = i * channels;
        const colour = lines[at] << 16 | lines[at + 1] << 8 | lines[at + 2];
        pixels[i] = colour;
        colours.set(colour, (colours.get(colour) ?? 0) + 1);
    }
    const at = (x, y) => {
        const colour = pixels[y * width + x];
        return [colour >> 16, colour >> 8 & 255, colour & 255];
    };
    return { width, height, pixels, colours, at };
}

// PNG specification, clause 9: each line is stored as its difference from what came before.
function unfilter(raw, width, height, channels) {
    const stride = width * channels;
    const out = new Uint8Array(stride * height);
    for (let y = 0; y < height; ++y) {
        const filter = raw[y * (stride + 1)];
        for (let x = 0; x < stride; ++x) {
            const left = x >= channels ? out[y * stride + x - channels] : 0;
            const up = y > 0 ? out[(y - 1) * stride + x] : 0;
            const corner = x >= channels && y > 0 ? out[(y - 1) * stride + x - channels] : 0;
            const guess = [0, left, up, left + up >> 1, paeth(left, up, corner)][filter];
            out[y * stride + x] = raw[y * (stride + 1) + 1 + x] + guess & 255;
        }
    }
    return out;
}

function paeth(left, up, corner) {
    const guess = left + up - corner;
    const [l, u, c] = [left, up, corner].map((value) => Math.abs(guess - value));
    return l <= u && l <= c ? left : u <= c ? up : corner;
}
