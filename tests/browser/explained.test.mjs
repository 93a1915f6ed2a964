// What the demonstration explains and a browser does: the table of visits as a file on the person's own disk.
import assert from "node:assert/strict";
import fs from "node:fs";
import { after, before, test } from "node:test";
import { find, launch, open, visitor } from "./support/browser.mjs";
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

const MODELS = ["performed_time", "granted_time", "block"];

// As a spreadsheet in Swedish reads it.
function parsed(file) {
    assert.deepEqual([...file.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    const lines = file.subarray(3).toString("utf8").split("\r\n");
    assert.equal(lines.pop(), "");
    return lines.map((line) => line.split(";").map((cell) => cell.replace(/^"(.*)"$/, "$1")));
}
const ore = (kronor) => Number(kronor.replace(",", ""));

test("the saved table adds up to what stands on the screen, and nothing is sent", async () => {
    const page = await visitor(browser);
    await open(page, `${server.url}strangnas/#/prova/visa/ersattning`);
    await find(page, "button", "En rörig vecka").click();
    const sent = [];
    page.on("request", (request) => { if (!request.url().startsWith("blob:")) sent.push(request.url()); });
    const [download] = await Promise.all([
        page.waitForEvent("download"), find(page, "button", "Spara tabellen").click(),
    ]);
    assert.equal(download.suggestedFilename(), "ersättning.csv");
    const [head, ...rows] = parsed(fs.readFileSync(await download.path()));
    const sums = rows.pop();
    assert.equal(sums[2], "Summa");
    assert.equal(rows.length, 18);
    assert.deepEqual(head.slice(0, 2), ["Exempel", "Kommun"]);
    assert.deepEqual(head.slice(-6, -3), ["Utförd tid, kronor", "Beviljad tid, kronor", "Fast pris, kronor"]);
    for (const row of [...rows, sums]) {
        assert.equal(row.length, head.length);
        assert.deepEqual(row.slice(0, 2), ["exempel", "Strängnäs kommun"]);
    }
    for (const [i, model] of MODELS.entries()) {
        const sum = rows.reduce((all, row) => all + ore(row.at(i - 6)), 0);
        assert.equal(ore(sums.at(i - 6)), sum);
        const shown = await page.locator(`[id="n-pay/table/paid/${model}"]`).textContent();
        assert.equal(`${Math.round(sum / 100)} kr`.replace(/\B(?=(\d{3})+ )/g, " "), shown);
        assert.ok(sum > 100000);
    }
    await page.locator("#mirror").getByText("Tabellen är sparad som ersättning.csv.").first().waitFor();
    assert.deepEqual(sent, []);
    assert.deepEqual(page.faults, []);
});
