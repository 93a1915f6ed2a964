// The citizens' program comes in two parts (decision 040). With the first alone, a first visitor's start page and
// list are whole; what they do meanwhile is done when the second comes, also when it does not come at once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, settled, visitor } from "./support/browser.mjs";
import { serve_site } from "./support/site.mjs";

const REST = /hemval_rest\.[0-9a-f]+\.wasm$/;
const LANGUAGES = ["sv", "en", "fi", "ar"];
const VIEWS = ["", "#/jamfor"];
const WIDTHS = [320, 768, 1280];

let browser, site;
before(async () => {
    [browser, site] = await Promise.all([launch(), serve_site()]);
});
after(async () => {
    await browser.close();
    await site.close();
});

const has = (page, mark) => page.waitForFunction((name) => performance.getEntriesByName(name).length > 0, mark);
const is_whole = (page) => page.evaluate(() => performance.getEntriesByName("app-whole").length > 0);
const said = (page) => page.evaluate(() =>
    document.getElementById("mirror").innerHTML.replace(/ (style|tabindex)="[^"]*"/g, ""));

const tall = (page) => page.evaluate(() => document.documentElement.scrollHeight);

// Opens the page with the second part held back.
async function begun(hash, options) {
    const page = await visitor(browser, options);
    let release;
    const held = new Promise((done) => (release = done));
    await page.route(REST, async (route) => {
        await held;
        await route.continue();
    });
    await page.goto(`${site.url}strangnas/${hash}`);
    await has(page, "app-interactive");
    return { page, release };
}

for (const [at, locale] of LANGUAGES.entries()) {
    for (const hash of VIEWS) {
        const width = WIDTHS[(at + VIEWS.indexOf(hash)) % WIDTHS.length];
        test(`nothing of ${hash || "the start page"} waits for the second part (${locale}, ${width} px)`, async () => {
            const { page, release } = await begun(hash, { locale, viewport: { width, height: 800 } });
            await page.mouse.wheel(0, 600);
            await settled(page);
            const [first, height] = [await said(page), await tall(page)];
            assert.equal(await is_whole(page), false);
            assert.doesNotMatch(first, />\[[\w.]+\]</);
            release();
            await has(page, "app-whole");
            await settled(page);
            assert.equal(await said(page), first);
            assert.equal(await tall(page), height, "lines break elsewhere than with the first part's hyphens");
            await page.context().close();
        });
    }
}

test("what is pressed and asked for before the second part is there is done when it comes, in its order", async () => {
    const { page, release } = await begun("");
    await page.locator("[id='n-controls/larger']").click();
    await page.evaluate(() => { location.hash = "#/fragor"; });
    await page.evaluate(() => new Promise(requestAnimationFrame));
    await page.evaluate(() => { location.hash = "#/avgift"; });
    await settled(page);
    assert.equal(await is_whole(page), false);
    release();
    await page.locator("#mirror h1", { hasText: "avgift" }).waitFor();
    assert.ok(await page.evaluate(() => Number(document.documentElement.style.getPropertyValue("--scale"))) > 1);
    await page.context().close();
});

async function pressed_early(href, look) {
    const page = await visitor(browser);
    let release;
    const held = new Promise((done) => (release = done));
    await page.route(/hemval\.[0-9a-f]+\.wasm$/, async (route) => {
        await held;
        await route.continue();
    });
    await page.goto(`${site.url}strangnas/`, { waitUntil: "commit" });
    await page.locator(`#static a[href='${href}']`).first().click();
    await look?.(page);
    release();
    await has(page, "app-whole");
    await settled(page);
    return page;
}

const focused = (page) => page.evaluate(() => {
    const { tagName, textContent, ariaLevel } = document.activeElement;
    return [tagName, ariaLevel, textContent];
});

test("a link of the built page, pressed while the program loads, opens at the heading with all there is", async () => {
    const page = await pressed_early("#/avgift");
    assert.deepEqual((await focused(page)).slice(0, 2), ["H1", null]);
    assert.match((await focused(page))[2], /avgift/);
    await page.context().close();
});

test("the list of the built page begins at its heading, and so it does when the program comes", async () => {
    const page = await pressed_early("#/jamfor", async (early) => {
        await early.waitForFunction(() => document.activeElement.tagName === "H2");
        assert.deepEqual(await focused(early), ["H2", "1", "Jämför utförare"]);
        assert.equal(await early.locator("#static h3").first().getAttribute("aria-level"), "2");
    });
    assert.deepEqual(await focused(page), ["H1", null, "Jämför utförare"]);
    await page.context().close();
});

test("paper, and a network that goes, need no words of the second part", async () => {
    const { page } = await begun("#/jamfor");
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await settled(page);
    assert.doesNotMatch(await said(page), />\[[\w.]+\]</);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await page.emulateMedia({ media: "screen" });
    await page.context().setOffline(true);
    await page.mouse.wheel(0, 300);
    await settled(page);
    assert.match(await said(page), /Det finns inget nät just nu/);
    assert.doesNotMatch(await said(page), />\[[\w.]+\]</);
    await page.context().close();
});

test("what no rehearsal foresaw is run all the same: the second part is fetched at once", async () => {
    const page = await visitor(browser);
    let release;
    const held = new Promise((done) => (release = done));
    let at_once = 0;
    await page.route(REST, async (route) => {
        if (route.request().resourceType() === "xhr") at_once += 1;
        else await held;
        await route.continue();
    });
    // Nobody gets at the program from outside: what it is loaded with tells the test of it.
    await page.route(/hemval\.[0-9a-f]+\.js$/, (route) => route.fulfill({ contentType: "text/javascript",
        body: `import make from "${route.request().url()}?";
            export default (given) => make(given).then((made) => (globalThis.made = made));` }));
    await page.goto(`${site.url}strangnas/`);
    await has(page, "app-interactive");
    assert.equal(at_once, 0);
    await page.evaluate(() => {
        const { made } = globalThis, hash = new TextEncoder().encode("#/avgift\0"), at = made._malloc(hash.length);
        made.HEAPU8.set(hash, at);
        made._hemval_navigated(at);
        dispatchEvent(new Event("scroll"));
    });
    await page.locator("[id='n-fee/hours']").waitFor();
    assert.equal(at_once, 1, "the page stands still once");
    assert.equal(await is_whole(page), false);
    release();
    await has(page, "app-whole");
    await page.context().close();
});

test("a second part that does not come is asked for again", async () => {
    const page = await visitor(browser);
    let refused = 0;
    await page.route(REST, (route) => (refused++ ? route.continue() : route.abort()));
    await page.goto(`${site.url}strangnas/`);
    await has(page, "app-whole");
    assert.equal(refused, 2);
    assert.equal(await page.locator('link[rel=stylesheet][href*="later"]').count(), 1);
    await page.context().close();
});

test("who presses something that never comes is told, and not left in silence", async () => {
    const page = await visitor(browser);
    await page.route(REST, (route) => route.abort());
    await page.goto(`${site.url}strangnas/`);
    await has(page, "app-interactive");
    await page.evaluate(() => { location.hash = "#/jamfor"; });
    await page.locator("#failed-sv").waitFor();
    // Below the start page again, the list's headings are at their own level.
    assert.equal(await page.locator("#static [aria-level]").count(), 0);
    await page.context().close();
});

test("whoever comes back, or asks for another view, begins with the whole program", async () => {
    const page = await visitor(browser);
    for (const hash of ["#/avgift", "", "#/jamfor"]) {  // in the same tab
        await page.goto("about:blank");
        await page.goto(`${site.url}strangnas/${hash}`);
        await has(page, "app-interactive");
        assert.ok(await page.evaluate(() => performance.getEntriesByType("resource").some(({ name, responseEnd }) =>
            name.includes("_rest.") && responseEnd < performance.getEntriesByName("app-interactive")[0].startTime)));
    }
    await page.context().close();
});
