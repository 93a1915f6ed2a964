// Chromium behind the one interface the errands use; see engines.mjs.
import { launch, visitor } from "../../browser/support/browser.mjs";

export async function start_chromium({ width, height }) {
    const browser = await launch();
    return {
        async visit() {
            const page = await visitor(browser, { viewport: { width, height } });
            return {
                open: (address) => page.goto(address),
                press: (key) => page.keyboard.press(key),
                type: (text) => page.keyboard.type(text),
                evaluate: (source) => page.evaluate(source),
                screenshot: () => page.screenshot({ scale: "css" }),
                close: () => page.context().close(),
            };
        },
        close: () => browser.close(),
    };
}
