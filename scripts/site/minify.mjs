// Names and blanks cost bytes on a thin line: scripts and styles go out without them. The sources are what
// is read, in web/platform/browser/.
import esbuild from "esbuild";

// What every browser with WebGL 2 and modules that load modules understands.
const COMMON = { minify: true, legalComments: "none", target: "es2022", charset: "utf8" };

/** A module with all it imports by name; what it loads later stays apart. @param {object} texts that it is given */
export function module_of(file, texts) {
    return esbuild.buildSync({
        ...COMMON, entryPoints: [file],
        define: Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, JSON.stringify(text)])),
        bundle: true, format: "esm", write: false, logLevel: "silent",
    }).outputFiles[0].text;
}

/** A module that stands alone, as Emscripten writes it. */
export const script_of = (text) => esbuild.transformSync(text, { ...COMMON, format: "esm" }).code;

/** A script that is no module. */
export const plain_script_of = (text) => esbuild.transformSync(text, COMMON).code;

// What a variable holds is left as it is written, by esbuild.
export const style_of = (text) => esbuild.transformSync(text, { ...COMMON, loader: "css", target: undefined }).code
    .replace(/(--[\w-]+:) /g, "$1").replace(/(:#)(\w)\2(\w)\3(\w)\4(?=[;}])/g, "$1$2$3$4");
