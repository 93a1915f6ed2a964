// What somebody has who holds a real letter's QR code up to a camera.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import jsqr from "jsqr";
import { PNG } from "pngjs";
import { ROOT } from "./service.mjs";

const COLUMNS = "reference,name,address,postal_code,city,language,area,services,hours_per_month,decision_day,"
    + "provider,protected";

/** @returns {Promise<string[]>} "#/kod/...", one for each of `count` new cases in Strängnäs */
export async function letter_links(browser, { data, url }, packs, count) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-links-"));
    const page = await (await browser.newContext()).newPage();
    try {
        const cases = path.join(folder, "cases.csv");
        const rows = Array.from({ length: count }, (_, number) =>
            `L-${number},Anna Övningsson,Provgatan ${number + 1},645 30,Strängnäs,sv,strangnas,household,20,`
            + "2026-01-10,,no");
        fs.writeFileSync(cases, [COLUMNS, ...rows, ""].join("\n"));
        const said = execFileSync(path.join(ROOT, "build/native/hemval"), ["letters",
            "--data", data, "--municipalities", packs, "--locales", path.join(ROOT, "assets/locales"),
            "--municipality", "strangnas", "--cases", cases, "--out", path.join(folder, "out"),
            "--base-url", url], { encoding: "utf8" });
        await page.goto(pathToFileURL(said.split("\n")[0]).href);
        const links = [];
        for (const code of await page.locator("svg.qr").all()) {
            const { data: pixels, width, height } = PNG.sync.read(await code.screenshot());
            links.push(new URL(jsqr(new Uint8ClampedArray(pixels), width, height).data).hash);
        }
        return links;
    } finally {
        await page.context().close();
        fs.rmSync(folder, { recursive: true, force: true });
    }
}
