// Receipts and the public ledger with the browser's own cryptography: SubtleCrypto hashes and knows
// Ed25519, which no other test has.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { find, launch, open, visitor } from "./support/browser.mjs";
import { ROOT, start_service } from "./support/service.mjs";
import { serve_folder } from "./support/static_server.mjs";

const HOLDS = "Kvittot stämmer med det som är sparat.";
const WRONG = "Kvittot stämmer inte med det som är sparat.";
let service, browser;

before(async () => {
    service = await start_service();
    browser = await launch();
});
after(async () => {
    await browser.close();
    await service.stop();
});

async function declined(code) {
    const page = await visitor(browser);
    await open(page, `${service.url}strangnas/`);
    await find(page, "link", "Gör ditt val").click();
    await find(page, "textbox", "Kod från brevet").fill(code);
    await find(page, "button", "Logga in").click();
    await find(page, "button", "Jag vill inte välja").click();
    await find(page, "button", "Bekräfta att jag avstår").click();
    await find(page, "button", "Kontrollera kvittot").waitFor();
    return page;
}

const says = (page, text) => page.locator("#mirror").getByText(text).first().waitFor({ timeout: 20000 });
const sql = (text) => execFileSync("sqlite3", ["-cmd", ".timeout 5000",
    path.join(service.data, "hemval.sqlite"), text], { encoding: "utf8" }).trim();

test("the browser finds that the receipt is in what was signed, and that it no longer is", async () => {
    const page = await declined(service.code("strangnas", "ny"));
    await find(page, "button", "Kontrollera kvittot").click();
    await says(page, HOLDS);
    const last = sql("SELECT max(sequence) FROM ledger WHERE municipality = 'strangnas'");
    sql(`UPDATE ledger SET leaf = replace(leaf, substr(leaf, 1, 8), 'deadbeef')
         WHERE municipality = 'strangnas' AND sequence = ${last}`);
    await find(page, "button", "Kontrollera kvittot").click();
    await says(page, WRONG);
    assert.deepEqual(page.faults.filter((fault) => !/401/.test(fault)), []);
    await page.context().close();
});

test("the published ledger's page replays it, and names the line that was altered", async () => {
    const own = await start_service();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-public-"));
    const good = service;
    service = own;
    try {
        for (let i = 0; i < 3; i += 1) {
            const page = await declined(own.code("strangnas", "ny"));
            await page.context().close();
        }
        execFileSync(path.join(ROOT, "build/native/hemval"),
            ["publish", "--data", own.data, "--out", folder], { stdio: "ignore" });
        const host = await serve_folder(folder, { under: "/kommun/liggare/" });
        const page = await visitor(browser);
        await page.goto(host.url);
        await page.getByText("3 tilldelningar följer turen").waitFor();
        await page.getByText("Underskriften stämmer med nyckeln.").first().waitFor();
        assert.equal(await page.getByText("Allt stämmer.").count(), 3);
        const file = path.join(folder, "strangnas.json");
        const ledger = JSON.parse(fs.readFileSync(file, "utf8"));
        const entry = ledger.entries[1];
        entry.provider = entry.list.find((one) => one !== entry.provider);
        fs.writeFileSync(file, JSON.stringify(ledger));
        await page.reload();
        await page.getByText(`Rad ${entry.sequence}:`).waitFor();
        await page.getByText("Något stämmer inte.").waitFor();
        assert.deepEqual(page.faults, []);
        await page.context().close();
        await host.close();
    } finally {
        service = good;
        await own.stop();
        fs.rmSync(folder, { recursive: true, force: true });
    }
});
