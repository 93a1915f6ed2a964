// Starts the worker that keeps the page for when there is no network (worker.js).

// The one place where an address becomes a script that runs, and so the page's one Trusted Types policy: it
// takes no address, it makes the one there is.
function worker_address(root, municipality, kiosk) {
    const make = () => new URL(`${root}sw.js?${municipality}${kiosk ? "&kiosk" : ""}`, document.baseURI).href;
    const { trustedTypes } = globalThis;  // neither Firefox's ESR nor WebKit has them
    if (!trustedTypes) return make();
    return trustedTypes.createPolicy("hemval-worker", { createScriptURL: make }).createScriptURL("");
}

export function keep_for_later(root, municipality) {
    if (!municipality || !navigator.serviceWorker) return;
    const scope = new URL(`${root}${municipality}/`, document.baseURI).href;
    navigator.serviceWorker
        .register(worker_address(root, municipality, location.search === "?kiosk"), { scope, updateViaCache: "none" })
        .catch(() => {});  // forbidden, or no room: the page needs a network then, as any page
}
