// What browser_platform.cpp asks of the browser: one function each. The names are used there. What no first page
// asks for is host_later.mjs.

const PATIENCE_MS = 20000;

/**
 * @param {object} page   {municipality, root, languages}: whose page it is, the service's root relative to
 *                        it, and which way each language is written
 * @param {object} hooks  answer(id, status, body), request_frame(), set_plain(on),
 *                        hush(), kiosk(), wipe(), has_camera(),
 *                        scan(key, done), stop_scanning(), address_of(name),
 *                        shown: a promise that the page is there, which asking the service would hold up
 * @param {Painter} painter
 */
export function make_host(page, hooks, painter) {
    const tab = storage(() => sessionStorage), device = storage(() => localStorage);
    const direction_of = directions(page.languages);
    // draw.js has drawn this visit's order; where storage is forbidden it only stands at the list.
    const seed = document.querySelector("#static [data-seed]")?.dataset.seed;
    const visit = "visit/" + page.municipality;
    if (seed && !tab.get(visit)) tab.set(visit, JSON.stringify({ seed }));
    let alarm, idle, kiosk = false;
    return {
        painter,
        canvas_take: () => painter.take(document.getElementById("canvas")),
        stored: (key) => tab.get(key),
        store: (key, value) => tab.set(key, value),
        remembered: (key) => device.get(key),
        remember: (key, value) => device.set(key, value),
        go(hash) {
            if (kiosk) location.replace(hash);
            else location.hash = hash;
        },
        replace(hash) {
            // Not location.replace: that would tell the app of a change it made itself.
            history.replaceState(history.state, "", hash || location.pathname);
        },
        open_page(municipality, hash) {
            location.assign(page.root + (municipality ? municipality + "/" : "") + hash);
        },
        open_path: (path) => location.assign(path),
        set_title: (title) => (document.title = title),
        set_language(tag) {
            document.documentElement.lang = tag;
            document.documentElement.dir = direction_of(tag);
        },
        set_plain: hooks.set_plain,
        print: () => queueMicrotask(() => window.print()),  // after this frame: it is another that fits the paper
        hush: hooks.hush,
        wake(id, seconds) {
            clearTimeout(alarm);
            if (seconds > 0) alarm = setTimeout(() => hooks.answer(id, 200, ""), seconds * 1000);
        },
        idle(id, seconds) {
            clearTimeout(idle);
            if (seconds > 0) idle = setTimeout(() => hooks.answer(id, 200, ""), seconds * 1000);
        },
        set_kiosk() {
            kiosk = true;
            document.body.classList.add("kiosk");
            hooks.kiosk();
        },
        wipe() {
            tab.clear();
            device.clear();
            for (const asked of asking) asked.abort();
            hooks.wipe();
        },
        offline: () => navigator.onLine === false,
        has_camera: () => hooks.has_camera(),
        scan: (id, key) => hooks.scan(key, (text) => hooks.answer(id, text === null ? 0 : 200, text ?? "")),
        stop_scanning: () => hooks.stop_scanning(),
        today() {
            const now = new Date();
            return now.getFullYear() * 10000 + (now.getMonth() + 1) * 100 + now.getDate();
        },
        random: (into) => crypto.getRandomValues(into),
        request_frame: hooks.request_frame,
        async http(id, method, path, body, idempotency_key) {
            await hooks.shown;
            const headers = {};
            if (body) headers["Content-Type"] = "application/json";
            if (idempotency_key) headers["Idempotency-Key"] = idempotency_key;
            const answer = await ask(page.root + path, { method, headers, body: body || undefined });
            hooks.answer(id, answer.status, answer.body);
        },
        async asset(id, name) {
            const address = await hooks.address_of(name).catch(() => "");
            const answer = address ? await ask(address, {}) : { status: 0, body: "" };
            hooks.answer(id, answer.status, answer.status === 200 ? answer.body : "");
        },
    };
}

/** Which way a language is written: the site's own languages say it, others are left to right. */
export function directions(languages = []) {
    return (tag) => languages.find((one) => one.tag === tag)?.dir ?? "ltr";
}

const asking = new Set();

// Every way of not getting an answer is the same to the person: status 0.
async function ask(address, options) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    asking.add(patience);
    try {
        const response = await fetch(address, {
            ...options, credentials: "same-origin", signal: patience.signal,
        });
        return { status: response.status, body: await response.text() };
    } catch {
        return { status: 0, body: "" };
    } finally {
        clearTimeout(timer);
        asking.delete(patience);
    }
}

/**
 * The tab's or the device's storage; memory where the reader has forbidden storage.
 * @param {function} place says which, inside, since asking is itself forbidden at times
 */
export function storage(place) {
    const memory = new Map();
    const name = (key) => "hemval." + key;
    return {
        get(key) {
            try {
                return memory.get(key) ?? place().getItem(name(key)) ?? "";
            } catch {
                return memory.get(key) ?? "";
            }
        },
        clear() {
            memory.clear();
            try {
                place().clear();
            } catch {
                // Forbidden: nothing was kept there.
            }
        },
        /** @returns {boolean} whether it is kept there, and not in memory alone until the page is left */
        set(key, value) {
            try {
                if (value) place().setItem(name(key), value);
                else place().removeItem(name(key));
                memory.delete(key);  // another tab may change it there
                return true;
            } catch {
                memory.set(key, value);  // full or forbidden
                return false;
            }
        },
    };
}
