// Builds the peers into a folder: react/ and plain/, with brotli twins as our own site has.
import esbuild from "esbuild";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";

const here = fileURLToPath(new URL(".", import.meta.url));
const FONT = "@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-latin-400-normal.woff2";

const page = (head, body) => `<!doctype html><html lang="sv"><head><meta charset="utf-8">`
    + `<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">`
    + `<title>Välj utförare av hemtjänst</title><link rel="stylesheet" href="style.css">${head}</head>`
    + `<body>${body}</body></html>`;

/** @param {string} out where to @param {string} packages the node_modules of tests/bench/package-lock.json */
export function build_peers(out, packages) {
    const built = (entry, more = {}) => esbuild.buildSync({
        entryPoints: [path.join(here, "peers", entry)], bundle: true, minify: true, write: false, format: "esm",
        jsx: "automatic", target: "es2022", define: { "process.env.NODE_ENV": '"production"' },
        nodePaths: [packages], ...more,
    }).outputFiles[0].text;
    const require = createRequire(path.join(packages, "..", "package.json"));
    const scratch = path.join(packages, "page.cjs");
    fs.writeFileSync(scratch, built("page.jsx", { format: "cjs", platform: "node",
        external: ["react", "react/jsx-runtime"] }));
    const { renderToStaticMarkup } = require("react-dom/server");
    const { createElement } = require("react");
    const markup = renderToStaticMarkup(createElement(require(scratch).default));
    const style = esbuild.transformSync(fs.readFileSync(path.join(here, "peers/style.css"), "utf8"),
        { loader: "css", minify: true }).code;
    const script = '<script type="module" src="app.js"></script>';
    const pages = {
        react: [built("start.jsx"), page(script, '<div id="root"></div>')],
        plain: [built("plain.js"), page(script, markup)],
    };
    for (const [name, [code, html]] of Object.entries(pages)) {
        const folder = path.join(out, name);
        fs.mkdirSync(folder, { recursive: true });
        fs.copyFileSync(path.join(packages, FONT), path.join(folder, "font.woff2"));
        for (const [file, text] of [["app.js", code], ["index.html", html], ["style.css", style]]) {
            fs.writeFileSync(path.join(folder, file), text);
            fs.writeFileSync(path.join(folder, file + ".br"), zlib.brotliCompressSync(text));
        }
    }
}
