// Before and without the program: what the built page says and looks like, how its list is drawn, how
// the program takes over from it, and that nothing but its own scripts may run.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, afterEach, before, test } from "node:test";
import vm from "node:vm";
import { find, h1, launch, open, ready, settled, SIZES, visitor } from "./support/browser.mjs";
import { ROOT, start_service } from "./support/service.mjs";
import { serve_site } from "./support/site.mjs";

let server, browser, address;
const opened = [];

before(async () => {
    server = await serve_site();
    address = `${server.url}strangnas/`;
    browser = await launch();
});
after(async () => {
    await browser.close();
    await server.close();
});
afterEach(async () => {
    for (const page of opened.splice(0)) await page.context().close();
});

async function visit(options) {
    const page = await visitor(browser, options);
    opened.push(page);
    await page.addInitScript(() => {
        globalThis.refused = [];
        addEventListener("securitypolicyviolation", (event) =>
            globalThis.refused.push(`${event.violatedDirective} ${event.blockedURI}`));
    });
    return page;
}

const PROGRAM = /hemval\..*\.wasm/, FIRST_SCRIPT = /boot\..*\.js/;

/** A page whose program, or another file that is waited for, does not come until let_go() is called. */
async function held(options, hash = "", prepare = () => {}, file = PROGRAM) {
    const page = await visit(options);
    await page.addInitScript(prepare);
    let release;
    const gate = new Promise((done) => { release = done; });
    await page.route(file, async (route) => {
        await gate;
        await route.continue();
    });
    await page.goto(address + hash, { waitUntil: "commit" });
    await page.locator("#static footer").waitFor({ state: "attached" });
    // Ready they are too while nobody has asked for them yet.
    await page.waitForFunction(() => document.fonts.size > 0
        && [...document.fonts].every(({ status }) => status === "loaded"));
    // Loaded they are before anything is set in them: what moves then was moved by no program.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const let_go = async () => {
        release();
        await ready(page);
        await settled(page);
    };
    return { page, let_go };
}

const words = JSON.parse(fs.readFileSync(path.join(ROOT, "assets/locales/sv.json"), "utf8"));
const LIST = "#/jamfor";
const names = async (page, root) => {
    // Below the start page the order is drawn after the first paint; until then the list is not seen.
    if (root === "#static") await page.locator("html:not(.js), #static .drawn").first().waitFor({ state: "attached" });
    return page.locator(`${root} [id^="n-provider/"] > :is(h2, h3)`).allTextContents();
};
// By what they are and say: before the program few have ids. The last is a number, for what is said more than once.
const boxes = (page, root) => page.evaluate((root) => {
    const found = {};
    for (const one of document.querySelectorAll(`${root} :is(h1, h2, h3, p, dt, dd, .r-link).n`)) {
        if (!one.getClientRects().length || one.closest("footer, .s-skip")) continue;
        const { x, y } = one.getBoundingClientRect(), said = `${/r-\w+/.exec(one.className)} ${one.textContent} `;
        let number = 1;
        while (said + number in found) number += 1;
        found[said + number] = { x, y, size: getComputedStyle(one).fontSize };
    }
    return found;
}, root);

/** @returns {number} how far, at most, anything moves when the program takes over */
async function move(page, let_go) {
    const first = await boxes(page, "#static");
    await let_go();
    const then = await boxes(page, "#mirror");
    let most = 0;
    for (const [said, { x, y, size: font }] of Object.entries(then)) {
        const was = first[said];
        assert.ok(was, `${said} comes only with the program`);
        most = Math.max(most, Math.abs(was.x - x), Math.abs(was.y - y));
        assert.ok(Math.abs(was.x - x) <= 4 && Math.abs(was.y - y) <= 4,
            `${said} moved from ${was.x}, ${was.y} to ${x}, ${y}`);
        assert.ok(Math.abs(parseFloat(was.size) - parseFloat(font)) < 0.6, `${said}: ${font}`);
    }
    assert.ok(Object.keys(then).length > 12);
    return most;
}

