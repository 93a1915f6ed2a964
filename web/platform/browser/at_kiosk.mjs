// What a page does besides while it is a kiosk's: it stays one page, and is told of everybody who touches it.

const TOLD_MS = 500;

/**
 * @param {object} hooks   present(): somebody is there; cameras(on): whether there is one to use
 */
export function keep_here({ present, cameras }) {
    const stay = (event) => event.preventDefault();
    // A long press, a dragged link and the middle button all open something beside the page.
    for (const way of ["contextmenu", "dragstart", "auxclick"]) addEventListener(way, stay, true);
    addEventListener("click", (event) => {
        const href = event.target.closest?.("a")?.getAttribute("href") ?? "";
        if (event.ctrlKey || event.metaKey || event.shiftKey) stay(event);
        if (!href.startsWith("#/")) return;
        stay(event);
        location.replace(href);  // the history has one entry: nobody goes back into another's errand
    }, true);

    let told = 0;
    for (const sign of ["pointerdown", "pointermove", "keydown", "wheel", "touchmove"]) {
        addEventListener(sign, () => {
            if (performance.now() - told < TOLD_MS && told) return;
            told = performance.now();
            present();
        }, { capture: true, passive: true });
    }
    look_for_cameras(cameras);
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
