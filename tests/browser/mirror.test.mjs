// The mirror in a real page, with operations written by hand.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, visitor } from "./support/browser.mjs";
import { serve_folder } from "./support/static_server.mjs";

const modules = fileURLToPath(new URL("../../web/platform/browser", import.meta.url));
const PAGE = `<!doctype html><html lang="sv"><title>Mirror</title><body class="plain">
    <div id="mirror"></div></body></html>`;
let server, browser, page;

before(async () => {
    server = await serve_folder(modules);
    browser = await launch();
});
after(async () => {
    await browser.close();
    await server.close();
});

// A fresh mirror for each test; what the listener tells is kept in window.told.
beforeEach(async () => {
    await page?.context().close();
    page = await visitor(browser);
    await page.route(`${server.url}test.html`,
        (route) => route.fulfill({ contentType: "text/html", body: PAGE }));
    await page.goto(`${server.url}test.html`);
    await page.evaluate(async () => {
        const { Mirror } = await import("/mirror.mjs");
        const { listen, focus_on } = await import("/events.mjs");
        window.told = [];
        window.mirror = new Mirror(document.getElementById("mirror"));
        window.focus_on = focus_on;
        window.looks = listen(window.mirror, {
            press: (key) => window.told.push(["press", key]),
            input: (key, value) => window.told.push(["input", key, value]),
            looks: () => {},
        });
    });
});

const apply = (...operations) => page.evaluate((all) => window.mirror.apply(all), operations);
const told = () => page.evaluate(() => window.told);
const element = (key) => page.locator(`[id="n-${key}"]`);
const add = (key, parent, role, fields = {}, next = "") =>
    ["add", key, parent, next, { role, ...fields }];

test("each role is its native element with its accessible name", async () => {
    await apply(
        add("main", "", "main"),
        add("h", "main", "heading", { level: 1, name: "Jämför utförare" }),
        add("f", "main", "fieldset"),
        add("f/l", "f", "legend", { name: "Hushåll" }),
        add("f/1", "f", "radio", { value: "a", group: "g", checked: 1 }),
        add("f/1/l", "f", "label", { name: "Ensam", label_for: "f/1" }),
        add("box", "main", "checkbox", { name: "Jämför Solgläntan", checked: 0 }),
        add("t", "main", "table"),
        add("t/b", "t", "table_body"),
        add("t/r", "t/b", "row"),
        add("t/h", "t/r", "row_header", { name: "Din avgift" }),
        add("t/c", "t/r", "cell", { name: "högst 2 660 kr" }),
        add("d", "main", "details", { expanded: 0 }),
        add("d/s", "d", "summary", { name: "Varför?" }),
        add("p", "main", "picture", { name: "Turordningen som en ring" }));
    for (const [role, name] of [
        ["heading", "Jämför utförare"], ["group", "Hushåll"], ["radio", "Ensam"],
        ["checkbox", "Jämför Solgläntan"], ["rowheader", "Din avgift"],
        ["cell", "högst 2 660 kr"], ["img", "Turordningen som en ring"],
    ]) {
        assert.equal(await page.getByRole(role, { name, exact: true }).count(), 1, `${role} ${name}`);
    }
    assert.equal(await element("h").evaluate((one) => one.tagName), "H1");
    assert.deepEqual(page.faults, []);
});

test("a changed name keeps the element, its focus and its place", async () => {
    await apply(add("a", "", "button", { name: "Ett" }), add("b", "", "button", { name: "Två" }));
    await element("a").focus();
    await page.evaluate(() => (window.kept = document.getElementById("n-a")));
    await apply(["set", "a", { name: "Ett till" }], ["mov", "b", "a"],
        add("c", "", "paragraph", { name: "Före" }, "b"));
    const state = await page.evaluate(() => ({
        same: window.kept === document.getElementById("n-a"),
        focused: document.activeElement.id,
        order: [...document.getElementById("mirror").children].map((one) => one.id),
    }));
    assert.deepEqual(state, { same: true, focused: "n-a", order: ["n-c", "n-b", "n-a"] });
    assert.equal(await element("a").textContent(), "Ett till");
});

