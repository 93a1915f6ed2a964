// When the app runs: inside an event's handler, after data arrived, or once before the next paint
// when something looks different. Never otherwise; an idle page runs no frames.
import { focus_on } from "./events.mjs";
import { set_once } from "./view.mjs";

// The kit settles in two or three frames; a limit so that a defect cannot hang the tab.
const MOST_AT_ONCE = 6;

export class Frames {
    constructor({ program, mirror, view, live, looks }) {
        Object.assign(this, { program, mirror, view, live, looks });
        this.waiting = 0;
        this.running = false;
        this.asked = false;      // for one more frame, since the last one began
        this.unsettled = false;  // the last frame is to be followed by another before it is shown
        this.count = 0;
    }

    /** Draws before the next paint. */
    request() {
        this.asked = true;
        if (this.waiting) return;
        this.waiting = requestAnimationFrame(() => {
            this.waiting = 0;
            this.draw();
        });
    }

    /** Lets the app answer an event or data at once; it is drawn before the next paint. */
    now() {
        // Read once: after each frame's changes it would have the page laid out for nobody; draw() reads anew.
        const page = this.view.read();
        // At least twice: what a widget tells its screen in one frame shows in the next.
        for (let times = 0; times < MOST_AT_ONCE; ++times) {
            this.#run(false, { ...page, plain: this.view.plain });
            if (times > 0 && !this.unsettled && !this.asked) break;
        }
        this.mirror.settle();
        this.request();
    }

    /** Draws now; a frame that is not settled is not shown, the next one is. */
    draw() {
        for (let times = 0; times < MOST_AT_ONCE; ++times) {
            this.#run(true, this.view.read());
            if (!this.unsettled) break;
        }
    }

    #run(draw, page) {
        if (this.running) {  // asked for from inside a frame
            this.request();
            return;
        }
        this.running = true;
        this.asked = false;
        ++this.count;
        let out;
        try {
            out = this.program.frame({ ...page, ...this.looks(), draw });
        } finally {
            this.running = false;
        }
        this.unsettled = out.again;
        this.#carry_out(out);
    }

    #carry_out(out) {
        const { mirror } = this;
        if (out.patch) mirror.apply(out.patch, Boolean(out.focus));
        this.view.cannot_write(out.glyphs_missing);
        mirror.lay_out(this.view.plain ? null : Math.ceil(out.document_height));
        set_once(document.documentElement.style, "--scale", String(out.text_scale));
        if (out.scroll_to_top) scrollTo(0, 0);
        if (out.focus) focus_on(mirror, out.focus);  // in a small window the heading may lie below its edge
        for (const message of out.announcements) this.live.announce(message);
        this.live.waiting(out.waiting);
    }
}
