// The staff's workspace in a real browser: a program of its own, accessible as the citizens' is, in a
// window as small and by keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { faults_of, look_like, LOOKS } from "./support/axe.mjs";
import { find, h1, launch, open, ready, visitor } from "./support/browser.mjs";
import { outside, small } from "./support/layout.mjs";
import { pin, quiet, settle, speak, Walk } from "./support/screens.mjs";
import { serve_site } from "./support/site.mjs";
import { give_desk, STAFF_SCREENS } from "./support/staff.mjs";

let server, browser;
before(async () => {
    server = await serve_site();
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await server?.close();
});

async function at_work(role, options = {}) {
    const page = await visitor(browser, options);
    const desk = { role };
    await give_desk(page, desk);
    await pin(page);
    await open(page, `${server.url}strangnas/#/personal`);
    return { page, desk };
}

/** Goes to a screen as the one whose it is. */
async function arrive({ page, desk }, screen) {
    const same_person = desk.role === screen.role;
    desk.role = screen.role;
    await page.evaluate((hash) => { location.hash = hash; }, screen.hash);
    if (!same_person) {
        await page.reload();  // who is signed in is asked at the start
        await ready(page);
    }
    await page.waitForSelector(`[id="n-${screen.shows}"]`, { state: "attached" });
    await screen.go?.(new Walk(page));
    await settle(page);
}

const LANGUAGES = ["sv", "sv-simple", "en", "fi", "ar"];

/** Each screen in two of the languages, unless only one is given. */
async function walk(languages) {
    const work = await at_work();
    const faults = new Map(languages.map((language) => [language, []]));
    for (const [at, screen] of STAFF_SCREENS.entries()) {
        const due = languages.map((language) => ({ language, step: LANGUAGES.indexOf(language) }))
            .filter(({ step }) => process.env.HEMVAL_LONG || (at + step) % LANGUAGES.length <= 1);
        for (const [turn, { language, step }] of due.entries()) {
            if (turn === 0) await arrive(work, screen);
            await speak(work.page, language, screen);
            const possible = LOOKS.filter(({ plain }) => plain || language !== "ar");
            const look = possible[(at + step) % possible.length];
            await look_like(work.page, look);
            for (const fault of await faults_of(work.page, look))
                faults.get(language).push(`${screen.name}, ${look.name}: ${fault}`);
            await look_like(work.page, LOOKS[language === "ar" ? 1 : 0]);
        }
    }
    await work.page.context().close();
    return faults;
}

let walked;  // once, for all languages; with HEMVAL_LONG=1 each language has its own way through
const in_language = (language) => process.env.HEMVAL_LONG ? walk([language]) : (walked ??= walk(LANGUAGES));

for (const language of LANGUAGES) {
    test(`axe finds nothing on any staff screen: ${language}`, { timeout: 1800000 }, async () => {
        assert.deepEqual((await in_language(language)).get(language), []);
    });
}

test("no staff screen is wider than 320 px with letters twice as large, and all can be pressed", async () => {
    const work = await at_work(undefined, { viewport: { width: 320, height: 640 } });
    await work.page.addInitScript(() => localStorage.setItem("hemval.reading", JSON.stringify({ text_step: 4 })));
    const faults = [];
    for (const screen of STAFF_SCREENS) {
        await arrive(work, screen);
        for (const one of [...await outside(work.page), ...await small(work.page)])
            faults.push(`${screen.name}: ${one}`);
    }
    assert.deepEqual(faults, []);
    await work.page.context().close();
});

test("staff load their own program and no citizen does; crossing over loads the page anew", async () => {
    const page = await visitor(browser);
    await give_desk(page, { role: "care_manager" });
    const asked = [];
    page.on("request", (request) => asked.push(request.url().split("/").pop()));
    await open(page, `${server.url}strangnas/`);
    assert.ok(!asked.some((name) => name.startsWith("hemval_staff")), asked.join(" "));
    await page.evaluate(() => { location.hash = "#/personal/val"; });
    await h1(page).filter({ hasText: "Nya val" }).waitFor();
    assert.ok(asked.some((name) => /^hemval_staff\..*wasm$/.test(name)), asked.join(" "));
    await find(page, "link", "Till sidan för den som väljer").click();
    await h1(page).filter({ hasText: "Välj utförare av hemtjänst" }).waitFor();
    const unanswered = "Failed to load resource";  // the citizens' part of the service is not there
    assert.deepEqual(page.faults.filter((fault) => !fault.startsWith(unanswered)), []);
    await page.context().close();
});

test("from the queue to a registered choice's check by keyboard alone", async () => {
    const { page } = await at_work("care_manager");
    const tab_to = async (name) => {
        for (let tabs = 0; tabs < 80; ++tabs) {
            await page.keyboard.press("Tab");
            const here = await page.evaluate(() => {
                const { activeElement: one } = document;
                const label = one.labels?.[0]?.textContent;
                return label ?? one.textContent.split(",")[0];
            });
            if (here === name) return;
        }
        assert.fail(`Tab never comes to ${name}`);
    };
    const arrived = async (title) => {
        await h1(page).filter({ hasText: title }).waitFor();
        await quiet(page);
        assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
    };
    await tab_to("Nya val");
    await page.keyboard.press("Enter");
    await arrived("Nya val");
    await tab_to("Ärende B-1204");
    await page.keyboard.press("Enter");
    await h1(page).filter({ hasText: "Ärende B-1204" }).waitFor();
    await tab_to("Registrera ett val");
    await page.keyboard.press("Enter");
    await arrived("Registrera ett val");
    await tab_to("Papper");
    await page.keyboard.press("ArrowDown");
    await quiet(page);
    assert.ok(await page.locator("[id='n-register/case1/channel/phone']").isChecked());
    assert.deepEqual(page.faults, []);
    await page.context().close();
});

test("after a new sign-in one is where one was, with what was entered", async () => {
    const { page, desk } = await at_work("care_manager");
    await page.evaluate(() => { location.hash = "#/personal/arende/case3"; });
    await page.waitForSelector("[id='n-work/case3/follow_up']", { state: "attached" });
    await page.locator("[id='n-work/case3/follow_up']").fill("2027-01");
    desk.role = undefined;
    await page.reload();
    await ready(page);
    const sign_in = page.locator("[id='n-sign_in/go']");
    await sign_in.waitFor({ state: "attached" });
    assert.equal(await sign_in.getAttribute("href"),
        "../login/staff?return=%2Fstrangnas%2F%23%2Fpersonal%2Farende%2Fcase3");
    desk.role = "care_manager";
    await page.reload();
    await ready(page);
    await page.waitForSelector("[id='n-work/case3/follow_up']", { state: "attached" });
    assert.equal(await page.locator("[id='n-work/case3/follow_up']").inputValue(), "2027-01");
    await page.context().close();
});