test("an element taken away takes everything below it along, and its key can come back", async () => {
    await apply(add("l", "", "list"), add("l/1", "l", "list_item", { name: "Ett" }));
    await apply(["del", "l"]);
    assert.equal(await page.locator("#mirror *").count(), 0);
    await apply(add("l", "", "list"), add("l/1", "l", "list_item", { name: "Ett igen" }));
    assert.equal(await element("l/1").textContent(), "Ett igen");
});

test("what is set to what it already is writes nothing to the document", async () => {
    const fields = {
        name: "Namn", value: "Anna", rect: [10, 20, 300, 48], font_px: 20, line_px: 29,
    };
    await page.evaluate(() => window.mirror.lay_out(1000));
    await apply(add("t", "", "text_field", fields), add("b", "", "button", { name: "Välj",
        description: "Solgläntan", rect: [10, 90, 200, 48] }));
    const changes = await page.evaluate(async (same) => {
        const seen = [];
        const observer = new MutationObserver((records) => seen.push(...records));
        observer.observe(document.getElementById("mirror"),
            { subtree: true, childList: true, attributes: true, characterData: true });
        window.mirror.apply([["set", "t", { name: same.name, value: same.value, rect: same.rect }],
            ["set", "b", { name: "Välj", description: "Solgläntan", rect: [10, 90, 200, 48] }]]);
        await new Promise((done) => setTimeout(done));
        seen.push(...observer.takeRecords());
        return seen.map((record) => `${record.type} ${record.attributeName}`);
    }, fields);
    assert.deepEqual(changes, []);
});

test("a child's place is counted from its parent, also when only the parent moves", async () => {
    await apply(add("card", "", "group", { rect: [100, 200, 400, 300] }),
        add("card/p", "card", "paragraph",
            { name: "Text", rect: [120, 216, 360, 29], font_px: 20, line_px: 29, inset: 14 }));
    await page.evaluate(() => window.mirror.lay_out(1000));
    const place = () => element("card/p").evaluate((one) =>
        ["left", "top", "width", "height", "fontSize", "lineHeight", "paddingInline"].map((name) => one.style[name]));
    const text = ["20px", "29px", "14px"];
    assert.deepEqual(await place(), ["20px", "16px", "360px", "29px", ...text]);
    const height = () => page.evaluate(() => document.getElementById("mirror").style.height);
    assert.equal(await height(), "1000px");
    await apply(["set", "card", { rect: [90, 150, 400, 300] }]);
    assert.deepEqual(await place(), ["30px", "66px", "360px", "29px", ...text]);
    await apply(["set", "card/p", { font_px: 0, line_px: 0, inset: 0 }]);
    assert.deepEqual(await place(), ["30px", "66px", "360px", "29px", "", "", ""]);
    await page.evaluate(() => window.mirror.lay_out(null));
    assert.deepEqual(await place(), ["", "", "", "", "", "", ""]);
    assert.equal(await height(), "");
});

test("a description completes the name without being seen", async () => {
    await apply(add("b", "", "button", { name: "Läs mer", description: "om Solgläntan" }));
    const button = page.getByRole("button", { name: "Läs mer, om Solgläntan", exact: true });
    assert.equal(await button.count(), 1);
    assert.equal(await button.locator("span.aside").textContent(), ", om Solgläntan");
    await apply(["set", "b", { description: "" }]);
    assert.equal(await page.getByRole("button", { name: "Läs mer", exact: true }).count(), 1);
});

test("text is text, whatever signs it holds, and an address never runs anything", async () => {
    const name = "<img src=x onerror=alert(1)> & \"citat\"";
    await apply(add("p", "", "paragraph", { name }),
        add("a", "", "link", { name: "Länk", href: "javascript:alert(1)" }));
    assert.equal(await element("p").textContent(), name);
    assert.equal(await page.locator("#mirror img").count(), 0);
    assert.equal(await element("a").getAttribute("href"), "");
});

test("a button is pressed once by pointer, Enter and Space alike", async () => {
    await apply(add("b", "", "button", { name: "Bekräfta valet" }));
    await element("b").click();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Space");
    assert.deepEqual(await told(), [["press", "b"], ["press", "b"], ["press", "b"]]);
});

