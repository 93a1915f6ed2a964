// The wasm program as functions of strings. The exports themselves are described in main.cpp.

export class Program {
    /** @param {object} module an instantiated Emscripten module */
    constructor(module) {
        this.module = module;
    }

    start(setup, regular, bold) {
        const fonts = [regular, bold].map((bytes) => this.#copy(new Uint8Array(bytes)));
        this.#with([JSON.stringify(setup)], (text) => this.module._hemval_start(
            text, fonts[0].at, fonts[0].length, fonts[1].at, fonts[1].length));
        for (const font of fonts) this.module._free(font.at);
    }

    /** Takes up (or lets go of) drawing on the page's canvas. False: there is no WebGL 2. */
    draw_on_canvas(on) {
        return this.module._hemval_canvas(on ? 1 : 0) === 1;
    }

    press(key) {
        this.#with([key], (at) => this.module._hemval_press(at));
    }

    input(key, value) {
        this.#with([key, value], (key_at, at) => this.module._hemval_input(key_at, at));
    }

    whole(locale_json, pack_json) {
        this.#with([locale_json, pack_json], (words, pack) => this.module._hemval_whole(words, pack));
    }

    present() {
        this.module._hemval_present();
    }

    navigated(hash) {
        this.#with([hash], (at) => this.module._hemval_navigated(at));
    }

    answer(id, status, body) {
        this.#with([body], (at) => this.module._hemval_answer(id, status, at));
    }

    /** One frame: what the app sees of the page in, what the page has to do out. */
    frame(input) {
        return this.#with([JSON.stringify(input)], (at) =>
            JSON.parse(this.module.UTF8ToString(this.module._hemval_frame(at))));
    }

    #with(texts, use) {
        const copies = texts.map((text) => this.#copy(new TextEncoder().encode(text + "\0")));
        try {
            return use(...copies.map((copy) => copy.at));
        } finally {
            for (const copy of copies) this.module._free(copy.at);
        }
    }

    #copy(bytes) {
        const at = this.module._malloc(Math.max(bytes.length, 1));
        this.module.HEAPU8.set(bytes, at);
        return { at, length: bytes.length };
    }
}
