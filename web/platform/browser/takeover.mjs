// The program takes the static content's place. Who had begun to read there goes on where they were:
// what had focus keeps it, and what stood first in the window stays there.
import { id_of } from "./looks.mjs";

const PREFIX = id_of("");
const WITHIN_LIST = /^static\/list\//;  // what the start page has too
const READ = "h1, h2, h3, p, li, dt, a";
const KNOWN = `[id^="${PREFIX}"]`;

/** The keys of the nodes at and above an element, innermost first. */
function keys_at(element) {
    const keys = [];
    for (let at = element?.closest(KNOWN); at; at = at.parentElement.closest(KNOWN)) {
        keys.push(at.id.slice(PREFIX.length).replace(WITHIN_LIST, ""));
    }
    return keys;
}

// Few have ids of their own; what has one around it moves with it.
function first_in_window(part) {
    return [...part.querySelectorAll(READ)].find((one) =>
        one.getClientRects().length > 0 && one.getBoundingClientRect().top >= 0)?.closest(KNOWN);
}

/**
 * Notes where the reader is in `part`. Who is among the providers is sent on to the program's list of
 * them: the start page has none.
 * @returns {function(Mirror): boolean} puts the reader there; true when the page was scrolled
 */
export function keep_place(part) {
    const elsewhere = document.documentElement.classList.contains("elsewhere");
    const { activeElement } = document;
    const focused = part.contains(activeElement) ? activeElement : null;
    const scrolled = scrollY;
    const first = scrolled > 0 && !elsewhere ? first_in_window(part) : null;
    const top = first?.getBoundingClientRect().top;
    const [focus_keys, first_keys] = [focused, first].map(keys_at);
    const followed = focused?.getAttribute("href") === location.hash;  // to where the page begins at its heading
    const list = (first ?? focused)?.closest("[data-route]");
    if (list && !elsewhere && location.hash !== list.dataset.route) history.pushState(null, "", list.dataset.route);

    return (mirror) => {
        const known = (keys) => keys.map((key) => mirror.element(key)).find(Boolean);
        const target = followed ? mirror.root.querySelector("h1")
            : focused && (known(focus_keys) ?? mirror.element("main"));
        if (target) {
            if (target.tabIndex < 0) target.tabIndex = -1;
            target.focus({ preventScroll: true });
        }
        if (!scrolled) return false;
        const anchor = known(first_keys);
        const moved = anchor ? anchor.getBoundingClientRect().top - top : scrolled - scrollY;
        if (Math.abs(moved) >= 1) scrollBy(0, moved);
        return true;
    };
}
