// A citizen's whole errand on the real service, in a real browser, found by role and name only.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { find, h1, launch, open, ready, visitor } from "./support/browser.mjs";
import { ROOT, start_service } from "./support/service.mjs";

let service, browser;
before(async () => {
    [service, browser] = await Promise.all([start_service(), launch()]);
});
after(async () => {
    await browser?.close();
    await service?.stop();
});

async function heading(page, text) {
    await h1(page).and(page.getByText(text, { exact: true })).waitFor();
}

async function sign_in(page, code, municipality = "strangnas", url = service.url) {
    await open(page, `${url}${municipality}/`);
    await find(page, "link", "Gör ditt val").click();
    await find(page, "textbox", "Kod från brevet").fill(code);
    await find(page, "button", "Logga in").click();
}

async function choose_first(page) {
    const button = page.locator("#mirror").getByRole("button", { name: /^Välj / }).first();
    const name = (await button.textContent()).replace(/^Välj /, "");
    await button.click();
    return name;
}

test("new choice: compare, sign in, choose, check, receipt", async () => {
    const page = await visitor(browser);
    await open(page, `${service.url}strangnas/`);
    await heading(page, "Välj utförare av hemtjänst");
    await find(page, "link", "Jämför utförare").click();
    await heading(page, "Jämför utförare");
    const boxes = page.locator("#mirror").getByRole("checkbox", { name: /^Jämför / });
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await find(page, "button", "Visa jämförelsen").click();
    await heading(page, "Din jämförelse");
    const row = page.locator("#mirror").getByRole("row").filter({
        has: page.getByRole("rowheader", { name: "Din avgift", exact: true }),
    });
    assert.deepEqual(await row.getByRole("cell").allTextContents(),
        ["högst 2 660 kr", "högst 2 660 kr"]);
    await sign_in(page, service.codes.ny);
    await heading(page, "Gör ditt val");
    const name = await choose_first(page);
    await heading(page, "Kontrollera ditt val");
    await find(page, "button", "Bekräfta valet").click();
    await heading(page, "Ditt val är mottaget");
    await page.locator("#mirror").getByText("Kvittonummer", { exact: true }).waitFor();
    await page.locator("#mirror").getByText(name, { exact: true }).first().waitFor();
    await find(page, "button", "Kontrollera kvittot").click();
    await page.locator("#mirror").getByText("Kvittot stämmer med det som är sparat.").waitFor();
    assert.deepEqual(page.faults.filter((fault) => !/401/.test(fault)), []);
});

test("an answer that takes long is said to be on its way, one that comes at once is not", async () => {
    const page = await visitor(browser);
    await open(page, `${service.url}strangnas/`);
    await page.evaluate(() => {
        globalThis.said = [];
        new MutationObserver((changes) => {
            for (const { addedNodes } of changes) for (const one of addedNodes) said.push(one.textContent);
        }).observe(document.getElementById("polite"), { childList: true });
    });
    const sent = Promise.withResolvers();
    await page.route("**/session", async (route) => {
        await sent.promise;
        await route.continue();
    }, { times: 1 });
    await find(page, "link", "Gör ditt val").click();
    await find(page, "textbox", "Kod från brevet").fill(service.code("strangnas", "ny"));
    await find(page, "button", "Logga in").click();
    await page.waitForFunction(() => said.includes("Skickar. Vänta ett ögonblick."));
    sent.resolve();
    await heading(page, "Gör ditt val");
    await choose_first(page);
    await page.evaluate(() => { said.length = 0; });
    await find(page, "button", "Bekräfta valet").click();
    await heading(page, "Ditt val är mottaget");
    await new Promise((passed) => { setTimeout(passed, 2500); });
    assert.deepEqual(await page.evaluate(() => said), []);
});

