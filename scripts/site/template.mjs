// The small part of Mustache that index.html needs: {{value}} (escaped), {{{value}}}, and
// {{#name}}...{{/name}} for a list, an object or a truth. Names are looked up from the inside out.

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "{": "&#123;" };

export function escape_html(text) {
    return String(text).replace(/[&<>"'{]/g, (sign) => ENTITIES[sign]);
}

function look_up(scopes, path) {
    const [first, ...rest] = path.split(".");
    const scope = scopes.findLast((one) => one !== null && typeof one === "object" && first in one);
    return rest.reduce((value, name) => value?.[name], scope?.[first]);
}

export function render(template, ...scopes) {
    const sections = /\{\{#([\w.]+)\}\}([\s\S]*?)\{\{\/\1\}\}\n?/g;
    return template
        .replace(sections, (_, name, inner) => {
            const value = look_up(scopes, name);
            if (!value) return "";
            const items = Array.isArray(value) ? value : [value];
            return items.map((item) => render(inner, ...scopes, item)).join("");
        })
        .replace(/\{\{\{([\w.]+)\}\}\}/g, (_, name) => String(look_up(scopes, name) ?? ""))
        .replace(/\{\{([\w.]+)\}\}/g, (_, name) => escape_html(look_up(scopes, name) ?? ""));
}
