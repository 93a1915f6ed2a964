// axe on every screen, in the picture and in Enkel vy, in every theme and every language. ./test takes
// every pair of these; HEMVAL_LONG=1 takes all of it.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch, open, visitor } from "./support/browser.mjs";
import { arrive, JOURNEYS, pin, SCREEN_NAMES, settle, speak } from "./support/screens.mjs";
import { ROOT } from "./support/service.mjs";
import { serve_site } from "./support/site.mjs";

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// Off unless asked for, also where their tags are.
const ALSO = ["color-contrast-enhanced", "identical-links-same-purpose", "meta-refresh-no-exceptions",
    "target-size"];

// What axe cannot judge, and what does instead. Anything else undecided fails.
const COLOURS = ["color-contrast", "color-contrast-enhanced"];
const NOT_JUDGED = [
    // The mirror's text is transparent over a canvas: axe sees an image under each. The contrast is
    // computed from the palette in tests/web/theme_test.cpp, and the drawing under each text is looked
    // for in drawing.test.mjs.
    { rules: COLOURS, where: (look) => !look.plain, run: false },
    // Chromium reports -webkit-text-fill-color as the style sheet has it, not as it is painted, and axe
    // reads that. The colours painted are compared in forced_contrast() here.
    { rules: COLOURS, where: (look) => look.media.forcedColors, run: true },
];

const LOOKS = [
    { name: "light picture", plain: false, media: { colorScheme: "light" } },
    { name: "light Enkel vy", plain: true, media: { colorScheme: "light" } },
    { name: "dark picture", plain: false, media: { colorScheme: "dark" } },
    { name: "dark Enkel vy", plain: true, media: { colorScheme: "dark" } },
    { name: "high contrast picture", plain: false, media: { contrast: "more" } },
    { name: "forced colours", plain: true, media: { forcedColors: "active" } },
];
const NOT_DRAWN = ["ar"];  // their letters are not in the picture's fonts: always Enkel vy
const NO_MEDIA = { colorScheme: "light", contrast: "no-preference", forcedColors: "none" };
const LANGUAGES = fs.readdirSync(path.join(ROOT, "assets/locales"))
    .filter((name) => name.endsWith(".json")).map((name) => path.basename(name, ".json"));

/** Which looks a screen is seen in, in a language: every pair, or everything. */
function looks_due(screen, language) {
    if (process.env.HEMVAL_LONG) return LOOKS.map((_, index) => index);
    const rounds = Math.max(LOOKS.length, LANGUAGES.length);
    const due = new Set();
    for (let round = language; round < rounds; round += LANGUAGES.length)
        due.add((screen + round) % LOOKS.length);
    return [...due];
}

test("every pair of screen, look and language is looked at", () => {
    const pairs = new Set();
    for (let screen = 0; screen < SCREEN_NAMES.length; ++screen) {
        for (let language = 0; language < LANGUAGES.length; ++language) {
            for (const look of looks_due(screen, language)) {
                pairs.add(`${screen} in ${language}`).add(`${screen} as ${look}`);
                pairs.add(`look ${look} in ${language}`);
            }
        }
    }
    const [s, k, l] = [SCREEN_NAMES.length, LOOKS.length, LANGUAGES.length];
    assert.equal(pairs.size, s * l + s * k + k * l);
});

let server, browser;
before(async () => {
    server = await serve_site();
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await server?.close();
});

async function look_like(page, look) {
    await page.emulateMedia({ ...NO_MEDIA, ...look.media });
    await page.evaluate((plain) => {
        const button = document.getElementById("n-controls/plain");
        if (button.getAttribute("aria-pressed") !== String(plain)) button.click();
    }, look.plain && !look.media.forcedColors);
    await page.waitForSelector(look.plain ? "body.plain" : "body.picture");
    await settle(page);
}

async function axe(page, look) {
    const not_run = NOT_JUDGED.filter(({ where, run }) => !run && where(look))
        .flatMap(({ rules }) => rules);
    return page.evaluate(async ({ tags, also, not_run }) => {
        const rules = Object.fromEntries(also.map((rule) => [rule, { enabled: true }]));
        for (const rule of not_run) rules[rule] = { enabled: false };
        const { violations, incomplete } = await globalThis.axe.run(document, {
            runOnly: { type: "tag", values: tags }, rules, resultTypes: ["violations", "incomplete"],
        });
        const told = (kind) => (all) => all.flatMap(({ id, help, nodes }) => nodes.map((node) => ({
            kind, rule: id, help, at: node.target.join(" "),
            why: [...node.any, ...node.all, ...node.none].map(({ message }) => message).join("; "),
        })));
        return [...told("violation")(violations), ...told("undecided")(incomplete)];
    }, { tags: TAGS, also: ALSO, not_run });
}

const explained = (found, look) => found.kind === "undecided"
    && NOT_JUDGED.some(({ rules, where }) => rules.includes(found.rule) && where(look));

/** The texts whose painted colour stands less than 7:1 from the ground behind it. */
async function forced_contrast(page) {
    return page.evaluate(() => {
        const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
        const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
            .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
            .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
        const ground = (one) => {
            const [r, g, b, a = 1] = numbers(getComputedStyle(one).backgroundColor);
            return a > 0 || !one.parentElement ? [r, g, b] : ground(one.parentElement);
        };
        return [...document.querySelectorAll("#mirror .n")]
            .filter((one) => one.firstChild?.nodeType === Node.TEXT_NODE && one.firstChild.data.trim())
            .map((one) => {
                const lights = [light(numbers(getComputedStyle(one).color)), light(ground(one))];
                return [one.id, (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05)];
            })
            .filter(([, contrast]) => contrast < 7)
            .map(([id, contrast]) => `${id}: ${contrast.toFixed(1)}:1`);
    });
}

for (const [index, language] of LANGUAGES.entries()) {
    test(`axe finds nothing on any screen: ${language}`, { timeout: 3600000 }, async () => {
        const faults = [];
        let runs = 0;
        for (const { address = "strangnas/", screens } of Object.values(JOURNEYS)) {
            const page = await visitor(browser);
            await pin(page);
            await open(page, server.url + address);
            await speak(page, language);
            await page.evaluate(AXE);
            for (const screen of screens) {
                await arrive(page, screen);
                assert.equal(await page.evaluate(() => document.documentElement.lang), language);
                for (const due of looks_due(SCREEN_NAMES.indexOf(screen.name), index)) {
                    const look = { ...LOOKS[due] };
                    look.plain ||= NOT_DRAWN.includes(language);
                    await look_like(page, look);
                    ++runs;
                    for (const found of await axe(page, look)) {
                        if (explained(found, look)) continue;
                        faults.push(`${screen.name}, ${look.name}: ${found.kind} ${found.rule} `
                            + `at ${found.at}: ${found.why || found.help}`);
                    }
                    if (!look.media.forcedColors) continue;
                    for (const weak of await forced_contrast(page))
                        faults.push(`${screen.name}, ${look.name}: ${weak}`);
                }
            }
            await page.context().close();
        }
        assert.ok(runs >= SCREEN_NAMES.length);
        assert.deepEqual(faults, []);
    });
}
