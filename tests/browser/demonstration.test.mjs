// `Prova utan att skicka` from any static file server: under a sub-path, wrong type for wasm.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { find, h1, launch, open, ready, settled, tab_to, visitor } from "./support/browser.mjs";
import { printed } from "./support/paper.mjs";
import { SITE } from "./support/service.mjs";
import { serve_folder } from "./support/static_server.mjs";

const MM = 72 / 25.4, TOP_MARGIN = 13 * MM;  // print.css, in points

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

async function heading(page, text) {
    await h1(page).and(page.getByText(text, { exact: true })).waitFor();
    await page.locator("#mirror").getByText("Demonstration", { exact: true }).waitFor();
}

const by_key = (page, key) => page.locator(`[id="n-${key}"]`);

const journeys = {
    "new choice": async (page) => {
        await find(page, "button", "Prova som Karin").click();
        await heading(page, "Gör ditt val");
        await page.locator("#mirror").getByRole("button", { name: /^Välj / }).first().click();
        await heading(page, "Kontrollera ditt val");
        await page.reload();
        await ready(page);
        await find(page, "button", "Bekräfta valet").click();
        await heading(page, "Ditt val är mottaget");
    },
    switch: async (page) => {
        await find(page, "button", "Prova som Bengt").click();
        await find(page, "button", "Byt utförare").click();
        await page.locator("#mirror").getByRole("button", { name: /^Välj / }).first().click();
        await find(page, "button", "Bekräfta bytet").click();
        await heading(page, "Ditt byte är mottaget");
    },
    decline: async (page) => {
        await find(page, "button", "Prova som Aino").click();
        await heading(page, "Din utförare upphör");
        await find(page, "button", "Jag vill inte välja").click();
        await find(page, "button", "Bekräfta att jag avstår").click();
        await heading(page, "Du har fått en utförare");
        await find(page, "heading", "Varför just den utföraren?").waitFor();
    },
    "a relative": async (page) => {
        await find(page, "button", "Prova som Eva åt Maja").click();
        await find(page, "button", "Byt utförare").click();
        await page.locator("#mirror").getByRole("button", { name: /^Välj / }).first().click();
        await by_key(page, "behalf/who/other").check();
        await by_key(page, "behalf/begin").click();
        await by_key(page, "behalf/role/relative").check();
        await by_key(page, "behalf/next").click();
        await by_key(page, "behalf/name").fill("Eva Exempel");
        await by_key(page, "behalf/reach").fill("070-000 00 00");
        await by_key(page, "behalf/next").click();
        await by_key(page, "behalf/declare/nearest_of_kin").check();
        await by_key(page, "behalf/declare/no_other_representative").check();
        await by_key(page, "behalf/next").click();
        await find(page, "button", "Bekräfta bytet").click();
        await heading(page, "Ditt byte är mottaget");
        await page.locator("#mirror").getByText("Valet är gjort av en anhörig.").waitFor();
    },
    "a queue": async (page) => {
        await find(page, "button", "Prova som Olle").click();
        await page.locator("#mirror").getByRole("button", { name: /^Ställ dig i kö till / }).first().click();
        await by_key(page, "check/confirm").click();
        await page.locator("#mirror").getByText(/^Du är nummer 1 i kön till /).waitFor();
    },
    playgrounds: async (page) => {
        await find(page, "link", "Prova avgiften").click();
        await heading(page, "Samma avgift, vilken utförare det än är");
        const fee = await by_key(page, "play/fee/figure").textContent();
        for (const one of ["solglantan", "tusenskonan"]) {
            await by_key(page, `play/fee/provider/${one}`).check();
            assert.equal(await by_key(page, "play/fee/figure").textContent(), fee);
        }
        await find(page, "button", "En timme mer").click();
        await page.waitForFunction((was) =>
            document.getElementById("n-play/fee/figure").textContent !== was, fee);
        await find(page, "link", "Tillbaka").click();
        await find(page, "link", "Prova en avveckling").click();
        await heading(page, "När en utförare upphör");
        await by_key(page, "play/leaving/leaver/kommunens-hemtjanst").check();
        await page.locator("#mirror").getByText(/^Så många har Kommunens hemtjänst: \d+\.$/).waitFor();
    },
};

const of_the_service = (requests) => requests.filter(
    (line) => !line.startsWith("GET") || line.includes("/api/"));

