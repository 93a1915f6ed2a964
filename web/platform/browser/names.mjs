// How the site's files are called: by what they are and a hash of what is in them, so that a browser may keep them
// for ever. A page says the hashes of what a first visit needs; names.json those of the rest.

/** Below the site's root. `name`: "locales/sv.json". Modules are .js: many hosts do not know .mjs. */
export function path_of(name, hash) {
    const [, stem, ext] = /^(.*)(\.\w+)$/.exec(name);
    return `app/${stem.replaceAll("/", "-")}.${hash}${ext.replace("mjs", "js")}`;
}

export class Names {
    #root;
    #hashes;
    #rest;

    constructor(root, hashes) {
        this.#root = root;
        this.#hashes = hashes;
    }

    /** @returns {Promise<string>} */
    async address_of(name) {
        if (!(name in this.#hashes)) await this.#all();
        if (!(name in this.#hashes)) throw new Error(`The site has no ${name}.`);
        return new URL(this.#root + path_of(name, this.#hashes[name]), document.baseURI).href;
    }

    async #all() {
        this.#rest ??= fetch(await this.address_of("names.json")).then((response) => {
            if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
            return response.json();
        });
        try {
            this.#hashes = { ...await this.#rest, ...this.#hashes };
        } catch (error) {
            this.#rest = undefined;  // asked for again it may come
            throw error;
        }
    }
}
