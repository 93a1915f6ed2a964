// Every screen, reached as a citizen would reach it, in any language: elements are found by the keys
// the app gives them. The demonstration's routes need no service, so a static host shows all of them.

/**
 * JOURNEYS[name].screens is a list of {name, go(walk), shows}: done in order in one visit, each ends on
 * the screen it names; `shows` is the key of an element that is there when it has arrived. An error told
 * of goes with its language: in another one the button `again` is pressed once more.
 */
export const JOURNEYS = {
    front: {
        address: "",
        screens: [{ name: "municipalities", go: async () => {}, shows: "municipality/strangnas" }],
    },
    open: {
        screens: [
            { name: "start", go: async () => {}, shows: "start/rights" },
            { name: "questions", go: (walk) => walk.to("#/fragor"), shows: "questions/help" },
            {
                name: "questions, all open",
                go: (walk) => walk.press_all("details:not([open]) > .r-summary"),
                shows: "questions/help",
            },
            { name: "wishes", go: (walk) => walk.to("#/viktigt"), shows: "wishes/own" },
            {
                name: "wishes with a list",
                async go(walk) {
                    for (const wish of ["my_language", "cooking", "own_pace"]) await walk.press(`wishes/${wish}`);
                    await walk.type("wishes/own", "Katten heter Sture.");
                    await walk.press_all("details:not([open]) > .r-summary");
                },
                shows: "wishes/print", has: "[id='n-wishes/stated/cooking/facts']",
            },
            { name: "about", go: (walk) => walk.to("#/om-hemtjansten"), shows: "about/topics" },
            {
                name: "about a topic",
                go: (walk) => walk.to("#/om-hemtjansten/kontroll"), shows: "about/checks/facts",
            },
            { name: "help", go: (walk) => walk.to("#/hjalp"), shows: "help/facts" },
            { name: "receipt check", go: (walk) => walk.to("#/kontrollera"), shows: "receipt_check/go" },
            {
                name: "receipt check with an error",
                async go(walk) {
                    await walk.type("receipt_check/number", "K7F2");
                    await walk.press("receipt_check/go");
                },
                shows: "receipt_check/go", has: ".r-error_summary", again: "receipt_check/go",
            },
            { name: "accessibility", go: (walk) => walk.to("#/tillganglighet"), shows: "statement/assessed" },
            { name: "not found", go: (walk) => walk.to("#/nonsens"), shows: "not_found/start" },
            { name: "provider", go: (walk) => walk.to("#/utforare/solglantan"), shows: "back" },
            { name: "list", go: (walk) => walk.to("#/jamfor"), shows: "compare/show" },
            {
                name: "list with an error",
                go: (walk) => walk.press("compare/show"),
                shows: "compare/show", has: ".r-error_summary", again: "compare/show",
            },
            { name: "comparison of none", go: (walk) => walk.to("#/jamforelse"), shows: "comparison/back" },
            {
                name: "comparison prepared",
                go: (walk) => walk.to("#/jamfor/04HP-7S2N-HXS6"), shows: "share/show",
            },
            { name: "comparison of two", go: (walk) => walk.compare(2), shows: "comparison/table" },
            { name: "comparison of three", go: (walk) => walk.compare(3), shows: "comparison/table" },
            {
                name: "comparison of four, choosing facts",
                async go(walk) {
                    await walk.compare(4);
                    await walk.press("comparison/pick/summary");
                },
                shows: "comparison/pick/survey",
            },
            { name: "what can be printed", go: (walk) => walk.to("#/papper"), shows: "paper/forms/list" },
            { name: "form of a choice", go: (walk) => walk.to("#/papper/val"), shows: "form/office" },
            { name: "form of a mandate", go: (walk) => walk.to("#/papper/ombud"), shows: "form/office" },
            { name: "sheet of a comparison", go: (walk) => walk.to("#/papper/jamforelse"), shows: "paper/open/code" },
            { name: "leaflet", go: (walk) => walk.to("#/papper/om/solglantan"), shows: "paper/more" },
            { name: "fee", go: (walk) => walk.to("#/avgift"), shows: "fee/calculate" },
            {
                name: "fee with errors",
                async go(walk) {
                    await walk.type("fee/hours", "många");
                    await walk.press("fee/calculate");
                },
                shows: "fee/calculate", has: ".r-error_summary", again: "fee/calculate",
            },
            {
                name: "fee with a result",
                async go(walk) {
                    await walk.type("fee/hours", "24");
                    await walk.press("fee/household/spouses");
                    await walk.type("fee/income", "18 000");
                    await walk.type("fee/partner", "16000");
                    await walk.press("fee/calculate");
                    await walk.press("fee/steps/summary");
                },
                shows: "fee/steps/table",
            },
            { name: "sign in", go: (walk) => walk.to("#/logga-in"), shows: "sign_in/go" },
            {
                name: "sign in with an error",
                async go(walk) {
                    await walk.type("sign_in/code", "1234");
                    await walk.press("sign_in/go");
                },
                shows: "sign_in/go", has: ".r-error_summary", again: "sign_in/go",
            },
            { name: "demonstration", go: (walk) => walk.to("#/prova"), shows: "demo/cards" },
            { name: "explained fee", go: (walk) => walk.to("#/prova/visa/avgift"), shows: "play/fee/steps/table" },
            {
                name: "explained closing",
                go: (walk) => walk.to("#/prova/visa/avveckling"), shows: "play/leaving/stacks",
            },
        ],
    },
    pay: {
        address: "strangnas/#/prova/visa/ersattning",
        screens: [
            {
                name: "compensation of a rough week",
                async go(walk) {
                    await walk.press("pay/rough");
                    await walk.press_all("details:not([open]) > .r-summary");
                },
                shows: "pay/rules/block",
            },
        ],
    },
    turns: {
        address: "strangnas/#/prova/visa/turordning",
        screens: [
            {
                name: "rotation of ten and a newcomer",
                async go(walk) {
                    await walk.press("trial/ten");
                    await walk.press("trial/newcomer");
                    await walk.press_all("details:not([open]) > .r-summary");
                },
                shows: "trial/all/table",
            },
        ],
    },
    new: {
        address: "strangnas/#/prova",
        screens: [
            {
                name: "choice", go: (walk) => walk.press("demo/no_provider/go"), shows: "choose/decline",
            },
            {
                name: "check of a choice",
                go: (walk) => walk.press_first(".r-button[id$='/choose']"), shows: "check/confirm",
            },
            { name: "receipt of a choice", go: (walk) => walk.press("check/confirm"), shows: "receipt/number" },
            { name: "receipt, checked", go: (walk) => walk.press("receipt/check"), shows: "receipt/genuine" },
            { name: "choice made", go: (walk) => walk.to("#/prova/val"), shows: "choose/pending" },
        ],
    },
    another: {
        address: "strangnas/#/prova",
        screens: [
            {
                name: "role of another",
                async go(walk) {
                    await walk.press("demo/no_provider/go");
                    await walk.press_first(".r-button[id$='/choose']");
                    await walk.press("behalf/who/other");
                    await walk.press("behalf/begin");
                    await walk.press("behalf/next");
                },
                shows: "behalf/role", has: ".r-error_summary", again: "behalf/next",
            },
            {
                name: "contact of another",
                async go(walk) {
                    await walk.press("behalf/role/relative");
                    await walk.press("behalf/next");
                    await walk.press("behalf/next");
                },
                shows: "behalf/name", has: ".r-error_summary", again: "behalf/next",
            },
            {
                name: "declaration of another",
                async go(walk) {
                    await walk.type("behalf/name", "Ulla Exempel");
                    await walk.type("behalf/reach", "070-000 00 00");
                    await walk.press("behalf/next");
                    await walk.press("behalf/next");
                },
                shows: "behalf/declare/nearest_of_kin", has: ".r-error_summary", again: "behalf/next",
            },
            {
                name: "check by another",
                async go(walk) {
                    await walk.press("behalf/declare/nearest_of_kin");
                    await walk.press("behalf/declare/no_other_representative");
                    await walk.press("behalf/next");
                },
                shows: "check/confirm",
            },
            { name: "receipt by another", go: (walk) => walk.press("check/confirm"), shows: "receipt/by" },
        ],
    },
    switch: {
        address: "strangnas/#/prova",
        screens: [
            { name: "own provider", go: (walk) => walk.press("demo/has_provider/go"), shows: "choose/switch" },
            { name: "switch", go: (walk) => walk.press("choose/switch"), shows: "switch/when" },
            {
                name: "check of a switch",
                go: (walk) => walk.press_first(".r-button[id$='/choose']"), shows: "check/from",
            },
            { name: "receipt of a switch", go: (walk) => walk.press("check/confirm"), shows: "receipt/previous" },
        ],
    },
    leaving: {
        address: "strangnas/#/prova",
        screens: [
            {
                name: "provider leaving",
                go: (walk) => walk.press("demo/provider_leaving/go"), shows: "choose/leaving",
            },
            { name: "rotation", go: (walk) => walk.press("choose/decline"), shows: "decline/confirm" },
            {
                name: "receipt of a rotation",
                go: (walk) => walk.press("decline/confirm"), shows: "receipt/why",
            },
        ],
    },
};

