// Which native element each role of web/ui/semantic_tree.h is. ARIA only where HTML has nothing, or
// where the picture's absolute positions would make a browser forget what the element is: Safari
// drops lists without bullets and tables whose display is not "table" from its accessibility tree.

/**
 * tag:  the element; a heading's is chosen by its level
 * text: where Node::name goes - "content", "label" (aria-label) or "none" (a child names it)
 */
export const ROLES = {
    banner: { tag: "header", text: "none" },
    navigation: { tag: "nav", text: "label" },
    main: { tag: "main", text: "none", focusable: true },
    content_info: { tag: "footer", text: "none" },
    section: { tag: "section", text: "label" },
    group: { tag: "div", text: "label", named_role: "group" },
    heading: { tag: "h2", text: "content", focusable: true },
    paragraph: { tag: "p", text: "content" },
    label: { tag: "label", text: "content" },
    list: { tag: "ul", text: "label", aria: "list" },
    ordered_list: { tag: "ol", text: "label", aria: "list" },
    list_item: { tag: "li", text: "content", aria: "listitem" },
    facts: { tag: "dl", text: "none" },
    fact: { tag: "div", text: "none" },
    fact_name: { tag: "dt", text: "content" },
    fact_value: { tag: "dd", text: "content" },
    link: { tag: "a", text: "content", press: "link" },
    button: { tag: "button", text: "content", type: "button", press: "press" },
    checkbox: { tag: "input", text: "control", type: "checkbox", press: "toggle" },
    fieldset: { tag: "fieldset", text: "none" },
    legend: { tag: "legend", text: "content" },
    radio: { tag: "input", text: "control", type: "radio", press: "toggle" },
    text_field: { tag: "input", text: "control", type: "text" },
    text_area: { tag: "textarea", text: "control" },
    select: { tag: "select", text: "control" },
    table: { tag: "table", text: "none", aria: "table" },
    caption: { tag: "caption", text: "content" },
    table_head: { tag: "thead", text: "none", aria: "rowgroup" },
    table_body: { tag: "tbody", text: "none", aria: "rowgroup" },
    row: { tag: "tr", text: "none", aria: "row" },
    column_header: { tag: "th", text: "content", aria: "columnheader", scope: "col" },
    row_header: { tag: "th", text: "content", aria: "rowheader", scope: "row" },
    cell: { tag: "td", text: "content", aria: "cell" },
    details: { tag: "details", text: "none" },
    summary: { tag: "summary", text: "content", press: "toggle_details" },
    picture: { tag: "div", text: "label", aria: "img" },
    error_summary: { tag: "div", text: "label", named_role: "group", focusable: true },
};

export function role_of(name) {
    const role = ROLES[name];
    if (!role) throw new Error(`no element for the role "${name}"`);
    return role;
}