test("without JavaScript the page tells the essentials and does not pretend", async () => {
    const page = await visit({ javaScriptEnabled: false });
    await page.goto(address);
    const seen = (text) => page.locator("#static").getByText(text).first().isVisible();
    for (const key of ["start.title", "start.right.fee", "start.right.switch", "start.right.decline",
        "start.right.help", "start.other", "static.no_script", "static.order", "static.neutral",
        "fact.areas", "kind.municipal", "badge.example"]) {
        assert.ok(await seen(words[key]), words[key]);
    }
    for (const key of ["compare.order.about", "start.right.neutral", "start.try", "controls.larger"]) {
        assert.equal(await seen(words[key]), false, words[key]);
    }
    assert.ok(await page.locator("#static a[href='tel:0152-29100'], #static a[href='tel:015229100']")
        .first().isVisible());
    assert.equal((await names(page, "#static")).length, 5);
    const dead = await page.locator("#static a[href^='#/']").evaluateAll((links) => links
        .filter((link) => link.getClientRects().length && link.getAttribute("href") !== "#/").length);
    assert.equal(dead, 0, "links that only the program can follow");
});

test("the first page, too, tells without JavaScript what holds everywhere", async () => {
    const page = await visit({ javaScriptEnabled: false });
    await page.goto(server.url);
    for (const key of ["municipalities.title", "start.right.fee", "start.right.switch", "start.right.decline",
        "start.right.help", "start.other", "municipalities.other"]) {
        assert.ok(await page.locator("#static").getByText(words[key]).first().isVisible(), words[key]);
    }
    const dead = await page.locator("#static a[href^='#/']").evaluateAll((links) => links
        .filter((link) => link.getClientRects().length && link.getAttribute("href") !== "#/").length);
    assert.equal(dead, 0, "links that only the program can follow");
});

const BEFORE = [["light", ""], ["dark", ""], ["light", LIST]];
for (const [colorScheme, hash] of BEFORE) {
    for (const [size, viewport] of Object.entries(SIZES)) {
        const where = `${hash || "the start page"}, ${size}, ${colorScheme}`;
        test(`the program takes over without a jump: ${where}`, async (t) => {
            const { page, let_go } = await held({ viewport, colorScheme }, hash);
            await page.evaluate(() => {
                globalThis.shift = 0;
                new PerformanceObserver((list) => {
                    for (const { value } of list.getEntries()) globalThis.shift += value;
                }).observe({ type: "layout-shift" });
            });
            const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
            const first_ground = await ground();
            const most = await move(page, let_go);
            assert.equal(await ground(), first_ground);
            const shift = await page.evaluate(() => globalThis.shift);
            assert.ok(shift <= 0.02, `layout shift ${shift}`);
            t.diagnostic(`largest move ${most.toFixed(1)} px, layout shift ${shift.toFixed(4)}`);
        });
    }
}

test("what is below the window has its place before the first script has come", async () => {
    for (const hash of ["", LIST]) {
        const { page, let_go } = await held({ viewport: SIZES.phone }, hash, undefined, FIRST_SCRIPT);
        await move(page, let_go);
    }
});

test("the page can be read before the program answers", async () => {
    const { page, let_go } = await held();
    await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
    assert.ok(await page.locator("#static h1").isVisible());
    await let_go();
});

test("who has Enkel vy sees it before the program too", async () => {
    const page = await visit();
    await open(page, address);
    await find(page, "button", "Enkel vy").click();
    let release;
    const gate = new Promise((done) => { release = done; });
    await page.route(PROGRAM, async (route) => {
        await gate;
        await route.continue();
    });
    await page.reload({ waitUntil: "commit" });
    await page.locator("#static footer").waitFor({ state: "attached" });
    await page.evaluate(() => document.fonts.ready);
    const top = (root) => page.locator(`${root} h1`).evaluate((one) => one.getBoundingClientRect().y);
    const was = await top("#static");
    release();
    await ready(page);
    assert.ok(Math.abs(await top("#mirror") - was) <= 4, `${was} → ${await top("#mirror")}`);
});