export const SCREEN_NAMES = Object.values(JOURNEYS)
    .flatMap(({ screens }) => screens.map(({ name }) => name));

const by_key = (key) => `[id="n-${key}"]`;

/** What the journeys do, with an ordinary page of playwright's. */
export class Walk {
    constructor(page) {
        this.page = page;
    }
    async to(hash) {
        await this.page.evaluate((to) => { location.hash = to; }, hash);
    }
    press(key) {
        return this.press_first(by_key(key));
    }
    async press_first(selector) {
        await this.page.waitForSelector(`#mirror ${selector}`, { state: "attached" });
        await this.page.evaluate(
            (which) => document.querySelector(`#mirror ${which}`).click(), selector);
        await quiet(this.page);
    }
    async press_all(selector) {
        await quiet(this.page);
        await this.page.evaluate(
            (which) => document.querySelectorAll(`#mirror ${which}`).forEach((one) => one.click()),
            selector);
    }
    async type(key, text) {
        await this.page.locator(by_key(key)).fill(text);
    }
    async compare(count) {
        await this.to("#/jamfor");
        await this.page.waitForSelector(by_key("compare/show"), { state: "attached" });
        const chosen = await this.page.locator("#mirror .r-checkbox:checked").count();
        for (let more = chosen; more < count; ++more)
            await this.press_first(".r-checkbox:not(:checked)");
        await this.press("compare/show");
    }
}

