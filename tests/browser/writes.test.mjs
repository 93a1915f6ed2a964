// What a frame writes to the document: nothing when nothing changed, and no more than once for each value that did.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, settled, visitor } from "./support/browser.mjs";
import { serve_site } from "./support/site.mjs";

let browser, site;
before(async () => {
    [browser, site] = await Promise.all([launch(), serve_site()]);
});
after(async () => {
    await browser.close();
    await site.close();
});

// In the page, from its beginning: what the program says is to change, and what is written of the mirror.
function listen() {
    const count = (globalThis.writes = { values: 0, done: 0, frames: 0, what: [] });
    const parse = JSON.parse;
    JSON.parse = (text, ...rest) => {
        const read = parse(text, ...rest);
        if (!read || !("document_height" in read)) return read;
        ++count.frames;
        for (const [kind, , fields] of read.patch ?? []) {
            count.values += kind === "set" ? Object.entries(fields).reduce((sum, [name, value]) =>
                sum + (name === "rect" ? value.length : 1), 0) : 1;
        }
        return read;
    };
    const in_mirror = (element) => element.closest?.("#mirror");
    for (const [owner, name] of [[HTMLInputElement, "checked"], [HTMLInputElement, "value"],
        [HTMLSelectElement, "value"], [HTMLTextAreaElement, "value"]]) {
        const { get, set } = Object.getOwnPropertyDescriptor(owner.prototype, name);
        Object.defineProperty(owner.prototype, name, { get, set(value) {
            if (in_mirror(this)) ++count.done, count.what.push(name);
            set.call(this, value);
        } });
    }
    globalThis.watch = () => {
        const observer = new MutationObserver((records) => globalThis.note(records));
        globalThis.note = (records) => {
            count.done += records.length;
            for (const { type, attributeName, target } of records)
                count.what.push(`${attributeName ?? type} of ${target.id || target.parentElement?.id}`);
        };
        observer.observe(document.getElementById("mirror"),
            { subtree: true, childList: true, attributes: true, characterData: true });
        globalThis.taken = () => {
            globalThis.note(observer.takeRecords());
            const { values, done, frames, what } = count;
            Object.assign(count, { values: 0, done: 0, frames: 0, what: [] });
            return { values, done, frames, what };
        };
    };
}

async function at(hash) {
    const page = await visitor(browser, { deviceScaleFactor: 2 });
    await page.addInitScript(listen);
    await open(page, `${site.url}strangnas/${hash}`);
    await settled(page);
    await page.evaluate(() => globalThis.watch());
    return page;
}

async function after_doing(page, what) {
    const before = await page.evaluate(() => {
        globalThis.taken();
        return globalThis.hemval.frames;
    });
    await what();
    // A wheel is answered some time after it has been turned.
    await page.waitForFunction((frames) => globalThis.hemval.frames > frames, before);
    await settled(page);
    return page.evaluate(() => globalThis.taken());
}

test("frames in which nothing changed write nothing to the mirror", async () => {
    for (const hash of ["#/jamfor", "#/om-hemtjansten"]) {
        const page = await at(hash);
        const { frames, values, done, what } = await after_doing(page, () => page.mouse.wheel(0, 700));
        assert.ok(frames > 0);
        assert.deepEqual([values, done, what], [0, 0, []]);
        await page.context().close();
    }
});

test("a changed value is written once", async () => {
    const page = await at("#/jamfor");
    const box = page.locator("[id^='n-provider/'][type=checkbox]").first();
    const ticked = await after_doing(page, () => box.press(" "));
    assert.ok(ticked.values >= 2, `${ticked.values} values`);
    assert.ok(ticked.done <= ticked.values, `${ticked.done} writes of ${ticked.values} values: ${ticked.what}`);
    for (const press of ["#mirror details summary", "[id='n-controls/larger']"]) {
        const pressed = page.locator(press).first();
        const { values, done, what } = await after_doing(page, () => pressed.click());
        assert.ok(values > 20, `${press}: ${values} values`);
        assert.ok(done <= values, `${press}: ${done} writes of ${values} values: ${what.slice(0, 20)}`);
    }
    await page.context().close();
});
