// The letters of `hemval letters` as they leave the printer: pages, their look, and their QR code, which
// a camera reads and which opens the right errand on the service that keeps real data.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import jsqr from "jsqr";
import { PNG } from "pngjs";
import { find, h1, launch, visitor } from "./support/browser.mjs";
import { ROOT, start_service } from "./support/service.mjs";

const PROGRAM = path.join(ROOT, "build/native/hemval");
const COLUMNS = "reference,name,address,postal_code,city,language,area,services,hours_per_month," +
    "decision_day,provider,protected";
const CASES = `${COLUMNS}
A-1,Anna Övningsson,Provgatan 1,645 30,Strängnäs,sv,strangnas,personal_care household,20,2026-01-10,,no
B-2,Mohsen Provare,Provgatan 2,645 30,Strängnäs,ar,strangnas,household,8,2026-01-10,solglantan,no
C-3,Aino Harjoitus,Provgatan 3,645 30,Strängnäs,fi,mariefred,household,8,2026-01-10,,no
D-4,Bo Lätt,Provgatan 4,645 30,Strängnäs,sv-simple,strangnas,household,8,2026-01-10,,no
E-5,Eve Example,Provgatan 5,645 30,Strängnäs,en,strangnas,household,8,2026-01-10,solglantan,no
`;
const SIDES = [["sv"], ["sv", "ar"], ["sv", "fi"], ["sv"], ["sv", "en"]].flat();

let work, service, browser, html_file, pdf_file, links;
before(async () => {
    work = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-letters-"));
    [service, browser] = await Promise.all([start_service({ sample: false }), launch()]);
    fs.writeFileSync(path.join(work, "cases.csv"), CASES);
    // While the service is running, as on a working day.
    const said = execFileSync(PROGRAM, ["letters", "--data", service.data, "--municipalities",
        path.join(ROOT, "assets/municipalities"), "--municipality", "strangnas",
        "--cases", path.join(work, "cases.csv"), "--out", path.join(work, "out"),
        "--base-url", service.url], { encoding: "utf8" });
    [html_file] = said.split("\n");
    assert.match(said, /^Letters made: 5\./m);
    const page = await (await browser.newContext()).newPage();
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(html_file).href);
    pdf_file = path.join(work, "letters.pdf");
    await page.pdf({ path: pdf_file, preferCSSPageSize: true, printBackground: true });
    assert.deepEqual(asked, [pathToFileURL(html_file).href]);
    await page.context().close();
    execFileSync("pdftoppm", ["-png", "-r", "150", pdf_file, path.join(work, "page")]);
    links = fs.readdirSync(work).filter((name) => name.endsWith(".png")).sort().map(scanned);
});
after(async () => {
    await browser?.close();
    await service?.stop();
    if (process.env.HEMVAL_KEEP) console.log(work);
    else fs.rmSync(work, { recursive: true, force: true });
});

/** What a camera reads on one printed page. */
function scanned(name) {
    const { data, width, height } = PNG.sync.read(fs.readFileSync(path.join(work, name)));
    return jsqr(new Uint8ClampedArray(data), width, height)?.data;
}

const text_of = (page) => execFileSync("pdftotext",
    ["-f", String(page), "-l", String(page), "-layout", pdf_file, "-"], { encoding: "utf8" });

test("each letter has pages of its own: one, and one more in another language than Swedish", () => {
    const info = execFileSync("pdfinfo", [pdf_file], { encoding: "utf8" });
    assert.equal(+info.match(/^Pages:\s+(\d+)$/m)[1], SIDES.length);
    assert.match(info, /^Page size:\s+59[45]\S* x 84[12]\S* pts \(A4\)$/m);
    const codes = SIDES.map((_, at) => text_of(at + 1).match(/\d{4}-\d{4}-\d{4}-\d{4}/)?.[0]);
    assert.equal(new Set(codes).size, 5);
    assert.deepEqual(codes.map((code) => codes.indexOf(code)), [0, 1, 1, 3, 3, 5, 6, 6]);
    assert.match(text_of(1), /Anna Övningsson/);
    assert.match(text_of(5), /Aino|Viite: C-3/);
    assert.doesNotMatch(text_of(2), /Anna/);
});

