// What is being typed, where the caret stands and what has the focus, through every change of the view
// in the middle of a form.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { find, launch, open, settled, visitor } from "./support/browser.mjs";
import { serve_site } from "./support/site.mjs";

let server, browser;
before(async () => {
    server = await serve_site();
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await server?.close();
});

const FORMS = {
    "the fee": {
        hash: "#/avgift",
        fields: { "fee/hours": "24", "fee/allowance": "1 200", "fee/income": "18 000" },
        pressed: "fee/household/single",
    },
    "the code": { hash: "#/logga-in", fields: { "sign_in/code": "1234 5678 9012" } },
};

const CHANGES = {
    "WebGL is lost, and comes back": {
        async plain(page) {
            await page.evaluate(() => {
                const gl = document.getElementById("canvas").getContext("webgl2");
                window.surface = gl.getExtension("WEBGL_lose_context");
                window.surface.loseContext();
            });
        },
        picture: (page) => page.evaluate(() => window.surface.restoreContext()),
    },
    "forced colours come, and go": {
        plain: (page) => page.emulateMedia({ forcedColors: "active" }),
        picture: (page) => page.emulateMedia({ forcedColors: "none" }),
    },
};

const CARET = 3;
const field = (page, key) => page.locator(`[id="n-${key}"]`);

async function fill_in(page, { fields, pressed }) {
    if (pressed) await field(page, pressed).click();
    for (const [key, text] of Object.entries(fields)) {
        await field(page, key).click();
        await page.keyboard.type(text);
    }
    await page.keyboard.press("Home");
    for (let at = 0; at < CARET; ++at) await page.keyboard.press("ArrowRight");
    await settled(page);
    await page.evaluate(() => { window.typed_in = document.activeElement; });
}

async function state(page, { fields, pressed }) {
    const values = {};
    for (const key of Object.keys(fields)) values[key] = await field(page, key).inputValue();
    return {
        values, pressed: pressed ? await field(page, pressed).isChecked() : true,
        same: await page.evaluate(() => document.activeElement === window.typed_in),
        caret: await page.evaluate(() => document.activeElement.selectionStart),
    };
}

for (const [what, form] of Object.entries(FORMS)) {
    const last = Object.keys(form.fields).at(-1);
    for (const [happens, { plain, picture }] of Object.entries(CHANGES)) {
        test(`${what}, half typed, when ${happens}: text, caret and focus stay`, async () => {
            const page = await visitor(browser);
            await open(page, `${server.url}strangnas/${form.hash}`);
            await fill_in(page, form);
            const as_typed = { values: { ...form.fields }, pressed: true, same: true, caret: CARET };
            assert.deepEqual(await state(page, form), as_typed);

            await plain(page);
            await page.locator("body.plain").waitFor();
            await settled(page);
            assert.deepEqual(await state(page, form), as_typed);
            await page.keyboard.type("7");
            const on = form.fields[last].slice(0, CARET) + "7" + form.fields[last].slice(CARET);
            assert.equal(await field(page, last).inputValue(), on);

            await picture(page);
            await page.locator("body.picture").waitFor();
            await settled(page);
            assert.deepEqual(await state(page, form),
                { ...as_typed, values: { ...form.fields, [last]: on }, caret: CARET + 1 });
            await page.context().close();
        });
    }

    test(`${what}, half typed, when the page is printed: text, caret and focus stay`, async () => {
        const page = await visitor(browser);
        await open(page, `${server.url}strangnas/${form.hash}`);
        await fill_in(page, form);
        await page.evaluate(() => addEventListener("beforeprint", () => { window.printed = true; }));
        await page.pdf();
        await page.locator("body.picture").waitFor();
        await settled(page);
        assert.ok(await page.evaluate(() => window.printed));
        assert.deepEqual(await state(page, form),
            { values: { ...form.fields }, pressed: true, same: true, caret: CARET });
        await page.context().close();
    });

    test(`${what}, half typed: Enkel vy chosen and left again keeps it, and the way back to it`, async () => {
        const page = await visitor(browser);
        await open(page, `${server.url}strangnas/${form.hash}`);
        await fill_in(page, form);
        for (const view of ["plain", "picture"]) {
            await find(page, "button", "Enkel vy").click();
            await page.locator(`body.${view}`).waitFor();
            await settled(page);
            const now = await state(page, form);
            assert.deepEqual(now.values, form.fields);
            assert.ok(now.pressed);
            assert.ok(await page.evaluate(() => window.typed_in.isConnected));
            assert.equal(await page.evaluate(() => window.typed_in.selectionStart), CARET);
        }
        await page.context().close();
    });
}
