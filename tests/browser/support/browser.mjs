// Debian's Chromium, driven by playwright-core.
import { chromium } from "playwright-core";

// The software renderer makes WebGL 2 work without a graphics card; the rest keeps the browser from
// asking the network for things of its own.
const FLAGS = [
    "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic",
    "--disable-background-networking", "--disable-component-update",
];

// The headless shell is the same engine without what keeps windows (decision 043).
const SHELL = [
    "--font-render-hinting=none",  // as whole Chromium: hinted letters are of other widths
    // The canvas is WebGL's all the same; the page beside it, put together by the software renderer too, takes two to
    // three times as long.
    "--disable-gpu-compositing",
];

export const SIZES = {
    phone: { width: 360, height: 740 },
    tablet: { width: 768, height: 1024 },
    desk: { width: 1280, height: 800 },
};

/**
 * @param {string[]} flags more of Chromium's own, e.g. ["--disable-gpu"]
 * @param {boolean} whole the browser people have: with HEMVAL_LONG=1, and where something is measured
 */
export function launch(flags = [], whole = Boolean(process.env.HEMVAL_LONG)) {
    return chromium.launch({
        executablePath: process.env.HEMVAL_CHROMIUM ?? `/usr/bin/${whole ? "chromium" : "chromium-headless-shell"}`,
        args: [...FLAGS, ...(whole ? [] : SHELL), ...flags],
    });
}

/**
 * A fresh visitor: own storage, Swedish unless told. Page errors are kept in page.faults. Without a service
 * worker unless asked for, so that a test hears every request of its page's.
 */
export async function visitor(browser, options = {}) {
    const context = await browser.newContext({
        viewport: SIZES.desk, locale: "sv-SE", serviceWorkers: "block", ...options,
    });
    const page = await context.newPage();
    page.faults = [];
    page.on("pageerror", (error) => page.faults.push(String(error)));
    page.on("console", (message) => {
        if (message.type() === "error") page.faults.push(message.text());
    });
    return page;
}

/** Goes to `address` and waits until the app has taken over from the static content, with both of its parts. */
export async function open(page, address) {
    await page.goto(address);
    await ready(page);
}

export async function ready(page) {
    await page.waitForFunction(
        () => performance.getEntriesByName("app-whole").length > 0, null, { timeout: 30000 });
}

/** Waits until the page has drawn nothing for a while, and answers the number of frames so far. */
export async function settled(page, quiet_ms = 150) {
    let last = -1;
    for (;;) {
        // To another program is another page load: what was there before it is gone.
        const now = await page.evaluate(() => globalThis.hemval.frames).catch(async (error) => {
            if (!/context was destroyed|undefined/.test(error.message)) throw error;
            await ready(page);
            return -2;
        });
        if (now === last) return now;
        last = now;
        await page.waitForTimeout(quiet_ms);
    }
}

/** The app's element with this role and name; the static content does not count. */
export function find(page, role, name, options = {}) {
    return page.locator("#mirror").getByRole(role, { name, exact: true, ...options });
}

export function h1(page) {
    return page.locator("#mirror h1.n");  // one that leaves is no .n any more
}

/** Waits until the worker has kept what the page needs to start without a network. */
export async function kept_offline(page) {
    await page.evaluate(async () => {
        await navigator.serviceWorker.ready;
        while (!navigator.serviceWorker.controller) await new Promise((done) => setTimeout(done, 20));
    });
}

/** Presses Tab until the element has focus, as somebody does who has nothing but a keyboard. */
export async function tab_to(page, locator, most = 60, tab = "Tab") {
    const id = await locator.getAttribute("id");
    const at = () => page.evaluate(() => document.activeElement.id);
    for (let times = 0; times < most && await at() !== id; ++times) await page.keyboard.press(tab);
    if (await at() !== id) throw new Error(`${most} times ${tab} did not come to ${id}`);
}
