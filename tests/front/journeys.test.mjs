// What people do behind the front, in a real browser over TLS: a person chooses by e-ID, is signed out
// while deciding and goes on where they were, and signs out everywhere; each of the staff signs in.
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { after, before, test } from "node:test";
import { find, h1, launch, open, ready, visitor } from "../browser/support/browser.mjs";
import { NUMBER_CLAIM, addressee, start_front } from "./support/front.mjs";

const ANNA = "191212121212";
const BO = "191212121220";
const SESSION = "__Host-hemval-session";

let front, browser;
before(async () => {
    front = await start_front({
        people: { anna: { [NUMBER_CLAIM]: ANNA }, bo: { [NUMBER_CLAIM]: BO }, nobody: {} },
        staff: Object.fromEntries([["kim", "care_manager"], ["robin", "coordinator"], ["lo", "auditor"]]
            .map(([who, role]) => [who, { name: who, municipality: "strangnas", roles: [role] }])),
        addressees: [addressee("REF-1", ANNA), addressee("REF-2", BO)],
    });
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await front?.stop();
});

// The test's own authority is nobody's; what it vouches for is looked at in sign_in.test.mjs.
const person = () => visitor(browser, { ignoreHTTPSErrors: true });
const heading = (page, text) => h1(page).and(page.getByText(text, { exact: true })).waitFor();

async function show_e_id(page, who) {
    await page.waitForURL((url) => url.hostname === "127.0.0.1");
    await page.locator("[name=login]").fill(who);
    await page.locator("[name=password]").fill("x");
    await page.locator("button[type=submit]").click();
    await page.waitForURL((url) => url.hostname.endsWith(".localhost"));
}

async function sign_in(page, who) {
    await open(page, `${front.citizens}strangnas/`);
    await find(page, "link", "Gör ditt val").click();
    await find(page, "link", "Logga in med e-legitimation").click();
    await show_e_id(page, who);
    await ready(page);
    await heading(page, "Gör ditt val");
}

function let_sessions_sleep() {
    const database = new DatabaseSync(front.database);
    database.exec("UPDATE sessions SET seen = seen - 16 * 60");
    database.close();
}

test("a person chooses by e-ID, is signed out meanwhile, and goes on where they were", async () => {
    const page = await person();
    await open(page, `${front.citizens}strangnas/#/avgift`);
    await find(page, "textbox", "Timmar hemtjänst i månaden").fill("23");
    await sign_in(page, "anna");
    await find(page, "button", "Välj Solgläntan").click();
    await heading(page, "Kontrollera ditt val");
    let_sessions_sleep();
    await find(page, "button", "Bekräfta valet").click();
    await heading(page, "Logga in");
    await find(page, "link", "Logga in med e-legitimation").click();
    await show_e_id(page, "anna");
    await ready(page);
    await heading(page, "Kontrollera ditt val");
    assert.equal(new URL(page.url()).hash, "#/val/solglantan");
    await find(page, "button", "Bekräfta valet").click();
    await heading(page, "Ditt val är mottaget");
    await page.evaluate(() => { location.hash = "#/avgift"; });
    await heading(page, "Om avgiften");
    assert.equal(await find(page, "textbox", "Timmar hemtjänst i månaden").inputValue(), "23");

    const cookies = (await page.context().cookies(front.citizens)).filter(({ name }) => name === SESSION);
    assert.equal(cookies.length, 1);
    const { secure, httpOnly, sameSite, path, domain } = cookies[0];
    assert.deepEqual({ secure, httpOnly, sameSite, path, domain },
        { secure: true, httpOnly: true, sameSite: "Strict", path: "/", domain: "hemval.localhost" });
    assert.equal(await page.evaluate(() => document.cookie), "");
    // An ended session is a 401, and the provider's own page wants a font from elsewhere.
    assert.deepEqual(page.faults.filter((text) => !text.startsWith("Failed to load resource")), []);
    await page.context().close();
});

test("signing out everywhere in one browser signs out the other, and the provider too", async () => {
    const here = await person(), there = await person();
    await sign_in(here, "bo");
    await sign_in(there, "bo");
    await find(here, "button", "Logga ut överallt").click();
    await here.waitForURL((url) => url.pathname === "/session/end");
    await here.getByRole("button", { name: /^Yes/ }).click();
    await here.waitForURL(`${front.citizens}strangnas/`);
    await there.reload();
    await ready(there);
    await heading(there, "Logga in");
    for (const page of [here, there]) {
        await open(page, `${front.citizens}strangnas/#/val`);
        await page.reload();
        await ready(page);
        await find(page, "link", "Logga in med e-legitimation").click();
        await page.waitForURL((url) => url.hostname === "127.0.0.1");
        await page.locator("[name=login]").waitFor();
        await page.context().close();
    }
});

test("whoever has no case is told so in their language, and whom to phone", async () => {
    const page = await person();
    await open(page, `${front.citizens}strangnas/#/val`);
    await find(page, "link", "Logga in med e-legitimation").click();
    await show_e_id(page, "nobody");
    await ready(page);
    await heading(page, "Logga in");
    await page.locator("#mirror").getByText(/ring 0152-291 00/).first().waitFor();
    assert.equal(new URL(page.url()).hash, "#/logga-in");
    await page.context().close();
});

test("a sign-in given up leads to a page that says so, and back", async () => {
    const page = await person();
    await open(page, `${front.citizens}strangnas/#/val`);
    await find(page, "link", "Logga in med e-legitimation").click();
    await page.locator("[name=login]").waitFor();
    await page.getByRole("link", { name: /Cancel/ }).click();
    await page.getByRole("heading", { name: "Inloggningen blev inte klar" }).waitFor();
    assert.ok(!(await page.locator("body").innerText()).includes("access_denied"));
    await page.getByRole("link", { name: "Till startsidan" }).click();
    await page.waitForURL(front.citizens);
    await page.context().close();
});

test("each of the staff signs in on the staff's own host, and is nobody's person there", async () => {
    for (const [who, role] of [["kim", "care_manager"], ["robin", "coordinator"], ["lo", "auditor"]]) {
        const page = await person();
        await page.goto(`${front.staff}login/staff?return=${encodeURIComponent("/strangnas/#/personal")}`);
        await show_e_id(page, who);
        await page.waitForURL(`${front.staff}strangnas/#/personal`);
        const asked = (where) => page.evaluate(async (path) => {
            const answer = await fetch(path);
            return { status: answer.status, json: await answer.json() };
        }, where);
        const state = await asked("/api/strangnas/session");
        assert.equal(state.json.by, "staff");
        assert.deepEqual([state.json.staff.account, state.json.staff.role], [who, role]);
        assert.equal((await asked("/api/strangnas/case")).json.problem, "not_signed_in");
        await page.context().close();
    }
});
