// Forms and sheets as they leave the printer: large enough, whole, and with codes a telephone reads.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { find, launch, open, tab_to, visitor } from "./support/browser.mjs";
import { printed } from "./support/paper.mjs";
import { settle } from "./support/screens.mjs";
import { serve_site } from "./support/site.mjs";

const LEAST = 14;
const FORMS = ["val", "byt", "avsta", "ombud"];
const LANGUAGES = ["sv", "sv-simple", "en", "fi", "ar"];
const TOWNS = ["strangnas", "huddinge", "botkyrka"];

let server, browser, work;
before(async () => {
    work = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-paper-"));
    server = await serve_site();
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await server?.close();
    if (process.env.HEMVAL_KEEP) console.log(work);
    else fs.rmSync(work, { recursive: true, force: true });
});

const key = (of) => `[id='n-${of}']`;
const press = (page, of) => page.locator(key(of)).click();

async function visit(town, hash, language = "sv") {
    const page = await visitor(browser);
    await open(page, `${server.url}${town}/${hash}`);
    if (language !== "sv") {
        await page.locator(key("controls/language")).selectOption(language);
        await page.waitForFunction((tag) => document.documentElement.lang === tag, language);
    }
    await settle(page);
    return page;
}

async function go(page, hash) {
    await page.evaluate((to) => { location.hash = to; }, hash);
    await settle(page);
}

async function compare(page, count) {
    await go(page, "#/jamfor");
    const boxes = await page.locator("#mirror .r-checkbox[id$='/compare']").all();
    for (const box of boxes.slice(0, count)) await box.click();
    await settle(page);
}

const name_of = (...parts) => path.join(work, parts.join("-"));

function well_printed(paper, what) {
    assert.ok(paper.sizes.length > 0);
    assert.ok(Math.min(...paper.sizes) >= LEAST, `${what}: ${paper.sizes}`);
    assert.deepEqual(paper.outside, [], what);
}

/** What stands on the screen and is no more than the screen's. */
const words_shown = (page) => page.evaluate(() => [...document.querySelectorAll("#mirror main *")]
    .filter((one) => one.checkVisibility()
        && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((one) => one.textContent));

for (const language of process.env.HEMVAL_LONG ? LANGUAGES : ["sv", "sv-simple", "ar"]) {
    test(`forms are printed whole and in at least 14 points, with room to write: ${language}`, async () => {
        for (const town of process.env.HEMVAL_LONG ? TOWNS : ["botkyrka"]) {
            const page = await visit(town, "#/papper", language);
            for (const form of FORMS) {
                await go(page, `#/papper/${form}`);
                const what = `${town} ${form} ${language}`;
                const paper = await printed(page, name_of(town, form, language));
                well_printed(paper, what);
                assert.ok(paper.sheets.length <= 4, `${what}: ${paper.sheets.length} sheets`);
                paper.sheets.forEach(({ words }, at) => {
                    assert.ok(words.length > 20, `${what}: sheet ${at + 1} is nearly empty`);
                    const last = words.filter(({ text }) => text === String(paper.sheets.length)).length;
                    assert.ok(last > 0, `${what}: sheet ${at + 1} has no number`);
                });
                await page.emulateMedia({ media: "print" });
                await settle(page);
                const lines = await page.locator("#mirror .s-line:not([id^='n-form/office'])").evaluateAll((all) =>
                    all.map((one) => [one.getBoundingClientRect().height, one.getBoundingClientRect().width]));
                assert.ok(lines.length >= 6, `${what}: ${lines.length}`);
                const edges = await page.locator("#mirror .s-line[id^='n-form/office']").evaluateAll((all) =>
                    all.map((one) => Math.round(one.getBoundingClientRect().left)));
                assert.deepEqual([edges.length, new Set(edges).size], [4, 2], `${what}: the office's lines`);
                for (const [height, width] of lines) {
                    assert.ok(height >= 10 * 96 / 25.4 && width >= 60 * 96 / 25.4, `${what}: ${height} x ${width}`);
                }
                assert.equal(await page.locator("#mirror main :is(button, a):visible").count(), 0, what);
                if (language === "sv") {
                    const bare = (text) => text.replace(/[\s\u00ad-]+/g, "");
                    for (const text of await words_shown(page)) {
                        for (const word of text.split(/[\s\u00ad-]+/)) {
                            assert.ok(bare(paper.text).includes(word), `${what}: ${word}`);
                        }
                    }
                }
                await page.emulateMedia({ media: null });
                await settle(page);
            }
            assert.deepEqual(page.faults.filter((fault) => !/404|501/.test(fault)), []);
            await page.context().close();
        }
    });
}

test("the comparison is printed in 18 points, and its code and QR code restore it on another device", async () => {
    const page = await visit("strangnas", "#/jamfor");
    await compare(page, 3);
    await go(page, "#/jamforelse");
    await press(page, "comparison/pick/summary");
    await press(page, "comparison/pick/specialisations");
    await go(page, "#/papper/jamforelse");
    await page.locator("#mirror .r-picture svg").waitFor();
    const paper = await printed(page, name_of("comparison"));
    well_printed(paper, "comparison");
    assert.ok(paper.sizes.filter((size) => size < 18).length <= 2, String(paper.sizes));  // header, footer, number
    const [address] = paper.qr();
    assert.match(address, new RegExp(`^${server.url}strangnas/#/jamfor/[0-9A-Z-]+$`));
    assert.ok(paper.text.includes(address.split("/").at(-1)));
    await page.context().close();

    const answers = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean).sort();
    const other = await visitor(browser);
    await open(other, address);
    await settle(other);
    await press(other, "share/show");
    await settle(other);
    await go(other, "#/papper/jamforelse");
    await other.locator("#mirror .r-picture svg").waitFor();
    const again = await printed(other, name_of("comparison_again"));
    // Another visit has another order; what is said is the same.
    const said = (one) => new Set(answers(one.text).join(" ").split(/\s+/));
    assert.deepEqual([...said(again)].sort(), [...said(paper)].sort());
    await other.context().close();
});