test("a route link is followed by the browser, an empty one is answered by the app", async () => {
    await apply(add("r", "", "link", { name: "Jämför", href: "#/jamfor" }),
        add("f", "", "link", { name: "Fyll i koden", href: "" }),
        add("s", "", "link", { name: "Hoppa", href: "#m" }), add("m", "", "main", {}));
    await element("r").click();
    assert.equal(new URL(page.url()).hash, "#/jamfor");
    await element("f").click();
    await element("s").click();
    assert.equal(new URL(page.url()).hash, "#/jamfor");
    assert.deepEqual(await told(), [["press", "f"], ["press", "s"]]);
    assert.equal(await page.evaluate(() => document.activeElement.id), "n-m");
});

test("details open only when the app says so", async () => {
    await apply(add("d", "", "details", { expanded: 0 }),
        add("d/s", "d", "summary", { name: "Varför?" }));
    await element("d/s").click();
    assert.equal(await element("d").evaluate((one) => one.open), false);
    assert.deepEqual(await told(), [["press", "d/s"]]);
    await apply(["set", "d", { expanded: 1 }]);
    assert.equal(await element("d").evaluate((one) => one.open), true);
});

test("a checkbox the app refuses to change shows its old state", async () => {
    await apply(add("c", "", "checkbox", { name: "Jämför", checked: 0 }));
    await element("c").click();
    assert.equal(await element("c").isChecked(), true);
    await page.evaluate(() => window.mirror.settle());
    assert.equal(await element("c").isChecked(), false);
});

test("a click on a label presses its control once", async () => {
    await apply(add("c", "", "checkbox", { checked: 0 }),
        add("c/l", "", "label", { name: "Jämför Solgläntan", label_for: "c" }));
    await element("c/l").click();
    assert.deepEqual(await told(), [["press", "c"]]);
});

test("typed text is told, and the app's own is written only when it differs", async () => {
    await apply(add("t", "", "text_field", { name: "Kod från brevet", value: "" }));
    await element("t").pressSequentially("ab");
    assert.deepEqual(await told(), [["input", "t", "a"], ["input", "t", "ab"]]);
    await page.keyboard.press("ArrowLeft");
    await apply(["set", "t", { value: "ab" }]);
    assert.equal(await element("t").evaluate((one) => one.selectionStart), 1, "caret stays");
    await apply(["set", "t", { value: "AB" }]);
    assert.equal(await element("t").inputValue(), "AB");
});

test("a composition is left alone until it ends, and told once", async () => {
    await apply(add("t", "", "text_field", { name: "Namn", value: "" }));
    await element("t").focus();
    const keyboard = await page.context().newCDPSession(page);
    await keyboard.send("Input.imeSetComposition", { text: "´", selectionStart: 1, selectionEnd: 1 });
    await apply(["set", "t", { value: "skrivet av appen" }]);
    assert.equal(await element("t").inputValue(), "´");
    assert.deepEqual(await told(), []);
    await keyboard.send("Input.insertText", { text: "é" });
    assert.equal(await element("t").inputValue(), "é");
    assert.deepEqual((await told()).at(-1), ["input", "t", "é"]);
});

test("a choice in a select is told with its value", async () => {
    await apply(add("s", "", "select", { name: "Språk", value: "sv", options: [
        { value: "sv", text: "Svenska" }, { value: "en", text: "English", lang: "en" }] }));
    assert.equal(await element("s").inputValue(), "sv");
    await element("s").selectOption("en");
    assert.deepEqual(await told(), [["input", "s", "en"]]);
});

test("hover, press and focus are told for looks", async () => {
    await apply(add("b", "", "button", { name: "Välj" }), add("p", "", "paragraph", { name: "x" }));
    const looks = () => page.evaluate(() => ({ ...window.looks }));
    await element("b").hover();
    assert.equal((await looks()).hovered, "b");
    await page.mouse.down();
    assert.equal((await looks()).pressed, "b");
    await page.mouse.up();
    await element("p").hover();
    const after_all = await looks();
    assert.deepEqual([after_all.hovered, after_all.pressed, after_all.focused], ["", "", "b"]);
    assert.equal(after_all.focus_visible, false);
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    assert.equal((await looks()).focus_visible, true);
});

test("an unknown key or role stops with its name", async () => {
    await assert.rejects(apply(["set", "nobody", { name: "x" }]), /nobody/);
    await assert.rejects(apply(add("x", "", "carousel")), /carousel/);
});
