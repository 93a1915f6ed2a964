// Firefox through puppeteer-core and WebDriver BiDi.
import puppeteer from "puppeteer-core";
import { start_display } from "./display.mjs";

// Firefox scrolls to what gets the focus, and when keys come faster than it paints, where its compositor
// thought the page was may come back afterwards. Nobody presses Tab before seeing where the last one led.
const SHOWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))";

/** @param {{picture: boolean}} options without a screen Firefox has no WebGL 2: Enkel vy */
export async function start_firefox({ width, height, picture = true }) {
    const display = picture ? await start_display() : undefined;
    const browser = await puppeteer.launch({
        browser: "firefox",
        executablePath: process.env.HEMVAL_FIREFOX ?? "/usr/bin/firefox-esr",
        headless: !picture,
        env: display?.environment ?? process.env,
        defaultViewport: { width, height },
        extraPrefsFirefox: {
            "intl.accept_languages": "sv-SE,sv",
            "app.update.enabled": false,
            "network.captive-portal-service.enabled": false,
            "webgl.force-enabled": picture,
            "webgl.disabled": !picture,
        },
    });
    return {
        async visit() {
            const context = await browser.createBrowserContext();
            const page = await context.newPage();
            return {
                open: (address) => page.goto(address),
                async press(key) {
                    await page.evaluate(SHOWN);
                    await page.keyboard.press(key === "Space" ? " " : key);
                },
                type: (text) => page.keyboard.type(text),
                evaluate: (source) => page.evaluate(source),
                screenshot: () => page.screenshot(),
                close: () => context.close(),
            };
        },
        async close() {
            await browser.close();
            display?.stop();
        },
    };
}
