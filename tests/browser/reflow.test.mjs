// A small window and large letters: every screen, in both views, in Swedish and Finnish, whose
// words are the longest; with HEMVAL_LONG=1 in English as well.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, visitor } from "./support/browser.mjs";
import { in_each_view, outside, small } from "./support/layout.mjs";
import { arrive, JOURNEYS, quiet, speak } from "./support/screens.mjs";
import { serve_site } from "./support/site.mjs";

const DRAWN = process.env.HEMVAL_LONG ? ["en", "fi", "sv"] : ["fi", "sv"];
const LARGEST = 4;  // the steps of Större text: 200 %

let server, browser;
before(async () => {
    server = await serve_site();
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await server?.close();
});

async function visit(viewport, reading = {}) {
    const page = await visitor(browser, { viewport });
    await page.addInitScript((kept) => localStorage.setItem("hemval.reading", kept),
        JSON.stringify(reading));
    return page;
}

// One walk for both tests.
let walked;
function every_screen() {
    return walked ??= (async () => {
        const wide = [], tiny = [];
        for (const { address = "strangnas/", screens } of Object.values(JOURNEYS)) {
            const page = await visit({ width: 320, height: 640 }, { text_step: LARGEST });
            await open(page, server.url + address);
            for (const screen of screens) {
                await arrive(page, screen);
                for (const language of DRAWN) {
                    await speak(page, language);
                    wide.push(...(await outside(page)).map((one) => `${screen.name}, ${language}, ${one}`));
                }
                tiny.push(...(await small(page)).map((one) => `${screen.name}: ${one}`));
            }
            await page.context().close();
        }
        return { wide, tiny };
    })();
}

test("nothing is wider than a 320 px window with letters twice as large, in either view", async () => {
    assert.deepEqual((await every_screen()).wide, []);
});

test("everything to press in Enkel vy is at least 48 by 48", async () => {
    assert.deepEqual((await every_screen()).tiny, []);
});

const PLACES = ["#/", "#/jamfor", "#/avgift", "#/hjalp", "#/logga-in", "#/utforare/solglantan", "#/viktigt",
    "#/om-hemtjansten/plan"];

async function go(page, hash) {
    await page.evaluate((to) => { location.hash = to; }, hash);
    await quiet(page);
}

for (const width of [320, 1280]) {
    test(`letters twice as large in the browser itself are so here, and fit: ${width} px`, async () => {
        const page = await visit({ width, height: 740 });
        await open(page, `${server.url}strangnas/`);
        const sizes = async () => Object.values(await in_each_view(page, () =>
            ["h1", "main .r-paragraph", ".r-button"].map((one) =>
                parseFloat(getComputedStyle(document.querySelector(`#mirror ${one}`)).fontSize)))).flat();
        const as_usual = await sizes();
        await page.evaluate(() => { document.documentElement.style.fontSize = "32px"; });
        await quiet(page);
        (await sizes()).forEach((px, at) => assert.ok(Math.abs(px / as_usual[at] - 2) < 0.02,
            `${as_usual[at]} became ${px}`));
        for (const hash of PLACES) {
            await go(page, hash);
            assert.deepEqual(await outside(page), [], hash);
        }
        await page.context().close();
    });
}

test("a telephone that is turned shows the same place in its new width", async () => {
    const page = await visit({ width: 320, height: 640 });
    await open(page, `${server.url}strangnas/`);
    for (const hash of PLACES) {
        const widths = [];
        for (const viewport of [{ width: 320, height: 640 }, { width: 640, height: 320 }]) {
            await page.setViewportSize(viewport);
            await go(page, hash);
            assert.deepEqual(await outside(page), [], `${hash}, ${viewport.width} px`);
            widths.push(await page.locator("#mirror main .r-heading").first()
                .evaluate((one) => one.parentElement.clientWidth));
        }
        assert.ok(widths[1] > widths[0] + 200, `${hash}: ${widths.join(" and ")} px`);
    }
    await page.context().close();
});

test("what is pinched larger is drawn anew, as sharp as before", async () => {
    const page = await visit({ width: 360, height: 740 });
    await open(page, `${server.url}strangnas/`);
    await quiet(page);
    const pixels = () => page.evaluate(() => document.getElementById("canvas").width);
    const before_pinch = await pixels();
    const chromium = await page.context().newCDPSession(page);
    await chromium.send("Emulation.setPageScaleFactor", { pageScaleFactor: 2 });
    await page.waitForFunction((least) => document.getElementById("canvas").width >= least,
        before_pinch * 2);
    await chromium.send("Emulation.setPageScaleFactor", { pageScaleFactor: 1 });
    await page.waitForFunction((was) => document.getElementById("canvas").width === was, before_pinch);
    await page.context().close();
});
