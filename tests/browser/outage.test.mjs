// The network is cut before each step of each errand, comes back, and the person goes on: nothing is lost,
// nothing is doubled, and what stands on the screen meanwhile is true. ./test cuts it before every step of one
// and the same errand; HEMVAL_LONG=1 each step on its own, in four ways, and lets each choice wait on the device.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { kept_offline, launch, open, ready, visitor } from "./support/browser.mjs";
import { letter_links } from "./support/letter_links.mjs";
import { ERRANDS } from "./support/outage_errands.mjs";
import { Walk } from "./support/screens.mjs";
import { ROOT, start_service } from "./support/service.mjs";
import { CUTS, lay_wire, mend } from "./support/wire.mjs";

const LONG = Boolean(process.env.HEMVAL_LONG);
const SOON_MS = 2500;

let sample, real, service, wire, browser, packs, letters;  // service: where the wire leads now
before(async () => {
    // As they are, but Solgläntan is full and has a queue.
    packs = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-outage-"));
    fs.cpSync(path.join(ROOT, "assets/municipalities"), packs, { recursive: true });
    const file = path.join(packs, "strangnas/providers.json");
    const pack = JSON.parse(fs.readFileSync(file, "utf8"));
    Object.assign(pack.providers.find(({ id }) => id === "solglantan"), { capacity: 10, clients: 10 });
    fs.writeFileSync(file, JSON.stringify(pack));
    [sample, real, browser] = await Promise.all([start_service({ municipalities: packs }),
        start_service({ municipalities: packs, sample: false }), launch()]);
    service = sample;
    wire = await lay_wire(service.url);
    letters = await letter_links(browser, real, packs, LONG ? 20 : 2);
});
after(async () => {
    await browser?.close();
    await wire?.close();
    await sample?.stop();
    await real?.stop();
    fs.rmSync(packs, { recursive: true, force: true });
});

const sql = (query) => execFileSync("sqlite3", ["-readonly", path.join(service.data, "hemval.sqlite"), query],
    { encoding: "utf8" }).trim();
const records = () => Number(sql("SELECT count(*) FROM submissions"));
const is_recorded = (number) => sql(`SELECT count(*) FROM receipts WHERE number = '${number}'`) === "1";

const WAYS = {
    ...CUTS,
    async reloaded(page) {
        await CUTS.known(page, wire);
        await page.reload();
        await ready(page);
    },
};

const at = (page, key) => page.locator(`#mirror [id="n-${key}"]`);
const says = (page, text) => page.locator("#mirror").getByText(text, { exact: false }).first()
    .waitFor({ state: "attached", timeout: 10000 });

/** Does one step as somebody does who has not been told that anything is wrong. */
async function done(page, step, walk, code) {
    try {
        await step.go(walk, code);
        // Either it is there, or it is said why not; or neither, and a person waits and wonders.
        const faults = page.locator("#mirror .n.r-error_summary");
        await at(page, step.there).or(faults).first().waitFor({ state: "attached", timeout: SOON_MS });
        return await at(page, step.there).count() > 0;
    } catch (error) {
        if (error.name !== "TimeoutError") throw error;
        return false;
    }
}

/** What stands there when a step could not be taken. */
async function words_are_true(page, step, how, before_sending) {
    if (how === "known" || how === "reloaded") await says(page, "Det finns inget nät just nu.");
    if (await at(page, "receipt/number").count() && step.sends) assert.fail("a receipt for nothing");
    if (step.says && how !== "reloaded") await says(page, step.says);
    if (!step.sends || how === "reloaded") return;
    if (how === "known") {
        await says(page, "Ingenting har skickats.");
        assert.equal(records(), before_sending, "nothing was sent");
    } else {
        await says(page, "Vi vet inte om ditt val kom fram.");
    }
}

async function wait_here(page, walk, how) {
    await walk.press("keep/yes");
    await says(page, how === "known" ? "Inte skickat än" : "Vi har inte fått svar än");
    for (const address of ["#/fragor", "#/jamfor"]) {
        await walk.to(address);
        await at(page, "waiting/take_back").waitFor({ state: "attached" });
    }
    return true;
}

async function go_on(page, step, walk, code) {
    const again = at(page, "unsent/again");
    if (step.sends && await again.count()) await walk.press("unsent/again");
    else {
        if (step.name === "signing in") await at(page, "sign_in/go").waitFor({ state: "attached" });
        await step.go(walk, code);
    }
    await at(page, step.there).first().waitFor({ state: "attached", timeout: 15000 });
}

/**
 * The whole errand, with the network gone from before a step at `cuts` until somebody cannot go on; and what is
 * sent is tried in vain once more when there are several.
 */
