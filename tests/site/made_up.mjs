// A site's source folder whose programs are made up: it builds in a second, and no compiler is needed.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const top = fileURLToPath(new URL("../../", import.meta.url));

/** Makes FOLDER what a site is built of but its municipalities: made-up programs, real fonts and words. */
export function make_source_up(folder) {
    fs.mkdirSync(path.join(folder, "wasm"), { recursive: true });
    const put = (name, text) => fs.writeFileSync(path.join(folder, "wasm", name), text);
    for (const program of ["hemval", "hemval_staff", "hemval_demo"]) {
        put(`${program}.js`, `export default "${program}";\n`);
        put(`${program}.wasm`, `${program}: not really wasm `.repeat(100));
    }
    put("hemval_rest.wasm", "the rest: not really wasm");
    fs.cpSync(path.join(top, "build/fonts"), path.join(folder, "fonts"), { recursive: true });
    fs.cpSync(path.join(top, "assets/locales"), path.join(folder, "assets/locales"), { recursive: true });
    fs.cpSync(path.join(top, "assets/accessibility.json"), path.join(folder, "assets/accessibility.json"));
}

/** What build.mjs is started with to build SITE of FOLDER. */
export const building = (folder, site) => [path.join(top, "scripts/site/build.mjs"), "--out", site,
    "--wasm", path.join(folder, "wasm"), "--fonts", path.join(folder, "fonts"),
    "--assets", path.join(folder, "assets")];
