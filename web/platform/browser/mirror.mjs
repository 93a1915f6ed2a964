// The document beside the drawing: native elements, one per node of the semantic tree, kept in step
// by the changes that diff() in web/ui/semantic_tree.h computes. Elements are never replaced while
// their node lives, so focus, selection and a screen reader's place survive every frame.
import { class_of, id_of } from "./looks.mjs";
import { role_of } from "./roles.mjs";

const ROOT = "";
const LEAVING_MS = 1000;
// As they stand in a record's `placed`. Properties themselves: var() in a rule takes five times as long to style.
const LAID_OUT = ["left", "top", "width", "height", "fontSize", "lineHeight", "paddingInline"];

export class Mirror {
    /**
     * @param {HTMLElement} root     an empty element that everything is placed in
     * @param {function} direction_of "ltr" or "rtl" for a language other than the page's
     */
    constructor(root, direction_of = () => "ltr") {
        this.root = root;
        this.direction_of = direction_of;
        this.records = new Map();   // key -> record
        this.labels = new Map();    // key of a control -> key of its Label
        this.by_element = new WeakMap();
        this.composing = null;      // the field an input method is writing in
        this.touched = new Set();   // controls whose element may differ from their node
        this.drawn = false;         // what is drawn lies under the elements, which have its places
        this.clicked = () => {};    // told of a click on something that can be pressed
        this.draw_qr = () => {};    // asked for the QR code in a picture
        const top = { key: ROOT, element: root, children: new Set(), rect: [0, 0, 0, 0] };
        this.records.set(ROOT, top);
        root.addEventListener("compositionstart", (event) => (this.composing = event.target));
        root.addEventListener("compositionend", () => (this.composing = null));
    }

    element(key) {
        return this.records.get(key)?.element;
    }

    /** The record of the nearest node at or above `element`, or undefined. */
    record_at(element) {
        for (let at = element; at && at !== this.root; at = at.parentElement) {
            const record = this.by_element.get(at);
            if (record) return record;
        }
        return undefined;
    }

    /**
     * Carries out the operations in order. They come from diff(): a wrong key is a defect.
     * @param {boolean} focus_moves the app moves focus as soon as they are carried out
     */
    apply(operations, focus_moves = false) {
        const moved = new Set();
        this.focus_moves = focus_moves;
        for (const [kind, key, ...rest] of operations) {
            if (kind === "del") this.#remove(key);
            else if (kind === "add") this.#add(key, rest[0], rest[1], rest[2], moved);
            else if (kind === "mov") this.#move(key, rest[0]);
            else if (kind === "set") this.#set(this.#record(key), rest[0], moved);
            else throw new Error(`unknown operation "${kind}"`);
        }
        this.#place_all(moved);
        if (focus_moves) this.forgetting = false;  // the next person's view is there
    }

    /** What goes next goes without a word: it was another person's. */
    forget_leaving() {
        this.forgetting = true;
        document.querySelectorAll(".leaving").forEach((one) => one.remove());
    }

    /** Notes that the person changed a control, so that settle() compares it with its node. */
    touch(key) {
        this.touched.add(key);
    }

    /**
     * After the app has answered: a control the person changed shows what the app says, also when
     * the app refused the change and so sent no operation.
     */
    settle() {
        for (const key of this.touched) {
            const record = this.records.get(key);
            if (!record) continue;
            const { element, node } = record;
            if (node.role === "radio" && node.group) this.#settle_group(node.group);
            else if (node.role === "checkbox") check(element, node.checked);
            else this.#write_value(record);
        }
        this.touched.clear();
    }