test("the list keeps its order when the program comes and on reload", async () => {
    const orders = new Set();
    for (let times = 0; times < 3; ++times) {
        const { page, let_go } = await held();
        const drawn = await names(page, "#static");
        await let_go();
        await page.evaluate(() => { location.hash = "#/jamfor"; });
        await settled(page);
        const shown = await names(page, "#mirror");
        assert.equal(shown.length, 5);
        assert.deepEqual(shown, drawn);
        orders.add(shown.join());
        await page.unroute(PROGRAM);
        await page.route(PROGRAM, (route) => route.abort());
        await page.reload();
        assert.deepEqual(await names(page, "#static"), shown);
    }
    assert.ok(orders.size > 1, "three visits with the same order");
});

test("with storage forbidden the program takes its seed from the list", async () => {
    const { page, let_go } = await held({}, "", () => Object.defineProperty(globalThis, "sessionStorage", {
        get() { throw new DOMException("forbidden", "SecurityError"); },
    }));
    const drawn = await names(page, "#static");
    await let_go();
    await page.evaluate(() => { location.hash = "#/jamfor"; });
    await settled(page);
    assert.deepEqual(await names(page, "#mirror"), drawn);
});

test("what had focus keeps it", async () => {
    for (const [selector, key] of [["#static a[href^='tel:']", "n-start/minority/how"],
        ["[id='n-way/fee/link']", "n-way/fee/link"], [".s-skip", "n-skip"]]) {
        const { page, let_go } = await held();
        await page.locator(selector).first().focus();
        await let_go();
        assert.equal(await page.evaluate(() => document.activeElement.id), key);
    }
});

test("who has scrolled stays at the same words, among the providers too", async () => {
    for (const [id, hash] of [["n-start/other/heading", ""], ["provider", "#/jamfor"]]) {
        const { page, let_go } = await held({ viewport: SIZES.phone });
        const at = id === "provider"
            ? await page.locator("#static .drawn > li").nth(2).getAttribute("id") : id;
        const top = (root) => page.locator(`${root} [id="${at}"]`)
            .evaluate((one) => one.getBoundingClientRect().y);
        // Among the providers into the middle of a card, whose words have no ids.
        await page.evaluate(([to, further]) => scrollTo(0, document.getElementById(to).offsetTop + further),
            [at, id === "provider" ? 250 : -30]);
        const was = await top("#static");
        assert.ok(was < 100);
        await let_go();
        assert.equal(await page.evaluate(() => location.hash), hash);
        assert.ok(Math.abs(await top("#mirror") - was) <= 4, `${was} → ${await top("#mirror")}`);
    }
});

test("a page asked for by its address, or in another language, does not show this one first", async () => {
    for (const [options, hash] of [[{}, "#/avgift"], [{ locale: "fi-FI" }, ""]]) {
        const { page, let_go } = await held(options, hash);
        assert.equal(await page.locator("#static h1").isVisible(), false);
        await page.locator("#static h1").waitFor({ timeout: 8000 });  // the program is slow: better than nothing
        await let_go();
        assert.notEqual(await h1(page).textContent(), words["start.title"]);
    }
});

test("the list is seen without the program when its address or a link on the page asks for it, and back", async () => {
    const { page, let_go } = await held({}, LIST);
    const seen = (text) => page.locator("#static").getByText(text, { exact: true }).first().isVisible();
    const list_alone = async () => await page.locator("#static [data-route] > h2").isVisible()
        && await seen(words["compare.lead"]) && !await page.locator("#static h1").isVisible();
    assert.ok(await list_alone());
    assert.equal((await names(page, "#static")).length, 5);
    await page.locator("#static summary", { hasText: words["compare.order"] }).click();
    assert.ok(await seen(words["compare.order.same"]), "how the order came about is told before the program too");
    await page.locator("#static").getByRole("link", { name: words.back }).click();
    await page.locator("#static h1").waitFor();
    assert.equal(await page.evaluate(() => location.hash), "#/");
    await page.locator("#static").getByRole("link", { name: words["start.compare"], exact: true }).click();
    await page.waitForFunction(() => scrollY === 0 && document.documentElement.classList.contains("at-list"));
    assert.ok(await list_alone());
    await let_go();
    assert.equal(await h1(page).textContent(), words["compare.title"]);
    assert.equal(await page.evaluate(() => location.hash), LIST);
});

