// The service worker without a browser: what it keeps, what it answers, and what never passes through it.
import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import { web_app, worker } from "../../scripts/site/offline.mjs";

const source = fs.readFileSync(
    fileURLToPath(new URL("../../web/platform/browser/worker.js", import.meta.url)), "utf8");
const NAMES = ["boot.mjs", "qr.mjs", "at_kiosk.mjs", "camera.mjs", "jsqr.mjs", "icon.svg",
    "accessibility.json", "hemval.js", "hemval.wasm", "hemval_rest.wasm", "first/sv.json",
    "hemval_staff.js", "hemval_staff.wasm", "hemval_demo.js",
    "hemval_demo.wasm", "fonts/bold.ttf", "locales/sv.json", "locales/sv-simple.json", "locales/staff/sv.json",
    "locales/demonstration/sv.json", "municipalities/ost.json", "municipalities/vast.json"];
const manifest = Object.fromEntries(NAMES.map((name) => [name, `app/${name.replaceAll("/", "-")}`]));
const built = (pages = ["a page"]) =>
    worker(source, manifest, ["boot.mjs", "qr.mjs"], [{ id: "ost" }, { id: "vast" }], pages);
const ROOT = "https://example.se/hem/";

/** A worker at ROOT over caches and a network that are plain maps. */
function worker_of(search, { script = built(), caches: kept = new Map(), network } = {}) {
    const listeners = {}, fetched = [];
    const key = (request) => (typeof request === "string" ? request : request.url);
    const cache = (name) => ({
        match: async (request) => kept.get(name)?.get(key(request)),
        put: async (request, response) => { kept.get(name).set(key(request), response); },
        keys: async () => [...kept.get(name).keys()].map((url) => ({ url })),
    });
    const fetch = async (request) => {
        fetched.push(key(request));
        const answer = await (network ? network(key(request)) : key(request));
        if (answer === undefined) throw new TypeError("no network");
        return { ok: true, status: 200, redirected: false, body: answer, clone() { return this; } };
    };
    vm.runInNewContext(script, {
        location: new URL(`sw.js?${search}`, ROOT), URL, setTimeout: (then) => setTimeout(then, 5), fetch,
        caches: {
            async open(name) {
                if (!kept.has(name)) kept.set(name, new Map());
                return cache(name);
            },
            match: async (request) =>
                [...kept.values()].map((one) => one.get(key(request))).find(Boolean),
            keys: async () => [...kept.keys()],
            delete: async (name) => kept.delete(name),
        },
        clients: { claim: async () => {} },
        skipWaiting: () => { one.took_over = true; },
        addEventListener: (name, heard) => { listeners[name] = heard; },
    });
    const wait = async (name) => {
        let work;
        listeners[name]({ waitUntil: (promise) => { work = promise; } });
        await work;
    };
    const one = {
        fetched, kept,
        install: () => wait("install"),
        activate: () => wait("activate"),
        tell: (data) => listeners.message({ data }),
        /** undefined: it goes to the network as if there were no worker */
        ask(path, { method = "GET", mode = "cors" } = {}) {
            let answer;
            listeners.fetch({
                waitUntil: (promise) => { one.keeping = promise; },
                request: { url: new URL(path, ROOT).href, method, mode },
                respondWith: (promise) => { answer = promise; },
            });
            return answer;
        },
    };
    return one;
}

test("after one visit a municipality's own files are kept, and of the others, the staff and the demonstration none",
    async () => {
        const one = worker_of("ost");
        await one.install();
        const kept = [...one.kept.values()].flatMap((cache) => [...cache.keys()]).map((url) => url.slice(ROOT.length));
        assert.deepEqual(kept.sort(), ["app/accessibility.json", "app/boot.mjs", "app/first-sv.json",
            "app/fonts-bold.ttf", "app/hemval.js", "app/hemval.wasm", "app/hemval_rest.wasm", "app/icon.svg",
            "app/locales-sv-simple.json", "app/locales-sv.json", "app/municipalities-ost.json", "app/qr.mjs", "ost/"]);
    });

test("a kiosk keeps its camera too, and the page that may use it", async () => {
    const one = worker_of("ost&kiosk");
    await one.install();
    const kept = [...one.kept.values()].flatMap((cache) => [...cache.keys()]);
    for (const path of ["app/jsqr.mjs", "app/camera.mjs", "app/at_kiosk.mjs", "ost/?kiosk"])
        assert.ok(kept.includes(ROOT + path), path);
});

test("what the service answers, what is sent, and what is another's never passes through it", async () => {
    const one = worker_of("ost");
    await one.install();
    for (const path of ["api/ost/case", "api/ost/providers", "login/person", "vast/", "sw.js?ost", "manifest.json",
        "ost/manifest.webmanifest", "https://other.se/app/boot.mjs"])
        assert.equal(one.ask(path), undefined, path);
    await one.ask("app/hemval_staff.wasm");
    await one.keeping;
    assert.equal([...one.kept.values()].some((cache) => cache.has(`${ROOT}app/hemval_staff.wasm`)), false);
    assert.equal(one.ask("vast/", { mode: "navigate" }), undefined);
    assert.equal(one.ask("app/boot.mjs", { method: "POST" }), undefined);
    assert.equal(one.ask("api/ost/submissions", { method: "POST" }), undefined);
});