    #settle_group(group) {
        for (const { node, element } of this.records.values()) {
            if (node?.role === "radio" && node.group === group) check(element, node.checked);
        }
    }

    #record(key) {
        const record = this.records.get(key);
        if (!record) throw new Error(`no element for the key "${key}"`);
        return record;
    }

    #add(key, parent_key, next, fields, moved) {
        const parent = this.#record(parent_key);
        const role = role_of(fields.role);
        const element = document.createElement(
            fields.role === "heading" ? "h" + (fields.level || 2) : role.tag);
        element.id = id_of(key);
        if (role.type) element.type = role.type;
        if (role.aria) element.setAttribute("role", role.aria);
        if (role.scope) element.scope = role.scope;
        if (role.focusable) element.tabIndex = -1;
        // On these alone: below anything else that listens for clicks, screen readers say "clickable"
        // after every heading.
        if (role.press) element.addEventListener("click", (event) => this.clicked(event));
        const record = {
            key, element, parent, role, children: new Set(),
            node: { role: fields.role }, rect: [0, 0, 0, 0], placed: [], text: null, aside: null,
        };
        element.className = class_of(record.node);
        this.records.set(key, record);
        this.by_element.set(element, record);
        parent.children.add(record);
        this.#set(record, fields, moved);
        // Placed in the document when it is whole, so that nothing is announced half-made.
        parent.element.insertBefore(element, this.#sibling(next));
        moved.add(record);
    }

    #sibling(key) {
        return key ? this.#record(key).element : null;
    }

    #move(key, next) {
        const { element } = this.#record(key);
        const focused = element.contains(document.activeElement) ? document.activeElement : null;
        element.parentElement.insertBefore(element, this.#sibling(next));
        if (focused && document.activeElement !== focused) focused.focus({ preventScroll: true });
    }

    #remove(key) {
        const record = this.#record(key);
        record.parent.children.delete(record);
        this.#forget(record);
        if (this.focus_moves && record.element.contains(document.activeElement)) {
            leave(record.element, document.activeElement);
            if (this.forgetting) empty(document.activeElement);
        } else {
            record.element.remove();
        }
    }

    #forget(record) {
        this.by_element.delete(record.element);
        for (const child of record.children) this.#forget(child);
        if (record.node.label_for && this.labels.get(record.node.label_for) === record.key) {
            this.labels.delete(record.node.label_for);
        }
        this.records.delete(record.key);
        this.touched.delete(record.key);
    }

    #set(record, fields, moved) {
        const { element, node } = record;
        Object.assign(node, fields);
        if ("style" in fields || "bold" in fields) element.className = class_of(node);
        if ("lang" in fields) {
            attribute(element, "lang", node.lang);
            attribute(element, "dir", node.lang && this.direction_of(node.lang));
        }
        if ("options" in fields) set_options(element, node.options);
        if ("name" in fields || "description" in fields || "labelled_by" in fields) {
            this.#write_name(record);
        }
        if ("label_for" in fields) this.#write_label(record);
        if ("described_by" in fields) {
            attribute(element, "aria-describedby", (node.described_by ?? []).map(id_of).join(" "));
        }
        for (const [field, write] of Object.entries(WRITERS)) {
            if (field in fields) write(element, node[field], node);
        }
        // An <option> must exist before the value can name it.
        if ("value" in fields || "options" in fields) this.#write_value(record);
        record.rect = node.rect ?? record.rect;
        if (["rect", "font_px", "line_px", "inset"].some((field) => field in fields)) moved.add(record);
    }

    #write_value({ element, node }) {
        if (node.role === "radio") {
            attribute(element, "value", node.value);
        } else if (node.role === "picture") {
            this.draw_qr(element, node.value ?? "");
        } else if (["text_field", "text_area", "select"].includes(node.role)) {
            // Writing the value an input method is composing would throw the composition away, and
            // writing an equal one moves the caret in Safari.
            const value = node.value ?? "";
            if (this.composing !== element && element.value !== value) element.value = value;
        }
    }

    #write_name(record) {
        const { element, role, node } = record;
        const name = node.name ?? "";
        const description = node.description ?? "";
        if (role.text === "content") {
            if (!record.text) {
                record.text = document.createTextNode("");
                element.prepend(record.text);
            }
            if (record.text.data !== name) record.text.data = name;
            this.#write_aside(record, description && name ? `, ${description}` : description);
        } else if (role.text === "label") {
            attribute(element, "aria-label", node.labelled_by ? "" : name);
            if (role.named_role) {
                attribute(element, "role", name || node.labelled_by ? role.named_role : "");
            }
        } else if (role.text === "control") {
            // A Label names the control for everybody; without one, or where the visible words alone
            // do not tell it from its neighbours, the words come from here.
            const whole = description ? `${name}, ${description}` : name;
            attribute(element, "aria-label", this.labels.has(record.key) && !description ? "" : whole);
        }
        if ("labelled_by" in node) {
            attribute(element, "aria-labelledby", node.labelled_by ? id_of(node.labelled_by) : "");
        }
    }

    // What completes a button's or link's name, read but not seen: ", Solgläntan".
    #write_aside(record, words) {
        if (!words) {
            record.aside?.remove();
            record.aside = null;
            return;
        }
        if (!record.aside) {
            record.aside = document.createElement("span");
            record.aside.className = "aside";
            record.text.after(record.aside);
        }
        if (record.aside.textContent !== words) record.aside.textContent = words;
    }

    #write_label(record) {
        const target = record.node.label_for ?? "";
        attribute(record.element, "for", target ? id_of(target) : "");
        if (!target) return;
        this.labels.set(target, record.key);
        const control = this.records.get(target);
        if (control) this.#write_name(control);
    }

    /**
     * Lays the elements over the picture, or lets them flow.
     * @param {number | null} height of the document, in px; null where they flow
     */
    lay_out(height) {
        const drawn = height !== null;
        const { style } = this.root;
        const length = drawn ? short(height) : "";
        if (style.height !== length) style.height = length;
        if (this.drawn === drawn) return;
        this.drawn = drawn;
        for (const record of this.records.values()) if (record.key !== ROOT) this.#place(record);
    }

    // A node's place is given in the document; an element's is counted from its parent's, so a moved
    // parent also means new numbers for its children.
    #place_all(moved) {
        for (const record of moved) {
            if (!this.records.has(record.key)) continue;
            this.#place(record);
            for (const child of record.children) if (!moved.has(child)) this.#place(child);
        }
    }

    #place(record) {
        const [x, y, w, h] = record.rect;
        const [px, py] = record.parent.rect;
        const { font_px, line_px, inset } = record.node;
        // Text without a size of its own has that of what it stands in.
        const lengths = [x - px, y - py, w, h, font_px || null, line_px || null, inset || null];
        LAID_OUT.forEach((property, at) => {
            const length = this.drawn && lengths[at] !== null ? short(lengths[at]) : "";
            if (length === (record.placed[at] ?? "")) return;
            record.placed[at] = length;
            record.element.style[property] = length;
        });
    }
}

