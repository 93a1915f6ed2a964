// Serves folders as a host on the net would: compressed, HTML asked for anew, the rest kept for ever.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";

const TYPES = {
    ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml",
    ".json": "application/json", ".wasm": "application/wasm", ".woff2": "font/woff2", ".ttf": "font/ttf",
    ".png": "image/png", ".webmanifest": "application/manifest+json",
};

/** @param {Record<string, string>} folders the first part of the address -> a folder */
export async function serve(folders) {
    const server = http.createServer((request, response) => {
        const [, first, ...rest] = decodeURIComponent(new URL(request.url, "http://bench").pathname).split("/");
        let file = path.join(folders[first] ?? "/nowhere", ...rest);
        if (rest.at(-1) === "") file = path.join(file, "index.html");
        if (!folders[first] || !file.startsWith(folders[first]) || !fs.existsSync(file)) {
            response.writeHead(404).end();
            return;
        }
        const small = fs.existsSync(file + ".br");
        const body = fs.readFileSync(small ? file + ".br" : file), page = file.endsWith(".html");
        const tag = `"${fs.statSync(file).mtimeMs}"`;
        const headers = { "Content-Type": TYPES[path.extname(file)] ?? "application/octet-stream", ETag: tag,
            "Cache-Control": page || file.endsWith("/sw.js") ? "no-cache" : "public, max-age=31536000, immutable" };
        if (request.headers["if-none-match"] === tag) return void response.writeHead(304, headers).end();
        if (small) headers["Content-Encoding"] = "br";
        response.writeHead(200, { ...headers, "Content-Length": body.length }).end(body);
    });
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