async function errand(name, cuts, how, { waits = false, kiosk = false } = {}) {
    const { who, steps, records: expected } = ERRANDS[name];
    let where = `${name}, ${how}${waits ? ", waiting" : ""}`;
    const page = await visitor(browser, { serviceWorkers: "allow" });
    const walk = new Walk(page);
    try {
        service = who === "letter" ? real : sample;  // letters are made for real cases alone
        wire.to(service.url);
        await open(page, `${wire.url}strangnas/${kiosk ? "?kiosk#/kiosk" : ""}`);
        if (how === "reloaded") await kept_offline(page);
        const code = who === "letter" ? letters.pop() : service.code("strangnas", who);
        const first = records();
        let is_cut = false, waited = false, before_sending = first;
        for (const [number, step] of steps.entries()) {
            if (step.sends) before_sending = records();
            if (step.name === "choosing" || step.name === "switching")
                walk.own ??= await current_of(page);
            page.setDefaultTimeout(SOON_MS);
            if (!is_cut && cuts.includes(number)) {
                await WAYS[how](page, wire);
                is_cut = true;
                where += `, before ${step.name}`;
            }
            if (await done(page, step, walk, code)) {
                if (is_cut && step.sends) assert.fail(`${where}: it was sent without a network`);
                continue;
            }
            assert.ok(is_cut, `${where}: ${step.name} fails with a network`);
            assert.ok(!step.reads || how === "reloaded", `${where}: ${step.name} needs no network`);
            await words_are_true(page, step, how, before_sending);
            if (cuts.length > 1 && step.sends) {
                await mend(page, wire);
                await WAYS[how](page, wire);
                await walk.press("unsent/again");
                await words_are_true(page, step, how, before_sending);
            }
            waited = waits && Boolean(step.sends) && how !== "reloaded" && await wait_here(page, walk, how);
            page.setDefaultTimeout(15000);
            await mend(page, wire);
            is_cut = false;
            if (!waited) await go_on(page, step, walk, code);
            else await comes_by_itself(page, walk, step, how);
        }
        if (is_cut) await mend(page, wire);
        assert.equal(records() - first, expected, `${where}: one record for each submit`);
        const shown = at(page, "receipt/number/value");
        if (await shown.count()) assert.ok(is_recorded(await shown.first().textContent()), `${where}: the receipt's`);
        assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) =>
            key.includes("unsent")).length), 0, `${where}: nothing waits any more`);
    } catch (error) {
        const seen = await page.locator("#mirror").innerText().catch(() => "");
        throw new Error(`${where}: ${error.message}\n${seen}`, { cause: error });
    } finally {
        await mend(page, wire);
        await page.context().close();
    }
}

// What the device knows to be gone comes back by itself; where only the service was silent one presses.
async function comes_by_itself(page, walk, step, how) {
    if (how !== "known") return send_now(page, walk, step);
    await says(page, "Valet som väntade är skickat och mottaget.");
    await walk.to("#/kvitto");
    await at(page, step.there).first().waitFor({ state: "attached" });
}

async function send_now(page, walk, step) {
    await walk.press("waiting/send");
    await at(page, step.there).first().waitFor({ state: "attached" });
}

const current_of = (page) => page.evaluate(() => document
    .querySelector("#mirror [id='n-choose/current/more']")?.getAttribute("href").split("/").at(-1));

// All steps in one errand; and where the service is told something, also so that the answer alone is lost.
async function in_short(name, options) {
    const own = [...ERRANDS[name].steps.entries()].filter(([, step]) => !step.elsewhere);
    await errand(name, own.map(([number]) => number), "known", options);
    for (const [number, step] of own) if (step.sends || step.says) await errand(name, [number], "deaf", options);
}

for (const [name, { steps }] of Object.entries(ERRANDS)) {
    test(`${name}: the network is cut before each step`, { timeout: 1200_000 }, async () => {
        if (!LONG) return in_short(name);
        for (const [cut, step] of steps.entries()) {
            for (const how of Object.keys(WAYS)) {
                for (const waits of [false, true]) {
                    const sense = waits ? step.sends && how !== "reloaded" : true;
                    if (sense) await errand(name, [cut], how, { waits });
                }
            }
        }
    });
}

for (const name of LONG ? ["choose", "decline", "queue"] : ["choose"]) {
    test(`${name}, in a kiosk: the network is cut before each step`, { timeout: 1200_000 }, async () => {
        if (!LONG) return in_short(name, { kiosk: true });
        for (const cut of ERRANDS[name].steps.keys())
            for (const how of ["known", "silent", "deaf"]) await errand(name, [cut], how, { kiosk: true });
    });
}

test("after an outage at each step of each errand the ledgers verify", () => {
    for (const { data } of [sample, real])
        execFileSync(path.join(ROOT, "build/native/hemval"), ["verify", "--data", data]);
});
