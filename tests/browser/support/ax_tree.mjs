// Chromium's accessibility tree as assistive technology gets it: nodes it ignores are left out.

/** @returns {Promise<{role, name, states: object, text: string, children: object[]}>} the document */
export async function ax_tree(page) {
    const session = await page.context().newCDPSession(page);
    await session.send("Accessibility.enable");
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    await session.detach();
    const by_id = new Map(nodes.map((node) => [node.nodeId, node]));
    // What is ignored lends its place to what is below it. Text boxes are lines of one text, and the
    // dots and numbers of a list are the browser's own.
    const built = (id) => {
        const node = by_id.get(id);
        if (!node) return [];
        const role = String(node.role?.value ?? "");
        if (role === "InlineTextBox" || role === "ListMarker") return [];
        const children = (node.childIds ?? []).flatMap(built);
        if (node.ignored || role === "none" || (role === "generic" && !node.name?.value)) return children;
        return [{
            role, name: clean(node.name?.value ?? ""), value: clean(node.value?.value ?? ""),
            description: clean(node.description?.value ?? ""),
            states: Object.fromEntries((node.properties ?? [])
                .filter(({ name }) => STATES.includes(name))
                .map(({ name, value }) => [name, value.value])),
            dom: node.backendDOMNodeId, children,
        }];
    };
    const root = nodes.find(({ parentId }) => !parentId);
    return built(root.nodeId)[0];
}

const STATES = ["level", "checked", "pressed", "expanded", "disabled", "invalid", "required", "focused",
    "autocomplete", "roledescription"];

const clean = (text) => String(text).replaceAll("\u00ad", "").replace(/\s+/g, " ").trim();

/** Every node below, in reading order, with those above it: {node, path}. */
export function* each(node, path = []) {
    yield { node, path };
    for (const child of node.children) yield* each(child, [...path, node]);
}

/** The tree as indented text, for golden files. Focus and the languages there are may change. */
export function as_text(node, depth = 0) {
    const states = Object.entries(node.states)
        .filter(([name, value]) => name !== "focused" && value !== false && value !== "false")
        .map(([name, value]) => (value === true || value === "true" ? name : `${name}=${value}`));
    // A text whose element carries the same name says nothing more.
    const repeated = node.children.length === 1 && node.children[0].role === "StaticText"
        && node.children[0].name === node.name;
    const own = repeated || node.role === "combobox" ? [] : node.children;
    const line = [
        "  ".repeat(depth) + node.role, node.name && `"${node.name}"`,
        node.value && `= "${node.value}"`, node.description && `(${node.description})`, ...states,
    ].filter(Boolean).join(" ");
    return [line, ...own.map((child) => as_text(child, depth + 1))].join("\n");
}

/**
 * What is read aloud, in order: every text and every name that no text inside it says already. Pictures
 * are left out: their words stand beside them, and Enkel vy shows only those.
 */
export function spoken(root) {
    return [...each(root)]
        .filter(({ node }) => node.role !== "image")
        .filter(({ node }) => node.role === "StaticText" || (node.name && !says(node, node.name)))
        .map(({ node }) => node.name);
}

function says(node, name) {
    return [...each(node)].slice(1).filter(({ node: below }) => below.role === "StaticText")
        .map(({ node: below }) => below.name).join(" ").includes(name);
}

const CONTROLS = ["button", "link", "textbox", "combobox", "checkbox", "radio", "DisclosureTriangle"];

/** The controls whose name does not begin with what is seen on them, one sentence each. */
export async function names_unlike_what_is_seen(page, root) {
    const controls = [...each(root)].map(({ node }) => node).filter(({ role }) => CONTROLS.includes(role));
    const seen = await visible_texts(page, controls);
    return controls.map(({ role, name }, at) => ({ role, name, text: seen[at] }))
        .filter(({ name, text }) => !text || !name.startsWith(text))
        .map(({ role, name, text }) => `${role} "${name}" is seen as "${text}"`);
}

/** What a person sees as each control's name: its text, or its label's, without what is only read. */
async function visible_texts(page, nodes) {
    const session = await page.context().newCDPSession(page);
    const texts = await Promise.all(nodes.map(async ({ dom }) => {
        const { object } = await session.send("DOM.resolveNode", { backendNodeId: dom });
        const { result } = await session.send("Runtime.callFunctionOn", {
            objectId: object.objectId, returnByValue: true,
            functionDeclaration: `function () {
                const named = this.labels?.[0] ?? this;
                return [...named.childNodes].filter((one) => !one.classList?.contains("aside"))
                    .map((one) => one.textContent).join("");
            }`,
        });
        return clean(result.value);
    }));
    await session.detach();
    return texts;
}
