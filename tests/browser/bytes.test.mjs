// What a thin line has to carry until the page can be used, compressed with brotli; and the program's memory.
// The limits are 5 % over what was reached: docs/performance.md.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch, open, settled, visitor } from "./support/browser.mjs";
import { SITE } from "./support/service.mjs";
import { serve_site } from "./support/site.mjs";

const KINDS = [
    ["wasm", /\.wasm$/, 100_200],
    ["scripts", /\.js$/, 14_000],
    ["fonts", /\.ttf$/, 25_500],
    ["page, style and data", /(\/|\.(css|json|svg|webmanifest))$/, 10_460],
];
const ALL = 150_700;
const HEAP = 16 * 1024 * 1024;
const VIEWS = ["#/jamfor", "#/avgift", "#/fragor", "#/val", "#/hjalp", "#/om-hemtjansten", "#/papper", ""];

let browser, site;
before(async () => {
    [browser, site] = await Promise.all([launch(), serve_site({ keep: true })]);
});
after(async () => {
    await browser.close();
    await site.close();
});

function on_the_wire(pathname) {
    const file = path.join(SITE, pathname.endsWith("/") ? pathname + "index.html" : pathname);
    return fs.statSync(fs.existsSync(file + ".br") ? file + ".br" : file).size;
}

test("what is fetched until the page can be used keeps within its bytes, each file once", async () => {
    const from = site.requests.length;
    const page = await visitor(browser);
    await open(page, `${site.url}strangnas/`);
    await settled(page);
    const asked = site.requests.slice(from).map((request) => request.replace("GET ", ""));
    assert.deepEqual(asked, [...new Set(asked)]);
    const until_usable = await page.evaluate(() => {
        const [{ startTime: usable }] = performance.getEntriesByName("app-interactive");
        return [location.href, ...performance.getEntriesByType("resource")
            .filter(({ startTime }) => startTime < usable).map(({ name }) => name)];
    });
    const fetched = [...new Set(until_usable.map((address) => new URL(address).pathname))]
        .filter((name) => !name.startsWith("/api/"));
    let all = 0;
    for (const [kind, pattern, limit] of KINDS) {
        const sum = fetched.filter((name) => pattern.test(name)).reduce((bytes, name) => bytes + on_the_wire(name), 0);
        assert.ok(sum > 0 && sum <= limit, `${kind}: ${sum} bytes, at most ${limit}`);
        all += sum;
    }
    assert.equal(fetched.filter((name) => !KINDS.some(([, pattern]) => pattern.test(name))).join(), "");
    assert.ok(all <= ALL, `all: ${all} bytes, at most ${ALL}`);
    await page.context().close();
});

test("the program's memory stays within 16 MiB, whatever is looked at", async () => {
    const page = await visitor(browser, { deviceScaleFactor: 2 });
    await open(page, `${site.url}strangnas/`);
    const rounds = process.env.HEMVAL_LONG ? 1250 : 3;
    for (let round = 0; round < rounds; round += 1) {
        for (const view of VIEWS) {
            await page.evaluate((hash) => { location.hash = hash; }, view);
            await (process.env.HEMVAL_LONG ? page.waitForTimeout(20) : settled(page, 60));
        }
    }
    const heap = await page.evaluate(() => globalThis.hemval.heap);
    assert.ok(heap > 0 && heap <= HEAP, `${heap / 1024 / 1024} MiB`);
    await page.context().close();
});
