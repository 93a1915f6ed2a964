// After one visit: the page starts without a network, an update waits its turn, and nothing that the service
// has answered is kept.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { find, h1, kept_offline, launch, open, ready, visitor } from "./support/browser.mjs";
import { Walk } from "./support/screens.mjs";
import { ROOT, SITE, start_service } from "./support/service.mjs";
import { serve_folder } from "./support/static_server.mjs";
import { CUTS, lay_wire, mend } from "./support/wire.mjs";

let service, wire, browser;
before(async () => {
    [service, browser] = await Promise.all([start_service(), launch()]);
    wire = await lay_wire(service.url);
});
after(async () => {
    await browser?.close();
    await wire?.close();
    await service?.stop();
});

const heading = (page, text) => h1(page).and(page.getByText(text, { exact: true })).waitFor();
const at_home = () => visitor(browser, { serviceWorkers: "allow" });

async function visit(page, url, address = "strangnas/") {
    await open(page, url + address);
    await kept_offline(page);
}

const cut = (page) => CUTS.known(page, wire);

const stored = (page) => page.evaluate(async () => {
    const all = [];
    for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys()) all.push(url);
    return all;
});

test("after one visit everything that is read works without a network, in every language", async () => {
    const page = await at_home();
    await visit(page, wire.url);
    const asked = wire.asked.length;
    await cut(page);
    await page.goto("about:blank");
    await page.goto(`${wire.url}strangnas/`);
    await ready(page);
    await heading(page, "Välj utförare av hemtjänst");
    await page.locator("#mirror").getByText("Det finns inget nät just nu.", { exact: false }).waitFor();
    const walk = new Walk(page);
    for (const [address, title] of [["#/jamfor", "Jämför utförare"], ["#/avgift", "Om avgiften"],
        ["#/fragor", "Frågor och svar"], ["#/hjalp", "Hjälp och kontakt"], ["#/tillganglighet", "Tillgänglighet"],
        ["#/viktigt", "Det som är viktigt för dig"], ["#/om-hemtjansten", "Om hemtjänsten"],
        ["#/papper", "Skriv ut på papper"]]) {
        await walk.to(address);
        await heading(page, title);
    }
    await walk.compare(2);
    await heading(page, "Din jämförelse");
    await walk.to("#/jamfor");
    await page.locator("#mirror").getByText("Går inte att se utan nät").first().waitFor();
    assert.equal(await page.locator("#mirror").getByText("Tar emot nya kunder").count(), 0);
    await walk.to("#/papper/val");
    await heading(page, "Blankett: välj utförare");
    assert.equal(await page.locator("[id='n-form/room']").count(), 0, "nobody knows of which day");
    for (const language of ["en", "fi", "ar", "sv-simple"]) {
        await page.locator("[id='n-controls/language']").selectOption(language);
        await page.waitForSelector(`html[lang="${language}"]`, { state: "attached" });
    }
    assert.equal(wire.asked.length, asked);
    await mend(page, wire);
    await page.context().close();
});

test("nothing that the service answers is kept, nor anything of the staff's", async () => {
    const page = await at_home();
    await visit(page, wire.url);
    const walk = new Walk(page);
    await walk.to("#/val");
    await walk.type("sign_in/code", service.code("strangnas", "ny"));
    await walk.press("sign_in/go");
    await heading(page, "Gör ditt val");
    await walk.press("choose/decline");
    await walk.press("decline/confirm");
    await heading(page, "Du har fått en utförare");
    await page.reload();
    await ready(page);
    await heading(page, "Du har fått en utförare");
    const kept = await stored(page);
    for (const needed of [/\/hemval\.\w+\.wasm$/, /\/boot\.\w+\.js$/, /\/fonts-bold\.\w+\.ttf$/,
        /\/locales-sv\.\w+\.json$/])
        assert.ok(kept.some((address) => needed.test(address)), `${needed} in ${kept}`);
    for (const address of kept) assert.doesNotMatch(address, /\/api\/|\/login\/|staff/, address);
    assert.ok(kept.every((address) => !address.includes("huddinge") && !address.includes("botkyrka")));
    assert.ok(kept.every((address) => !/demo|jsqr|camera/.test(address)), "what few open is not fetched for all");
    await page.context().close();
});

