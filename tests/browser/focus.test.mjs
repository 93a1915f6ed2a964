// The ring around what has the focus, measured in pixels on all four sides: in both views, on each kind of
// control, in the two palettes furthest from each other; with HEMVAL_LONG=1 in every one.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, visitor } from "./support/browser.mjs";
import { picture } from "./support/pixels.mjs";
import { quiet } from "./support/screens.mjs";
import { serve_site } from "./support/site.mjs";

const THICK = 3;   // px, in the focus colour
const REACH = 14;  // px outside the control that are looked at

let server, browser;
before(async () => {
    server = await serve_site();
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await server?.close();
});

/** Moves the focus to an element with the Tab key, from the one before it. */
async function tab_to(page, selector) {
    await page.evaluate((selector) => {
        const all = [...document.querySelectorAll("#mirror :is(a, button, input, select, summary)")];
        all[all.indexOf(document.querySelector(selector)) - 1].focus();
    }, selector);
    await page.keyboard.press("Tab");
    await quiet(page);
    const focused = await page.evaluate(
        (selector) => document.activeElement === document.querySelector(selector), selector);
    assert.ok(focused, `Tab does not lead to ${selector}`);
}

/** How many pixels of a colour there are going out from the middle of each side of a box. */
function ring(drawing, box, colour) {
    const like = (x, y) => {
        const at = (Math.round(y) * drawing.width + Math.round(x)) * 4;
        return [0, 1, 2].every((i) => Math.abs(drawing.data[at + i] - colour[i]) < 24);
    };
    // A third of the way: in the middle a text or an underline may come close.
    const across = box.x + box.width / 3, down = box.y + box.height / 3;
    const count = (place) => Array.from({ length: REACH }, (_, out) => place(out)).filter(([x, y]) =>
        like(x, y)).length;
    return {
        top: count((out) => [across, box.y - out]),
        right: count((out) => [box.x + box.width + out, down]),
        bottom: count((out) => [across, box.y + box.height + out]),
        left: count((out) => [box.x - out, down]),
    };
}

const CONTROLS = {
    "#/jamfor": {
        button: '[id="n-controls/larger"]', checkbox: "#mirror .r-checkbox", link: "#mirror main .r-link",
        list: '[id="n-controls/language"]',
    },
    "#/avgift": { field: '[id="n-fee/hours"]', "primary button": '[id="n-fee/calculate"]' },
    "#/fragor": { summary: "#mirror .r-summary" },
};

for (const [name, look] of Object.entries({
    light: {},
    ...(process.env.HEMVAL_LONG ? { dark: { colorScheme: "dark" }, "more contrast": { contrast: "more" } } : {}),
    "dark with more contrast": { colorScheme: "dark", contrast: "more" },
})) {
    test(`the focus has a ring of ${THICK} px all around it, in both views: ${name}`, async () => {
        const page = await visitor(browser, { viewport: { width: 900, height: 1000 }, ...look });
        await open(page, `${server.url}strangnas/`);
        const colour = await page.evaluate(() => getComputedStyle(document.documentElement)
            .getPropertyValue("--focus").trim().slice(1).match(/../g).map((part) => parseInt(part, 16)));
        const faults = [];
        for (const view of ["picture", "plain"]) {
            if (view === "plain") await page.locator('[id="n-controls/plain"]').click();
            await page.waitForSelector(`body.${view}`);
            for (const [hash, controls] of Object.entries(CONTROLS)) {
                await page.evaluate((to) => { location.hash = to; }, hash);
                await quiet(page);
                for (const [kind, selector] of Object.entries(controls)) {
                    await page.locator(selector).first().waitFor();
                    await tab_to(page, selector);
                    const box = await page.locator(selector).first().boundingBox();
                    const seen = ring(await picture(page, { with_mirror: true }), box, colour);
                    for (const [side, pixels] of Object.entries(seen)) {
                        if (pixels < THICK) faults.push(`${view}, ${kind}: ${pixels} px at the ${side}`);
                    }
                }
            }
        }
        await page.context().close();
        assert.deepEqual(faults, []);
    });
}
