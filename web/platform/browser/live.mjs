// The two live regions of index.html. They stand in the page from the start, outside the mirror:
// screen readers miss the first message of a region that arrives together with it.

const KEPT_MS = 8000;
const LONG_MS = 2000;

export class Live {
    /** @param {HTMLElement} polite @param {HTMLElement} assertive */
    constructor(polite, assertive) {
        this.regions = { polite, assertive };
        this.awaited = "";
        this.latest = "";
    }

    announce({ urgency, text }) {
        // A new child each time, so that the same words twice are also read twice. Orca leaves out what is
        // letter for letter what came last: a digit twice in a code would be heard once.
        this.latest = text === this.latest ? `${text}\u00a0` : text;
        const message = document.createElement("p");
        message.textContent = this.latest;
        this.regions[urgency].append(message);
        setTimeout(() => message.remove(), KEPT_MS);
    }

    /** @param {string} text what the page waits for now, empty for nothing: said once it takes long */
    waiting(text) {
        if (text === this.awaited) return;
        this.awaited = text;
        clearTimeout(this.patience);
        if (text) this.patience = setTimeout(() => this.announce({ urgency: "polite", text }), LONG_MS);
    }
}