test("when the program does not come the list's own address shows all that can be read without it", async () => {
    const broken = await serve_site({ refuse: ["boot."] });
    const page = await visit();
    await page.goto(`${broken.url}strangnas/${LIST}`);
    await page.getByText("Sidan kunde inte starta.").waitFor();
    for (const key of ["start.title", "fact.areas"]) {
        assert.ok(await page.locator("#static").getByText(words[key]).first().isVisible(), key);
    }
    assert.deepEqual(await page.locator("#static :is(button, input, select)").evaluateAll(
        (all) => all.filter((one) => one.getClientRects().length).map(({ id }) => id)), []);
    await broken.close();
});

test("when not even the first script comes the page says so", async () => {
    const broken = await serve_site({ refuse: ["boot."] });
    const page = await visit();
    await page.goto(`${broken.url}strangnas/`);
    await page.getByText("Sidan kunde inte starta.").waitFor();
    assert.equal(await page.locator("#static").getByText(words["start.try"], { exact: true }).isVisible(), false);
    await broken.close();
});

test("on paper there is nothing to press, and no provider is split between two sheets", async () => {
    const page = await visit({ javaScriptEnabled: false });
    await page.goto(address);
    await page.emulateMedia({ media: "print" });
    const seen = async (page, root) => ({
        controls: await page.locator(`${root} :is(button, select, input, details:not([open]) > summary)`)
            .evaluateAll((all) => all.filter((one) => one.getClientRects().length).map((one) => one.id)),
        breaks: await page.locator(`${root} [id="n-providers"] > li`)
            .evaluateAll((all) => all.map((one) => getComputedStyle(one).breakInside)),
    });
    const whole = { controls: [], breaks: Array(5).fill("avoid") };
    assert.deepEqual(await seen(page, "#static"), whole);
    const app = await visit();
    await open(app, `${address}#/jamfor`);
    await app.emulateMedia({ media: "print" });
    await app.locator("body.plain").waitFor();
    assert.deepEqual(await seen(app, "#mirror"), whole);
});

const page_text = () => fs.readFileSync(path.join(ROOT, "build/site/strangnas/index.html"), "utf8");

function orders() {
    const draw = [...page_text().matchAll(/<script>(.*?)<\/script>/gs)].map(([, text]) => text)
        .find((text) => text.includes("n-providers"));
    const script = new vm.Script(draw);
    return (seed, count) => {
        let order;
        const list = { dataset: {}, classList: { add() {} },
            children: Array.from({ length: count }, (_, at) => ({ dataset: { at } })),
            append(...items) { order = items.map(({ dataset }) => dataset.at); } };
        script.runInNewContext({
            sessionStorage: { getItem: () => JSON.stringify({ seed: String(seed) }) },
            document: { documentElement: { classList: { contains: () => true } },  // at the list
                getElementById: (id) => (id === "hemval" ? { textContent: "{}" } : list) },
        });
        return order;
    };
}

// The same digest of the same 1 000 orders stands in tests/core/neutral_order_test.cpp.
test("the script in the page draws the orders that the program draws", () => {
    const order = orders();
    let digest = 0xCBF29CE484222325n;
    for (let k = 0n; k < 1000n; ++k) {
        const seed = BigInt.asUintN(64, k * 0x9E3779B97F4A7C15n);
        for (const at of order(seed, 2 + Number(k % 30n))) {
            digest = BigInt.asUintN(64, (digest ^ BigInt(at)) * 0x100000001B3n);
        }
    }
    assert.equal(digest.toString(16), "1130d81968f024d9");
});

