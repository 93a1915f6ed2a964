// What the person does with the mirror's elements, told to the app. The elements are the only way to
// press, type and focus; the pointer's place is told for looks alone.

/**
 * @param {Mirror} mirror
 * @param {object} app
 *   press(key), input(key, value): run the app at once, inside the handler, so that focus() and
 *   print() count as the person's own; looks(): something looks different, draw when convenient.
 * @returns what the picture draws differently: {hovered, pressed, focused, focus_visible}
 */
export function listen(mirror, app) {
    const state = { hovered: "", pressed: "", focused: "", focus_visible: false };
    const { root } = mirror;

    function look(changes) {
        const differs = Object.keys(changes).some((name) => state[name] !== changes[name]);
        Object.assign(state, changes);
        if (differs) app.looks();
    }

    mirror.clicked = (event) => {
        const record = usable(mirror, event.target);
        if (!record) return;
        const { press } = record.role;
        if (press === "link") {
            follow(event, record);
        } else if (press === "press") {
            app.press(record.key);
        } else if (press === "toggle") {
            // Not prevented: a prevented click puts the old state back after this handler, over
            // what the app wrote. The mirror compares the two when the app has answered.
            mirror.touch(record.key);
            app.press(record.key);
        } else if (press === "toggle_details") {
            event.preventDefault();
            app.press(record.key);
        }
    };

    // "#/jamfor" and other sites: the browser follows, so that Back, middle click and "copy address"
    // work. No address: the app answers. "#some/key": focus moves there, and the route stays.
    function follow(event, record) {
        const href = record.element.getAttribute("href") ?? "";
        if (href.startsWith("#/") || (href && !href.startsWith("#"))) return;
        event.preventDefault();
        if (href.length > 1) focus_on(mirror, decodeURIComponent(href.slice(1)).replace(/^n-/, ""));
        app.press(record.key);
    }

    function typed(element) {
        const record = mirror.record_at(element);
        if (record?.role.text !== "control" || record.role.press) return;
        mirror.touch(record.key);
        app.input(record.key, element.value);
    }
    root.addEventListener("input", (event) => {
        if (!event.isComposing) typed(event.target);
    });
    // Chrome sends the last input event before this one, still marked as composing.
    root.addEventListener("compositionend", (event) => typed(event.target));

    root.addEventListener("pointerover", (event) => {
        if (event.pointerType === "touch") return;
        look({ hovered: usable(mirror, event.target)?.key ?? "" });
    });
    root.addEventListener("pointerleave", () => look({ hovered: "" }));
    root.addEventListener("pointerdown", (event) => {
        if (event.button === 0) look({ pressed: usable(mirror, event.target)?.key ?? "" });
    });
    for (const end of ["pointerup", "pointercancel", "blur"]) {
        window.addEventListener(end, () => look({ pressed: "" }));
    }
    root.addEventListener("keydown", (event) => {
        if (event.key !== " " && event.key !== "Enter") return;
        const record = usable(mirror, event.target);
        if (record?.role.press && !event.repeat) look({ pressed: record.key });
    });
    root.addEventListener("keyup", () => look({ pressed: "" }));

    root.addEventListener("focusin", (event) => {
        reveal(mirror, event.target);
        look({
            focused: mirror.record_at(event.target)?.key ?? "",
            focus_visible: event.target.matches(":focus-visible"),
        });
    });
    root.addEventListener("focusout", (event) => {
        if (!root.contains(event.relatedTarget)) look({ focused: "", focus_visible: false });
    });
    return state;
}

// WebKit scrolls until the text of a field is seen, and leaves the field's edge and ring outside.
function reveal(mirror, element) {
    const role = mirror.record_at(element)?.role;
    if (role?.text !== "control" || role.press) return;
    const { top, bottom } = element.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) element.scrollIntoView({ block: "nearest" });
}

/** Moves focus to a node's element; the page scrolls so that it is seen. */
export function focus_on(mirror, key) {
    const element = mirror.element(key);
    if (!element) return;
    element.focus();
    // Skip links lead to places that are no stop in the tab order.
    if (document.activeElement !== element) {
        element.tabIndex = -1;
        element.focus();
    }
}

// The record of the control under a pointer or key event. A label stands for its control.
function usable(mirror, target) {
    const record = mirror.record_at(target);
    if (!record) return undefined;
    const found = record.role.press || record.role.text === "control" ? record
        : nearest_pressable(record);
    if (!found) return undefined;
    return found.node.disabled ? undefined : found;
}

function nearest_pressable(record) {
    for (let at = record; at?.node; at = at.parent) if (at.role.press) return at;
    return undefined;
}