// The figures are those of WCAG 2.2, success criterion 1.4.12.
for (const [what, options, sheet] of [
    ["under forced colours", { forcedColors: "active" }],
    ["with text spaced out by a style sheet of the reader's own", { bypassCSP: true },
        `* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
            word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`],
]) {
    test(`a whole new choice ${what}, all of it in Enkel vy`, async () => {
        const page = await visitor(browser, options);
        await open(page, `${service.url}strangnas/`);
        if (sheet) await page.addStyleTag({ content: sheet });
        await page.locator("body.plain").waitFor();
        await find(page, "link", "Gör ditt val").click();
        await find(page, "textbox", "Kod från brevet").fill("1234 5678");
        await find(page, "button", "Logga in").click();
        await page.locator("#mirror").getByText(/Koden ska ha 16 siffror/).first().waitFor();
        await find(page, "textbox", /Kod från brevet/, { exact: false })
            .fill(service.code("strangnas", "ny"));
        await find(page, "button", "Logga in").click();
        await heading(page, "Gör ditt val");
        const name = await choose_first(page);
        await heading(page, "Kontrollera ditt val");
        await find(page, "button", "Bekräfta valet").click();
        await heading(page, "Ditt val är mottaget");
        await page.locator("#mirror").getByText(name, { exact: true }).first().waitFor();
        assert.equal(await page.evaluate(() => document.body.className), "plain");
    });
}

test("WebGL lost while the choice is on its way: the receipt comes in Enkel vy, one choice", async () => {
    const page = await visitor(browser);
    await sign_in(page, service.code("strangnas", "ny"));
    const name = await choose_first(page);
    await heading(page, "Kontrollera ditt val");
    const on_its_way = Promise.withResolvers(), lost = Promise.withResolvers();
    let sent = 0;
    await page.route("**/submissions", async (route) => {
        ++sent;
        on_its_way.resolve();
        await lost.promise;
        await route.continue();
    });
    await find(page, "button", "Bekräfta valet").click();
    await on_its_way.promise;
    await page.evaluate(() => {
        const gl = document.getElementById("canvas").getContext("webgl2");
        window.surface = gl.getExtension("WEBGL_lose_context");
        window.surface.loseContext();
    });
    await page.locator("body.plain").waitFor();
    lost.resolve();
    await heading(page, "Ditt val är mottaget");
    await page.locator("#mirror").getByText(name, { exact: true }).first().waitFor();
    assert.equal(sent, 1);
    await page.evaluate(() => window.surface.restoreContext());
    await page.locator("body.picture").waitFor();
    await heading(page, "Ditt val är mottaget");
});

test("switch: the receipt says between which days", async () => {
    const page = await visitor(browser);
    await sign_in(page, service.codes.byte);
    await heading(page, "Din utförare");
    await find(page, "button", "Byt utförare").click();
    await choose_first(page);
    await heading(page, "Kontrollera ditt byte");
    await find(page, "button", "Bekräfta bytet").click();
    await heading(page, "Ditt byte är mottaget");
    await page.locator("#mirror").getByText(/^Bytet sker mellan \d+ \w+ \d{4} och \d+ \w+ \d{4}$/).first().waitFor();
});

test("decline: assigned by rotation, and why just that one", async () => {
    const page = await visitor(browser);
    await sign_in(page, service.code("strangnas", "ny"));
    await find(page, "button", "Jag vill inte välja").click();
    await heading(page, "Turordning");
    await find(page, "button", "Bekräfta att jag avstår").click();
    await heading(page, "Du har fått en utförare");
    await find(page, "heading", "Varför just den utföraren?").waitFor();
    await page.locator("#mirror").getByText(/Nästa som inte vill välja får/).waitFor();
});

test("the provider is leaving: closing date, the decision stands, a working re-choice", async () => {
    const page = await visitor(browser);
    await sign_in(page, service.codes.avveckling);
    await heading(page, "Din utförare upphör");
    await page.locator("#mirror").getByText(/upphör den \d+ \w+ \d{4}\.$/).waitFor();
    await page.locator("#mirror").getByText(/^Ditt beslut om hemtjänst påverkas inte\./).waitFor();
    await choose_first(page);
    await find(page, "button", "Bekräfta valet").click();
    await heading(page, "Ditt val är mottaget");
});

