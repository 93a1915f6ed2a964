// Somebody who chooses for another, with the keyboard alone, on the real service; and a comparison
// handed over from one device to another.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { find, h1, launch, open, visitor } from "./support/browser.mjs";
import { start_service } from "./support/service.mjs";

let service, browser;
before(async () => {
    [service, browser] = await Promise.all([start_service(), launch()]);
});
after(async () => {
    await browser?.close();
    await service?.stop();
});

const heading = (page, text) => h1(page).and(page.getByText(text, { exact: true })).waitFor();

// Where Tab has come to, by its accessible name.
async function tab_to(page, name) {
    for (let presses = 0; presses < 80; ++presses) {
        await page.keyboard.press("Tab");
        const here = await page.evaluate(() => {
            const one = document.activeElement;
            return one?.labels?.[0]?.textContent ?? one?.textContent ?? "";
        });
        if (here.startsWith(name)) return;
    }
    assert.fail(`Tab never comes to ${name}`);
}

test("a god man chooses with the keyboard alone, and the receipt says who chose", async () => {
    const page = await visitor(browser);
    await open(page, `${service.url}strangnas/`);
    await find(page, "link", "Gör ditt val").click();
    await find(page, "textbox", "Kod från brevet").fill(service.codes.ny);
    await find(page, "button", "Logga in").click();
    await heading(page, "Gör ditt val");
    await page.locator("#mirror").getByRole("button", { name: /^Välj / }).first().click();
    await heading(page, "Kontrollera ditt val");
    assert.ok(await find(page, "radio", "Jag gör valet själv").isChecked());

    await tab_to(page, "Jag gör valet själv");
    await page.keyboard.press("ArrowDown");
    await tab_to(page, "Fortsätt");
    await page.keyboard.press("Enter");
    await heading(page, "Din roll");
    await tab_to(page, "God man");
    await page.keyboard.press("Space");
    await tab_to(page, "Fortsätt");
    await page.keyboard.press("Enter");
    await heading(page, "Hur når vi dig?");
    await tab_to(page, "Ditt namn");
    await page.keyboard.type("Ulla Unik");
    await tab_to(page, "Telefon eller e-post");
    await page.keyboard.type("070-000 00 00");
    await tab_to(page, "Fortsätt");
    await page.keyboard.press("Enter");
    await heading(page, "Det här intygar du");
    await tab_to(page, "Personen vill");
    await page.keyboard.press("Space");
    await tab_to(page, "Fortsätt");
    await page.keyboard.press("Enter");
    await heading(page, "Kontrollera ditt val");
    await tab_to(page, "Bekräfta valet");
    await page.keyboard.press("Enter");
    await heading(page, "Ditt val är mottaget");
    await page.locator("#mirror").getByText("Valet är gjort av en god man. Kommunen bekräftar uppdraget.")
        .waitFor();
    assert.ok(!(await page.locator("#mirror").textContent()).includes("Ulla Unik"));
    const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
    assert.ok(!kept.includes("Ulla Unik"));
    await find(page, "button", "Kontrollera kvittot").click();
    await page.locator("#mirror").getByText("Kvittot stämmer med det som är sparat.").waitFor();
    await page.context().close();
});

test("a relative prepares a comparison, and it opens on another device without signing in", async () => {
    const relative = await visitor(browser);
    await open(relative, `${service.url}strangnas/#/jamfor`);
    const boxes = relative.locator("#mirror").getByRole("checkbox", { name: /^Jämför / });
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await find(relative, "button", "Visa jämförelsen").click();
    await heading(relative, "Din jämförelse");
    const names = async (page) => (await page.locator("#mirror").getByRole("columnheader").allTextContents())
        .sort();
    const compared = await names(relative);
    await relative.locator("#mirror summary", { hasText: "Lämna över jämförelsen" }).click();
    const link = await find(relative, "link", "Länk till jämförelsen").getAttribute("href");
    assert.match(link, /#\/jamfor\/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/);

    const person = await visitor(browser);
    await open(person, new URL(link, `${service.url}strangnas/`).href);
    await heading(person, "En jämförelse åt dig");
    await find(person, "button", "Öppna jämförelsen").click();
    await heading(person, "Din jämförelse");
    assert.deepEqual(await names(person), compared);
    await relative.context().close();
    await person.context().close();
});
