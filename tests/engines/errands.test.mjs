// The errands with the keyboard alone in a window 320 px wide, in three engines: in Chromium, in which
// tests/browser does them too, with HEMVAL_LONG=1. In the picture the drawing is looked for in every
// view; Firefox without a screen has no WebGL 2 and shows Enkel vy.
import { after, before, describe, test } from "node:test";
import { serve_site } from "../browser/support/site.mjs";
import { start_service } from "../browser/support/service.mjs";
import { start_chromium } from "./support/chromium.mjs";
import {
    choose, decline, DEMONSTRATED, OPEN, sign_in, sign_in_after_a_mistake, SIGNED_IN, to_demonstration, VIEWS,
} from "./support/errands.mjs";
import { start_firefox } from "./support/firefox.mjs";
import { Keyboard } from "./support/keyboard.mjs";
import { DriverSilent, start_webkit } from "./support/webkit.mjs";

const WINDOW = { width: 320, height: 640 };
const ENGINES = {
    ...(process.env.HEMVAL_LONG ? { Chromium: { start: start_chromium, plain: false } } : {}),
    Firefox: { start: start_firefox, plain: false },
    "Firefox without WebGL": {
        start: (window) => start_firefox({ ...window, picture: false }), plain: true,
    },
    WebKit: { start: start_webkit, plain: false },
};

let site, service;
before(async () => {
    [site, service] = await Promise.all([serve_site(), start_service()]);
});
after(async () => {
    await site?.close();
    await service?.stop();
});

for (const [name, { start, plain }] of Object.entries(ENGINES)) {
    describe(name, () => {
        let engine;
        before(async () => { engine = await start(WINDOW); });
        after(async () => { await engine?.close(); });

        async function once(walk) {
            const visit = await engine.visit();
            try {
                await walk(new Keyboard(visit, { width: WINDOW.width, plain }));
            } finally {
                await visit.close();
            }
        }
        async function visit(walk) {
            for (let tries = 1; ; ++tries) {
                try {
                    return await once(walk);
                } catch (error) {
                    if (!(error instanceof DriverSilent) || tries === 3) throw error;
                    console.log(`${name}'s driver, done once more: ${error.message}`);
                    await engine.close().catch(() => {});
                    engine = await start(WINDOW);
                }
            }
        }

        for (const [errand, walk] of Object.entries(DEMONSTRATED)) {
            test(`${name}: ${errand} in the demonstration`, () => visit(async (person) => {
                await to_demonstration(person, site.url);
                await walk(person);
            }));
        }
        for (const [errand, walk] of Object.entries({ choose, decline })) {
            test(`${name}: ${errand} with a code from a letter, after a mistake`,
                () => visit(async (person) => {
                    await sign_in_after_a_mistake(person, service.url, service.code("strangnas", "ny"));
                    await walk(person);
                }));
        }
        for (const [situation, walk] of Object.entries(SIGNED_IN)) {
            test(`${name}: what somebody does whose situation is ${situation}`, () => visit(async (person) => {
                await sign_in(person, service.url, service.code("strangnas", situation));
                await walk(person);
            }));
        }
        for (const [errand, walk] of Object.entries(OPEN)) {
            test(`${name}: ${errand}`, () => visit(async (person) => {
                await person.open(`${site.url}strangnas/`);
                await walk(person);
            }));
        }
        test(`${name}: no view is wider than 320 px`, () => visit(async (person) => {
            await person.open(`${site.url}strangnas/`);
            for (const [hash, title] of Object.entries(VIEWS)) {
                await person.visit.evaluate(`void (location.hash = ${JSON.stringify(hash)})`);
                await person.view(title);
            }
        }));
    });
}
