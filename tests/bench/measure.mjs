// One visit of one page in a fresh profile, slowed down: four times slower a processor, a line of 1.6 Mbit/s with
// 150 ms, as an old tablet has. Times are milliseconds, as the browser itself tells them.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";

const FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic",
    "--disable-background-networking", "--disable-component-update", "--hide-scrollbars"];
const LINE = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 };
const SLOWER = 4;
const PATIENCE = 90_000;
const IDLE_SECONDS = 3;

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// In the page, from its beginning.
function listen() {
    const seen = (globalThis.bench = { paint: null, events: [] });
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
            if (entry.name === "first-contentful-paint") seen.paint = entry.startTime;
        }
    }).observe({ type: "paint", buffered: true });
    new PerformanceObserver((list) => {
        for (const { name, startTime, duration } of list.getEntries()) seen.events.push({ name, startTime, duration });
    }).observe({ type: "event", durationThreshold: 16, buffered: true });
}

async function visit(page, address) {
    await page.goto(address, { waitUntil: "load", timeout: PATIENCE });
    await page.waitForFunction(() => globalThis.bench.paint !== null
        && performance.getEntriesByName("app-interactive").length > 0, null, { timeout: PATIENCE });
    return page.evaluate(() => {
        const usable = performance.getEntriesByName("app-interactive")[0].startTime;
        return { paint: globalThis.bench.paint, usable: Math.max(usable, globalThis.bench.paint) };
    });
}

function kept_by(pid) {
    try {
        return Number(/^Pss:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))[1]) / 1024;
    } catch {
        return null;
    }
}

/** @param {{address: string, press: string}} peer `press`: what is clicked, a selector */
export async function measure({ address, press }) {
    const profile = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-bench-"));
    const context = await chromium.launchPersistentContext(profile, {
        executablePath: process.env.HEMVAL_CHROMIUM ?? "/usr/bin/chromium", args: FLAGS, locale: "sv-SE",
        viewport: { width: 412, height: 823 }, timeout: PATIENCE,
    });
    try {
        const whole = await context.browser().newBrowserCDPSession();
        const page = context.pages()[0], cdp = await context.newCDPSession(page);
        let bytes = 0;
        cdp.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
        await page.goto("about:blank");
        await sleep(1000);  // the browser's own beginning
        await cdp.send("Network.enable");
        await cdp.send("Network.emulateNetworkConditions", LINE);
        await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
        await page.addInitScript(listen);
        const processes = async () => (await whole.send("SystemInfo.getProcessInfo")).processInfo;
        const before = new Map((await processes()).map(({ id, cpuTime }) => [id, cpuTime]));
        const first = await visit(page, address);
        const result = { paint: first.paint, usable: first.usable, bytes };
        await sleep(3000);  // what is fetched when idle
        result.whole = await page.evaluate((usable) =>
            performance.getEntriesByName("app-whole")[0]?.startTime ?? usable, first.usable);

        const pressed = await page.evaluate(() => performance.now());
        await page.click(press);
        await sleep(1000);
        const events = (await page.evaluate(() => globalThis.bench.events))
            .filter(({ name, startTime }) => startTime >= pressed && /^(pointer|mouse)(up|down)$|^click$/.test(name));
        result.click = Math.max(16, ...events.map(({ duration }) => duration));  // shorter ones are not told of

        await cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
        const busy = async () => (await processes()).filter(({ type }) => type === "renderer" || type === "GPU")
            .reduce((sum, { cpuTime }) => sum + cpuTime, 0);
        const frames = () => page.evaluate(() => globalThis.hemval?.frames ?? 0);
        const [busy_before, drawn_before] = [await busy(), await frames()];
        await sleep(IDLE_SECONDS * 1000);
        result.idle_frames = await frames() - drawn_before;
        result.idle_percent = 100 * (await busy() - busy_before) / IDLE_SECONDS;
        const mine = (await processes()).filter(({ type }) => type === "renderer")
            .sort((a, b) => b.cpuTime - (before.get(b.id) ?? 0) - a.cpuTime + (before.get(a.id) ?? 0))[0];
        result.process = mine ? kept_by(mine.id) : null;
        result.heap = await page.evaluate(() => (globalThis.hemval?.heap ?? 0) / 1048576);

        await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
        await page.goto("about:blank");
        result.again = (await visit(page, address)).usable;
        return result;
    } finally {
        await context.close();
        fs.rmSync(profile, { recursive: true, force: true });
    }
}
