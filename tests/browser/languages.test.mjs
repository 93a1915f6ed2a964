// A whole errand in Arabic, from right to left in Enkel vy, and in Finnish, in the drawing: found by
// keys, since the words are another language's.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, settled, visitor } from "./support/browser.mjs";
import { serve_site } from "./support/site.mjs";

let browser, host;
before(async () => {
    browser = await launch();
    host = await serve_site();
});
after(async () => {
    await browser?.close();
    await host?.close();
});

const key = (page, name) => page.locator(`[id="n-${name}"]`);
const language = (page) => key(page, "controls/language");

async function choose(page, tag) {
    await language(page).selectOption(tag);
    await page.waitForFunction((wanted) => document.documentElement.lang === wanted, tag);
    await settled(page);
}

const look = (page) => page.evaluate(() => ({
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
    plain: document.body.classList.contains("plain"),
    focus: document.activeElement?.id,
    wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
}));

/** What sticks out of the window at either side, by id. */
const outside = (page) => page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    return [...document.querySelectorAll("#mirror .n[id]")].filter((element) => {
        const { left, right, width: own } = element.getBoundingClientRect();
        return own > 1 && (left < -0.5 || right > width + 0.5);
    }).map(({ id }) => id);
});

async function press(page, name) {
    await key(page, name).click();
    await settled(page);
}

// A static host has no service to answer with: that alone is no fault.
function no_faults(page) {
    assert.deepEqual(page.faults.filter((fault) => !/status of 404/.test(fault)), []);
}

async function fits(page, where) {
    assert.deepEqual(await outside(page), [], where);
    assert.ok((await look(page)).wider <= 0, where);
}

for (const { tag, dir, plain } of [
    { tag: "ar", dir: "rtl", plain: true }, { tag: "fi", dir: "ltr", plain: false }]) {
    test(`a whole demonstration errand in a 320 px window, in ${tag}`, async () => {
        const page = await visitor(browser, { viewport: { width: 320, height: 640 } });
        await open(page, `${host.url}strangnas/#/prova`);
        await choose(page, tag);
        const errand = async (where) => {
            const { lang, dir: now, plain: simple } = await look(page);
            assert.deepEqual({ lang, dir: now, plain: simple }, { lang: tag, dir, plain }, where);
            await fits(page, where);
        };
        await errand("people");
        await press(page, "demo/no_provider/go");
        await errand("choose");
        await page.locator("#mirror [id$='/choose'][id^='n-provider/']").first().click();
        await settled(page);
        await errand("check");
        await press(page, "check/confirm");
        await errand("receipt");
        await page.waitForSelector("[id='n-receipt/print']");
        // Out of the demonstration is another page load.
        await Promise.all([page.waitForEvent("load"), page.evaluate(() => { location.hash = "#/"; })]);
        for (const address of ["#/", "#/jamfor", "#/avgift", "#/hjalp", "#/fragor",
            "#/utforare/solglantan"]) {
            await page.evaluate((hash) => { location.hash = hash; }, address);
            await settled(page);
            await errand(address);
        }
        no_faults(page);
        await page.context().close();
    });
}

test("the page turns with the language and back, and focus stays where it was", async () => {
    const page = await visitor(browser);
    await open(page, `${host.url}strangnas/`);
    assert.deepEqual(await look(page),
        { lang: "sv", dir: "ltr", plain: false, focus: "", wider: 0 });
    await language(page).focus();
    const there = { focus: "n-controls/language", wider: 0 };
    await choose(page, "ar");
    assert.deepEqual(await look(page), { lang: "ar", dir: "rtl", plain: true, ...there });
    await choose(page, "fi");
    assert.deepEqual(await look(page), { lang: "fi", dir: "ltr", plain: false, ...there });
    await choose(page, "ar");
    await choose(page, "sv");
    assert.deepEqual(await look(page), { lang: "sv", dir: "ltr", plain: false, ...there });
    assert.equal(await key(page, "controls/plain").getAttribute("aria-pressed"), "false");
    no_faults(page);
    await page.context().close();
});

test("from right to left the text begins at the right, and Swedish and numbers keep their order", async () => {
    const page = await visitor(browser, { locale: "ar" });
    await open(page, `${host.url}strangnas/#/hjalp`);
    await settled(page);
    const { lang, dir, plain } = await look(page);
    assert.deepEqual({ lang, dir, plain }, { lang: "ar", dir: "rtl", plain: true });
    const places = await page.evaluate(() => {
        const edge = (id, first, last) => {
            const text = document.getElementById(id).firstChild;
            const at = (from) => {
                const range = document.createRange();
                range.setStart(text, from);
                range.setEnd(text, from + 1);
                return range.getBoundingClientRect();
            };
            const inside = document.getElementById(id).getBoundingClientRect();
            return { first: at(text.data.search(first)), last: at(text.data.search(last)), inside };
        };
        return {
            phone: edge("n-help/phone/value", /0152/, /\d(?=\D*$)/),
            arabic: edge("n-help/lead", /^./u, /.$/u),
            swedish: edge("n-help/paper", /^./u, /.$/u),
            swedish_dir: document.getElementById("n-help/paper").dir,
            swedish_lang: document.getElementById("n-help/paper").lang,
        };
    });
    assert.ok(places.phone.first.x < places.phone.last.x, "a phone number is read from the left");
    assert.ok(places.arabic.inside.right - places.arabic.first.right < 2, "Arabic begins at the right");
    assert.ok(places.swedish.first.x - places.swedish.inside.x < 2, "Swedish begins at the left");
    assert.equal(places.swedish_dir, "ltr");
    assert.equal(places.swedish_lang, "sv");
    await page.context().close();
});

test("the field for the code is written from the left in Arabic too", async () => {
    const page = await visitor(browser, { locale: "ar" });
    await open(page, `${host.url}strangnas/#/avgift`);
    await settled(page);
    const directions = await page.locator("#mirror .r-text_field").evaluateAll(
        (fields) => fields.map((field) => getComputedStyle(field).direction));
    assert.ok(directions.length > 2);
    assert.deepEqual([...new Set(directions)], ["ltr"]);
    await page.context().close();
});

test("the page starts in the language asked for, else in Swedish: a device in English says little", async () => {
    for (const [locale, tag] of [["fi-FI", "fi"], ["ar", "ar"], ["en-US", "sv"], ["sv-SE", "sv"], ["de-DE", "sv"]]) {
        const page = await visitor(browser, { locale });
        await open(page, `${host.url}strangnas/`);
        assert.equal((await look(page)).lang, tag, locale);
        const offered = await language(page).locator("option").evaluateAll(
            (options) => options.map(({ lang, value, textContent }) => [lang, value, textContent]));
        assert.deepEqual(offered, [
            ["sv", "sv", "Svenska"], ["sv-simple", "sv-simple", "Lättläst svenska"],
            ["en", "en", "English"], ["fi", "fi", "Suomi"], ["ar", "ar", "العربية"],
        ]);
        await page.context().close();
    }
});
