// How one likes to read: spaced-out text, contrast, reading aloud, and what is kept for next time.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { find, h1, launch, open, settled, visitor } from "./support/browser.mjs";
import { contrast, difference, picture, texts_in_window, THEMES, under } from "./support/pixels.mjs";
import { arrive, JOURNEYS } from "./support/screens.mjs";
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

async function start(options = {}, { before_load, hash = "#/" } = {}) {
    const page = await visitor(browser, options);
    opened.push(page);
    if (before_load) await page.addInitScript(before_load);
    await open(page, `${server.url}strangnas/${hash}`);
    await settled(page);
    return page;
}

const view = (page) => page.evaluate(() => document.body.className);

// The figures of WCAG 2.2, success criterion 1.4.12.
const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`;

// A page that is loaded anew, for another program, is given it again.
async function space_out(page) {
    if (await page.evaluate(() => Boolean(globalThis.spaced_out))) return;
    await page.addStyleTag({ content: SPACED });
    await page.evaluate(() => { globalThis.spaced_out = true; });
    await page.locator("body.plain").waitFor();
}

test("text spaced out by the reader's own style sheet gives Enkel vy, in which nothing is cut", async () => {
    const faults = [];
    for (const { address = "strangnas/", screens } of Object.values(JOURNEYS)) {
        const page = await visitor(browser, { viewport: { width: 320, height: 640 }, bypassCSP: true });
        opened.push(page);
        await open(page, server.url + address);
        assert.equal(await view(page), "picture");
        await space_out(page);
        for (const screen of screens) {
            await arrive(page, screen);
            await space_out(page);
            assert.equal(await view(page), "plain");
            const cut = await page.evaluate(() => [...document.querySelectorAll("#mirror *")]
                .filter((one) => one.clientWidth > 1 && one.clientHeight > 1
                    && !["SELECT", "INPUT"].includes(one.tagName)
                    && !one.closest(".s-stacked :is(thead, .s-unseen)")  // read aloud, not seen
                    && getComputedStyle(one).display !== "inline"
                    && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1))
                .map((one) => `${one.id}: ${one.scrollWidth} by ${one.scrollHeight} `
                    + `in ${one.clientWidth} by ${one.clientHeight}`));
            faults.push(...cut.map((one) => `${screen.name}: ${one}`));
            const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            if (wide > 0) faults.push(`${screen.name}: ${wide} px wider than the window`);
        }
        await page.evaluate(() => [...document.querySelectorAll("style")].at(-1).remove());
        await page.locator("body.picture").waitFor();
    }
    assert.deepEqual(faults, []);
});

for (const { name, media, least } of THEMES) {
    test(`drawn text has at least ${least}:1 against its ground: ${name}`, async () => {
        const page = await start({ viewport: { width: 900, height: 1600 }, ...media });
        for (const hash of ["#/", "#/jamfor", "#/avgift", "#/prova"]) {
            await page.evaluate((to) => (location.hash = to), hash);
            await settled(page);
            const drawn = await picture(page);
            const texts = await texts_in_window(page);
            assert.ok(texts.length > 10);
            for (const one of texts) {
                const ratio = contrast(under(drawn, one));
                assert.ok(ratio >= least, `${hash}: ${one.text}: ${ratio.toFixed(1)}:1`);
            }
        }
    });
}

test("how one likes to read is there at the next visit, and nothing else is kept", async () => {
    const page = await start();
    await find(page, "button", "Större text").click();
    await find(page, "button", "Enkel vy").click();
    await page.locator("#mirror").getByRole("combobox").first().selectOption("en");
    await page.locator("#mirror").getByRole("button", { name: "Plain view", exact: true }).waitFor();
    const kept = await page.evaluate(() => ({ ...localStorage }));
    assert.deepEqual(Object.keys(kept), ["hemval.reading"]);
    assert.deepEqual(JSON.parse(kept["hemval.reading"]), { language: "en", plain: true, text_step: 1 });

    const later = await page.context().newPage();
    await open(later, `${server.url}huddinge/`);
    assert.equal(await view(later), "plain");
    assert.equal(await later.locator("html").getAttribute("lang"), "en");
    await find(later, "button", "Smaller text").waitFor();
});

// A voice that says nothing for a while, and notes what it was to say. Chromium here has none.
function silent_voices(voices) {
    const said = (globalThis.said = []);
    let waiting;
    Object.defineProperty(globalThis, "speechSynthesis", { value: Object.assign(new EventTarget(), {
        getVoices: () => voices,
        speak(words) {
            const marked = document.querySelector("[data-spoken]")?.textContent;
            said.push({ text: words.text, lang: words.lang, marked });
            waiting = setTimeout(() => words.onend(), 30);
        },
        cancel: () => clearTimeout(waiting),
    }) });
    globalThis.SpeechSynthesisUtterance = class {
        constructor(text) {
            this.text = text;
        }
    };
}
const with_voices = (...voices) => `(${silent_voices})(${JSON.stringify(voices)})`;
const swedish = { lang: "sv-SE", localService: true, name: "Alva" };

test("the view is read aloud by the device's own voice, and what is read is marked", async () => {
    const page = await start({}, { before_load: with_voices({ lang: "en-US", localService: true }, swedish) });
    const button = find(page, "button", "Läs upp");
    await button.click();
    await page.waitForFunction(() => globalThis.said.length >= 3);
    const said = await page.evaluate(() => globalThis.said);
    assert.deepEqual(said[0], { text: "Välj utförare av hemtjänst", lang: "sv-SE",
        marked: "Välj utförare av hemtjänst" });
    assert.ok(said.every(({ text, marked }) => marked.includes(text) || text.includes(marked)));
    assert.equal(await page.locator("[data-spoken]").count(), 1);
    assert.equal(await button.getAttribute("aria-pressed"), "true");

    await page.evaluate(() => (location.hash = "#/jamfor"));
    await settled(page);
    assert.equal(await button.getAttribute("aria-pressed"), "false");
    assert.equal(await page.locator("[data-spoken]").count(), 0);
    const then = await page.evaluate(() => globalThis.said.length);
    await page.waitForTimeout(200);
    assert.equal(await page.evaluate(() => globalThis.said.length), then);
});

test("what is being read in Enkel vy keeps the page's own colours, also on a button", async () => {
    const page = await start({}, { before_load: with_voices(swedish) });
    await find(page, "button", "Enkel vy").click();
    await page.waitForSelector("body.plain");
    const [button, text] = await page.evaluate(() => {
        const primary = document.querySelector("#mirror .s-primary");
        primary.setAttribute("data-spoken", "");
        const card = primary.closest(".s-card");
        const look = (one) => getComputedStyle(one);
        return [[look(primary).color, look(primary).backgroundColor],
            [look(card).color, look(card).backgroundColor]];
    });
    assert.deepEqual(button, text);
});

test("a page in a language without a voice is not read in another, though some of its texts could be", async () => {
    const page = await start({ locale: "fi-FI" }, { before_load: with_voices(swedish) });
    await find(page, "button", "Lue ääneen").click();
    await page.locator("#mirror").getByText("ei ole ääntä valitsemallesi kielelle").waitFor();
    assert.deepEqual(await page.evaluate(() => globalThis.said), []);
});

test("the mark is seen around what is read in the drawing, whose own colours stay, and gone at the end", async () => {
    const page = await start({}, { before_load: with_voices(swedish), hash: "#/jamfor" });
    await page.evaluate(() => (speechSynthesis.speak = () => {}));  // it never comes to an end
    const button = find(page, "button", "Läs upp");
    await button.click();
    await page.locator("h1[data-spoken]").waitFor();
    await button.click();
    assert.equal(await page.locator("[data-spoken]").count(), 0);

    await page.locator("#mirror .s-primary").first().scrollIntoViewIfNeeded();
    await settled(page);
    for (const kind of ["h1", ".r-paragraph", ".r-link:not(.s-skip)", ".s-primary"]) {
        const one = page.locator(`#mirror :is(main ${kind}):visible`).first();
        await one.scrollIntoViewIfNeeded();
        await settled(page);
        const { x, y, width, height } = await one.boundingBox();
        const round = { x: x - 6, y: y - 6, width: width + 12, height: height + 12 };
        const look = async () => {
            const seen = await picture_with_mirror(page);
            return [under(seen, { x, y, width, height }), under(seen, round)];
        };
        const [inside, around] = await look();
        await one.evaluate((element) => element.setAttribute("data-spoken", ""));
        const [inside_marked, around_marked] = await look();
        assert.ok(difference(inside, inside_marked) < 0.02, kind);
        assert.ok(difference(around, around_marked) > 0.02, kind);
        await one.evaluate((element) => element.removeAttribute("data-spoken"));
    }
});

const picture_with_mirror = (page) => picture(page, { with_mirror: true });

for (const [what, voices] of [
    ["no voice at all", []], ["a voice of another language only", [{ lang: "en-US", localService: true }]],
    ["a voice that speaks from elsewhere only", [{ ...swedish, localService: false }]],
]) {
    test(`with ${what} it says that it cannot read aloud`, async () => {
        const page = await start({}, { before_load: with_voices(...voices) });
        await find(page, "button", "Läs upp").click();
        await page.locator("#mirror").getByText("ingen röst för språket").waitFor();
        assert.equal(await find(page, "button", "Läs upp").getAttribute("aria-pressed"), "false");
        assert.equal(await page.evaluate(() => globalThis.said.length), 0);
    });
}
