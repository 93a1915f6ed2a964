// The page around the app, on a plain static host: it starts anywhere, says so when it cannot, idles
// at nothing, and turns to Enkel vy and back without losing anything.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { find, h1, launch, open, ready, settled, visitor } from "./support/browser.mjs";
import { drawing_under, ink } from "./support/pixels.mjs";
import { serve_site } from "./support/site.mjs";

let server, browser;
const opened = [];

before(async () => {
    server = await serve_site();
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
    return page;
}

async function start(options, address = `${server.url}strangnas/`) {
    const page = await visit(options);
    await open(page, address);
    await settled(page);
    return page;
}

const view = (page) => page.evaluate(() => document.body.className);

// A static host has no service: the browser itself writes the failed requests to its console.
const own_faults = (page) => page.faults.filter((fault) => !fault.startsWith("Failed to load resource"));

test("the static content stands first and gives way to the app", async () => {
    const page = await start();
    assert.equal(await h1(page).textContent(), "Välj utförare av hemtjänst");
    assert.equal(await page.locator("#static").count(), 0);
    assert.equal(await view(page), "picture");
    assert.deepEqual(own_faults(page), []);
});

test("it starts under a sub-path, under a strict policy and with wasm of the wrong type", async () => {
    const odd = await serve_site({ under: "/om/hemtjanst/", types: { ".wasm": "text/plain" } });
    try {
        const page = await start({}, `${odd.url}strangnas/`);
        assert.equal(await h1(page).textContent(), "Välj utförare av hemtjänst");
        assert.ok(odd.requests.every((line) => line.includes("/om/hemtjanst/")), odd.requests.join());
        assert.deepEqual(own_faults(page), []);
    } finally {
        await odd.close();
    }
});

test("the first page lets one choose a municipality", async () => {
    const page = await start({}, server.url);
    await page.locator("#mirror").getByRole("link", { name: "Strängnäs" }).first().click();
    await page.waitForURL("**/strangnas/");
    await ready(page);
});

for (const [what, part, locale, says] of [
    ["the program", "hemval.", "sv-SE", "Sidan kunde inte starta."],
    ["its language's words", "first-fi.", "fi-FI", "Sivu ei käynnistynyt."],
]) {
    test(`without ${what} the page says what to do and keeps the phone number`, async () => {
        const broken = await serve_site({ refuse: [part] });
        try {
            const page = await visit({ locale });
            await page.goto(`${broken.url}strangnas/`);
            const sentence = page.getByText(says);
            await sentence.waitFor();
            assert.ok(await page.locator("#static a[href^='tel:']").first().isVisible());
            assert.equal(await page.locator("#app").isVisible(), false);
        } finally {
            await broken.close();
        }
    });
}

test("the document's text lies over its drawing: same place, same lines", async () => {
    const page = await start({ viewport: { width: 700, height: 900 } });
    await page.evaluate(() => (location.hash = "#/jamfor"));
    await settled(page);
    const { seen, wrong } = await page.evaluate(() => {
        const nodes = [...document.querySelectorAll(
            "#mirror :is(.r-heading, .r-paragraph, .r-link, .r-button, .r-summary, .r-list_item)")]
            .filter((one) => one.firstChild?.nodeType === Node.TEXT_NODE && one.firstChild.data);
        const strays = nodes.filter((one) => {
            const range = document.createRange();
            range.selectNode(one.firstChild);
            const text = range.getBoundingClientRect(), box = one.getBoundingClientRect();
            return text.height > box.height + 6 || text.width > box.width + 2
                || text.left < box.left - 1 || text.top < box.top - 4;
        });
        return { seen: nodes.length, wrong: strays.map((one) => one.id) };
    });
    assert.ok(seen > 30);
    assert.deepEqual(wrong, []);
});

test("the drawing follows the scroll", async () => {
    const page = await start({ viewport: { width: 360, height: 640 } });
    await page.evaluate(() => scrollTo(0, 300));
    await settled(page);
    const heading = page.locator("#mirror h2, #mirror h3").first();
    assert.ok(ink(await drawing_under(page, heading)) > 0.02);
});

// New sizes of letters make a new font atlas; drawn with the old one the page would be black.
test("the drawing survives a change of width and of text size", async () => {
    const page = await start({ viewport: { width: 1000, height: 900 } });
    const ground = async () => {
        const { colours } = await drawing_under(page, page.locator("#mirror main"));
        return [...colours].sort((a, b) => b[1] - a[1])[0][0];
    };
    const paper = await ground();
    assert.ok(paper > 0, "black");
    await page.setViewportSize({ width: 360, height: 900 });
    await settled(page);
    assert.notEqual(await ground(), 0, "black when narrow");
    await find(page, "button", "Större text").click();
    await settled(page);
    assert.notEqual(await ground(), 0, "black when larger");
    assert.ok(ink(await drawing_under(page, h1(page))) > 0.02);
});

test("an idle page runs no frames", async () => {
    const page = await start();
    const before_rest = await settled(page);
    await page.waitForTimeout(1500);
    assert.equal(await page.evaluate(() => globalThis.hemval.frames), before_rest);
});

test("Enkel vy keeps every element, and the picture comes back", async () => {
    const page = await start();
    const button = find(page, "button", "Enkel vy");
    await page.evaluate(() => (window.kept = document.querySelector("#mirror h1")));
    await button.click();
    assert.equal(await view(page), "plain");
    assert.equal(await page.locator("#canvas").isVisible(), false);
    assert.ok(await page.evaluate(() => window.kept.isConnected));
    assert.ok(await button.evaluate((one) => one === document.activeElement));
    await button.click();
    assert.equal(await view(page), "picture");
});

test("a lost drawing surface gives Enkel vy, a new one the picture", async () => {
    const page = await start();
    await page.evaluate(() => {
        const gl = document.getElementById("canvas").getContext("webgl2");
        window.surface = gl.getExtension("WEBGL_lose_context");
        window.surface.loseContext();
    });
    await page.locator("body.plain").waitFor();
    await page.evaluate(() => window.surface.restoreContext());
    await page.locator("body.picture").waitFor();
    await settled(page);
    assert.ok(ink(await drawing_under(page, h1(page))) > 0.02);
});

test("without WebGL 2 the whole page is there as Enkel vy", async () => {
    const page = await visit();
    await page.addInitScript(() => {
        const get = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
            return kind.startsWith("webgl") ? null : get.call(this, kind, ...rest);
        };
    });
    await open(page, `${server.url}strangnas/`);
    assert.equal(await view(page), "plain");
    assert.equal(await h1(page).textContent(), "Välj utförare av hemtjänst");
});