test("the demonstration works without a network once it has been opened, from a static host and below a path",
    async () => {
        const host = await serve_folder(SITE, { under: "/kommun/hemval/" });
        const page = await at_home();
        try {
            await visit(page, host.url);
            await open(page, `${host.url}strangnas/#/prova`);
            await page.reload();
            await ready(page);
            await page.waitForFunction(async () => {
                for (const name of await caches.keys())
                    for (const { url } of await (await caches.open(name)).keys())
                        if (/hemval_demo\.[0-9a-f]+\.wasm/.test(url)) return true;
                return false;
            });
        } finally {
            await host.close();
        }
        await page.goto("about:blank");
        await page.goto(`${host.url}strangnas/#/prova`);
        await ready(page);
        const walk = new Walk(page);
        await walk.press("demo/no_provider/go");
        await walk.press_first(".r-button[id$='/choose']");
        await walk.press("check/confirm");
        await heading(page, "Ditt val är mottaget");
        await page.context().close();
    });

test("it can be installed: a name, icons of the right size, and a start below its own path", async () => {
    const page = await at_home();
    await visit(page, wire.url);
    const client = await page.context().newCDPSession(page);
    const { errors, data } = await client.send("Page.getAppManifest");
    assert.deepEqual(errors, []);
    const app = JSON.parse(data);
    assert.equal(app.name, "Hemval Strängnäs kommun");
    for (const { src, sizes } of app.icons.filter(({ type }) => type === "image/png")) {
        const size = await page.evaluate(async (address) => {
            const { width, height } = await createImageBitmap(await (await fetch(address)).blob());
            return `${width}x${height}`;
        }, new URL(src, `${wire.url}strangnas/`).href);
        assert.equal(size, sizes);
    }
    const { installabilityErrors } = await client.send("Page.getInstallabilityErrors");
    assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
    await page.context().close();
});

test("a kiosk that has been loaded once starts again without a network, and its camera with it", async () => {
    const profile = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-kiosk-"));
    const start = () => chromium.launchPersistentContext(profile, {
        executablePath: process.env.HEMVAL_CHROMIUM ?? "/usr/bin/chromium", viewport: { width: 1280, height: 1024 },
        args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
    });
    const address = `${wire.url}strangnas/?kiosk#/kiosk`;
    let context = await start();
    try {
        let page = context.pages()[0];
        await open(page, address);
        await kept_offline(page);
        await new Walk(page).press("kiosk/end");
        assert.ok((await stored(page)).some((one) => one.endsWith("?kiosk")), "wiping leaves what is public");
        await context.close();
        wire.cut();
        context = await start();
        await context.setOffline(true);
        page = context.pages()[0];
        await page.goto(address);
        await ready(page);
        await heading(page, "Välj utförare av hemtjänst");
        const walk = new Walk(page);
        await walk.press("kiosk/compare/link");
        await heading(page, "Jämför utförare");
        await walk.press("kiosk/start");
        await walk.press("kiosk/language/ar");
        await page.waitForSelector("html[lang='ar']", { state: "attached" });
        assert.equal(await page.evaluate(() => document.featurePolicy.allowsFeature("camera")), true);
        assert.equal(await page.evaluate(() => localStorage.length), 0);
    } finally {
        await context.close();
        wire.mend();
        fs.rmSync(profile, { recursive: true, force: true });
    }
});

/** The same program with one word changed in Swedish: another build. */
function newer_site(folder) {
    const assets = path.join(folder, "assets"), out = path.join(folder, "site");
    fs.cpSync(path.join(ROOT, "assets"), assets, { recursive: true });
    fs.cpSync(SITE, out, { recursive: true });
    for (const file of ["locales/sv.json", "locales/en.json"]) {
        const words = JSON.parse(fs.readFileSync(path.join(assets, file), "utf8"));
        words["questions.title"] += " (ny)";
        fs.writeFileSync(path.join(assets, file), JSON.stringify(words));
    }
    execFileSync(process.execPath, [path.join(ROOT, "scripts/site/build.mjs"), "--out", out, "--assets", assets]);
    return out;
}

/** A visitor of a service that is replaced by one of another build, over the same data, when `renew` is called. */
async function through_an_update(work) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-newer-")), data = path.join(folder, "data");
    fs.mkdirSync(data);
    const first = await start_service({ data });
    const line = await lay_wire(first.url);
    const page = await at_home();
    let second;
    const renew = async () => {
        const site = newer_site(folder);
        await first.stop();
        second = await start_service({ data, site });
        line.to(second.url);
    };
    try {
        await work({ page, line, walk: new Walk(page), data, renew, code: () => first.code("strangnas", "ny") });
    } finally {
        await page.context().close();
        await line.close();
        await first.stop();
        await second?.stop();
        fs.rmSync(folder, { recursive: true, force: true });
    }
}

