// What is asked of the browser once all of the program is there: the rest of host.mjs.
import { Speech } from "./speech.mjs";

const SAVING_MS = 60000;

// Who listens has it in the page and in the window's title: this is for the eye.
function make_mark() {
    const mark = document.createElement("p");
    mark.id = "mark";
    mark.setAttribute("aria-hidden", "true");
    document.body.append(mark);
    return mark;
}

// In the upper margin: what is fixed above the page's own area lands at the foot of the sheet before.
function on_each_sheet(text) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@page { @top-right { content: ${JSON.stringify(text)}; font: 700 14pt "Hemval", sans-serif;
        vertical-align: bottom; padding-bottom: 2mm; } }`);
    document.adoptedStyleSheets = [sheet];
}

/** @param {Mirror} mirror @param {function} answer (id, status, body) @returns {{host: object, speech: Speech}} */
export function make_later(mirror, answer) {
    const speech = new Speech(mirror);
    let mark;
    const host = {
        set_mark(text) {
            mark ??= make_mark();
            if (mark.textContent === text) return;
            mark.textContent = text;
            on_each_sheet(text);
        },
        save_file(name, type, text) {
            const link = document.createElement("a");
            link.download = name;
            link.href = URL.createObjectURL(new Blob(["\uFEFF", text], { type }));
            link.click();
            // Safari asks the person first, and reads what is saved after that.
            setTimeout(() => URL.revokeObjectURL(link.href), SAVING_MS);
        },
        speak: (id, texts) => speech.speak(texts, (spoken) => answer(id, spoken ? 200 : 0, "")),
        async digest(id, bytes) {
            const hash = await tried(() => crypto.subtle.digest("SHA-256", bytes));
            answer(id, hash ? 200 : 0, hash ? to_hex(hash) : "");
        },
        async verify(id, key, text, signature) {
            const holds = await tried(async () => crypto.subtle.verify("Ed25519",
                await crypto.subtle.importKey("raw", from_hex(key), "Ed25519", false, ["verify"]),
                from_hex(signature), new TextEncoder().encode(text)));
            answer(id, holds === undefined ? 0 : 200, holds ? "holds" : "fails");
        },
    };
    return { host, speech };
}

// Undefined where the browser cannot: no crypto.subtle without https, or no Ed25519 in it.
async function tried(work) {
    try {
        return await work();
    } catch {
        return undefined;
    }
}

const from_hex = (digits) =>
    Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const to_hex = (bytes) =>
    Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