test("forced colours and paper get Enkel vy", async () => {
    const page = await start({ forcedColors: "active" });
    assert.equal(await view(page), "plain");
    await page.emulateMedia({ forcedColors: "none" });
    await page.locator("body.picture").waitFor();
    await page.emulateMedia({ media: "print" });
    await page.locator("body.plain").waitFor();
    await page.emulateMedia({ media: "screen" });
    await page.locator("body.picture").waitFor();
});

test("nothing is wider than the window", async () => {
    for (const width of [320, 360, 768, 1280]) {
        const page = await start({ viewport: { width, height: 740 } });
        const widths = () => page.evaluate(() =>
            [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        for (const hash of ["#/", "#/jamfor", "#/avgift"]) {
            await page.evaluate((to) => (location.hash = to), hash);
            await settled(page);
            const [whole, seen] = await widths();
            assert.ok(whole <= seen, `${hash} at ${width}: ${whole} > ${seen}`);
        }
        await find(page, "button", "Enkel vy").click();
        const [whole, seen] = await widths();
        assert.ok(whole <= seen, `Enkel vy at ${width}: ${whole} > ${seen}`);
    }
});

test("a larger text of the reader's own makes the drawing larger", async () => {
    const page = await start();
    const height = async () => (await h1(page).boundingBox()).height;
    const before_change = await height();
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "24px"));
    await settled(page);
    assert.ok(await height() > before_change * 1.3);
});
