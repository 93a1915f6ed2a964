// The kiosk in a browser: 200 people one after another of whom many leave in the middle, the network cut at
// each step, a letter held up to the camera. ./test lets 10 of them come, HEMVAL_LONG=1 all of them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import jsqr from "jsqr";
import { correction, generate } from "lean-qr";
import { PNG } from "pngjs";
import { faults_of } from "./support/axe.mjs";
import { h1, launch, open, settled, tab_to, visitor } from "./support/browser.mjs";
import { settle, Walk } from "./support/screens.mjs";
import { ROOT, start_service } from "./support/service.mjs";

const START = "Välj utförare av hemtjänst";
const PEOPLE = process.env.HEMVAL_LONG ? 200 : 10;
const SIZES = { portrait: { width: 768, height: 1024 }, square: { width: 1280, height: 1024 },
    tall: { width: 1080, height: 1920 } };

let service, browser;
before(async () => {
    service = await start_service();
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await service?.stop();
});

const heading = (page, text) => h1(page).and(page.getByText(text, { exact: true })).waitFor();

async function kiosk(viewport = SIZES.square, more = {}) {
    const page = await visitor(browser, { viewport, ...more });
    await open(page, `${service.url}strangnas/?kiosk#/kiosk`);
    await heading(page, START);
    return page;
}

async function sign_in(page, code) {
    const walk = new Walk(page);
    await walk.press("kiosk/choose/link");
    for (const digit of code.replaceAll("-", "")) await walk.press(`sign_in/code/keys/${digit}`);
    await walk.press("sign_in/go");
    await heading(page, "Gör ditt val");
}

/** On the screen's keys, as somebody does who stands there. */
async function write(page, key, text) {
    await page.locator(`[id="n-${key}"]`).focus();
    for (const letter of text.toLowerCase()) await new Walk(page).press(`${key}/keys/${letter}`);
}

async function finish(page) {
    await new Walk(page).press("kiosk/end");
    await heading(page, START);
}

/** Goes away without a word; the kiosk asks after a minute, and ends it twenty seconds later. */
async function walk_off(page) {
    const pass = (ms) => page.evaluate((time) => { globalThis.waits[time](); }, ms);
    await pass(60_000);
    await page.locator("#mirror").getByText("Är du kvar?").first().waitFor();
    await pass(20_000);
    await heading(page, START);
}

/** Everything of the page that could still say something of whoever was there. */
const traces = (page) => page.evaluate(() => {
    const kept = (place) => Object.fromEntries(Object.keys(place).map((key) => [key, place.getItem(key)]));
    return JSON.stringify({
        document: document.documentElement.outerHTML, title: document.title, address: location.href,
        fields: [...document.querySelectorAll("input, textarea")].map(({ value }) => value),
        session: kept(sessionStorage), local: kept(localStorage), cookies: document.cookie,
        state: history.state, said: getSelection().toString(),
    });
});

// A repeatable chance.
function chance(seed) {
    let state = seed;
    return (of) => {
        state = (Math.imul(state, 1103515245) + 12345) >>> 0;
        return (state >>> 16) % of;
    };
}

/**
 * Before the page opens: what is printed is counted, how much memory the program has taken can be asked, and what
 * waits for so many milliseconds can be had at once.
 */
function watch_program() {
    globalThis.waits = {};
    const real_timer = setTimeout;
    globalThis.setTimeout = (then, ms, ...rest) => {
        globalThis.waits[ms] = then;
        return real_timer(then, ms, ...rest);
    };
    globalThis.prints = 0;
    globalThis.print = () => ++globalThis.prints;
    const real = WebAssembly.instantiate;
    WebAssembly.instantiate = async (...given) => {
        const made = await real.apply(WebAssembly, given);
        globalThis.taken ??= Object.values(made.exports).find((one) => one instanceof WebAssembly.Memory);
        return made;  // the program's second part has no memory of its own
    };
}