test("a file comes from what is kept, the page from the network while there is one", async () => {
    let there = true;
    const one = worker_of("ost", { network: (url) => (there ? `fresh ${url}` : undefined) });
    await one.install();
    const before = one.fetched.length;
    assert.match((await one.ask("app/hemval.wasm")).body, /hemval\.wasm/);
    assert.equal(one.fetched.length, before);
    assert.match((await one.ask("ost/", { mode: "navigate" })).body, /fresh/);
    assert.equal(one.fetched.length, before + 1);
    there = false;
    assert.match((await one.ask("ost/", { mode: "navigate" })).body, /ost\//);
    await assert.rejects(one.ask("app/hemval_demo.wasm"), TypeError);
    there = true;
    await one.ask("app/hemval_demo.wasm");
    await one.keeping;
    there = false;
    assert.match((await one.ask("app/hemval_demo.wasm")).body, /hemval_demo/, "kept once it has been opened");
});

test("a network that does not answer in time gives way to the page that is kept", async () => {
    const one = worker_of("ost");
    await one.install();
    const slow = worker_of("ost", { caches: one.kept, network: () => new Promise(() => {}) });
    assert.match((await slow.ask("ost/", { mode: "navigate" })).body, /ost\//);
});

test("an update keeps both until the old one is left, fetches only what is new, and leaves other sites' caches",
    async () => {
        const caches = new Map([["another site's", new Map()], ["hemval /hem/vast 1", new Map()]]);
        const old = worker_of("ost", { caches });
        await old.install();
        const now = worker_of("ost", { caches, script: built(["another page"]) });
        await now.install();
        assert.deepEqual(now.fetched, [`${ROOT}ost/`]);
        assert.equal(caches.size, 4);
        await now.activate();
        assert.equal(caches.size, 3);
        assert.ok(caches.has("another site's") && caches.has("hemval /hem/vast 1"));
        assert.match((await now.ask("app/boot.mjs")).body, /boot/);
    });

test("a kiosk's worker takes over when it is told that nobody is there, anybody else's never", () => {
    const kiosk = worker_of("ost&kiosk"), home = worker_of("ost");
    for (const one of [kiosk, home]) one.tell("anything");
    assert.equal(kiosk.took_over, undefined);
    for (const one of [kiosk, home]) one.tell("take over");
    assert.equal(kiosk.took_over, true);
    assert.equal(home.took_over, undefined);
});

test("a visit that is cut off leaves nothing half kept", async () => {
    const one = worker_of("ost", { network: (url) => (url.includes("wasm") ? undefined : url) });
    await assert.rejects(one.install(), TypeError);
    assert.equal(one.kept.size, 0);
});

test("who has opened the demonstration once has it after an update too", async () => {
    const caches = new Map();
    const old = worker_of("ost", { caches });
    await old.install();
    await old.ask("app/hemval_demo.wasm");
    await old.keeping;
    let there = true;
    const network = (url) => (there ? url : undefined);
    const now = worker_of("ost", { caches, script: built(["another page"]), network });
    await now.install();
    await now.activate();
    there = false;
    for (const path of ["app/hemval_demo.wasm", "app/hemval_demo.js", "app/locales-demonstration-sv.json"])
        assert.match((await now.ask(path)).body, /demo/);
});

test("a page of a newer build finds under the old worker what the next one has kept", async () => {
    const caches = new Map();
    const old = worker_of("ost", { caches });
    await old.install();
    caches.set("hemval /hem/ost next", new Map([[`${ROOT}app/qr-of-the-next.mjs`, { body: "next" }]]));
    assert.equal((await old.ask("app/qr-of-the-next.mjs")).body, "next");
});

test("a file to keep that is not built stops the build", () => {
    assert.throws(() => worker(source, manifest, ["gone.mjs"], [{ id: "ost" }], []), /gone\.mjs/);
});

test("another page, program or worker is another version", () => {
    assert.notEqual(built(["a"]), built(["b"]));
    assert.equal(built(["a"]), built(["a"]));
});

test("the web app's manifest stays below its own path, in its own language", () => {
    const icons = Object.fromEntries(["icon-192.png", "icon-512.png", "maskable-192.png", "maskable-512.png",
        "icon.svg"].map((name) => [name, `app/${name}`]));
    const app = JSON.parse(web_app({ id: "ost", name: "Öst kommun" }, icons,
        { tag: "sv", dir: "ltr", words: { "static.description": "Välj." } }, { theme: "#0b4a54", page: "#ffffff" }));
    assert.equal(app.name, "Hemval Öst kommun");
    assert.deepEqual([app.start_url, app.scope, app.lang, app.display], ["./", "./", "sv", "standalone"]);
    for (const purpose of ["any", "maskable"])
        for (const sizes of ["192x192", "512x512"])
            assert.ok(app.icons.some((icon) => icon.purpose === purpose && icon.sizes === sizes), purpose + sizes);
});
