// What stands in the page itself, because nothing is to be seen before it: two scripts, and the style, for which
// a thin line would else be asked a second time. And the policy that lets these and nothing else in.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { plain_script_of, style_of } from "./minify.mjs";

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

function fit(text, name) {
    if (/<\/(script|style)|<!--|\{\{/i.test(text)) throw new Error(`${name} cannot stand in a page.`);
    return text;
}

export class Inline {
    constructor(folder) {
        [this.early, this.draw] = ["early.js", "draw.js"].map((name) => {
            const text = plain_script_of(fs.readFileSync(path.join(folder, name), "utf8"));
            return fit(text, name);
        });
    }

    /** The style of a page from which `root` leads to the site's own. */
    style(css, root, manifest) {
        return fit(style_of(css.replace(/url\("(fonts\/[^"]+)"\)/g, (_, name) => `url("${root}${manifest[name]}")`)),
            "The style");
    }

    // Styles of elements are set through CSSOM, which style-src does not govern. The service sends the same with
    // frame-ancestors, which only a header can (server/static_site.cpp).
    policy(style) {
        return `default-src 'none'; script-src 'self' 'wasm-unsafe-eval' ${hash(this.early)} ${hash(this.draw)}; `
            + `style-src 'self' ${hash(style)}; img-src 'self'; font-src 'self'; connect-src 'self'; `
            + "worker-src 'self'; manifest-src 'self'; "
            + "base-uri 'none'; form-action 'none'; "
            // No text becomes script, and one policy names the one address that may: the worker's
            // (web/platform/browser/worker_start.mjs).
            + "require-trusted-types-for 'script'; trusted-types hemval-worker";
    }

    /** The order draw.js gives, by running draw.js on a list that is none. */
    neutral_order(seed, count) {
        let order;
        const list = {
            dataset: {}, classList: { add() {} },
            children: Array.from({ length: count }, (_, at) => ({ dataset: { at } })),
            append(...items) { order = items.map((item) => item.dataset.at); },
        };
        vm.runInNewContext(this.draw, {
            sessionStorage: { getItem: () => JSON.stringify({ seed: String(seed) }) },
            document: {
                documentElement: { classList: { contains: () => true } },
                getElementById: (id) => (id === "hemval" ? { textContent: "{}" } : list),
            },
        });
        return [...order];
    }
}