/** Waits until the page has drawn nothing for a few of the screen's own frames. */
export function quiet(page) {
    return page.evaluate(async () => {
        const next = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        for (let same = 0, last = -1; same < 3; ) {
            await next();
            same = globalThis.hemval.frames === last ? same + 1 : 0;
            last = globalThis.hemval.frames;
        }
    });
}

/** A screen is judged by what stays: not by what leaves (mirror.mjs) or was announced (live.mjs). */
export async function settle(page) {
    await quiet(page);
    await page.evaluate(() => document.querySelectorAll(".leaving, .live > *")
        .forEach((one) => one.remove()));
}

/** Goes to one screen and waits until it is there. */
export async function arrive(page, screen) {
    await screen.go(new Walk(page));
    await page.waitForSelector(by_key(screen.shows), { state: "attached" });
    if (screen.has) await page.waitForSelector(`#mirror ${screen.has}`, { state: "attached" });
    await settle(page);
}

/** Before the page opens: the same order of providers, the same day and the same draws every time. */
export async function pin(page, seed = "7") {
    await page.addInitScript((seed) => {
        for (const key of ["hemval.visit/", "hemval.visit/strangnas"])
            if (!sessionStorage.getItem(key)) sessionStorage.setItem(key, JSON.stringify({ seed }));
    }, seed);
    await page.addInitScript(() => {
        // Not playwright's clock, which takes performance.mark() along.
        globalThis.Date = class extends Date {
            constructor(...parts) {
                super(...(parts.length ? parts : ["2026-11-23T10:00:00"]));
            }
        };
        let state = 1;
        crypto.getRandomValues = (into) => {
            const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
            for (let at = 0; at < bytes.length; ++at) {
                state = (Math.imul(state, 1103515245) + 12345) >>> 0;
                bytes[at] = state >>> 16;
            }
            return into;
        };
    });
}

/** Chooses a language as a person does, on this screen if given. */
export async function speak(page, language, screen) {
    await page.locator(by_key("controls/language")).selectOption(language);
    await page.waitForSelector(`html[lang="${language}"]`, { state: "attached" });
    await quiet(page);
    if (!screen?.again) return;
    await new Walk(page).press(screen.again);
    if (screen.has) await page.waitForSelector(`#mirror ${screen.has}`, { state: "attached" });
    await settle(page);
}