test("every text of a letter is at least 16 points, and nothing is cut at the edges", async () => {
    const page = await (await browser.newContext({ viewport: { width: 1000, height: 1400 } })).newPage();
    await page.emulateMedia({ media: "print" });
    await page.goto(pathToFileURL(html_file).href);
    const small = await page.evaluate(() => [...document.querySelectorAll("body *")]
        .filter((one) => !one.closest("svg") && [...one.childNodes].some((node) => node.nodeType === 3
            && node.data.trim()))
        .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 16 * 96 / 72 - 0.01)
        .map((one) => one.textContent));
    assert.deepEqual(small, []);
    // As wide as the paper leaves room for.
    await page.setViewportSize({ width: Math.floor(170 / 25.4 * 96), height: 1000 });
    const wide = await page.evaluate(() => [...document.querySelectorAll("body *")]
        .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1
            || one.getBoundingClientRect().left < -1).map((one) => one.outerHTML.slice(0, 80)));
    assert.deepEqual(wide, []);
    await page.context().close();
});

test("the QR code on each printed page is its letter's link", () => {
    for (const [at, link] of links.entries()) {
        assert.match(String(link), new RegExp(`^${service.url}strangnas/#/kod/[0-9A-Z]{26}$`), `page ${at + 1}`);
    }
    assert.deepEqual(links.map((link) => links.indexOf(link)), [0, 1, 1, 3, 3, 5, 6, 6]);
});

/** Everything the page could keep a code in. */
const kept = (page) => page.evaluate(() => JSON.stringify([
    location.href, { ...sessionStorage }, { ...localStorage }, history.state, document.title,
    document.documentElement.outerHTML, Object.keys(globalThis).filter((name) => name.startsWith("hemval")),
    String(globalThis.hemval_link), document.cookie,
]));

test("a scanned letter opens its own errand; its code is nowhere on the page, nor behind Back", async () => {
    const page = await visitor(browser);
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(links[0]);
    await find(page, "button", "Jag vill inte välja").waitFor();
    const code = links[0].split("/").at(-1);
    assert.equal(page.url(), `${service.url}strangnas/#/val`);
    assert.ok(!(await kept(page)).includes(code));
    assert.ok(asked.every((url) => !url.includes(code)), asked.join("\n"));
    await page.locator("#mirror").getByRole("button", { name: /^Välj / }).first().click();
    await h1(page).getByText("Kontrollera ditt val").waitFor();
    await page.goBack();
    await find(page, "button", "Jag vill inte välja").waitFor();
    await page.reload();
    await find(page, "button", "Jag vill inte välja").waitFor();
    assert.ok(!(await kept(page)).includes(code));

    // In the same tab: the letter of somebody who has a provider.
    await page.goto(links[1]);
    await h1(page).getByText("Din utförare").waitFor();
    await find(page, "button", "Byt utförare").waitFor();
    assert.equal(page.url(), `${service.url}strangnas/#/val`);
    assert.ok(!(await kept(page)).includes(links[1].split("/").at(-1)));
    assert.deepEqual(page.faults.filter((fault) => !/401/.test(fault)), []);
    await page.context().close();
});

test("the code has left the address before the program is there, and whether or not it comes", async () => {
    const page = await visitor(browser);
    await page.route(/\.wasm$/, (route) => route.abort());
    await page.goto(links[3], { waitUntil: "domcontentloaded" });
    assert.equal(page.url(), `${service.url}strangnas/#/val`);
    const stored = await page.evaluate(() =>
        JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state]));
    assert.ok(!stored.includes(links[3].split("/").at(-1)));
    await page.context().close();
});

test("the letter's digits open the same errand, and a QR code that opens none says what to do", async () => {
    const page = await visitor(browser);
    await page.goto(`${service.url}strangnas/#/kod/${"0".repeat(26)}`);
    await h1(page).getByText("Logga in").waitFor();
    await page.locator("#mirror").getByText(/^QR-koden öppnade inget ärende\. Skriv i stället koden/)
        .waitFor();
    assert.equal(page.url(), `${service.url}strangnas/#/val`);
    await find(page, "textbox", "Kod från brevet").fill(text_of(2).match(/\d{4}-\d{4}-\d{4}-\d{4}/)[0]);
    await find(page, "button", "Logga in").click();
    await find(page, "button", "Byt utförare").waitFor();
    await page.context().close();
});
