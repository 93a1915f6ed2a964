// On paper: what can be opened stands open, what can only be pressed is left out.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch, open, visitor } from "./support/browser.mjs";
import { arrive, JOURNEYS, settle } from "./support/screens.mjs";
import { ROOT } from "./support/service.mjs";
import { serve_site } from "./support/site.mjs";

let server, browser;
before(async () => {
    server = await serve_site();
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await server?.close();
});

async function start(hash) {
    const page = await visitor(browser);
    await open(page, `${server.url}strangnas/${hash}`);
    await settle(page);
    return page;
}

const closed = (page) => page.locator("#mirror details:not([open])").count();
const shown = (page, text) => page.locator("#mirror").getByText(text, { exact: true }).first().isVisible();

test("a browser that prints finds everything open at once, and leaves it closed", async () => {
    const page = await start("#/fragor");
    const questions = await closed(page);
    assert.ok(questions > 3);
    await page.evaluate(() => addEventListener("beforeprint", () => {
        window.left_closed = document.querySelectorAll("#mirror details:not([open])").length;
    }));
    await page.pdf();
    assert.equal(await page.evaluate(() => window.left_closed), 0);
    await page.locator("body.picture").waitFor();
    await settle(page);
    assert.equal(await closed(page), questions);
    await page.context().close();
});

test("every question is on paper with its answer, and nothing about pressing", async () => {
    const page = await start("#/fragor");
    await page.emulateMedia({ media: "print" });
    await settle(page);
    const file = path.join(ROOT, "assets/municipalities/strangnas/questions.json");
    for (const { question, answer } of JSON.parse(fs.readFileSync(file, "utf8")).questions) {
        assert.ok(await shown(page, question.sv), question.sv);
        assert.ok(await shown(page, answer.sv), answer.sv);
    }
    assert.equal(await shown(page, "Tryck på en fråga för att se svaret."), false);
    await page.context().close();
});

test("the fee is printed with what was filled in and every step of the working out, though closed", async () => {
    const page = await start("#/avgift");
    await arrive(page, JOURNEYS.open.screens.find(({ name }) => name === "fee with a result"));
    await page.locator("[id='n-fee/steps/summary']").click();
    await settle(page);
    assert.equal(await page.locator("[id='n-fee/steps/table']").count(), 0);
    await page.emulateMedia({ media: "print" });
    await page.locator("[id='n-fee/steps/table']").waitFor();
    const rows = await page.locator("[id='n-fee/steps/table'] tbody tr").allInnerTexts();
    assert.ok(rows.length > 5);
    assert.ok(rows.every((row) => /\d kr/.test(row)), rows.join("\n"));
    assert.ok(await page.locator("[id='n-fee/hours']").isVisible());
    for (const pressed of ["#mirror .r-button:visible", "#mirror [id='n-back']:visible"])
        assert.equal(await page.locator(pressed).count(), 0, pressed);
    await page.context().close();
});

test("a receipt is one page of paper, and nothing adds an empty one", async () => {
    const page = await visitor(browser);
    await open(page, `${server.url}strangnas/#/prova`);
    for (const screen of JOURNEYS.new.screens.slice(0, 3)) await arrive(page, screen);
    await page.emulateMedia({ media: "print" });
    await page.locator("body.plain").waitFor();
    assert.ok(await shown(page, "Demonstration"));
    assert.equal(await shown(page, "Avsluta demonstrationen"), false);
    const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
    assert.equal(pdf.match(/\/Type \/Page\b/g).length, 1);
    await page.context().close();
});

test("a wish list is one page of paper: what was ticked and written, with room beside each to write", async () => {
    const page = await start("#/viktigt");
    await arrive(page, JOURNEYS.open.screens.find(({ name }) => name === "wishes with a list"));
    await page.emulateMedia({ media: "print" });
    await page.locator("[id='n-wishes/paper']").waitFor();
    const rows = page.locator("[id='n-wishes/paper'] tbody tr");
    assert.deepEqual((await rows.allInnerTexts()).map((text) => text.trim()), [
        "Personal som talar mitt språk", "Lugn och ro vid dusch och påklädning", "Mat som lagas hemma",
        "Katten heter Sture.", "Annat", "Dag för mötet och vilka som var med",
    ]);
    for (const row of await rows.all()) assert.ok((await row.boundingBox()).height > 70);
    for (const pressed of ["#mirror .r-button:visible", "#mirror .r-checkbox:visible", "#mirror textarea:visible"])
        assert.equal(await page.locator(pressed).count(), 0, pressed);
    const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
    assert.equal(pdf.match(/\/Type \/Page\b/g).length, 1);
    await page.context().close();
});