test("four providers and right to left: the comparison and a leaflet are whole", async () => {
    for (const language of ["sv", "ar"]) {
        const page = await visit("huddinge", "#/jamfor", language);
        await compare(page, 4);
        await go(page, "#/papper/jamforelse");
        await page.locator("#mirror .r-picture svg").waitFor();
        well_printed(await printed(page, name_of("four", language)), "four");
        await go(page, "#/papper/om/blaklocksangen");
        await page.locator("#mirror .r-picture svg").waitFor();
        await page.emulateMedia({ media: "print" });
        // A name of two lines pushes what stands under its value no further down.
        const gaps = await page.locator("#mirror .r-fact dd + dd").evaluateAll((all) => all.map((one) =>
            one.getBoundingClientRect().top - one.previousElementSibling.getBoundingClientRect().bottom));
        assert.ok(gaps.length > 0 && gaps.every((gap) => gap < 4), String(gaps));
        await page.emulateMedia({ media: null });
        await settle(page);
        const leaflet = await printed(page, name_of("leaflet", language));
        well_printed(leaflet, "leaflet");
        assert.deepEqual(leaflet.qr(), [`${server.url}huddinge/#/utforare/blaklocksangen`]);
        await page.context().close();
    }
});

test("a receipt is printed in at least 14 points, and nothing of it is cut", async () => {
    const page = await visit("strangnas", "#/prova");
    await press(page, "demo/no_provider/go");
    await settle(page);
    await page.locator("#mirror .r-button[id$='/choose']").first().click();
    await press(page, "check/confirm");
    await page.locator(key("receipt/number")).waitFor();
    await settle(page);
    well_printed(await printed(page, name_of("receipt")), "receipt");
    await page.context().close();
});

test("a QR code printed at a kiosk does not lead to a kiosk", async () => {
    const page = await visitor(browser);
    await open(page, `${server.url}strangnas/?kiosk#/papper/om/solglantan`);
    await settle(page);
    await page.locator("#mirror .r-picture svg").waitFor();
    assert.deepEqual((await printed(page, name_of("kiosk"))).qr(), [`${server.url}strangnas/#/utforare/solglantan`]);
    await page.context().close();
});

test("a form from a kiosk is the same as one from home", async () => {
    const home = await visit("strangnas", "#/papper/val");
    const at_home = await printed(home, name_of("home_form"));
    await home.context().close();
    const page = await visitor(browser);
    await open(page, `${server.url}strangnas/?kiosk#/kiosk`);
    await settle(page);
    await go(page, "#/papper/val");
    const paper = await printed(page, name_of("kiosk_form"));
    well_printed(paper, "kiosk");
    assert.equal(paper.sheets.length, at_home.sheets.length);
    assert.equal(Math.min(...paper.sizes), Math.min(...at_home.sizes));
    assert.doesNotMatch(paper.text, /Avsluta|Börja om/);
    await page.context().close();
});

test("what the page's own button prints flows on the paper, and lies over the picture again afterwards", async () => {
    const page = await visit("strangnas", "#/papper/val");
    const placed = () => page.evaluate(() => document.querySelectorAll("#mirror .n[style*=left]").length
        + (document.getElementById("mirror").style.height ? 1 : 0));
    await page.evaluate(() => {  // as a browser prints: what is there when it has told of it
        globalThis.print = () => {
            dispatchEvent(new Event("beforeprint"));
            const mirror = document.getElementById("mirror");
            globalThis.on_paper = [mirror.querySelectorAll(".n[style*=left]").length, mirror.style.height,
                document.body.className];
            dispatchEvent(new Event("afterprint"));
        };
    });
    assert.ok(await placed() > 10);
    await find(page, "button", "Skriv ut").click();
    await settle(page);
    assert.deepEqual(await page.evaluate(() => globalThis.on_paper), [0, "", "plain"]);
    assert.ok(await placed() > 10);
    await page.context().close();
});

test("a form is found from the start page and printed by keyboard alone, without signing in", async () => {
    const page = await visit("strangnas", "#/");
    await page.evaluate(() => { globalThis.print = () => { globalThis.printed = true; }; });
    for (const [role, name] of [["link", "Blanketter att skriva ut"], ["link", "Blankett: välj utförare"],
        ["button", "Skriv ut"]]) {
        await tab_to(page, find(page, role, name));
        await page.keyboard.press("Enter");
        await settle(page);
    }
    assert.equal(await page.evaluate(() => globalThis.printed), true);
    await page.context().close();
});