// Somebody without a mouse: Tab until it has focus, then the key that uses it.
async function reach(page, role, name) {
    const target = find(page, role, name).first();
    await target.waitFor();
    for (let tabs = 0; tabs < 120; ++tabs) {
        await page.keyboard.press("Tab");
        if (await target.evaluate((element) => element === document.activeElement)) return;
    }
    assert.fail(`Tab never reaches ${role} ${name}`);
}

async function use(page, role, name, key = "Enter") {
    await reach(page, role, name);
    await page.keyboard.press(key);
}

async function sign_in_by_keyboard(page, code) {
    await open(page, `${service.url}strangnas/`);
    await use(page, "link", "Gör ditt val");
    await reach(page, "textbox", "Kod från brevet");
    await page.keyboard.type(code);
    await use(page, "button", "Logga in");
}

test("new choice with the keyboard alone", async () => {
    const page = await visitor(browser);
    await sign_in_by_keyboard(page, service.code("strangnas", "ny"));
    await heading(page, "Gör ditt val");
    await use(page, "button", "Välj Solgläntan", "Space");
    await heading(page, "Kontrollera ditt val");
    await use(page, "button", "Bekräfta valet");
    await heading(page, "Ditt val är mottaget");
});

test("switch with the keyboard alone, and signing out", async () => {
    const page = await visitor(browser);
    await sign_in_by_keyboard(page, service.code("strangnas", "byte"));
    await heading(page, "Din utförare");
    await use(page, "button", "Byt utförare");
    await heading(page, "Byt utförare");
    const button = page.locator("#mirror").getByRole("button", { name: /^Välj / }).first();
    const name = (await button.textContent()).replace(/^Välj /, "");
    await use(page, "button", `Välj ${name}`, "Space");
    await heading(page, "Kontrollera ditt byte");
    await use(page, "button", "Bekräfta bytet");
    await heading(page, "Ditt byte är mottaget");
    await page.locator("#mirror").getByText(name, { exact: true }).first().waitFor();
    await use(page, "link", "Ändra ditt val");
    await heading(page, "Din utförare");
    await use(page, "button", "Logga ut", "Space");
    await heading(page, "Välj utförare av hemtjänst");
    await use(page, "link", "Gör ditt val");
    await heading(page, "Logga in");
    assert.equal(await find(page, "textbox", "Kod från brevet").inputValue(), "");
    await page.reload();
    await ready(page);
    await heading(page, "Logga in");
});

test("decline with the keyboard alone, to why just that provider", async () => {
    const page = await visitor(browser);
    await sign_in_by_keyboard(page, service.code("strangnas", "ny"));
    await heading(page, "Gör ditt val");
    await use(page, "button", "Jag vill inte välja", "Space");
    await heading(page, "Turordning");
    await use(page, "button", "Bekräfta att jag avstår");
    await heading(page, "Du har fått en utförare");
    await find(page, "heading", "Varför just den utföraren?").waitFor();
    await use(page, "button", "Kontrollera kvittot", "Space");
    await page.locator("#mirror").getByText("Kvittot stämmer med det som är sparat.").waitFor();
});

test("a sign-out without an answer says that one is still signed in", async () => {
    const page = await visitor(browser);
    await sign_in(page, service.code("strangnas", "ny"));
    await heading(page, "Gör ditt val");
    await page.route("**/session", (route) =>
        route.request().method() === "DELETE" ? route.abort() : route.continue());
    await find(page, "button", "Logga ut").click();
    await page.locator("#mirror").getByText(/^Du kan fortfarande vara inloggad\./).waitFor();
    await page.unroute("**/session");
    await find(page, "button", "Logga ut").click();
    await heading(page, "Välj utförare av hemtjänst");
});

