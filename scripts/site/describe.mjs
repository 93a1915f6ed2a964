// The static first content, made of what the app itself says: hemval_pages runs its screens and tells
// the operations that the mirror would carry out; here they become HTML instead, with the same
// elements, classes and ids, so that the one can take over from the other without a jump.
import { execFileSync } from "node:child_process";
import { class_of, id_of } from "../../web/platform/browser/looks.mjs";
import { role_of } from "../../web/platform/browser/roles.mjs";
import { escape_html } from "./template.mjs";

// What only the program can answer. Links are kept: the program opens at the address it finds.
const NEEDS_PROGRAM = new Set(["button", "checkbox", "radio", "select", "text_field", "label"]);
const EMPTY = new Set(["input"]);
// What nobody can be at, and nothing names: by what is around it the program finds the reader's place as well.
const NAMELESS = new Set([...NEEDS_PROGRAM, "group", "paragraph", "list", "list_item", "facts", "fact", "fact_name",
    "fact_value"]);
// Scripts and styles go by these.
const NAMED = new Set(["providers", "municipalities", "compare.lead", "compare/count"]);

/**
 * @param {string} program  hemval_pages
 * @param {object} setup    what it reads (web/platform/pages/main.cpp)
 * @returns {Page[]} one for each of setup.pages
 */
export function describe(program, setup) {
    const answer = execFileSync(program, { input: JSON.stringify(setup), maxBuffer: 1 << 28 });
    return JSON.parse(answer).map((operations) => new Page(operations));
}

export class Page {
    constructor(operations) {
        this.nodes = new Map();
        this.top = { children: [] };
        for (const [, key, parent, next, fields] of operations) {
            const node = { key, ...fields, children: [] };
            this.nodes.set(key, node);
            const { children } = this.nodes.get(parent) ?? this.top;
            const at = next ? children.findIndex((sibling) => sibling.key === next) : children.length;
            children.splice(at, 0, node);
        }
    }

    get(key) {
        const node = this.nodes.get(key);
        if (!node) throw new Error(`the app's page has no "${key}"; it has ${[...this.nodes.keys()]}`);
        return node;
    }

    has(key) {
        return this.nodes.has(key);
    }

    find(role) {
        const below = (node) => [node, ...node.children.flatMap(below)];
        return below(this.top).find((node) => node.role === role);
    }
}

/**
 * @param {object} node
 * @param {object} how
 *   phones    telephone numbers to make links of: ["0152-291 00"]
 *   deeper    how many levels lower headings are than in the app
 *   controls  "reserved": what needs the program keeps its room unseen; else it is left out
 *   waits     keys of parts that make no sense without the program
 *   with_program     keys of parts that are true with the program alone
 *   without_program  Map of a key to the text to read after it without the program
 *   swap      Map of a text to the one to read instead without the program
 *   marks     (node) => more attributes
 */
export function html_of(node, how = {}) {
    if (how.controls !== "reserved" && !says_something(node)) return "";
    const role = role_of(node.role);
    const tag = node.role === "heading" ? "h" + ((node.level || 2) + (how.deeper ?? 0)) : role.tag;
    const href = node.href?.replace(/^#(?!\/)/, "#" + id_of(""));
    const waits = how.waits?.includes(node.key) || NEEDS_PROGRAM.has(node.role)
        || /^#\/./.test(href ?? "");
    const instead = how.swap?.get(node.name);
    const text = text_of(node, role, how);
    const nameless = NAMELESS.has(node.role) && !/^provider\/[^/]+$/.test(node.key) && !text.includes("<a ");
    const attributes = {
        id: nameless && !NAMED.has(node.key) ? undefined : id_of(node.key),
        class: [class_of(node), ...(waits ? ["needs-program"] : []),
            ...(instead || how.with_program?.includes(node.key) ? ["with-program"] : [])].join(" "),
        type: role.type, role: role.aria, scope: role.scope, lang: node.lang, href,
        tabindex: role.focusable ? "-1" : undefined,
        "aria-labelledby": node.labelled_by && id_of(node.labelled_by),
        "aria-label": role.text === "label" && !node.labelled_by ? node.name : undefined,
        ...how.marks?.(node),
    };
    const start = `<${tag}${Object.entries(attributes).filter(([, value]) => value)
        .map(([name, value]) => ` ${name}="${escape_html(value)}"`).join("")}>`;
    if (EMPTY.has(tag)) return start;
    const whole = `${start}${text}${options_of(node)}`
        + `${node.children.map((child) => html_of(child, how)).join("")}</${tag}>\n`;
    const without = how.without_program?.get(node.key);
    if (without) return `${whole}<p class="without-program">${escape_html(without)}</p>\n`;
    return instead ? `${whole}<${tag} class="${class_of(node)} without-program">${escape_html(instead)}</${tag}>\n`
        : whole;
}

function says_something(node) {
    if (NEEDS_PROGRAM.has(node.role)) return false;
    return Boolean(node.name) || node.children.some(says_something);
}

function text_of(node, role, how) {
    if (role.text !== "content") return "";
    const aside = node.description
        ? `<span class="aside">${node.name ? ", " : ""}${escape_html(node.description)}</span>` : "";
    let text = escape_html(node.name ?? "");
    if (node.role === "link") return text + aside;
    for (const phone of how.phones ?? []) {
        const link = `<a href="tel:${phone.replace(/[^\d+]/g, "")}">${escape_html(phone)}</a>`;
        text = text.replaceAll(escape_html(phone), link);
    }
    return text + aside;
}

function options_of(node) {
    return (node.options ?? []).map(({ text, lang }) =>
        `<option${lang ? ` lang="${escape_html(lang)}"` : ""}>${escape_html(text)}</option>`).join("");
}