/** What somebody does, one after the other: each kind of person leaves something else behind. */
function steps_of(page, kind, { name, code, hours }) {
    const walk = new Walk(page);
    const wish = [
        () => walk.press("kiosk/wishes/link"),
        () => walk.press("wishes/cooking"),
        () => write(page, "wishes/own", name),
        () => walk.press("wishes/print"),
        () => walk.press("kiosk/start"),
    ];
    const choose = [
        () => sign_in(page, code),
        () => walk.press_first(".r-button[id$='/choose']"),
    ];
    const no_network = async () => {
        await page.context().setOffline(true);
        await walk.press("check/confirm");
        await page.locator("#mirror").getByText("Ingenting har skickats.").waitFor();
        assert.match(await traces(page), /pending/);
        await page.context().setOffline(false);
        // A page that does not know it yet asks, in vain.
        page.faults = page.faults.filter((fault) => !fault.includes("ERR_INTERNET_DISCONNECTED"));
    };
    return {
        compares: [
            () => walk.press("kiosk/fee/link"),
            () => write(page, "fee/hours", hours),
            () => walk.press("kiosk/start"),
            () => walk.press("kiosk/compare/link"),
            () => walk.press_first(".r-checkbox"),
        ],
        represents: [
            ...choose,
            () => walk.press("behalf/who/other"),
            () => walk.press("behalf/begin"),
            () => walk.press("behalf/role/relative"),
            () => walk.press("behalf/next"),
            () => write(page, "behalf/name", name),
            () => walk.press("controls/larger"),
        ],
        prints: [
            ...wish,
            () => walk.press("kiosk/paper"),
            () => walk.press("paper/choose/link"),
            () => walk.press("paper/print"),
        ],
        sends: [
            ...wish,
            ...choose,
            () => walk.press("wishes/send"),
            () => walk.press("check/confirm"),
            () => heading(page, "Ditt val är mottaget"),
            () => walk.press("receipt/print"),
        ],
        cannot_send: [...wish, ...choose, no_network, () => walk.press("unsent/form"), () => walk.press("paper/print")],
    }[kind];
}

const KINDS = ["compares", "represents", "prints", "sends", "cannot_send"];

test(`${PEOPLE} people one after another leave nothing, wherever they stop`, { timeout: 3600_000 }, async () => {
    const page = await visitor(browser, { viewport: SIZES.square });
    await page.addInitScript(watch_program);
    await open(page, `${service.url}strangnas/?kiosk#/kiosk`);
    await heading(page, START);
    const walk = new Walk(page), draw = chance(7);
    let submitted = 0;
    page.on("response", (answer) => { submitted += answer.url().endsWith("/submissions") && answer.ok(); });
    const client = await page.context().newCDPSession(page);
    const heap = async () => {
        await client.send("HeapProfiler.collectGarbage");
        return (await client.send("Runtime.getHeapUsage")).usedSize;
    };
    const taken = () => page.evaluate(() => globalThis.taken.buffer.byteLength);
    let first_heap = 0, half_taken = 0;
    const length = await page.evaluate(() => history.length);
    for (let person = 0; person < PEOPLE; ++person) {
        const kind = KINDS[person % KINDS.length];
        const name = `person${person}namnsson`;
        const code = ["compares", "prints"].includes(kind) ? "" : service.code("strangnas", "ny");
        const secrets = [name, code, code.replaceAll("-", "")].filter(Boolean);
        const steps = steps_of(page, kind, { name, code, hours: String(100 + person) });
        const leaves = person < KINDS.length ? steps.length : draw(steps.length + 1);  // one of each ends what they do
        for (const step of steps.slice(0, leaves || steps.length)) await step();
        await (person % 3 === 1 ? walk_off : finish)(page);
        await page.waitForTimeout(50);
        const left = await traces(page);
        for (const secret of secrets) assert.ok(!left.includes(secret), `${secret} of person ${person}`);
        const visit = JSON.parse(JSON.parse(left).session["hemval.visit/strangnas"] ?? "{}");
        assert.ok(!visit.fee?.hours && !visit.behalf && !visit.compared?.length, `person ${person} is kept`);
        assert.ok(!visit.wishes && !visit.pending, `what person ${person} wanted is kept`);
        assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll(".leaving, .leaving *")]
            .map((one) => one.textContent + (one.value ?? "") + (one.ariaLabel ?? "")).filter(Boolean)), []);
        assert.deepEqual(JSON.parse(left).local, {});
        assert.equal(await page.evaluate(() => history.length), length);
        if (person === PEOPLE / 2 - 1) [first_heap, half_taken] = [await heap(), await taken()];
    }
    await walk.press("kiosk/wishes/link");
    assert.equal(await page.locator("[id='n-wishes/own']").inputValue(), "");
    assert.equal(await page.locator("#mirror .r-checkbox:checked").count(), 0);
    await walk.press("kiosk/start");
    await walk.press("kiosk/fee/link");
    assert.equal(await page.locator("[id='n-fee/hours']").inputValue(), "");
    await page.emulateMedia({ media: "print" });
    assert.ok(!(await page.evaluate(() => document.body.innerText)).includes("namnsson"));
    const last_heap = await heap(), mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
    if (process.env.HEMVAL_LONG) {
        console.log(`${PEOPLE} people, ${submitted} choices. JavaScript: ${mb(first_heap)} after half of them, `
            + `${mb(last_heap)} after all. The program: ${mb(half_taken)}, ${mb(await taken())}.`);
    }
    assert.ok(last_heap < first_heap * 1.5 + 2e6, "memory grows with each person");
    assert.ok(half_taken > 0);
    assert.equal(await taken(), half_taken, "the program takes more memory with each person");
    assert.ok(submitted > 0 && await page.evaluate(() => globalThis.prints) >= 4);
    assert.deepEqual(page.faults, []);
    await page.context().close();
});

