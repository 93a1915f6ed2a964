// The citizens' program comes in two parts (decision 040): who visits for the first time and looks at the start
// page or the list sees and hears all of it with the first. What they do is done when the second is there.

/** @param {string | Promise<string>} address as for all of these */
async function got(address) {
    const response = await fetch(await address);
    if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
    return response;
}

export const bytes = async (address) => (await got(address)).arrayBuffer();

export async function text(address) {
    return new TextDecoder().decode(await bytes(address));
}

const styles = new Map();

/** Done when the page has taken it in; asked for again it is not put there twice. */
export async function style(address) {
    address = await address;
    if (!styles.has(address)) {
        styles.set(address, taken_in(address).catch((error) => {
            styles.delete(address);
            throw error;
        }));
    }
    return styles.get(address);
}

function taken_in(address) {
    if ([...document.styleSheets].some(({ href }) => href === address)) return Promise.resolve();  // by early.js
    return new Promise((done, failed) => {
        const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
        link.addEventListener("load", done);
        link.addEventListener("error", () => {
            link.remove();
            failed(new Error(`${address}: no style`));
        });
        document.head.append(link);
    });
}

// Some hosts serve wasm under a type that streaming refuses; the bytes are the same.
async function compiled(address) {
    const response = await got(address), copy = response.clone();
    try {
        return await WebAssembly.compileStreaming(response);
    } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        return WebAssembly.compile(await copy.arrayBuffer());
    }
}

// Chromium before 115 does so with small programs alone: such a page is loaded anew, and begins with the whole.
function compiled_at_once(part) {
    try {
        return new WebAssembly.Module(part);
    } catch (error) {
        sessionStorage.setItem("hemval.whole", "1");  // not what a first visit has
        location.reload();
        throw error;
    }
}

const DRAWN = /^\{"seed":"\d+"\}$/;  // by draw.js, for this very page
const ELSEWHERE = /^hemval\.visit\/(?!demonstration)/;  // of another municipality

/** Whether nothing is kept, waits or is asked for that the first part knows nothing of. */
export function begins_small(municipality) {
    const here = `hemval.visit/${municipality}`;
    // Where the letters are larger, or the window narrower, words may be broken that the first part cannot break.
    const usual = parseFloat(getComputedStyle(document.documentElement).fontSize) <= 16 && innerWidth >= 320;
    const is_new = ([key, value]) => !key.startsWith("hemval.")
        || (key === here ? DRAWN.test(value) : ELSEWHERE.test(key));
    try {
        return usual && [...Object.entries(localStorage), ...Object.entries(sessionStorage)].every(is_new)
            && !globalThis.hemval_link && navigator.onLine && /^(#\/(jamfor)?)?$/.test(location.hash);
    } catch {
        return false;  // storage is forbidden
    }
}

const AGAIN_MS = 1000;
const PATIENCE = 4;  // times; then ever more seldom, up to a minute, unless somebody asks for something

export class Parts {
    #address_of;
    #name;
    #exports;
    #torn = false;
    #waiting = [];
    #wake;

    /** @param {boolean} small begins with the first part */
    constructor(address_of, name, small) {
        this.#address_of = address_of;
        this.#name = name;
        this.small = small;
    }

    /** @returns {Promise<object>} the instantiated Emscripten module, whole unless it begins small */
    async load(host, in_parts) {
        const [program, rest] = [this.#part(""), in_parts && !this.small ? this.#part("_rest") : undefined];
        rest?.catch(() => {});  // told below, once the first is there
        const [{ default: make }, rest_address] = await Promise.all([
            this.#address_of(`${this.#name}.js`).then((address) => import(address)),
            in_parts && this.#address_of(`${this.#name}_rest.wasm`),
        ]);
        let failed;
        const failure = new Promise((_, reject) => (failed = reject));
        const module = make({
            host,
            instantiateWasm: (imports, done) => {
                imports[""] = new Proxy({}, { get: (_, place) => (...given) => {
                    try {
                        this.#join_at_once(rest_address);
                    } catch (error) {
                        this.#torn = true;
                        throw error;
                    }
                    const table = Object.values(this.#exports).find((one) => one instanceof WebAssembly.Table);
                    return table.get(place)(...given);
                } });
                program.then(async (wasm) => {
                    const instance = await WebAssembly.instantiate(wasm, imports);
                    this.#exports = instance.exports;
                    done(instance, wasm);
                }).catch(failed);
                return {};
            },
        });
        const loaded = await Promise.race([module, failure]);
        if (rest) await this.#join(rest);
        return loaded;
    }

    /** Does it now, or in its turn as soon as the second part is there. */
    whole_then(work) {
        if (!this.small) return work();
        this.#waiting.push(work);
        this.#wake?.();
    }

    async complete() {
        await this.#join(this.#part("_rest"));
        this.small = false;
    }

    /**
     * Fetches what is left until it is here, hands the data on, and does what has been asked for meanwhile. Who has
     * asked for something that does not come is not left in silence: loaded anew the page begins with the whole
     * program, or says that it could not.
     */
    async rest(fetch_data, take) {
        let data;
        for (let tries = 1; this.small; tries += 1) {
            const part = this.#part("_rest");  // side by side with the data
            part.catch(() => {});
            try {
                data ??= await fetch_data();
                await this.#join(part);
                this.small = false;
                // A frame ended in the middle: it is begun anew, whole.
                if (this.#torn) return location.reload();
            } catch (error) {
                console.warn("The second part is not there yet:", error);
                if (tries >= PATIENCE && this.#waiting.length > 0) return location.reload();
                await new Promise((done) => {
                    this.#wake = tries >= PATIENCE ? done : undefined;
                    setTimeout(done, AGAIN_MS * 2 ** Math.min(Math.max(tries - PATIENCE, 0), 6));
                });
            }
        }
        take(data);
        for (const work of this.#waiting.splice(0)) queueMicrotask(work);  // a fault of one leaves the others
    }

    #part(which) {
        return compiled(this.#address_of(`${this.#name}${which}.wasm`));
    }

    async #join(rest) {
        await WebAssembly.instantiate(await rest, { primary: this.#exports });
    }

    // A first visit that runs what none was seen to run: the page stands still for as long, and then goes on.
    #join_at_once(address) {
        const request = new XMLHttpRequest();
        request.open("GET", address, false);
        request.overrideMimeType("text/plain; charset=x-user-defined");  // bytes as letters: all one gets at once
        request.send();
        if (request.status !== 200) throw new Error("The second part is not there yet.");
        const part = Uint8Array.from(request.response, (letter) => letter.charCodeAt(0));
        new WebAssembly.Instance(compiled_at_once(part), { primary: this.#exports });
    }
}