for (const [name, walk] of Object.entries(journeys)) {
    test(`demonstration under a sub-path with the wrong type for wasm: ${name}`, async () => {
        const host = await serve_folder(SITE, {
            under: "/kommun/hemval/", types: { ".wasm": "text/plain" },
        });
        try {
            const page = await visitor(browser);
            await open(page, `${host.url}strangnas/`);
            await find(page, "link", "Prova utan att skicka").click();
            await heading(page, "Prova utan att skicka");
            const before = host.requests.length;
            await walk(page);
            assert.deepEqual(of_the_service(host.requests.slice(before)), []);
            const kept = await page.evaluate(() => ({
                local: localStorage.length, cookies: document.cookie,
            }));
            assert.deepEqual(kept, { local: 0, cookies: "" });
        } finally {
            await host.close();
        }
    });
}

test("opened or reloaded in the demonstration, the service is asked nothing until it is left", async () => {
    const host = await serve_folder(SITE);
    try {
        const page = await visitor(browser);
        await open(page, `${host.url}strangnas/#/prova`);
        await heading(page, "Prova utan att skicka");
        await page.reload();
        await ready(page);
        await journeys["new choice"](page);
        assert.deepEqual(of_the_service(host.requests), []);
        await find(page, "link", "Avsluta demonstrationen").click();
        await h1(page).and(page.getByText("Välj utförare av hemtjänst", { exact: true })).waitFor();
        await page.waitForLoadState("networkidle");
        assert.deepEqual(of_the_service(host.requests),
            ["GET /api/strangnas/providers", "GET /api/strangnas/session", "GET /api/strangnas/case"]);
    } finally {
        await host.close();
    }
});

test("without a network the demonstration goes on, and nothing but built files was ever asked for", async () => {
    const host = await serve_folder(SITE, { under: "/kommun/" });
    try {
        const page = await visitor(browser);
        const last = page.waitForResponse(/worker_start/);  // asked for when there is nothing else to do
        await open(page, `${host.url}strangnas/#/prova`);
        await last;
        await page.context().setOffline(true);
        const asked = [];
        page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
        for (const walk of [journeys["a queue"], journeys["a relative"], journeys.playgrounds, journeys.decline]) {
            await walk(page);
            await find(page, "button", "Börja om").click();
            await heading(page, "Prova utan att skicka");
        }
        assert.deepEqual(host.requests.filter((line) => !line.startsWith("GET /kommun/")), []);
        assert.deepEqual(of_the_service(host.requests), []);
        // Chromium asks for the page's icon again by itself.
        assert.deepEqual(asked.filter((line) => !/^GET .*\/icon\./.test(line)), []);
    } finally {
        await host.close();
    }
});

test("one press forgets all that was tried, and nothing of the real visit", async () => {
    const host = await serve_folder(SITE);
    try {
        const page = await visitor(browser);
        await open(page, `${host.url}strangnas/#/avgift`);
        await by_key(page, "fee/hours").fill("31");
        await settled(page);
        const kept = () => page.evaluate(() => JSON.parse(JSON.stringify(sessionStorage)));
        const real = (await kept())["hemval.visit/strangnas"];
        assert.match(real, /"31"/);
        await page.evaluate(() => { location.hash = "#/prova"; });
        await heading(page, "Prova utan att skicka");
        await settled(page);
        const before = await kept();
        await journeys["a relative"](page);
        const number = await by_key(page, "receipt/number/value").textContent();
        await find(page, "button", "Börja om").click();
        await heading(page, "Prova utan att skicka");
        await settled(page);
        const after = await kept();
        assert.deepEqual(after, before);
        assert.equal(after["hemval.visit/strangnas"], real);
        assert.ok(!JSON.stringify(after).includes(number));
        assert.ok(!(await page.content()).includes(number));
        assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
    } finally {
        await host.close();
    }
});