test("nobody touches it: the question, one press that keeps everything, then the start for the next", async () => {
    const page = await visitor(browser, { viewport: SIZES.portrait });
    await page.clock.install();
    await page.goto(`${service.url}strangnas/?kiosk#/kiosk?idle=30&warn=20`);
    await page.waitForFunction(() => globalThis.hemval);
    const pass = async (seconds) => {
        await page.clock.runFor(seconds * 1000);
        await page.clock.runFor(200);
    };
    const see = (text) => page.waitForFunction((words) =>
        document.querySelector("#mirror h1")?.textContent === words, text);
    const press = (key) => page.evaluate((id) => document.getElementById(id).click(), `n-${key}`);
    await press("kiosk/fee/link");
    await pass(0);
    await page.locator("[id='n-fee/hours']").fill("44");
    await pass(30);
    await see("Är du kvar?");
    assert.equal(await page.evaluate(() => document.activeElement.id), "n-kiosk/stay");
    assert.doesNotMatch(await page.locator("#assertive").textContent(), /Är du kvar/, "heard once, with the button");
    await press("kiosk/stay");
    await pass(0);
    assert.equal(await page.locator("[id='n-fee/hours']").inputValue(), "44");
    await pass(30);
    await see("Är du kvar?");
    await pass(20);
    await see(START);
    assert.ok(!(await traces(page)).includes("\"44\""));
    await pass(24 * 60 * 60);
    await see(START);
    assert.deepEqual(page.faults, []);
    await page.context().close();
});

for (const step of ["before signing in", "before the check", "at the check"]) {
    test(`the network is gone ${step}: nothing is lost, nothing doubled, and the words are true`, async () => {
        const page = await kiosk();
        const walk = new Walk(page);
        const context = page.context();
        const submits = [];
        page.on("request", (request) => request.url().endsWith("/submissions") && submits.push(request.url()));
        if (step === "before signing in") {
            await settled(page);
            await context.setOffline(true);
            await walk.press("kiosk/compare/link");
            await heading(page, "Jämför utförare");
            await walk.press("kiosk/start");
            await walk.press("kiosk/choose/link");
            for (const digit of "1234123412341236") await walk.press(`sign_in/code/keys/${digit}`);
            await walk.press("sign_in/go");
            await page.locator("#mirror .r-error_summary").waitFor();
            await context.setOffline(false);
            await walk.press("kiosk/end");
            await heading(page, START);
        }
        await sign_in(page, service.code("strangnas", "ny"));
        if (step === "before the check") await context.setOffline(true);
        await walk.press_first(".r-button[id$='/choose']");
        await heading(page, "Kontrollera ditt val");
        await context.setOffline(true);
        await walk.press("check/confirm");
        await page.locator("#mirror").getByText("Ingenting har skickats.").waitFor();
        assert.equal(submits.length, 0);
        await context.setOffline(false);
        await walk.press("unsent/again");
        await heading(page, "Ditt val är mottaget");
        assert.equal(submits.length, 1);
        await context.setOffline(true);
        await walk.press("kiosk/end");
        await heading(page, START);
        await context.setOffline(false);
        await walk.press("kiosk/choose/link");
        await heading(page, "Logga in");
        await context.close();
    });
}

test("an answer lost on its way is told as one, and trying again gives one choice", async () => {
    const page = await kiosk();
    const walk = new Walk(page);
    await sign_in(page, service.code("strangnas", "ny"));
    await walk.press_first(".r-button[id$='/choose']");
    let lost = 0;
    await page.route("**/submissions", async (route) => {
        if (lost++) return route.continue();
        await route.fetch();
        return route.abort();
    });
    await walk.press("check/confirm");
    await page.locator("#mirror").getByText("Vi vet inte om ditt val kom fram.", { exact: false }).waitFor();
    await walk.press("unsent/again");
    await heading(page, "Ditt val är mottaget");
    assert.equal(lost, 2);
    await page.context().close();
});

