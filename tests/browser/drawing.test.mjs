// The canvas shows what the document says: on every screen, a window at a time down the whole page, in
// Swedish, and on every third in English as well; on all with HEMVAL_LONG=1. The screens take the
// themes in turn. The browser sets the
// document's own text in the same font at the same place: the drawing is held against that.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, visitor } from "./support/browser.mjs";
import { contrast, drawn_and_written, missing, texts, THEMES, under } from "./support/pixels.mjs";
import { arrive, JOURNEYS, pin, quiet, SCREEN_NAMES, speak } from "./support/screens.mjs";
import { serve_site } from "./support/site.mjs";

const WINDOW = { width: 800, height: 1600 };
// Of a text's letters; drawn with another text, nearly all lack more. What is drawn besides is a link's
// line: only something quite else is more than the letters themselves take.
const MOST_LOST = 0.02, MOST_STRANGE = 0.4;
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

async function visit(address) {
    const page = await visitor(browser, { viewport: WINDOW });
    await pin(page);
    await open(page, server.url + address);
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

/** @returns {{found: Map<string, {text, drawn, set}>, missed, end}} by the texts' elements */
async function look_through(page) {
    const found = new Map();
    for (let top = 0, more = true; more; top += WINDOW.height - OVERLAP) {
        await page.evaluate((y) => scrollTo(0, y), top);
        await quiet(page);
        const [[canvas, document], all] = [await drawn_and_written(page), await texts(page)];
        for (const { id, text, seen, ...box } of all)
            if (seen && !found.has(id))
                found.set(id, { text, drawn: under(canvas, box), set: under(document, box) });
        more = await page.evaluate(() => scrollY + innerHeight < document.documentElement.scrollHeight);
        if (!more) return { found, missed: all.filter(({ id }) => !found.has(id)), end: await ends(page) };
    }
}

const percent = (share) => `${Math.ceil(share * 100)} %`;

function judge(name, theme, [sv, en], faults) {
    for (const { found, missed, end } of en ? [sv, en] : [sv]) {
        for (const { text } of missed) faults.drawing.push(`${name}: in no window: ${text}`);
        for (const { text, drawn, set } of found.values()) {
            const [lost, strange] = [missing(set, drawn), missing(drawn, set)];
            if (lost > MOST_LOST || strange > MOST_STRANGE)
                faults.drawing.push(`${name}: ${percent(lost)} not drawn, ${percent(strange)} more: ${text}`);
            const ratio = contrast(drawn);
            if (ratio < theme.least)
                faults.contrast.push(`${name}, ${theme.name}: ${ratio.toFixed(1)}:1: ${text}`);
        }
        if (String(end.canvas) !== String(end.window)) faults.end.push(`${name}: canvas at ${end.canvas}`);
        if (end.document !== end.app) faults.end.push(`${name}: ${end.document} px for ${end.app}`);
    }
    if (!en) return;
    const changed = [...en.found].filter(([id, { text }]) => sv.found.has(id) && sv.found.get(id).text !== text);
    if (changed.length < 5) faults.drawing.push(`${name}: only ${changed.length} texts changed`);
}

async function walk() {
    const faults = { drawing: [], contrast: [], end: [] };
    for (const { address = "strangnas/", screens } of Object.values(JOURNEYS)) {
        const page = await visit(address);
        for (const screen of screens) {
            const at = SCREEN_NAMES.indexOf(screen.name), theme = THEMES[at % THEMES.length];
            const languages = process.env.HEMVAL_LONG || at % 3 === 0 ? ["sv", "en"] : ["sv"];
            await page.emulateMedia(theme.media);
            await arrive(page, screen);
            const looked = [];
            for (const language of languages) {
                if (language !== "sv") await speak(page, language, screen);
                looked.push(await look_through(page));
            }
            if (languages.length > 1) await speak(page, "sv");
            judge(screen.name, theme, looked, faults);
        }
        await page.context().close();
    }
    return faults;
}

let walked;  // once, for all that is to be seen on the way
const found = () => (walked ??= walk());

test("under every text of every screen its own letters are drawn, in one language and in another", async () => {
    assert.deepEqual((await found()).drawing, []);
});

test("on every screen drawn text keeps its contrast against its ground", async () => {
    assert.deepEqual((await found()).contrast, []);
});

test("scrolled to the end of any screen, the canvas fills the window and the app the document", async () => {
    assert.deepEqual((await found()).end, []);
});
