// The locale files, read and compared with Swedish. A text that is missing, left over or lacks a
// placeholder stops the build: on the screen it would be a key between brackets.
import fs from "node:fs";
import path from "node:path";

export class LocaleFault extends Error {}

const SOURCE = "sv";
const DIRECTIONS = ["ltr", "rtl"];

/** @returns {{tag: string, name: string, dir: string, words: object}[]} Swedish and its variants first */
export function read_locales(folder) {
    const locales = fs.readdirSync(folder).filter((name) => name.endsWith(".json")).map((name) => {
        const text = fs.readFileSync(path.join(folder, name), "utf8");
        return { tag: path.basename(name, ".json"), words: parse(text, name) };
    });
    const source = locales.find(({ tag }) => tag === SOURCE)?.words;
    if (!source) throw new LocaleFault(`locales/${SOURCE}.json is missing: it says which texts there are.`);
    for (const { tag, words } of locales) compare(`locales/${tag}.json`, words, source);
    const rank = ({ tag }) => (tag === SOURCE ? 0 : tag.startsWith(`${SOURCE}-`) ? 1 : 2);
    return locales
        .map(({ tag, words }) => (
            { tag, name: words["language.name"] ?? tag, dir: words["format.direction"] ?? "ltr", words }))
        .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, "sv"));
}

function parse(text, name) {
    try {
        const words = JSON.parse(text);
        if (words && typeof words === "object" && !Array.isArray(words)) return words;
    } catch (error) {
        throw new LocaleFault(`locales/${name} is not JSON: ${error.message}`);
    }
    throw new LocaleFault(`locales/${name} must be one object of key and text.`);
}

function compare(file, words, source) {
    const say = (key, what) => {
        throw new LocaleFault(`${file}: the text "${key}" ${what}.`);
    };
    for (const [key, swedish] of Object.entries(source)) {
        const text = words[key];
        if (text === undefined) say(key, `is missing (in Swedish: ${JSON.stringify(swedish)})`);
        if (typeof text !== "string") say(key, "must be a text");
        if (text === "") say(key, "is empty");
        const [has, wants] = [placeholders(text), placeholders(swedish)];
        if (has !== wants) {
            say(key, `has the placeholders ${has || "none"}, the Swedish text has ${wants || "none"}`);
        }
    }
    for (const key of Object.keys(words)) {
        if (!(key in source)) say(key, `is not in locales/${SOURCE}.json`);
    }
    const direction = words["format.direction"];
    if (direction !== undefined && !DIRECTIONS.includes(direction)) {
        say("format.direction", `must be ${DIRECTIONS.join(" or ")}`);
    }
}

function placeholders(text) {
    return [...new Set(text.match(/\{\w+\}/g))].sort().join(" ");
}
