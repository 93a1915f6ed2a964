// Writes the site's files: names carry a hash of the content, so a browser may keep them for ever,
// and everything of text has compressed twins beside it.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { path_of } from "../../web/platform/browser/names.mjs";

const COMPRESSED = new Set([".html", ".js", ".css", ".json", ".svg", ".wasm", ".ttf"]);

export class Output {
    constructor(folder) {
        this.folder = folder;
        this.written = new Set();
        this.manifest = {};  // name -> path below the site's root
        this.hashes = {};
    }

    /** Writes `content` as app/<name>.<hash><ext>, for the manifest's `name`. Answers the path. */
    add(name, content) {
        const bytes = Buffer.from(content);
        const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
        const file = path_of(name, hash);
        this.write(file, bytes);
        this.manifest[name] = file;
        this.hashes[name] = hash;
        return file;
    }

    write(file, content) {
        const bytes = Buffer.from(content);
        const target = path.join(this.folder, file);
        fs.mkdirSync(path.dirname(target), { recursive: true });
        const same = fs.existsSync(target) && fs.readFileSync(target).equals(bytes);
        if (!same) fs.writeFileSync(target, bytes);
        this.written.add(file);
        if (COMPRESSED.has(path.extname(file))) this.#compress(file, bytes, same);
    }

    #compress(file, bytes, same) {
        const twins = {
            ".br": () => zlib.brotliCompressSync(bytes, { params: {
                [zlib.constants.BROTLI_PARAM_QUALITY]: 11,
                [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
            } }),
            ".gz": () => zlib.gzipSync(bytes, { level: 9 }),
        };
        for (const [ext, compress] of Object.entries(twins)) {
            const target = path.join(this.folder, file + ext);
            if (!same || !fs.existsSync(target)) fs.writeFileSync(target, compress());
            this.written.add(file + ext);
        }
    }

    /** Removes what an earlier build left. */
    sweep(folder = "") {
        const here = path.join(this.folder, folder);
        for (const entry of fs.readdirSync(here, { withFileTypes: true })) {
            const file = folder ? `${folder}/${entry.name}` : entry.name;
            if (entry.isDirectory()) {
                this.sweep(file);
                if (fs.readdirSync(path.join(this.folder, file)).length === 0) {
                    fs.rmdirSync(path.join(this.folder, file));
                }
            } else if (!this.written.has(file)) {
                fs.rmSync(path.join(this.folder, file));
            }
        }
    }
}
