// What axe is asked, what it cannot judge, and in which looks a page is shown to it.
import fs from "node:fs";
import { createRequire } from "node:module";
import { settle } from "./screens.mjs";

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

const THEMES = {
    light: { colorScheme: "light" },
    dark: { colorScheme: "dark" },
    "more contrast": { contrast: "more" },
    "dark with more contrast": { colorScheme: "dark", contrast: "more" },
    "forced colours": { forcedColors: "active" },  // gives Enkel vy by itself
};
export const LOOKS = Object.entries(THEMES).flatMap(([theme, media]) => [false, true]
    .filter((plain) => plain || !media.forcedColors)
    .map((plain) => ({ name: `${theme}, ${plain ? "Enkel vy" : "picture"}`, theme, plain, media })));
const NO_MEDIA = { colorScheme: "light", contrast: "no-preference", forcedColors: "none" };

/** Shows the page in a look; its own control leads to Enkel vy and back. */
export async function look_like(page, look) {
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
    // Another program is another page load, which forgets it.
    if (!await page.evaluate(() => Boolean(globalThis.axe))) await page.evaluate(AXE);
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

/** What is wrong with the page as it is shown, one sentence each. */
export async function faults_of(page, look) {
    const found = (await axe(page, look)).filter((one) => !explained(one, look))
        .map(({ kind, rule, at, why, help }) => `${kind} ${rule} at ${at}: ${why || help}`);
    return look.media.forcedColors ? [...found, ...await forced_contrast(page)] : found;
}