test("the script in the page puts each provider equally often at each place", (t) => {
    const order = orders(), visits = 5000, count = 5;
    const at = Array.from({ length: count }, () => Array(count).fill(0));
    for (let seed = 0; seed < visits; ++seed) order(seed, count).forEach((who, place) => ++at[place][who]);
    const worst = Math.max(...at.map((row) => row.reduce(
        (sum, seen) => sum + (seen - visits / count) ** 2 / (visits / count), 0)));
    t.diagnostic(`chi-square of the worst place ${worst.toFixed(2)}, at most 18.47`);
    assert.ok(worst < 18.467);
});

async function demonstration(page) {
    await find(page, "link", "Prova utan att skicka").click();
    await find(page, "button", "Prova som Karin").click();
    await page.locator("#mirror").getByRole("button", { name: /^Välj / }).first().click();
    await find(page, "button", "Bekräfta valet").click();
    await page.locator("#mirror").getByRole("heading", { level: 1, name: "Ditt val är mottaget" }).waitFor();
    await page.locator("#mirror select").selectOption("en");
    await page.waitForFunction(() => document.documentElement.lang === "en");
}

test("on any host the page's own policy lets all of an errand through, and nothing else", async () => {
    const page = await visit();
    await open(page, address);
    await demonstration(page);
    assert.deepEqual(await page.evaluate(() => globalThis.refused), []);
    const refused_to = await page.evaluate(() => {
        const tries = {
            "a script's text": () => { document.createElement("script").textContent = "globalThis.ran = true"; },
            "markup": () => { document.createElement("div").innerHTML = "<img src=x onerror='ran = true'>"; },
            "an address": () => { document.createElement("script").src = "data:text/javascript,ran=true"; },
            "another policy": () => trustedTypes.createPolicy("default", {}),
        };
        return Object.keys(tries).filter((name) => {
            try { tries[name](); } catch { return true; }
            return false;
        });
    });
    assert.deepEqual(refused_to, ["a script's text", "markup", "an address", "another policy"]);
    await page.evaluate(() => {
        const script = document.createElement("script");
        script.append("globalThis.ran = true");
        document.body.append(script);
    });
    assert.equal(await page.evaluate(() => globalThis.ran), undefined);
    // Chromium says "trusted-types" for a refused policy and "require-trusted-types-for" for a refused text.
    const named = new Set((await page.evaluate(() => globalThis.refused)).map((one) => one.split(" ")[0]));
    for (const directive of ["require-trusted-types-for", "trusted-types"]) assert.ok(named.has(directive), directive);
});

test("the service sends the page's policy as a header, with frames forbidden, and the errand passes", async () => {
    const service = await start_service();
    try {
        const page = await visit({ serviceWorkers: "allow" });
        const response = await page.goto(`${service.url}strangnas/`);
        const policy = await response.headerValue("content-security-policy");
        const own = page_text().match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)[1];
        assert.equal(policy, `${own}; frame-ancestors 'none'`);
        assert.match(own, /require-trusted-types-for 'script'; trusted-types hemval-worker$/);
        const headers = await response.allHeaders();
        assert.equal(headers["cross-origin-opener-policy"], "same-origin");
        assert.equal(headers["cross-origin-resource-policy"], "same-origin");
        assert.match(headers["permissions-policy"], /camera=\(\).*microphone=\(\).*payment=\(\)/);
        await ready(page);
        await demonstration(page);
        // The worker comes by the page's one trusted address.
        await page.evaluate(async () => { await navigator.serviceWorker.ready; });
        assert.deepEqual(await page.evaluate(() => globalThis.refused), []);
        assert.deepEqual(page.faults.filter((fault) => !fault.includes("401")), []);  // not signed in
    } finally {
        await service.stop();
    }
});