test("nothing opens beside the page, and Back leads nowhere", async () => {
    const page = await kiosk();
    const walk = new Walk(page);
    let pages = 0;
    page.context().on("page", () => ++pages);
    await walk.press("kiosk/compare/link");
    await heading(page, "Jämför utförare");
    const link = page.locator("#mirror a[href^='#/utforare/']").first();
    await link.click({ button: "middle" });
    await link.click({ modifiers: ["Control"] });
    const menu = await page.evaluate(() => document.querySelector("#mirror a").dispatchEvent(
        new MouseEvent("contextmenu", { bubbles: true, cancelable: true })));
    assert.equal(menu, false);
    assert.equal(pages, 0);
    assert.equal(await page.evaluate(() => history.length), 2);  // about:blank, and the kiosk
    await page.context().close();
});

test("a letter held up to the camera signs in, and the camera goes out", async () => {
    const letter = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-kiosk-"));
    const video = path.join(letter, "letter.y4m");
    let own, watched;
    try {
        own = await start_service({ sample: false });
        const link = await letter_link(own, letter);
        write_video(video, link);
        watched = await launch(["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
            `--use-file-for-fake-video-capture=${video}`]);
        const page = await visitor(watched, { viewport: SIZES.portrait });
        await open(page, `${own.url}strangnas/?kiosk#/kiosk`);
        const walk = new Walk(page);
        await walk.press("kiosk/choose/link");
        await walk.press("sign_in/scan");
        await page.waitForFunction(() => /#\/val$/.test(location.hash), null, { timeout: 60000 });
        await heading(page, "Gör ditt val");
        assert.equal(await page.locator("video").count(), 0);
        assert.ok(!(await traces(page)).includes(link.split("/kod/")[1]));
        await open(page, `${own.url}strangnas/#/logga-in`);
        assert.equal(await page.locator("[id='n-sign_in/scan']").count(), 0);
        assert.deepEqual(page.faults, []);
    } finally {
        await watched?.close();
        await own?.stop();
        fs.rmSync(letter, { recursive: true, force: true });
    }
});

/** The link of a real letter's QR code. */
function letter_link(own, folder) {
    const cases = path.join(folder, "cases.csv");
    fs.writeFileSync(cases, "reference,name,address,postal_code,city,language,area,services,hours_per_month,"
        + "decision_day,provider,protected\n"
        + "A-1,Anna Övningsson,Provgatan 1,645 30,Strängnäs,sv,strangnas,household,20,2026-01-10,,no\n");
    const said = execFileSync(path.join(ROOT, "build/native/hemval"), ["letters", "--data", own.data,
        "--municipalities", path.join(ROOT, "assets/municipalities"), "--municipality", "strangnas",
        "--cases", cases, "--out", path.join(folder, "out"), "--base-url", own.url], { encoding: "utf8" });
    const [html_file] = said.split("\n");
    const pdf = path.join(folder, "letter.png");
    return read_letter(html_file, pdf);
}

/** What a camera reads on the letter as it is shown. */
async function read_letter(html_file, picture) {
    const page = await (await browser.newContext({ viewport: { width: 900, height: 2400 } })).newPage();
    await page.goto(pathToFileURL(html_file).href);
    await page.screenshot({ path: picture, fullPage: true });
    await page.context().close();
    const { data, width, height } = PNG.sync.read(fs.readFileSync(picture));
    return jsqr(new Uint8ClampedArray(data), width, height).data;
}

/** A film of one picture, as Chromium's own stand-in for a camera reads it: YUV 4:2:0. */
function write_video(file, text) {
    const [width, height] = [640, 480];
    const code = generate(text, { minCorrectionLevel: correction.M });
    const side = Math.floor(400 / code.size), left = Math.floor((width - side * code.size) / 2);
    const top = Math.floor((height - side * code.size) / 2);
    const luma = Buffer.alloc(width * height, 235);
    for (let y = 0; y < height; ++y) {
        for (let x = 0; x < width; ++x) {
            const [column, row] = [Math.floor((x - left) / side), Math.floor((y - top) / side)];
            const inside = column >= 0 && row >= 0 && column < code.size && row < code.size;
            if (inside && code.get(column, row)) luma[y * width + x] = 16;
        }
    }
    const frame = Buffer.concat([Buffer.from("FRAME\n"), luma, Buffer.alloc(width * height / 2, 128)]);
    fs.writeFileSync(file, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F5:1 Ip A1:1 C420jpeg\n`),
        ...Array.from({ length: 10 }, () => frame)]));
}

// Enkel vy has no switch here; forced colours bring it, as they do anywhere.
const LOOKS = [{ plain: false, media: {} }, { plain: true, media: { forcedColors: "active" } }];
const SCREENS = {
    start: async () => {},
    "sign in": (walk) => walk.press("kiosk/choose/link"),
    list: async (walk) => {
        await walk.press("kiosk/start");
        await walk.press("kiosk/compare/link");
    },
    help: (walk) => walk.press("controls/help"),
};

for (const [size, viewport] of Object.entries({ ...SIZES, small: { width: 320, height: 640 } })) {
    test(`the kiosk's screens are reached by everybody, ${size}`, async () => {
        const page = await visitor(browser, { viewport });
        await open(page, `${service.url}strangnas/?kiosk#/kiosk`);
        const walk = new Walk(page);
        for (const [name, go] of Object.entries(SCREENS)) {
            await go(walk);
            await settle(page);
            for (const look of LOOKS) {
                await page.emulateMedia({ forcedColors: "none", ...look.media });
                await page.waitForSelector(look.plain ? "body.plain" : "body.picture");
                await settle(page);
                assert.deepEqual(await faults_of(page, look), [], `${name}, ${look.plain ? "Enkel vy" : "picture"}`);
                if (name !== "start" || size === "small") continue;
                // From two metres: capitals of some 7 mm, where 76 px are 20.
                const letters = await page.locator("#mirror :is(h1, .s-large)").evaluateAll((all) =>
                    all.map((one) => parseFloat(getComputedStyle(one).fontSize)));
                assert.equal(letters.length, 3);
                assert.ok(Math.min(...letters) >= 38, String(letters));
            }
            await page.emulateMedia({ forcedColors: "none" });
            await settle(page);
            const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
            assert.ok(wide <= room, `${name} is ${wide} px wide`);
            const small = await page.evaluate(() => [...document.querySelectorAll(
                "#mirror :is(a, button, input, summary):not(.s-skip)")]
                .filter((one) => one.getBoundingClientRect().height < 75.9 || one.getBoundingClientRect().width < 75.9)
                .map(({ id }) => id));
            assert.deepEqual(small, [], name);
            if (process.env.HEMVAL_SHOTS) {
                await page.screenshot({ path: path.join(process.env.HEMVAL_SHOTS, `${size}-${name}.png`) });
            }
        }
        await page.context().close();
    });
}

