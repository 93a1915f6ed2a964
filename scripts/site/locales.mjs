// The locale files, read and compared with Swedish. A text that is missing, left over or lacks a
// placeholder stops the build: on the screen it would be a key between brackets.
import fs from "node:fs";
import path from "node:path";

export class LocaleFault extends Error {}

/** The words of a program of its own ("staff", "demonstration"), by language: compared as the citizens' are,
 * and beside them or in their place. */
export function read_words_over(folder, program, locales) {
    const own = read_folder(path.join(folder, program), `locales/${program}/`);
    const missing = locales.find(({ tag }) => !own.some((one) => one.tag === tag));
    if (missing) throw new LocaleFault(`locales/${program}/${missing.tag}.json is missing.`);
    return new Map(own.map(({ tag, words }) => [tag, words]));
}

const SOURCE = "sv";
const DIRECTIONS = ["ltr", "rtl"];

/** @returns {{tag: string, name: string, dir: string, words: object}[]} Swedish and its variants first */
export function read_locales(folder) {
    const locales = read_folder(folder, "locales/");
    const rank = ({ tag }) => (tag === SOURCE ? 0 : tag.startsWith(`${SOURCE}-`) ? 1 : 2);
    return locales
        .map(({ tag, words }) => (
            { tag, name: words["language.name"] ?? tag, dir: words["format.direction"] ?? "ltr", words }))
        .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, "sv"));
}

function read_folder(folder, name) {
    const locales = fs.readdirSync(folder).filter((file) => file.endsWith(".json")).map((file) => {
        const text = fs.readFileSync(path.join(folder, file), "utf8");
        return { tag: path.basename(file, ".json"), words: parse(text, name + file) };
    });
    const source = locales.find(({ tag }) => tag === SOURCE)?.words;
    if (!source) throw new LocaleFault(`${name}${SOURCE}.json is missing: it says which texts there are.`);
    for (const { tag, words } of locales) compare(`${name}${tag}.json`, words, source, `${name}${SOURCE}.json`);
    return locales;
}

function parse(text, name) {
    try {
        const words = JSON.parse(text);
        if (words && typeof words === "object" && !Array.isArray(words)) return words;
    } catch (error) {
        throw new LocaleFault(`${name} is not JSON: ${error.message}`);
    }
    throw new LocaleFault(`${name} must be one object of key and text.`);
}

function compare(file, words, source, source_file) {
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
        if (!(key in source)) say(key, `is not in ${source_file}`);
    }
    const direction = words["format.direction"];
    if (direction !== undefined && !DIRECTIONS.includes(direction)) {
        say("format.direction", `must be ${DIRECTIONS.join(" or ")}`);
    }
}

function placeholders(text) {
    return [...new Set(text.match(/\{\w+\}/g))].sort().join(" ");
}
