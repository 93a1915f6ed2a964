// A plain static file server, as any web host might be: nothing of the service's own behaviour. The
// pages bring their own Content-Security-Policy.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";

const TYPES = {
    ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css",
    ".mjs": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml",
    ".wasm": "application/wasm", ".woff2": "font/woff2", ".ttf": "font/ttf",
    ".png": "image/png", ".webmanifest": "application/manifest+json",
};

/**
 * Serves `folder` on a free port of 127.0.0.1.
 *   under     a sub-path to serve it at: "/kommun/"
 *   types     other types by extension: {".wasm": "text/plain"}
 *   keep      whether what has a hash in its name may be kept for ever, as our own service says
 *   refuse    names a request path may contain that are answered with 404: ["hemval."]
 * @returns {Promise<{url: string, requests: string[], close: () => Promise<void>}>} url ends in "/"
 */
export async function serve_folder(folder, {
    under = "/", types = {}, refuse = [], keep = false,
} = {}) {
    const requests = [];
    const server = http.createServer((request, response) => {
        const { pathname } = new URL(request.url, "http://127.0.0.1");
        requests.push(`${request.method} ${pathname}`);
        const file = file_of(folder, under, pathname);
        if (!file || request.method !== "GET" || refuse.some((part) => pathname.includes(part))) {
            response.writeHead(404, { "Content-Type": "text/plain" }).end("Not found\n");
            return;
        }
        const type = { ...TYPES, ...types }[path.extname(file)] ?? "application/octet-stream";
        const kept = keep && pathname.includes("/app/") ? { "Cache-Control": "max-age=31536000, immutable" } : {};
        response.writeHead(200, { "Content-Type": type, ...kept });
        fs.createReadStream(file).pipe(response);
    });
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    return {
        url: `http://127.0.0.1:${server.address().port}${under}`,
        requests,
        close: () => new Promise((done) => {
            server.close(done);
            server.closeAllConnections();
        }),
    };
}

function file_of(folder, under, pathname) {
    if (!pathname.startsWith(under)) return undefined;
    const file = path.join(folder, path.normalize("/" + decodeURIComponent(pathname.slice(under.length))));
    const whole = pathname.endsWith("/") ? path.join(file, "index.html") : file;
    return fs.existsSync(whole) && fs.statSync(whole).isFile() ? whole : undefined;
}