async function choose(walk, page, code) {
    await walk.to("#/val");
    await walk.type("sign_in/code", code);
    await walk.press("sign_in/go");
    await heading(page, "Gör ditt val");
    await walk.press_first(".r-button[id$='/choose']");
    await heading(page, "Kontrollera ditt val");
}

const new_one_waits = (page) => page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update();
    while (!registration.waiting) await new Promise((done) => requestAnimationFrame(done));
    globalThis.same_page = true;
});

test("an update leaves a half-done errand alone, and the next visit has it at once", () =>
    through_an_update(async ({ page, line, walk, renew, code }) => {
        await visit(page, line.url);
        await choose(walk, page, code());
        await renew();
        await new_one_waits(page);
        // The service no longer has the words of the old build: they come from what the old one keeps.
        await page.locator("[id='n-controls/language']").selectOption("en");
        await page.waitForSelector("html[lang='en']", { state: "attached" });
        await walk.press("check/confirm");
        await heading(page, "Your choice has been received");
        await walk.to("#/fragor");
        await heading(page, "Questions and answers");
        assert.equal(await page.evaluate(async () =>
            Boolean((await navigator.serviceWorker.getRegistration()).waiting)), true);

        // Beside it, and still under the old worker: what the network has.
        const other = await page.context().newPage();
        await open(other, `${line.url}strangnas/#/fragor`);
        await heading(other, "Questions and answers (ny)");
        await other.close();
        await page.close();

        // Nobody is left of the old: the new one takes over, and only what it needs is kept.
        const next = await page.context().newPage();
        await next.goto("about:blank");
        await open(next, `${line.url}strangnas/#/fragor`);
        await heading(next, "Questions and answers (ny)");
        await next.waitForFunction(async () => (await caches.keys()).length === 1);
        line.cut();
        await next.reload();
        await ready(next);
        await heading(next, "Questions and answers (ny)");
    }));

test("a choice that waits on the device while an update comes is sent once, by the new version", () =>
    through_an_update(async ({ page, line, walk, data, renew, code }) => {
        await visit(page, line.url);
        await choose(walk, page, code());
        line.cut();
        await page.context().setOffline(true);
        await walk.press("check/confirm");
        await walk.press("keep/yes");
        await page.locator("#mirror").getByText("Inte skickat än").waitFor();
        await page.close();
        await renew();
        line.mend();
        await page.context().setOffline(false);
        const next = await page.context().newPage();
        await open(next, `${line.url}strangnas/#/fragor`);
        await heading(next, "Frågor och svar (ny)");
        await next.locator("#mirror").getByText("Valet som väntade är skickat och mottaget.").waitFor();
        await next.reload();
        await ready(next);
        await heading(next, "Frågor och svar (ny)");
        const sent = execFileSync("sqlite3", ["-readonly", path.join(data, "hemval.sqlite"),
            "SELECT count(*) FROM submissions"], { encoding: "utf8" });
        assert.equal(Number(sent), 1);
    }));

test("a kiosk takes a new version once the last person's traces are gone, and never while somebody is there", () =>
    through_an_update(async ({ page, line, walk, renew }) => {
        const is_there = (words) => page.waitForFunction((told) =>
            document.querySelector("#mirror h1")?.textContent === told, words);
        const questions = async (words) => {
            await walk.press("kiosk/questions/link");
            await is_there(words);
        };
        await page.clock.install();
        await page.goto(`${line.url}strangnas/?kiosk#/kiosk?idle=600`);
        await page.waitForFunction(() => globalThis.hemval);
        await page.clock.runFor(3000);
        await kept_offline(page);
        await page.mouse.click(600, 5);
        await walk.press("kiosk/fee/link");
        await page.locator("[id='n-fee/hours']").fill("44");
        await renew();
        await new_one_waits(page);
        await page.clock.runFor(300_000);
        assert.equal(await page.evaluate(() => globalThis.same_page), true);
        assert.equal(await page.locator("[id='n-fee/hours']").inputValue(), "44");

        // Done, but somebody touches the start view at once: theirs is the old one, whole.
        await walk.press("kiosk/end");
        await page.mouse.click(600, 5);
        await page.clock.runFor(120_000);
        await questions("Frågor och svar");
        assert.equal(await page.evaluate(() => globalThis.same_page), true);

        await walk.press("kiosk/end");
        await page.clock.runFor(61_000);
        await page.waitForFunction(() => globalThis.hemval && !globalThis.same_page);
        await page.clock.runFor(1000);
        await is_there("Välj utförare av hemtjänst");
        await questions("Frågor och svar (ny)");
        assert.equal(await page.evaluate(() => document.featurePolicy.allowsFeature("camera")), true);
    }));
