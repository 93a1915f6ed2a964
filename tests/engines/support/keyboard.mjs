// A person with a keyboard and a narrow window, in any engine. An engine answers visit(), and a visit
//   open(address), press(key), type(text), evaluate(expression), screenshot() -> PNG bytes, close()
// with keys named as in the DOM: "Tab", "Enter", "Space".
import assert from "node:assert/strict";
import { PNG } from "pngjs";
import { ink, under } from "../../browser/support/pixels.mjs";

const MOST_TABS = 150;
const PATIENCE_MS = 20000;
const rest = (ms) => new Promise((done) => setTimeout(done, ms));

export class Keyboard {
    /** @param visit @param {{width: number, plain: boolean}} expected */
    constructor(visit, expected) {
        this.visit = visit;
        this.expected = expected;
    }

    async open(address) {
        await this.visit.open(address);
        await this.#until("performance.getEntriesByName('app-whole').length > 0", "the app starts");
        // WebKitGTK under automation asks for English, whatever it is told.
        if (await this.visit.evaluate("document.documentElement.lang") !== "sv") {
            await this.visit.evaluate(`(() => {
                const languages = document.getElementById("n-controls/language");
                languages.value = "sv";
                languages.dispatchEvent(new Event("input", { bubbles: true }));
            })()`);
            await this.#until("document.documentElement.lang === 'sv'", "Swedish");
        }
        assert.equal(await this.visit.evaluate("innerWidth"), this.expected.width);
        assert.equal(await this.visit.evaluate("document.body.className"),
            this.expected.plain ? "plain" : "picture");
    }

    /** Waits for the view with this h1; it has the focus, begins at the top and fits the window. */
    async view(title) {
        const h1 = "document.querySelector('#mirror h1.n')";
        await this.#until(`${h1}?.textContent.replaceAll('\\u00ad', '') === ${JSON.stringify(title)}`,
            `the view "${title}"`);
        await this.fits(title);
        if (!this.expected.plain) await this.#drawn(title);
    }

    async fits(title) {
        const [whole, seen] = await this.visit.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]");
        assert.ok(whole <= seen, `"${title}" is ${whole} px wide in a window of ${seen}`);
    }

    /** Tabs to the control whose name is `name`; every stop on the way must be in sight. */
    async reach(name) {
        const seen = [];
        await this.#until(`[...document.querySelectorAll("#mirror :is(a, button, input, select, summary)")]
            .some((one) => (${NAME})(one).match(${name}))`, `something named ${name}`);
        for (let tabs = 0; tabs < MOST_TABS; ++tabs) {
            await this.visit.press("Tab");
            let stop = await this.visit.evaluate(STOP);
            if (!stop) continue;
            // WebKit scrolls to a field a moment after it has the focus.
            for (let tries = 0; stop?.hidden && tries < 60; ++tries) {
                await rest(50);
                stop = await this.visit.evaluate(STOP);
            }
            assert.equal(stop.hidden, false, `focus goes out of sight at "${stop.name}"`);
            if (name.test(stop.name)) return stop.name;
            seen.push(stop.name);
        }
        return assert.fail(`Tab never reaches ${name}, only ${seen.join(", ")}`);
    }

    async press(name, key = "Enter") {
        const found = await this.reach(name);
        await this.visit.press(key);
        return found;
    }

    /** The radio button that has the focus is named so, and is the chosen one. */
    async chose(name) {
        await this.#until(`((one) => one?.checked && (${NAME})(one).match(${name}))(document.activeElement)`,
            `the choice of ${name}`);
    }

    async says(text) {
        await this.#until(`(${text}).test(document.getElementById("mirror").textContent)`, `${text}`);
    }

    // The mirror's own text is transparent and hidden here: what is seen is the canvas.
    async #drawn(title) {
        await this.visit.evaluate(`document.getElementById("mirror").style.visibility = "hidden"`);
        await rest(100);
        // After another program's page load the first picture takes its time where there is no graphics card.
        let share = 0;
        for (let tries = 0; tries < 10 && !(share > 0.02 && share < 0.6); tries += 1) {
            if (tries > 0) await rest(300);
            const box = await this.visit.evaluate(`(() => {
                const { x, y, width, height } =
                    document.querySelector("#mirror h1.n").getBoundingClientRect();
                return { x, y, width, height };
            })()`);
            const picture = PNG.sync.read(Buffer.from(await this.visit.screenshot()));
            assert.equal(picture.width, this.expected.width);
            share = ink(under(picture, box));
        }
        await this.visit.evaluate(`document.getElementById("mirror").style.visibility = ""`);
        assert.ok(share > 0.02 && share < 0.6, `"${title}" is not drawn: ${share}`);
    }

    async #until(expression, what) {
        const end = Date.now() + PATIENCE_MS;
        // Between two page loads there is nobody to ask.
        const holds = () => this.visit.evaluate(`Boolean(${expression})`).catch(() => false);
        while (!await holds()) {
            if (Date.now() > end) {
                assert.fail(`${what} does not come; there is: ${await this.visit.evaluate(
                    "document.querySelector('#mirror')?.textContent.slice(0, 600)")}`);
            }
            await rest(40);
        }
    }
}

const NAME = `(one) => (one.labels?.[0]?.textContent ?? one.textContent).replaceAll("\\u00ad", "").trim()`;

// What has the focus now; nothing when the page itself has it, or the browser around it.
const STOP = `(() => {
    const one = document.activeElement;
    if (!one || one === document.body || !one.closest("#mirror")) return null;
    const { top, bottom, left, right } = one.getBoundingClientRect();
    return {
        name: (${NAME})(one),
        hidden: bottom < 2 || top > innerHeight - 2 || right < 2 || left > innerWidth - 2
            || (bottom - top < innerHeight && (top < -1 || bottom > innerHeight + 1)),
    };
})()`;
