// The network is cut before each step of the errands that need the front: signing in by e-ID, and staff who
// register what came on paper. Nothing is lost, nothing is doubled, and what stands there meanwhile is true.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, test } from "node:test";
import { find, launch, open, ready, visitor } from "../browser/support/browser.mjs";
import { Walk } from "../browser/support/screens.mjs";
import { CUTS, lay_wire, mend } from "../browser/support/wire.mjs";
import { CITIZENS, NUMBER_CLAIM, STAFF, addressee, start_front } from "./support/front.mjs";

const ANNA = "191212121212";
const E_ID = "Logga in med e-legitimation";

let front, wire, browser;
before(async () => {
    front = await start_front({
        people: { anna: { [NUMBER_CLAIM]: ANNA } },
        staff: { kim: { name: "Kim Åström", municipality: "strangnas", roles: ["care_manager"] } },
        addressees: [addressee("HT-1", ANNA), addressee("HT-2", ""), addressee("HT-3", "")],
    });
    const tls = (name) => fs.readFileSync(path.join(front.folder, name));
    wire = await lay_wire(`https://127.0.0.1:${front.port}/`,
        { key: tls("front.key"), cert: tls("front.pem"), ca: front.ca });
    const led = [CITIZENS, STAFF].map((name) => `MAP ${name} 127.0.0.1:${wire.port}`);
    browser = await launch([`--host-resolver-rules=${led}`]);
});
after(async () => {
    await browser?.close();
    await wire?.close();
    await front?.stop();
});

function count(table) {
    const database = new DatabaseSync(front.database, { readOnly: true });
    const { n } = database.prepare(`SELECT count(*) AS n FROM ${table}`).get();
    database.close();
    return n;
}

const person = () => visitor(browser, { ignoreHTTPSErrors: true });
const at = (page, key) => page.locator(`#mirror [id="n-${key}"]`).waitFor({ state: "attached" });
const says = (page, text) => page.locator("#mirror").getByText(text).first().waitFor({ state: "attached" });

/** Nothing leads to a page that does not come while it is known that there is no network. */
async function no_way_in(page, link) {
    await CUTS.known(page, wire);
    await says(page, "Det går när det finns nät igen.");
    assert.equal(await find(page, "link", link).count(), 0);
    await mend(page, wire);
    await find(page, "link", link).waitFor();
}

/** Does what leads to another page, which does not come. */
async function in_vain(page, go) {
    const failed = page.waitForEvent("requestfailed", (request) => request.isNavigationRequest());
    await go();
    await failed;
    await page.waitForURL("chrome-error://**");
}

const show = async (page, who) => {
    await page.locator("[name=login]").fill(who);
    await page.locator("[name=password]").fill("x");
    await page.locator("button[type=submit]").click();
};

test("signing in by e-ID: the network is cut before each step", async () => {
    const sessions = count("sessions"), page = await person(), walk = new Walk(page);
    await open(page, `${front.citizens}strangnas/#/avgift`);
    await walk.type("fee/hours", "23");
    await CUTS.known(page, wire);
    await walk.to("#/val/solglantan");
    await says(page, "Det finns inget nät just nu.");
    await mend(page, wire);
    await no_way_in(page, E_ID);

    await CUTS.silent(page, wire);
    await in_vain(page, () => find(page, "link", E_ID).click());
    await mend(page, wire);
    await page.reload();
    await page.locator("[name=login]").waitFor();

    await CUTS.deaf(page, wire);
    await in_vain(page, () => show(page, "anna"));
    assert.equal(count("sessions"), sessions, "nobody is signed in");
    await mend(page, wire);
    await page.reload();  // what the provider gave is good once
    await page.getByRole("heading", { name: "Inloggningen blev inte klar" }).waitFor();
    await open(page, `${front.citizens}strangnas/#/val/solglantan`);
    await find(page, "link", E_ID).click();
    await page.locator("[name=login]").waitFor();

    await CUTS.silent(page, wire);
    await in_vain(page, () => show(page, "anna"));
    assert.equal(count("sessions"), sessions, "nobody is signed in");
    await mend(page, wire);
    await page.reload();
    await ready(page);
    await at(page, "check/confirm");
    assert.equal(new URL(page.url()).hash, "#/val/solglantan");
    assert.equal(count("sessions"), sessions + 1);
    await walk.to("#/avgift");
    assert.equal(await page.locator("#mirror [id='n-fee/hours']").inputValue(), "23");
    await page.context().close();
});

/** One paper with its case, from looking it up on. */
async function registered(page, reference, how, wishes) {
    const walk = new Walk(page);
    const before = Object.fromEntries(["receipts", "wish_lists"].map((table) => [table, count(table)]));
    const grown = (table) => count(table) - before[table];
    await walk.to("#/personal/sok");
    await at(page, "find/go");
    await CUTS[how](page, wire);
    await walk.type("find/reference", reference);
    await walk.press("find/go");
    await says(page, "Vi får inget svar.");
    await mend(page, wire);
    await walk.press("find/go");
    await says(page, `Ärende ${reference}`);

    await CUTS[how](page, wire);  // from here to the sending nothing is asked for
    const id = new URL(page.url()).hash.split("/").at(-1), field = (name) => `register/${id}/${name}`;
    await find(page, "link", "Registrera ett val").click();
    for (const one of ["channel/paper", "what/choose", "provider/solglantan", "who/self"])
        await walk.press(field(one));
    await walk.type(field("came_in"), "2026-11-20");
    if (wishes) {
        await walk.press(field("wishes/fold/summary"));
        await walk.press(field("wishes/pets"));
        await walk.type(field("wishes/own"), "Katten heter Sturebert.");
    }
    await walk.press("register/next");
    await at(page, "register/send");
    for (let tries = 0; tries < 2; ++tries) {
        await walk.press("register/send");
        await says(page, "Vi får inget svar.");
        await says(page, "Det blir aldrig dubbelt.");
        assert.equal(grown("receipts"), how === "deaf" ? 1 : 0);
    }
    await mend(page, wire);
    await walk.press("register/send");
    await says(page, "Valet är registrerat.");
    await at(page, "case/newest/came_in");
    if (wishes) await says(page, "Katten heter Sturebert.");
    assert.deepEqual([grown("receipts"), grown("wish_lists")], [1, wishes ? 1 : 0]);
    const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
    assert.doesNotMatch(kept, /Sturebert|register\//);
}

test("staff register what came on paper: the network is cut before each step", async () => {
    const page = await person();
    await open(page, `${front.staff}strangnas/#/personal/sok`);
    await says(page, "Logga in som personal");
    await no_way_in(page, "Gå till inloggningen");
    await CUTS.silent(page, wire);
    await in_vain(page, () => find(page, "link", "Gå till inloggningen").click());
    await mend(page, wire);
    await page.reload();
    await show(page, "kim");
    await page.waitForURL(`${front.staff}strangnas/#/personal/sok`);
    await ready(page);
    await registered(page, "HT-1", "known", false);
    await registered(page, "HT-2", "known", true);
    await registered(page, "HT-3", "deaf", true);
    await page.context().close();
});

test("after an outage at each step behind the front the ledger verifies", () => {
    front.program("verify", "--data", front.data);
});