test("a keyboard alone: words and the code on the screen's keys, a decline, the printer and the end", async () => {
    const page = await kiosk();
    const code = service.code("strangnas", "ny");
    const at = () => page.evaluate(() => document.activeElement.id);
    const press = async (key, tab = "Tab") => {
        await tab_to(page, page.locator(`#mirror [id="n-${key}"]`), 60, tab);
        await page.keyboard.press("Enter");
        await settle(page);
    };
    await page.evaluate(() => { globalThis.print = () => { globalThis.printed = true; }; });
    await press("kiosk/wishes/link");
    await heading(page, "Det som är viktigt för dig");
    const words = page.locator("[id='n-wishes/own']");
    await tab_to(page, words);
    await page.waitForFunction(() => {  // all the keys are in sight, and what is written
        const [field, keys] = ["own", "own/keys"].map((key) => document.getElementById(`n-wishes/${key}`));
        return keys && field.getBoundingClientRect().top >= 0 && keys.getBoundingClientRect().bottom <= innerHeight;
    });
    for (const [key, tab, written] of [["capital", "Tab", ""], ["å", "Shift+Tab", "Å"], ["k", "Shift+Tab", "Åk"],
        ["space", "Tab", "Åk "], ["7", "Shift+Tab", "Åk 7"], [".", "Tab", "Åk 7."], ["erase", "Tab", "Åk 7"]]) {
        await press(`wishes/own/keys/${key}`, tab);
        assert.equal(await words.inputValue(), written);
        assert.equal(await at(), `n-wishes/own/keys/${key}`);
    }
    await press("wishes/choose");
    await heading(page, "Logga in");
    await press(`sign_in/code/keys/${code[0]}`);
    assert.equal(await page.locator("[id='n-sign_in/code']").inputValue(), code[0]);
    assert.equal(await at(), `n-sign_in/code/keys/${code[0]}`);
    await page.keyboard.press("Shift+Tab");
    await page.locator("[id='n-sign_in/code']").focus();
    await page.keyboard.press("End");
    await page.keyboard.type(code.slice(1));
    assert.equal(await page.locator("#mirror .s-key").count(), 0);
    await press("sign_in/go");
    await heading(page, "Gör ditt val");
    await press("choose/decline");
    await heading(page, "Turordning");
    await press("decline/confirm");
    await heading(page, "Du har fått en utförare");
    await press("receipt/print");
    assert.equal(await page.evaluate(() => globalThis.printed), true);
    await press("receipt/end");
    await heading(page, START);
    await page.context().close();
});
