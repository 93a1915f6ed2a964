// node scripts/lint.mjs [rule...]: rules of the source tree that no compiler checks.
import { readFileSync, readdirSync, existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");

function* files(folder, extensions) {
    const full = path.join(root, folder);
    if (!existsSync(full)) return;
    for (const entry of readdirSync(full, { withFileTypes: true })) {
        const name = path.join(folder, entry.name);
        if (entry.isDirectory()) yield* files(name, extensions);
        else if (extensions.includes(path.extname(name))) yield name;
    }
}

const everywhere = ["core", "web", "server", "tests", "scripts", "cmake"];
const code = [".h", ".cpp", ".js", ".mjs", ".css", ".html", ".sh", ".sql"];

function* lines(folders, extensions) {
    for (const folder of folders) {
        for (const file of files(folder, extensions)) {
            const text = readFileSync(path.join(root, file), "utf8");
            for (const [index, line] of text.split("\n").entries()) {
                yield { file, line, at: `${file}:${index + 1}` };
            }
        }
    }
}

const rules = {
    *include_direction() {
        const never = { core: ["web", "server"], web: ["server"], server: ["web"] };
        for (const { file, line, at } of lines(Object.keys(never), [".h", ".cpp"])) {
            const target = /^\s*#\s*include\s+["<](?:\.\.\/)*(\w+)\//.exec(line)?.[1];
            const from = file.split(path.sep)[0];
            if (never[from].includes(target)) yield `${at}: ${from}/ may not include ${target}/`;
            if (/^\s*#\s*include\s+"\.\.?\//.test(line)) yield `${at}: include from the root`;
        }
    },
    *file_length() {
        for (const folder of everywhere) {
            for (const file of files(folder, code)) {
                const length = readFileSync(path.join(root, file), "utf8").split("\n").length - 1;
                if (length > 800) yield `${file}: ${length} lines, at most 800`;
            }
        }
    },
    *columns() {
        for (const { line, at } of lines(everywhere, code)) {
            if ([...line].length > 120) yield `${at}: ${[...line].length} columns, at most 120`;
        }
    },
    *screens_use_the_kit() {
        for (const { line, at } of lines(["web/screens", "web/demonstration", "web/staff"], [".h", ".cpp"])) {
            if (/\bImGui::|\bIm(Vec2|Vec4|DrawList|Font)\b|["</]imgui/.test(line)) {
                yield `${at}: screens draw with web/ui, never with Dear ImGui itself`;
            }
        }
    },
    *no_inner_html() {
        const forbidden = /\b(inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\.write\b/;
        const page = [".h", ".cpp", ".js", ".mjs", ".html"];
        for (const { line, at } of lines(["web", "server"], page)) {
            if (forbidden.test(line)) yield `${at}: text is set as text, never parsed as HTML`;
        }
    },
    // A key is written whole ("fee.title") or as the part before a dot of what is put together
    // ("problem." + name). Only Swedish is looked at: the site's build holds the others against it.
    // The staff's program and the demonstration's have the citizens' words, and their own over them.
    *words_are_there_and_used() {
        const read = (file) => Object.keys(JSON.parse(readFileSync(path.join(root, file), "utf8")));
        const citizens = read("assets/locales/sv.json");
        const over = Object.fromEntries(["staff", "demonstration"].map((program) =>
            [program, read(`assets/locales/${program}/sv.json`)]));
        const keys = [...new Set([...citizens, ...Object.values(over).flat()])];
        const groups = new Set(keys.map((key) => key.split(".")[0]));
        const used = new Set();
        const kinds = [".h", ".cpp", ".mjs", ".js"];
        for (const { file, line, at } of lines(["web", "server/letters", "scripts/site"], kinds)) {
            if (/^\s*(#|\/\/|import )/.test(line)) continue;
            for (const [, text] of line.matchAll(/"([a-z]\w*(?:\.\w+)*\.?)"/g)) {
                if (!text.includes(".") || !groups.has(text.split(".")[0])) continue;
                const start = text.endsWith(".") ? text : `${text}.`;
                const meant = keys.filter((key) => key === text || key.startsWith(start));
                for (const key of meant) used.add(key);
                const own = over[file.split(path.sep)[1]] ?? [];
                const there = meant.filter((key) => own.includes(key) || citizens.includes(key));
                if (there.length === 0) yield `${at}: assets/locales/sv.json has no words for "${text}"`;
            }
        }
        for (const key of keys) {
            if (key.includes(".") && !used.has(key)) yield `assets/locales: nothing says "${key}"`;
        }
    },
    // Nothing moves, so there is nothing to hold still for who asks for less motion. A delay is none.
    *no_motion() {
        const css = /\btransition(-\w+)?\s*:|\banimation(-\w+)?\s*:(?!.*\b0s\b)|\bscroll-behavior\s*:/;
        const script = /\.animate\(|\bbehavior:\s*["']smooth|\bstartViewTransition\b/;
        for (const { line, at } of lines(["web"], [".css", ".js", ".mjs", ".cpp"])) {
            if (css.test(line) || script.test(line)) yield `${at}: nothing on the page moves by itself`;
        }
    },
    *lock_without_addresses() {
        if (readFileSync(path.join(root, "package-lock.json"), "utf8").includes('"resolved":')) {
            yield "package-lock.json: names the host of a registry (\"resolved\")";
        }
    },
};

let found = 0;
for (const name of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(rules)) {
    for (const complaint of rules[name]()) {
        console.log(complaint);
        found += 1;
    }
}
if (found > 0) process.exit(1);
