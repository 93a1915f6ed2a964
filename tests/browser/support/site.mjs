// The built site, served as a plain host would.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { serve_folder } from "./static_server.mjs";

const folder = process.env.HEMVAL_SITE ?? fileURLToPath(new URL("../../../build/site", import.meta.url));

export function serve_site(options) {
    if (!fs.existsSync(path.join(folder, "index.html"))) {
        throw new Error(`There is no built site in ${folder}: run ./run --build-only first.`);
    }
    return serve_folder(folder, options);
}