test("reload and Back in the middle lose nothing", async () => {
    const page = await visitor(browser);
    await sign_in(page, service.code("huddinge", "ny"), "huddinge");
    await heading(page, "Gör ditt val");
    const name = await choose_first(page);
    await heading(page, "Kontrollera ditt val");
    await page.reload();
    await ready(page);
    await heading(page, "Kontrollera ditt val");
    await page.locator("#mirror").getByText(name, { exact: true }).first().waitFor();
    await page.goBack();
    await heading(page, "Gör ditt val");
    await page.goForward();
    await find(page, "button", "Bekräfta valet").click();
    await heading(page, "Ditt val är mottaget");
    await page.reload();
    await ready(page);
    await heading(page, "Ditt val är mottaget");
});

test("a code typed on another municipality's page leads to its own", async () => {
    const page = await visitor(browser);
    await sign_in(page, service.code("botkyrka", "ny"), "strangnas");
    await page.waitForURL(/\/botkyrka\//);
    await ready(page);
    await heading(page, "Gör ditt val");
});

test("wrong and expired codes are answered in plain Swedish, and what was typed stays", async () => {
    const page = await visitor(browser);
    await sign_in(page, "1234 5678");
    await page.locator("#mirror").getByText(/Koden ska ha 16 siffror/).first().waitFor();
    assert.equal(await find(page, "textbox", /Kod från brevet/, { exact: false }).inputValue(), "1234 5678");
    await find(page, "textbox", /Kod från brevet/, { exact: false }).fill("9999 9999 9999 9995");
    await find(page, "button", "Logga in").click();
    await page.locator("#mirror").getByText(/Koden stämmer inte\./).waitFor();
    await find(page, "textbox", /Kod från brevet/, { exact: false }).fill(service.code("strangnas", "ny", -1));
    await find(page, "button", "Logga in").click();
    await page.locator("#mirror").getByText(/Koden är för gammal\./).waitFor();
});

test("a connection lost at submit: said plainly, tried again, one choice", async () => {
    const page = await visitor(browser);
    await sign_in(page, service.code("strangnas", "ny"));
    await choose_first(page);
    const keys = [];
    let lose = true;
    await page.route("**/submissions", async (route) => {
        keys.push(route.request().headers()["idempotency-key"]);
        if (!lose) return route.continue();
        lose = false;
        await route.fetch();        // carried out, but the answer never arrives
        return route.abort();
    });
    await find(page, "button", "Bekräfta valet").click();
    await page.locator("#mirror").getByText(/Vi vet inte om ditt val kom fram\./).waitFor();
    await find(page, "button", "Bekräfta valet").click();
    await heading(page, "Ditt val är mottaget");
    assert.equal(keys.length, 2);
    assert.equal(keys[0], keys[1]);
});

test("two browsers declining at once get consecutive turns", async () => {
    const people = await Promise.all([0, 1].map(async () => {
        const page = await visitor(browser);
        await sign_in(page, service.code("strangnas", "ny"));
        await find(page, "button", "Jag vill inte välja").click();
        await heading(page, "Turordning");
        return page;
    }));
    const answers = await Promise.all(people.map(async (page) => {
        const answered = page.waitForResponse(/submissions/);
        await find(page, "button", "Bekräfta att jag avstår").click();
        return (await answered).json();
    }));
    answers.sort((a, b) => a.sequence - b.sequence);
    assert.equal(answers[1].sequence, answers[0].sequence + 1);
    assert.equal(answers[1].rotation.whose_turn, answers[0].rotation.next);
    assert.notEqual(answers[0].provider, answers[1].provider);
});

test("a provider that fills up while one decides: said plainly, then another works",
    async () => {
        // Strängnäs as it is, but with room for one more at Solgläntan.
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-packs-"));
        fs.cpSync(path.join(ROOT, "assets/municipalities"), folder, { recursive: true });
        const file = path.join(folder, "strangnas/providers.json");
        const pack = JSON.parse(fs.readFileSync(file, "utf8"));
        const provider = pack.providers.find(({ id }) => id === "solglantan");
        Object.assign(provider, { capacity: 10, clients: 9 });
        fs.writeFileSync(file, JSON.stringify(pack));
        const town = await start_service({ municipalities: folder });
        try {
            const people = await Promise.all([0, 1].map(async () => {
                const page = await visitor(browser);
                await sign_in(page, town.code("strangnas", "ny"), "strangnas", town.url);
                await find(page, "button", "Välj Solgläntan").click();
                await heading(page, "Kontrollera ditt val");
                return page;
            }));
            await find(people[0], "button", "Bekräfta valet").click();
            await heading(people[0], "Ditt val är mottaget");
            const late = people[1];
            await find(late, "button", "Bekräfta valet").click();
            await late.locator("#mirror").getByText(/^Utföraren är full just nu\. Välj en annan/).waitFor();
            await find(late, "link", "Välj en annan utförare").click();
            await heading(late, "Gör ditt val");
            await late.locator("#mirror").getByText("Fullt just nu.").waitFor();
            await choose_first(late);
            await find(late, "button", "Bekräfta valet").click();
            await heading(late, "Ditt val är mottaget");
        } finally {
            await town.stop();
            fs.rmSync(folder, { recursive: true });
        }
    });

test("a code whose choice has taken effect is answered with what to do next", async () => {
    const data = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-used-"));
    try {
        const first = await start_service({ data, args: ["--today", "2026-11-23"] });
        const page = await visitor(browser);
        await sign_in(page, first.codes.ny, "strangnas", first.url);
        await choose_first(page);
        await find(page, "button", "Bekräfta valet").click();
        await heading(page, "Ditt val är mottaget");
        await first.stop();
        const later = await start_service({ data, args: ["--today", "2026-12-09"] });
        const again = await visitor(browser);
        await sign_in(again, first.codes.ny, "strangnas", later.url);
        await again.locator("#mirror").getByText(/^Koden är redan använd/).waitFor();
        await later.stop();
    } finally {
        fs.rmSync(data, { recursive: true });
    }
});

test("who has done nothing for a while is asked, stays with one press, or is signed out", async () => {
    const page = await visitor(browser);
    await page.addInitScript(() => {
        const real = setTimeout;
        globalThis.setTimeout = (then, ms, ...rest) => real(then, ms > 60000 ? 2000 : ms, ...rest);
    });
    await sign_in(page, service.codes.byte);
    await find(page, "link", "Hjälp").click();
    await heading(page, "Hjälp och kontakt");
    const stay = page.locator("[id='n-session/stay']");
    await stay.waitFor();
    assert.ok(await stay.evaluate((one) => one === document.activeElement));
    const kept = page.waitForResponse((answer) => answer.url().endsWith("/case") && answer.ok());
    await page.keyboard.press("Enter");
    await kept;
    await stay.waitFor({ state: "detached" });
    assert.ok(await h1(page).evaluate((one) => one === document.activeElement));
    await stay.waitFor();
    await stay.waitFor({ state: "detached" });
    await page.goBack();
    await page.locator("#mirror").getByText(/^Du har loggats ut, eftersom/).waitFor();
});

test("h1 takes focus on a new view, and the page starts at its top", async () => {
    const page = await visitor(browser);
    await open(page, `${service.url}strangnas/`);
    await find(page, "link", "Frågor och svar").click();
    await heading(page, "Frågor och svar");
    assert.ok(await h1(page).evaluate((element) => element === document.activeElement));
    assert.equal(await page.evaluate(() => scrollY), 0);
    assert.match(await page.title(), /^Frågor och svar – Hemval/);
});
