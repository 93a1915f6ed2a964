// axe on every screen, in the picture and in Enkel vy, in every theme and every language. ./test takes
// each screen as a picture in one language and in Enkel vy in another, and every pair of the others;
// HEMVAL_LONG=1 takes all of it.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { faults_of, look_like, LOOKS } from "./support/axe.mjs";
import { ax_tree, names_unlike_what_is_seen } from "./support/ax_tree.mjs";
import { launch, open, visitor } from "./support/browser.mjs";
import { arrive, JOURNEYS, pin, SCREEN_NAMES, speak } from "./support/screens.mjs";
import { ROOT } from "./support/service.mjs";
import { serve_site } from "./support/site.mjs";

const NOT_DRAWN = ["ar"];  // their letters are not in the picture's fonts: always Enkel vy
const LANGUAGES = fs.readdirSync(path.join(ROOT, "assets/locales"))
    .filter((name) => name.endsWith(".json")).map((name) => path.basename(name, ".json"))
    .sort((a, b) => NOT_DRAWN.includes(b) - NOT_DRAWN.includes(a));  // walked through backwards

const CANDIDATES = 3;  // in one of so many languages at least a screen can be a picture
const THEMES = [...new Set(LOOKS.map(({ theme }) => theme))];

const theme_in = (screen, language) => THEMES[(screen + language) % THEMES.length];
const looks_in = (screen, language) => LOOKS.filter(({ theme, plain }) =>
    theme === theme_in(screen, language) && (plain || !NOT_DRAWN.includes(LANGUAGES[language])));

/** How a screen is seen in a language: not at all or in one look, or in all there are. */
function looks_due(screen, language) {
    if (process.env.HEMVAL_LONG)
        return LOOKS.filter(({ plain }) => plain || !NOT_DRAWN.includes(LANGUAGES[language]));
    const turn = Math.floor(screen / THEMES.length);  // else a language would keep to three themes
    const languages = Array.from({ length: CANDIDATES }, (_, at) => (screen + turn + at) % LANGUAGES.length);
    const in_picture = languages.find((one) => looks_in(screen, one).some(({ plain }) => !plain));
    const in_plain = languages.find((one) => one !== in_picture);
    if (language !== in_picture && language !== in_plain) return [];
    return looks_in(screen, language).filter(({ plain }) => plain === (language !== in_picture));
}

test("every screen is looked at in both views, and every pair of view, theme and language", () => {
    const seen = new Set(), missing = [];
    for (let screen = 0; screen < SCREEN_NAMES.length; ++screen) {
        for (let language = 0; language < LANGUAGES.length; ++language) {
            for (const { theme, plain } of looks_due(screen, language)) {
                const all = [SCREEN_NAMES[screen], LANGUAGES[language], theme, plain ? "Enkel vy" : "picture"];
                for (const one of all) for (const other of all) seen.add(`${one} + ${other}`);
            }
        }
    }
    const views = ["picture", "Enkel vy"];
    const pairs = [[SCREEN_NAMES, views], [LANGUAGES, THEMES], [LANGUAGES, views], [THEMES, views]];
    if (process.env.HEMVAL_LONG) pairs.push([SCREEN_NAMES, LANGUAGES], [SCREEN_NAMES, THEMES]);
    for (const [group, other] of pairs)
        for (const a of group) for (const b of other) if (!seen.has(`${a} + ${b}`)) missing.push(`${a} + ${b}`);
    assert.deepEqual(missing.sort(), ["ar + picture", "forced colours + picture"]);
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

// In Swedish trees.test.mjs asks it of every screen.
const names_due = (screen, language) => process.env.HEMVAL_LONG || screen % LANGUAGES.length === language;

/**
 * Once through every screen, each in those of the languages in which it is due: Arabic last, for a word of it
 * that stays, as the name given to a newcomer does, keeps the next language in Enkel vy.
 */
async function walk(indices) {
    const found = indices.map(() => ({ faults: [], runs: 0 }));
    for (const { address = "strangnas/", screens } of Object.values(JOURNEYS)) {
        const page = await visitor(browser);
        await pin(page);
        await open(page, server.url + address);
        for (const screen of screens) {
            const at = SCREEN_NAMES.indexOf(screen.name);
            const due = indices.filter((index) => looks_due(at, index).length > 0 || names_due(at, index));
            for (const [turn, index] of due.entries()) {
                const language = LANGUAGES[index], of_language = found[indices.indexOf(index)];
                await speak(page, language, turn > 0 ? screen : undefined);
                if (turn === 0) await arrive(page, screen);
                assert.equal(await page.evaluate(() => document.documentElement.lang), language);
                if (names_due(at, index)) {
                    for (const unlike of await names_unlike_what_is_seen(page, await ax_tree(page)))
                        of_language.faults.push(`${screen.name}: ${unlike}`);
                }
                for (const look of looks_due(at, index)) {
                    await look_like(page, look);
                    ++of_language.runs;
                    for (const fault of await faults_of(page, look))
                        of_language.faults.push(`${screen.name}, ${look.name}: ${fault}`);
                }
            }
        }
        await page.context().close();
    }
    return found;
}

let walked;  // once, for all languages; with HEMVAL_LONG=1 each language has its own way through
async function in_language(index) {
    if (process.env.HEMVAL_LONG) return (await walk([index]))[0];
    return (await (walked ??= walk([...LANGUAGES.keys()].reverse())))[LANGUAGES.length - 1 - index];
}

for (const [index, language] of LANGUAGES.entries()) {
    test(`axe finds nothing on any screen: ${language}`, { timeout: 3600000 }, async () => {
        const { faults, runs } = await in_language(index);
        assert.ok(runs >= SCREEN_NAMES.length / LANGUAGES.length, `${runs} looks`);
        assert.deepEqual(faults, []);
    });
}
