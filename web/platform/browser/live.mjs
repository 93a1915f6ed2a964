// The two live regions of index.html. They stand in the page from the start, outside the mirror:
// screen readers miss the first message of a region that arrives together with it.

const KEPT_MS = 8000;

/** @param {HTMLElement} polite @param {HTMLElement} assertive */
export function live_regions(polite, assertive) {
    return function announce({ urgency, text }) {
        // A new child each time, so that the same words twice are also read twice.
        const message = document.createElement("p");
        message.textContent = text;
        (urgency === "assertive" ? assertive : polite).append(message);
        setTimeout(() => message.remove(), KEPT_MS);
    };
}
