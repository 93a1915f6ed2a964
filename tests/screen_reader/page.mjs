// Chromium's debugging protocol, for three things only: to open the page with a visit already begun, to
// shorten a kiosk's half minute without a touch, and to look at the end whether the journey came where it
// should. What to do is decided by ear.

const FROM_THE_START = `for (const [key, value] of Object.entries(KEPT)) {
    if (location.protocol.startsWith("http")) sessionStorage[key] ??= value;
}
const wait = globalThis.setTimeout;
globalThis.setTimeout = (then, ms, ...more) =>
    wait(then, ms >= 30_000 && globalThis.hurried ? ms / 10 : ms, ...more);`;

/** @param {Object<string, string>} kept what the tab's storage holds when the visit begins */
export async function open_page(port, address, kept) {
    let target;
    while (!target) {
        const targets = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
        target = targets.find(({ type }) => type === "page");
    }
    const socket = new WebSocket(target.webSocketDebuggerUrl);
    await new Promise((done, failed) => {
        socket.onopen = done;
        socket.onerror = failed;
    });
    const waiting = new Map();
    let last = 0;
    socket.onmessage = ({ data }) => {
        const { id, result, error } = JSON.parse(data);
        if (error) waiting.get(id)?.failed(new Error(error.message));
        else waiting.get(id)?.done(result);
        waiting.delete(id);
    };
    const ask = (method, params = {}) => new Promise((done, failed) => {
        waiting.set(++last, { done, failed });
        socket.send(JSON.stringify({ id: last, method, params }));
    });
    const evaluate = async (expression) =>
        (await ask("Runtime.evaluate", { expression, returnByValue: true })).result.value;
    await ask("Page.enable");
    await ask("Page.addScriptToEvaluateOnNewDocument",
        { source: FROM_THE_START.replace("KEPT", JSON.stringify(kept)) });
    await ask("Page.navigate", { url: address });
    return {
        heading: () => evaluate("document.querySelector('#mirror h1')?.textContent"),
        hurry: () => evaluate("globalThis.hurried = true"),
        ready: () => evaluate("performance.getEntriesByName('app-whole').length > 0"),
        close: () => socket.close(),
    };
}
