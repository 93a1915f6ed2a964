// The canvas shows what the document says: on every screen, a window at a time down the whole page, in
// Swedish and in English side by side. The screens take the themes in turn.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, visitor } from "./support/browser.mjs";
import { contrast, difference, ink, picture, texts, THEMES, under } from "./support/pixels.mjs";
import { arrive, JOURNEYS, pin, quiet, SCREEN_NAMES, speak } from "./support/screens.mjs";
import { serve_site } from "./support/site.mjs";

const WINDOW = { width: 800, height: 1600 };
const OVERLAP = 300;  // taller than any text, so that each lies whole in some window

let server, browser;
before(async () => {
    server = await serve_site();
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await server?.close();
});

async function visit(language, address) {
    const page = await visitor(browser, { viewport: WINDOW });
    await pin(page);
    await open(page, server.url + address);
    await speak(page, language);
    return page;
}

/** Where the drawing and the document's end lie, when the page is scrolled to its end. */
function ends(page) {
    return page.evaluate(() => {
        const { x, y, width, height } = document.getElementById("canvas").getBoundingClientRect();
        const { clientWidth, scrollHeight } = document.documentElement;
        return {
            canvas: [x, y, width, height], window: [0, 0, clientWidth, innerHeight],
            document: scrollHeight, app: document.getElementById("app").offsetHeight,
        };
    });
}

/** @returns {{drawn: Map<string, {text, drawing}>, missed, end}} by the texts' elements */
async function look_through(page) {
    const drawn = new Map();
    for (let top = 0, more = true; more; top += WINDOW.height - OVERLAP) {
        await page.evaluate((y) => scrollTo(0, y), top);
        await quiet(page);
        const window = await picture(page), all = await texts(page);
        for (const { id, text, seen, ...box } of all)
            if (seen && !drawn.has(id)) drawn.set(id, { text, drawing: under(window, box) });
        more = await page.evaluate(() => scrollY + innerHeight < document.documentElement.scrollHeight);
        if (!more) return { drawn, missed: all.filter(({ id }) => !drawn.has(id)), end: await ends(page) };
    }
}

function judge(name, theme, { sv, en }, faults) {
    for (const { drawn, missed, end } of [sv, en]) {
        for (const { text } of missed) faults.drawing.push(`${name}: in no window: ${text}`);
        for (const { text, drawing } of drawn.values()) {
            if (ink(drawing) <= 0.02) faults.drawing.push(`${name}: nothing drawn: ${text}`);
            const ratio = contrast(drawing);
            if (ratio < theme.least)
                faults.contrast.push(`${name}, ${theme.name}: ${ratio.toFixed(1)}:1: ${text}`);
        }
        if (String(end.canvas) !== String(end.window)) faults.end.push(`${name}: canvas at ${end.canvas}`);
        if (end.document !== end.app) faults.end.push(`${name}: ${end.document} px for ${end.app}`);
    }
    let changed = 0;
    for (const [id, { text, drawing }] of en.drawn) {
        const before = sv.drawn.get(id);
        if (!before || before.text === text) continue;
        ++changed;
        if (difference(before.drawing, drawing) <= 0.01)
            faults.drawing.push(`${name}: still drawn as before: ${text}`);
    }
    if (changed < 8) faults.drawing.push(`${name}: only ${changed} texts changed`);
}

async function walk() {
    const faults = { drawing: [], contrast: [], end: [] };
    for (const { address = "strangnas/", screens } of Object.values(JOURNEYS)) {
        const pages = await Promise.all([visit("sv", address), visit("en", address)]);
        for (const screen of screens) {
            const theme = THEMES[SCREEN_NAMES.indexOf(screen.name) % THEMES.length];
            const [sv, en] = await Promise.all(pages.map(async (page) => {
                await page.emulateMedia(theme.media);
                await arrive(page, screen);
                return look_through(page);
            }));
            judge(screen.name, theme, { sv, en }, faults);
        }
        await Promise.all(pages.map((page) => page.context().close()));
    }
    return faults;
}

let walked;  // once, for all that is to be seen on the way
const found = () => (walked ??= walk());

test("under every text of every screen stands its drawing, and it changes with the text", async () => {
    assert.deepEqual((await found()).drawing, []);
});

test("on every screen drawn text keeps its contrast against its ground", async () => {
    assert.deepEqual((await found()).contrast, []);
});

test("scrolled to the end of any screen, the canvas fills the window and the app the document", async () => {
    assert.deepEqual((await found()).end, []);
});
