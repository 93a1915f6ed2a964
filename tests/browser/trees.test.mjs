// Chromium's accessibility tree of every screen, in Swedish: kept as text in trees/, so that a change
// shows in the diff (HEMVAL_WRITE_GOLDEN=1 writes them anew), and held against rules no screen breaks.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { as_text, ax_tree, each, names_unlike_what_is_seen, spoken } from "./support/ax_tree.mjs";
import { launch, open, visitor } from "./support/browser.mjs";
import { arrive, JOURNEYS, pin, quiet, SCREEN_NAMES } from "./support/screens.mjs";
import { ROOT } from "./support/service.mjs";
import { serve_site } from "./support/site.mjs";

const FOLDER = path.join(ROOT, "tests/browser/trees");
const LIVE = ["status", "alert"];
const NAMED = ["button", "link", "textbox", "combobox", "checkbox", "radio", "image", "table", "region",
    "heading", "columnheader", "rowheader", "navigation", "DisclosureTriangle"];

let server, browser;
before(async () => {
    server = await serve_site();
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await server?.close();
});

// What was announced a moment ago is no part of the screen.
async function tree_of(page) {
    const root = await ax_tree(page);
    root.children = root.children.filter(({ role }) => !LIVE.includes(role));
    return root;
}

function matches_golden(name, root) {
    const file = path.join(FOLDER, `${name.replace(/[^a-z]+/g, "_")}.txt`);
    const now = `${as_text(root)}\n`;
    if (process.env.HEMVAL_WRITE_GOLDEN) {
        fs.mkdirSync(FOLDER, { recursive: true });
        fs.writeFileSync(file, now);
    }
    assert.equal(now, fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "", file);
}

const RULES = {
    "one h1, no level skipped, and the title begins with it"(root, nodes) {
        const headings = nodes.filter(({ node }) => node.role === "heading");
        const ones = headings.filter(({ node }) => node.states.level === 1);
        assert.equal(ones.length, 1);
        assert.ok(root.name.startsWith(`${ones[0].node.name} – `), root.name);
        let level = 0;
        for (const { node } of headings) {
            assert.ok(node.states.level <= level + 1, `h${node.states.level} ${node.name} after h${level}`);
            level = node.states.level;
        }
    },
    "banner, main and contentinfo, once each and in that order, hold everything"(root) {
        assert.deepEqual(root.children.map(({ role }) => role), ["banner", "main", "contentinfo"]);
    },
    "the skip link comes first"(root) {
        assert.equal(root.children[0].children[0].role, "link");
        assert.equal(root.children[0].children[0].name, "Hoppa till innehållet");
    },
    "everything that needs a name has one"(root, nodes) {
        for (const { node, path: above } of nodes)
            if (NAMED.includes(node.role)) assert.notEqual(node.name, "", above.map((one) => one.role).join(" "));
    },
    "every row of a table has its header, and there is one for each column"(root, nodes) {
        for (const { node: table } of nodes.filter(({ node }) => node.role === "table")) {
            const rows = [...each(table)].map(({ node }) => node).filter(({ role }) => role === "row")
                .map(({ children }) => children.map(({ role }) => role));
            const [head, ...body] = rows;
            assert.ok(body.length > 0, table.name);
            assert.ok(head.every((role) => role === "columnheader"), `${table.name}: ${head}`);
            for (const row of body) {
                assert.equal(row[0], "rowheader", table.name);
                assert.deepEqual(row.slice(1), head.slice(1).map(() => "cell"), table.name);
            }
        }
    },
    "lists hold list items, and only lists do"(root, nodes) {
        for (const { node, path: above } of nodes) {
            if (node.role === "listitem") assert.equal(above.at(-1).role, "list");
            if (node.role === "list") assert.ok(node.children.every(({ role }) => role === "listitem"));
        }
    },
    "radio buttons stand in a named group"(root, nodes) {
        for (const { node, path: above } of nodes) {
            if (node.role !== "radio") continue;
            assert.ok(above.some(({ role, name }) => /^(group|radiogroup)$/.test(role) && name), node.name);
        }
    },
    "a section is named by the heading it begins with"(root, nodes) {
        for (const { node } of nodes) {
            if (node.role !== "region") continue;
            assert.equal(node.children[0].role, "heading");
            assert.equal(node.children[0].name, node.name);
        }
    },
    "no two controls side by side are told apart by nothing"(root, nodes) {
        // The same name twice on a screen must lead to the same place; buttons never share one.
        const buttons = nodes.filter(({ node }) => node.role === "button").map(({ node }) => node.name);
        assert.deepEqual(buttons.filter((name, at) => buttons.indexOf(name) !== at), []);
    },
};

async function languages_are_told(page) {
    const { page_language, others } = await page.evaluate(() => ({
        page_language: document.documentElement.lang,
        others: [...document.querySelectorAll(`[id="n-controls/language"] option`)]
            .map(({ value, lang }) => [value, lang]),
    }));
    assert.equal(page_language, "sv");
    assert.ok(others.length >= 2);
    for (const [value, lang] of others) assert.equal(lang, value);
}

async function press_plain(page, wanted) {
    await page.evaluate(() => document.getElementById("n-controls/plain").click());
    await page.waitForSelector(`body.${wanted}`);
    await quiet(page);
}

const reached = [];
for (const { address = "strangnas/", screens } of Object.values(JOURNEYS)) {
    let page;
    for (const screen of screens) {
        test(`the accessibility tree of: ${screen.name}`, async () => {
            if (!page) {
                page = await visitor(browser);
                await pin(page);
                await open(page, server.url + address);
            }
            await arrive(page, screen);
            reached.push(screen.name);
            const root = await tree_of(page);
            const nodes = [...each(root)];
            const faults = [];
            const look = async (rule, holds) => {
                try {
                    await holds();
                } catch (error) {
                    faults.push(`${rule}: ${error.message}`);
                }
            };
            await look("it is the one looked through last", () => matches_golden(screen.name, root));
            for (const [rule, holds] of Object.entries(RULES)) await look(rule, () => holds(root, nodes));
            await look("names begin with what is seen", async () =>
                assert.deepEqual(await names_unlike_what_is_seen(page, root), []));
            await look("the language is told", () => languages_are_told(page));
            await look("Enkel vy says the same, in the same order", async () => {
                await press_plain(page, "plain");
                const plain = spoken(await tree_of(page));
                await press_plain(page, "picture");
                assert.deepEqual(plain, spoken(root));
            });
            assert.deepEqual(faults, []);
            if (screen === screens.at(-1)) await page.context().close();
        });
    }
}

test("there is one tree for each screen, and none of a screen that is gone", () => {
    assert.deepEqual(reached, SCREEN_NAMES);
    assert.equal(fs.readdirSync(FOLDER).length, SCREEN_NAMES.length);
});
