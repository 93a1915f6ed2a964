// What a page does besides while it is a kiosk's: it stays one page, and is told of everybody who touches it.

const TOLD_MS = 500;
const LOOK_MS = 60_000;
const BESIDE_PX = 16, LABEL_PX = 90;

/**
 * @param {Mirror} mirror
 * @param {object} hooks   present(): somebody is there; cameras(on): whether there is one to use
 * @returns {() => void} to be called when everything of the last person is gone
 */
export function keep_here(mirror, { present, cameras }) {
    const stay = (event) => event.preventDefault();
    // A long press, a dragged link and the middle button all open something beside the page.
    for (const way of ["contextmenu", "dragstart", "auxclick"]) addEventListener(way, stay, true);
    const { left, touched } = take_new_versions();
    let told = 0;
    const here = () => {
        touched();
        if (performance.now() - told < TOLD_MS && told) return;
        told = performance.now();
        present();
    };
    for (const sign of ["pointerdown", "pointermove", "keydown", "wheel", "touchmove"])
        addEventListener(sign, here, { capture: true, passive: true });
    // A click comes alone from who presses by a screen reader or by voice. Each element tells of its own: one
    // listener for the whole page, and Orca calls every line of it clickable.
    const { clicked } = mirror;
    mirror.clicked = (event) => {
        here();
        const href = event.currentTarget.getAttribute("href") ?? "";
        if (event.ctrlKey || event.metaKey || event.shiftKey) stay(event);
        clicked(event);
        if (!href.startsWith("#/")) return;
        stay(event);
        location.replace(href);  // the history has one entry: nobody goes back into another's errand
    };

    addEventListener("focusin", ({ target }) => requestAnimationFrame(() =>
        requestAnimationFrame(() => keys_in_sight(target))));  // once they are drawn

    look_for_cameras(cameras);
    return () => {
        told = 0;  // the next person may be quick
        left();
    };
}

// As a telephone does with its own: with the keys on the screen, and never so far that what is written is not.
function keys_in_sight(field) {
    const keys = document.getElementById(`${field.id}/keys`);
    if (!keys) return;
    const over = keys.getBoundingClientRect().bottom + BESIDE_PX - innerHeight;
    const room = field.getBoundingClientRect().top - LABEL_PX;
    if (Math.min(over, room) > 0) scrollBy(0, Math.min(over, room));
}

// A kiosk's page is never left, so a new version would wait until Chromium starts anew. It is taken while nobody
// has touched the start view since the last person's traces went: its worker (worker.js) has kept all of it
// before, so the page comes back without a network too.
function take_new_versions() {
    let free = false, taking = false, looking = 0;
    const look = async () => {
        const registration = await navigator.serviceWorker?.getRegistration();
        await registration?.update().catch(() => {});  // no network: the next time
        if (!free || !registration?.waiting) return;
        taking = true;
        registration.waiting.postMessage("take over");
    };
    // A finger that comes just then finds the same start view: from here on the old version's files are gone.
    navigator.serviceWorker?.addEventListener("controllerchange", () => taking && location.reload());
    return {
        left() {
            free = true;
            clearInterval(looking);
            looking = setInterval(() => free && look(), LOOK_MS);
        },
        touched() {
            free = false;
        },
    };
}

function look_for_cameras(cameras) {
    const { mediaDevices } = navigator;
    const allowed = document.featurePolicy?.allowsFeature("camera") ?? true;
    if (!mediaDevices?.getUserMedia || !allowed) return;
    const look = async () => {
        const found = await mediaDevices.enumerateDevices().catch(() => []);
        cameras(found.some(({ kind }) => kind === "videoinput"));
    };
    mediaDevices.addEventListener("devicechange", look);
    look();
}
