// axe on what no address leads to: the page before its program, faults only the service tells of, a
// session that ends. Each is seen in the picture and in Enkel vy.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, afterEach, before, test } from "node:test";
import { faults_of, look_like, LOOKS } from "./support/axe.mjs";
import { find, launch, open, visitor } from "./support/browser.mjs";
import { settle } from "./support/screens.mjs";
import { ROOT, start_service } from "./support/service.mjs";

const SEEN_AS = LOOKS.filter(({ name }) => /^(light, (picture|Enkel vy)|dark, Enkel vy)$/.test(name));
const key = (page, name) => page.locator(`[id="n-${name}"]`);

let service, browser, folder;
const opened = [];
before(async () => {
    // As they are, but Solgläntan is full, and in Botkyrka everybody, and people there wait for a place.
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-packs-"));
    fs.cpSync(path.join(ROOT, "assets/municipalities"), folder, { recursive: true });
    for (const [town, is_full] of [["strangnas", ({ id }) => id === "solglantan"], ["botkyrka", () => true]]) {
        const file = path.join(folder, town, "providers.json");
        const pack = JSON.parse(fs.readFileSync(file, "utf8"));
        for (const one of pack.providers.filter(is_full)) Object.assign(one, { capacity: 10, clients: 10 });
        fs.writeFileSync(file, JSON.stringify(pack));
    }
    const file = path.join(folder, "botkyrka/municipality.json");
    const pack = JSON.parse(fs.readFileSync(file, "utf8"));
    pack.rotation.all_full = "wait";
    fs.writeFileSync(file, JSON.stringify(pack));
    [service, browser] = await Promise.all([start_service({ municipalities: folder }), launch()]);
});
after(async () => {
    await browser?.close();
    await service?.stop();
    fs.rmSync(folder, { recursive: true });
});
afterEach(async () => {
    for (const page of opened.splice(0)) await page.context().close();
});

/** A page that is judged by axe in each look, in the states it is brought to. */
async function visit(hash, town = "strangnas") {
    const page = await visitor(browser);
    opened.push(page);
    // The time until the session is asked about, or ends, passes when alarm() is called.
    await page.addInitScript(() => {
        const real = setTimeout;
        globalThis.setTimeout = (then, ms, ...rest) => {
            if (ms > 60000) globalThis.alarm = then;
            return ms > 60000 ? 0 : real(then, ms, ...rest);
        };
    });
    await open(page, `${service.url}${town}/${hash}`);
    const faults = [];
    const judge = async (state, shows) => {
        for (const look of SEEN_AS) {
            await look_like(page, look);
            await shows.waitFor({ state: "attached" });
            for (const fault of await faults_of(page, look)) faults.push(`${state}, ${look.name}: ${fault}`);
        }
        await look_like(page, SEEN_AS[0]);
    };
    const sign_in = async (code) => {
        await key(page, "sign_in/code").fill(code);
        await key(page, "sign_in/go").click();
    };
    const press = (name) => key(page, name).click();
    const says = (text) => page.locator("#mirror").getByText(text).first();
    return { page, faults, judge, sign_in, press, says };
}

for (const colorScheme of ["light", "dark"]) {
    for (const address of ["", "strangnas/"]) {
        test(`axe finds nothing on the page before its program: /${address}, ${colorScheme}`, async () => {
            const page = await visitor(browser, { colorScheme });
            opened.push(page);
            await page.route(/hemval\..*\.wasm/, () => {});
            await page.goto(service.url + address, { waitUntil: "commit" });
            await page.locator("#static footer").waitFor();
            await page.evaluate(() => document.fonts.ready);
            await page.locator("html:not(.arriving)").waitFor();  // what is below the window has its place
            assert.deepEqual(await faults_of(page, { plain: true, media: { colorScheme } }), []);
        });
    }
}

test("axe finds nothing on a wrong code, a full provider, a lost connection, a session that ends", async () => {
    const { page, faults, judge, sign_in, press, says } = await visit("#/logga-in");
    await sign_in("9999 9999 9999 9995");
    await judge("wrong code", says(/^Koden stämmer inte\./));
    await sign_in(service.code("strangnas", "ny"));
    await judge("full provider", says("Fullt just nu."));
    await page.locator("#mirror").getByRole("button", { name: /^Välj / }).first().click();
    await key(page, "check/confirm").waitFor();
    await page.route("**/submissions", (route) => route.abort());
    await press("check/confirm");
    await judge("lost connection", says(/^Vi vet inte om ditt val kom fram\./));

    const asked = key(page, "session/stay");
    const wait = async (until) => {
        for (let times = 0; times < 3 && !await until.count(); ++times) {
            await page.evaluate(() => globalThis.alarm());
            await settle(page);
        }
    };
    await wait(asked);
    await judge("session question", asked);
    const ended = says(/^Du har loggats ut, eftersom/);
    await wait(ended);
    await judge("session ended", ended);
    assert.deepEqual(faults, []);
});

test("axe finds nothing on a switch taken back", async () => {
    const { page, faults, judge, sign_in, press } = await visit("#/logga-in");
    await sign_in(service.code("strangnas", "byte"));
    await press("choose/switch");
    await page.locator("#mirror").getByRole("button", { name: /^Välj / }).first().click();
    const own = await key(page, "check/from/value").textContent();
    await press("check/confirm");
    await find(page, "link", "Ändra ditt val").click();
    await press("choose/switch");
    await find(page, "button", `Välj ${own}`).click();
    await judge("check", key(page, "check/taken_back"));
    await press("check/confirm");
    await judge("receipt", key(page, "receipt/number"));
    assert.deepEqual(faults, []);
});

test("axe finds nothing on the queue's receipt, and on a number that is checked", async () => {
    const { page, faults, judge, sign_in, press, says } = await visit("#/logga-in", "botkyrka");
    await sign_in(service.code("botkyrka", "ny"));
    await press("choose/decline");
    await press("decline/confirm");
    await judge("in the queue", says("Du står i kö"));
    const number = await key(page, "receipt/number/value").textContent();
    await page.evaluate(() => { location.hash = "#/hjalp"; });
    await key(page, "receipt_check/number").fill("HV-1");
    await press("receipt_check/go");
    await judge("no receipt's number", page.locator("#mirror .r-error_summary"));
    await key(page, "receipt_check/number").fill(number);
    await press("receipt_check/go");
    await judge("a receipt's number", key(page, "receipt_check/found"));
    assert.deepEqual(faults, []);
});

test("axe finds nothing where there is no voice to read aloud with", async () => {
    const { page, faults, judge, press } = await visit("#/");
    await page.evaluate(() => Object.defineProperty(speechSynthesis, "getVoices", { value: () => [] }));
    await press("controls/read_aloud");
    await judge("no voice", key(page, "controls/no_voice"));
    assert.deepEqual(faults, []);
});