test("the presenter's points are gone through by keyboard alone, and follow the errand", async () => {
    const host = await serve_folder(SITE);
    try {
        const page = await visitor(browser);
        await open(page, `${host.url}strangnas/#/prova`);
        const reach = (key) => tab_to(page, by_key(page, key));
        const point = async (text) => page.locator("#mirror").getByText(text).waitFor();
        await reach("demo/no_provider/go");
        await page.keyboard.press("Enter");
        await heading(page, "Gör ditt val");
        await point(/^Karin\. Punkt 1 av 4: /);
        await page.keyboard.press("Control+Home");
        await by_key(page, "skip").focus();
        await reach("presenter/next");
        await page.keyboard.press("Enter");
        await point(/^Karin\. Punkt 2 av 4: /);
        await page.locator("#polite").getByText(/^Punkt 2 av 4\. /).waitFor();
        await reach("presenter/all");
        await page.keyboard.press("Space");
        await reach("presenter/step/more");
        assert.match(await by_key(page, "presenter/step/more/label").textContent(), /\(nu\)$/);
        await page.keyboard.press("Space");
        assert.ok(await by_key(page, "presenter/step/more").isChecked());
        await reach("provider/solglantan/choose");
        await page.keyboard.press("Enter");
        await heading(page, "Kontrollera ditt val");
        await point(/^Karin\. Punkt 3 av 4: /);
        await by_key(page, "skip").focus();
        await reach("demo/bar/steps");
        await page.keyboard.press("Enter");
        await by_key(page, "presenter").waitFor({ state: "detached" });
        await reach("demo/bar/reset");
        await page.keyboard.press("Enter");
        await heading(page, "Prova utan att skicka");

        await reach("demo/explain/rotation/go");
        await page.keyboard.press("Enter");
        await heading(page, "Prova turordningen");
        await reach("trial/fifty");
        await page.keyboard.press("Enter");
        await by_key(page, "trial/result/50").waitFor();
        await reach("trial/newcomer");
        await page.keyboard.press("Enter");
        await by_key(page, "trial/newcomer/in").waitFor();
    } finally {
        await host.close();
    }
});

/** Each sheet carries the word in its upper margin, whole, and in letters as large as the rest of it. */
async function marked_on_paper(page) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-demonstration-"));
    try {
        const { sheets, sizes, outside } = await printed(page, path.join(folder, "sheet"));
        assert.ok(sheets.length > 1);
        assert.ok(Math.min(...sizes) >= 14, String(sizes));
        assert.deepEqual(outside, []);
        for (const [at, { words }] of sheets.entries()) {
            const marks = words.filter(({ text, bottom }) => text === "Demonstration" && bottom <= TOP_MARGIN);
            assert.equal(marks.length, 1, `sheet ${at + 1}`);
            assert.ok(marks[0].top >= 4 * MM, `sheet ${at + 1}: a printer reaches no higher: ${marks[0].top}`);
        }
        return sheets;
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
}

test("Demonstration stays in sight: while scrolling, in Enkel vy, in large letters and on each sheet of paper",
    async () => {
        const host = await serve_folder(SITE);
        try {
            const page = await visitor(browser);
            await open(page, `${host.url}strangnas/#/prova/visa/avgift`);
            assert.match(await page.title(), /Demonstration/);
            const mark = page.locator("#mark");
            const in_sight = async () => {
                const box = await mark.boundingBox();
                const { width, height } = page.viewportSize();
                assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height);
                assert.equal(await mark.textContent(), "Demonstration");
            };
            const small = (await mark.boundingBox()).height;
            for (const change of [
                () => page.evaluate(() => scrollTo(0, 900)),
                () => find(page, "button", "Enkel vy").click(),
                () => page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight)),
                () => find(page, "button", "Text för storbild").click(),
                () => page.setViewportSize({ width: 320, height: 256 }),
            ]) {
                await change();
                await settled(page);
                await in_sight();
            }
            await page.setViewportSize({ width: 1280, height: 800 });
            await settled(page);
            assert.ok((await mark.boundingBox()).height > 1.5 * small);
            await page.emulateMedia({ media: "print" });
            assert.ok(!await by_key(page, "demo/bar/reset").isVisible());
            await page.emulateMedia({ media: null });
            await settled(page);
            await marked_on_paper(page);
        } finally {
            await host.close();
        }
    });

const FOOT = 23;  // words, with the mark and the sheet's number

test("on paper an amount stands with its unit, and no sheet has the page's foot alone", async () => {
    const host = await serve_folder(SITE);
    try {
        const page = await visitor(browser);
        for (const [address, to_press] of [["ersattning", "pay/rough"], ["turordning", "trial/fifty"]]) {
            await open(page, `${host.url}strangnas/#/prova/visa/${address}`);
            await by_key(page, to_press).click();
            await settled(page);
            let found = 0;
            for (const [at, { words }] of (await marked_on_paper(page)).entries()) {
                assert.ok(words.length > FOOT, `${address}: sheet ${at + 1} is nearly empty`);
                const stands = (unit) => words.some(({ text, top, right }) => /\d$/.test(text)
                    && Math.abs(top - unit.top) < 2 && unit.left > right && unit.left - right < 9);
                const units = words.filter(({ text }) => /^(kr|min)\.?$/.test(text));
                found += units.length;
                for (const unit of units)
                    assert.ok(stands(unit), `${address}: ${unit.text} alone on sheet ${at + 1}`);
            }
            if (address === "ersattning") assert.ok(found > 10, `${found} amounts on paper`);
        }
    } finally {
        await host.close();
    }
});
