// Where the words on the screen may be broken when they do not fit: the drawing has no browser to
// hyphenate it, and a whole dictionary would weigh more than the program.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
require("hyphen");  // not there: the build stops, while a language it does not know has no rules
const SHORTEST = 9;  // letters; in the largest text a 320 px window holds shorter words whole
const SHORTEST_PART = 4;
const PART = new RegExp(`\\p{Letter}{${SHORTEST_PART},}`, "gu");
const WORD = new RegExp(`\\p{Letter}{${SHORTEST},}`, "gu");

const base = (tag) => tag.split("-")[0];

/**
 * @param {string} tag of the language
 * @param {object} locale its texts
 * @param {object[]} packs their files, parsed
 * @param {string[]} tags of all languages there are
 * @param {{locale: object, packs: object[], shortest?: number}} wanted whose words alone are told, each as among
 *     all, from so many letters on
 * @returns {string} "bi-stånds--be-slut ..." for web/ui/text_wrap.h; empty where the language has no rules
 */
export function hyphens(tag, locale, packs, tags, wanted = { locale, packs }) {
    const language = base(tag), part = rules(language), languages = new Set(tags.map(base));
    if (!part) return "";
    const all = (of) => [...texts(of.locale, language, languages, true),
        ...of.packs.flatMap((pack) => [...texts(pack, language, languages)])];
    const words = new Set(all(wanted).flatMap((text) => text.match(WORD) ?? [])
        .filter((word) => word.length >= (wanted.shortest ?? SHORTEST)));
    const known = new Set(all({ locale, packs }).flatMap((text) => text.toLowerCase().match(PART) ?? []));
    return [...words].sort().map(part).filter((word) => word.includes("-"))
        .map((word) => seamed(word, known)).join(" ");
}

// A compound's parts are words of the texts too: what is before or after the place is one of them.
function seamed(word, known) {
    const whole = word.toLowerCase();
    return word.replace(/-/g, (stroke, at) => {
        const [head, tail] = [whole.slice(0, at), whole.slice(at)].map((end) => end.replaceAll("-", ""));
        const long = head.length >= SHORTEST_PART && tail.length >= SHORTEST_PART;
        return long && (known.has(head) || known.has(tail) || known.has(head.replace(/s$/, ""))) ? "--" : "-";
    });
}

function rules(language) {
    let hyphenate;
    try {
        ({ hyphenateSync: hyphenate } = require(`hyphen/${language}`));
    } catch (error) {
        if (error.code !== "MODULE_NOT_FOUND") throw error;
        return null;
    }
    return (word) => hyphenate(word, { hyphenChar: "-" })
        .replace(/-(\p{Letter})(?=-|$)/gu, "$1")  // "tillägg-s-tjänst": no letter stands alone
        .replace(/^(\p{Letter})-/u, "$1");
}

// A pack's texts in other languages than this one are left out. What has no language is Swedish.
function* texts(value, language, languages, own = language === "sv") {
    if (typeof value === "string") {
        if (own) yield value;
    } else if (value && typeof value === "object") {
        for (const [key, part] of Object.entries(value)) {
            yield* texts(part, language, languages, languages.has(key) ? key === language : own);
        }
    }
}
