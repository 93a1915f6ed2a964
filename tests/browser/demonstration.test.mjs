// `Prova utan att skicka` from any static file server: under a sub-path, wrong type for wasm.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { find, h1, launch, open, ready, visitor } from "./support/browser.mjs";
import { SITE } from "./support/service.mjs";
import { serve_folder } from "./support/static_server.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

async function heading(page, text) {
    await h1(page).and(page.getByText(text, { exact: true })).waitFor();
    await page.locator("#mirror").getByText("Demonstration", { exact: true }).waitFor();
}

const journeys = {
    "new choice": async (page) => {
        await find(page, "button", "Prova som Karin").click();
        await heading(page, "Gör ditt val");
        await page.locator("#mirror").getByRole("button", { name: /^Välj / }).first().click();
        await heading(page, "Kontrollera ditt val");
        await page.reload();
        await ready(page);
        await find(page, "button", "Bekräfta valet").click();
        await heading(page, "Ditt val är mottaget");
    },
    switch: async (page) => {
        await find(page, "button", "Prova som Bengt").click();
        await find(page, "button", "Byt utförare").click();
        await page.locator("#mirror").getByRole("button", { name: /^Välj / }).first().click();
        await find(page, "button", "Bekräfta bytet").click();
        await heading(page, "Ditt byte är mottaget");
    },
    decline: async (page) => {
        await find(page, "button", "Prova som Aino").click();
        await heading(page, "Din utförare upphör");
        await find(page, "button", "Jag vill inte välja").click();
        await find(page, "button", "Bekräfta att jag avstår").click();
        await heading(page, "Du har fått en utförare");
        await find(page, "heading", "Varför just den utföraren?").waitFor();
    },
};

const of_the_service = (requests) => requests.filter(
    (line) => !line.startsWith("GET") || line.includes("/api/"));

for (const [name, walk] of Object.entries(journeys)) {
    test(`demonstration under a sub-path with the wrong type for wasm: ${name}`, async () => {
        const host = await serve_folder(SITE, {
            under: "/kommun/hemval/", types: { ".wasm": "text/plain" },
        });
        try {
            const page = await visitor(browser);
            await open(page, `${host.url}strangnas/`);
            await find(page, "link", "Prova utan att skicka").click();
            await heading(page, "Prova utan att skicka");
            const before = host.requests.length;
            await walk(page);
            assert.deepEqual(of_the_service(host.requests.slice(before)), []);
            const kept = await page.evaluate(() => ({
                local: localStorage.length, cookies: document.cookie,
            }));
            assert.deepEqual(kept, { local: 0, cookies: "" });
        } finally {
            await host.close();
        }
    });
}

test("opened or reloaded in the demonstration, the service is asked nothing until it is left", async () => {
    const host = await serve_folder(SITE);
    try {
        const page = await visitor(browser);
        await open(page, `${host.url}strangnas/#/prova`);
        await heading(page, "Prova utan att skicka");
        await page.reload();
        await ready(page);
        await journeys["new choice"](page);
        assert.deepEqual(of_the_service(host.requests), []);
        await find(page, "link", "Avsluta demonstrationen").click();
        await h1(page).and(page.getByText("Välj utförare av hemtjänst", { exact: true })).waitFor();
        await page.waitForLoadState("networkidle");
        assert.deepEqual(of_the_service(host.requests),
            ["GET /api/strangnas/providers", "GET /api/strangnas/session", "GET /api/strangnas/case"]);
    } finally {
        await host.close();
    }
});
