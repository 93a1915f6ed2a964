// The citizens' program comes in two parts (decision 040): who visits for the first time and looks at the start
// page or the list sees and hears all of it with the first. What they do is done when the second is there.

export async function bytes(address) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    return response.arrayBuffer();
}

export async function text(address) {
    return new TextDecoder().decode(await bytes(address));
}

// Some hosts serve wasm under a type that streaming refuses; the bytes are the same.
async function instantiate(address, imports) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    const copy = response.clone();
    try {
        return await WebAssembly.instantiateStreaming(response, imports);
    } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        return WebAssembly.instantiate(await copy.arrayBuffer(), imports);
    }
}

const DRAWN = /^\{"seed":"\d+"\}$/;  // by draw.js, for this very page

/** Whether nothing is kept, waits or is asked for that the first part knows nothing of. */
export function begins_small() {
    try {
        const kept = [...Object.entries(localStorage), ...Object.entries(sessionStorage)];
        return !kept.some(([key, value]) => key.startsWith("hemval.") && !DRAWN.test(value)) && !globalThis.hemval_link
            && navigator.onLine && /^(#\/(jamfor)?)?$/.test(location.hash);
    } catch {
        return false;  // storage is forbidden
    }
}

const AGAIN_MS = 3000;

export class Parts {
    #address_of;
    #name;
    #exports;
    #waiting = [];

    constructor(address_of, name, small) {
        this.#address_of = address_of;
        this.#name = name;
        this.small = small;
    }

    /** @returns {Promise<object>} the instantiated Emscripten module, whole unless it begins small */
    async load(host, in_parts) {
        const { default: make } = await import(this.#address_of(`${this.#name}.js`));
        let failed;
        const failure = new Promise((_, reject) => (failed = reject));
        const module = make({
            host,
            instantiateWasm: (imports, done) => {
                imports.placeholder = new Proxy({}, { get: (_, at) => () => {
                    throw new Error(`The program's second part is asked for ${at} before it is there.`);
                } });
                instantiate(this.#address_of(`${this.#name}.wasm`), imports).then(({ instance, module }) => {
                    this.#exports = instance.exports;
                    done(instance, module);
                }, failed);
                return {};
            },
        });
        const loaded = await Promise.race([module, failure]);
        if (in_parts && !this.small) await this.#load_rest();
        return loaded;
    }

    /** Does it now, or in its turn as soon as the second part is there. */
    whole_then(work) {
        if (this.small) this.#waiting.push(work);
        else work();
    }

    /** Fetches what is left until it is here, and does what has been asked for meanwhile. */
    async rest(and_then) {
        if (!this.small) return;
        for (;;) {
            try {
                await this.#load_rest();
                await and_then();
                break;
            } catch (error) {
                console.warn("The rest of Hemval did not come yet:", error);
                await new Promise((done) => setTimeout(done, AGAIN_MS));
            }
        }
        this.small = false;
        for (const work of this.#waiting.splice(0)) work();
    }

    #load_rest() {
        return instantiate(this.#address_of(`${this.#name}_rest.wasm`), { primary: this.#exports });
    }
}
