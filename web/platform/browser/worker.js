// The service worker, sw.js: after one visit a municipality's pages start without a network. It keeps the
// site's own files and nothing else; what the service answers never passes through it.
//
// Registered as sw.js?<municipality> for that municipality's pages alone. A new one waits until no page of
// the old one is open, and what the old one keeps is there until then: an update never breaks a half-done
// errand. A kiosk, which is never left, says when nobody has one. The page itself is taken from the network when
// there is one, so that nobody is left behind.
// BUILT is written before this by scripts/site/offline.mjs.

const [municipality, kiosk] = location.search.slice(1).split("&");
const root = new URL("./", location.href);
const mine = `hemval ${root.pathname}${municipality} `;
const name = mine + BUILT.version;
const page = `${municipality}/`;
// The camera is allowed by the answer to ?kiosk alone, so a kiosk keeps that one.
const kept_page = new URL(page + (kiosk ? "?kiosk" : ""), root).href;
const first = [...BUILT.everywhere, ...(kiosk ? BUILT.kiosk : []), `municipalities/${municipality}.json`]
    .map((file) => BUILT.files[file]);
const known = new Set(Object.values(BUILT.files));
const FOUND = { ignoreVary: true };
const PATIENCE_MS = 4000;

// One after another: what the page asks for meanwhile goes first. Names with a hash say what is in them.
async function keep_first() {
    const earlier = (await caches.keys()).filter((one) => one.startsWith(mine) && one !== name);
    try {
        const cache = await caches.open(name);
        for (const path of [...first, ...await opened_before(earlier)]) {
            const address = new URL(path, root).href;
            const here = await caches.match(address, FOUND);
            await cache.put(address, here ?? await got(address, "default"));
        }
        await cache.put(kept_page, await got(kept_page, "no-cache"));
    } catch (error) {
        await caches.delete(name);  // no room: half of it is of no use
        throw error;
    }
}

// Who has opened the demonstration once finds it after an update too.
async function opened_before(earlier) {
    for (const one of earlier) {
        const kept = await (await caches.open(one)).keys();
        if (kept.some(({ url }) => url.includes("/hemval_demo."))) {
            return BUILT.opened.map((file) => BUILT.files[file]);
        }
    }
    return [];
}

async function got(address, cache) {
    const response = await fetch(address, { cache });
    if (!response.ok || response.redirected) throw new Error(`${address}: ${response.status}`);
    return response;
}

async function leave_the_old() {
    for (const one of await caches.keys()) {
        if (one.startsWith(mine) && one !== name) await caches.delete(one);
    }
    await clients.claim();
}

async function page_for(request) {
    const kept = () => caches.match(kept_page, FOUND);
    const network = fetch(request);
    const patience = new Promise((done) => setTimeout(done, PATIENCE_MS)).then(kept);
    try {
        const first_come = await Promise.race([network, patience]);
        if (first_come && first_come.status < 500) return first_come;
    } catch {
        // No network: the page as it was kept.
    }
    return await kept() ?? network;
}

// What few open is kept once it has been opened. The page may be of a newer build than this worker, and the
// next worker has kept what that one asks for: any cache will do.
async function file_for(event, path) {
    const { request } = event;
    const here = await caches.match(request.url, FOUND).catch(() => undefined);
    if (here) return here;
    const response = await fetch(request);
    if (response.ok && known.has(path)) {
        const copy = response.clone();
        event.waitUntil(caches.open(name).then((cache) => cache.put(request.url, copy)).catch(() => {}));
    }
    return response;
}

addEventListener("install", (event) => event.waitUntil(keep_first()));
addEventListener("activate", (event) => event.waitUntil(leave_the_old()));
addEventListener("message", ({ data }) => kiosk && data === "take over" && skipWaiting());
addEventListener("fetch", (event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (request.method !== "GET" || origin !== root.origin || !pathname.startsWith(root.pathname)) return;
    const path = pathname.slice(root.pathname.length);
    if (path.startsWith("app/")) return event.respondWith(file_for(event, path));
    const navigates = request.mode === "navigate" && (path === page || path === `${page}index.html`);
    if (navigates) event.respondWith(page_for(request));
});
