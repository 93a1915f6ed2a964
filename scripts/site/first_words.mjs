// Which of the words a first page is made of: the start page and the list, as a first visitor sees them. The app
// is asked with every word marked, and tells by its page which it has used.
import { describe } from "./describe.mjs";

const MARK = "\uE000", END = "\uE001";
// Put together with figures, and so not seen as they are; what says how the page is written; what is said once
// the network has gone, and of places by what the service answers.
const ALWAYS = /^(format\.(?!weekday)|hyphens$|offline\.|place\.)/;
// With what is folded opened, as it is on paper.
const views = (hash) => [{ hash }, { hash, paper: true }];

/**
 * @param {(ask: object) => object} setup_of  what hemval_pages reads, from what is asked of it
 * @param {{id: string, bundle: string}[]} packs
 * @param {object} words  key -> text, in one language: the others have the same
 * @returns {Map<string, (key: string) => boolean>} of each pack's pages, "" those of no municipality
 */
export function first_words(program, setup_of, packs, words) {
    const keys = Object.keys(words);
    const marked = Object.fromEntries(keys.map((key, at) =>
        [key, ALWAYS.test(key) ? words[key] : `${words[key]}${MARK}${at}${END}`]));
    return new Map([{ id: "", bundle: "" }, ...packs].map(({ id, bundle }) => {
        const used = new Set();
        const pages = describe(program, setup_of({
            municipality: id, pack_json: bundle, locale_json: JSON.stringify(marked),
            pages: id ? [...views(""), ...views("#/jamfor")] : views(""),
        }));
        const text = JSON.stringify(pages.map((page) => [...page.nodes.values()]));
        for (const [, at] of text.matchAll(new RegExp(`${MARK}(\\d+)${END}`, "g"))) used.add(keys[at]);
        return [id, (key) => ALWAYS.test(key) || used.has(key)];
    }));
}