const WRITERS = {
    href: (element, href) => write_link(element, href),
    group: (element, group) => attribute(element, "name", group ? "g-" + group : ""),
    input_mode: (element, mode) => attribute(element, "inputmode", mode),
    autocomplete: (element, kind) => attribute(element, "autocomplete", kind),
    max_length: (element, most) => attribute(element, "maxlength", most > 0 ? String(most) : ""),
    checked: check,
    pressed: (element, pressed) => tri(element, "aria-pressed", pressed),
    expanded: (element, open) => (element.tagName === "DETAILS"
        ? (element.open = open === 1) : tri(element, "aria-expanded", open)),
    current: (element, current) => attribute(element, "aria-current", current ? "page" : ""),
    disabled: (element, disabled) => (element.disabled = disabled),
    // Allowed on these only: a fieldset or a radio button says it in words (described_by).
    invalid: (element, invalid, node) => attribute(element, "aria-invalid",
        invalid && ["text_field", "text_area", "select", "checkbox"].includes(node.role) ? "true" : ""),
    required: (element, required) => (element.required = required),
};

// A screen reader whose place is gone looks for another one by itself, and Orca then says nothing of
// the heading that focus moves to. So what had focus stays, unseen, until the new place is told.
function leave(element, focused) {
    for (let at = focused; at !== element; at = at.parentElement) {
        for (const other of [...at.parentElement.childNodes]) if (other !== at) other.remove();
    }
    for (const one of [element, ...element.querySelectorAll("*")]) {
        for (const name of ["id", "aria-labelledby", "aria-describedby"]) one.removeAttribute(name);
    }
    focused.tabIndex = -1;
    element.className = "leaving";
    element.removeAttribute("style");
    setTimeout(() => {
        // A caret left in it would fall on whatever stands next to it, and the reader with it.
        const caret = getSelection();
        if (element.contains(caret.anchorNode)) caret.collapse(document.activeElement, 0);
        element.remove();
    }, LEAVING_MS);
}

// A place for the reader to stand in, and nothing of what stood there.
function empty(element) {
    element.replaceChildren();
    if ("value" in element) element.value = "";
    for (const { name } of [...element.attributes])
        if (name !== "tabindex" && name !== "class") element.removeAttribute(name);
}

function attribute(element, name, value) {
    if (!value) element.removeAttribute(name);
    else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function check(element, checked) {
    if (element.checked !== (checked === 1)) element.checked = checked === 1;
}

function tri(element, name, value) {
    attribute(element, name, value === 1 ? "true" : value === 0 ? "false" : "");
}

// A pack is somebody else's data: an address in it may only lead somewhere, never run something.
function write_link(element, href) {
    const address = new URL(href || "", document.baseURI);
    const safe = ["http:", "https:", "mailto:", "tel:"].includes(address.protocol);
    element.setAttribute("href", safe ? href : "");
    if (safe && address.origin !== location.origin) element.rel = "noreferrer";
}

function set_options(element, options) {
    const chosen = element.value;
    element.replaceChildren(...(options ?? []).map(({ value, text, lang }) => {
        const option = document.createElement("option");
        option.value = value;
        option.textContent = text;
        if (lang) option.lang = lang;
        return option;
    }));
    element.value = chosen;
}

function short(number) {
    return `${Math.round(number * 100) / 100}px`;
}
