// What the page looks like from outside: sizes, scroll, colour scheme, and whether the reader gets
// the picture or Enkel vy (the same elements, flowing). Any change asks for a frame.

const MOST_PIXELS = 4096;  // a side of the drawing; more is refused by some graphics drivers
const MOST_PINCH = 3;
const PINCH_REST_MS = 200;

export class View {
    /**
     * @param {function} changed  called when a frame is needed
     * @param {function} now      called when it cannot wait: a browser prints what is there at once
     * @param {function} flow     called when the elements are to flow: also when no frame can come
     */
    constructor({ body, canvas, probe }, { changed, now, flow }) {
        this.body = body;
        this.canvas = canvas;
        this.probe = probe;       // an element one rem wide
        this.chosen_plain = false;
        this.can_draw = false;
        this.printing = false;
        this.glyphs_missing = false;
        this.pinch = 1;
        this.changed = changed;
        this.now = now;
        this.flow = flow;
        this.forced = matchMedia("(forced-colors: active)");
        this.dark = matchMedia("(prefers-color-scheme: dark)");
        this.more = matchMedia("(prefers-contrast: more)");
        this.spacing = spacing_probe(body);
        this.respaced = is_respaced(this.spacing);  // asked for below, it would have the whole page styled once more
        style_picture();
        const paper = matchMedia("print");
        for (const query of [this.forced, this.dark, this.more]) {
            query.addEventListener("change", () => this.#update());
        }
        // Safari tells of printing through the media query only, Firefox through the events only.
        paper.addEventListener("change", () => this.#print(paper.matches));
        addEventListener("beforeprint", () => this.#print(true));
        addEventListener("afterprint", () => this.#print(false));
        addEventListener("resize", changed);
        addEventListener("scroll", () => this.plain || changed(), { passive: true });
        globalThis.visualViewport?.addEventListener("resize", () => this.#pinched());
        new ResizeObserver(changed).observe(probe);
        new ResizeObserver(() => {
            this.respaced = is_respaced(this.spacing);
            this.#update();
        }).observe(this.spacing);
        this.#watch_pixels();
        this.#update();
    }

    get plain() {
        return this.chosen_plain || !this.can_draw || this.printing || this.glyphs_missing
            || this.forced.matches || this.respaced;
    }

    choose_plain(on) {
        this.chosen_plain = on;
        this.#update();
    }

    drawing(possible) {
        this.can_draw = possible;
        this.#update();
    }

    /** The drawing's font lacks letters of what is to be said: the browser's fonts have them. */
    cannot_write(missing) {
        if (missing === this.glyphs_missing) return;
        this.glyphs_missing = missing;
        this.#update();
    }

    /** The part of FrameInput that the page knows; also fits the canvas to the window. */
    read() {
        const width = document.documentElement.clientWidth;
        const height = innerHeight;
        const wanted = (devicePixelRatio || 1) * this.pinch;
        const pixel_ratio = Math.min(wanted, MOST_PIXELS / Math.max(width, height));
        if (!this.plain) this.#fit(width, height, pixel_ratio);
        return {
            width, height, pixel_ratio,
            scroll_y: Math.max(scrollY, 0),  // Safari's overscroll is negative
            root_scale: this.probe.getBoundingClientRect().width / 16 || 1,
            dark: this.dark.matches,
            more_contrast: this.more.matches,
            plain: this.plain,
            on_paper: this.printing,
        };
    }

    #fit(width, height, ratio) {
        const { canvas } = this;
        const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
        if (canvas.width !== w) canvas.width = w;
        if (canvas.height !== h) canvas.height = h;
        set_once(canvas.style, "width", `${width}px`);
        set_once(canvas.style, "height", `${height}px`);
    }

    #print(on) {
        if (this.printing === on) return;
        this.printing = on;
        this.#update();
        this.now();
    }

    #update() {
        this.body.classList.toggle("plain", this.plain);
        this.body.classList.toggle("picture", !this.plain);
        if (this.plain) this.flow();
        this.changed();
    }

    // Pinching magnifies what is drawn; once the fingers rest it is drawn anew, sharp.
    #pinched() {
        clearTimeout(this.rest);
        this.rest = setTimeout(() => {
            const pinch = Math.min(Math.max(visualViewport.scale, 1), MOST_PINCH);
            if (Math.abs(pinch - this.pinch) < 0.1) return;
            this.pinch = pinch;
            this.changed();
        }, PINCH_REST_MS);
    }

    // Page zoom and a move to another screen change only the resolution.
    #watch_pixels() {
        matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", () => {
            this.changed();
            this.#watch_pixels();
        }, { once: true });
    }
}

// Nothing before the program needs it, so it comes with it (picture.css): through CSSOM, which no policy of styles
// forbids.
function style_picture() {
    const { sheet } = document.querySelector("style");
    sheet.insertRule(`@media all{${PICTURE_STYLE}}`, sheet.cssRules.length);
}

// Words whose box grows when the reader's own style sheet spaces text out (WCAG 1.4.12). The drawing
// cannot follow such a sheet, Enkel vy does.
function spacing_probe(body) {
    const probe = document.createElement("p");
    probe.className = "spacing";
    probe.setAttribute("aria-hidden", "true");
    probe.textContent = "mm mm";
    body.append(probe);
    return probe;
}

function is_respaced(probe) {
    const { letterSpacing, wordSpacing, lineHeight } = getComputedStyle(probe);
    return parseFloat(letterSpacing) > 0 || parseFloat(wordSpacing) > 0 || lineHeight !== "20px";
}

export function set_once(style, property, value) {
    if (style.getPropertyValue(property) !== value) style.setProperty(property, value);
}
