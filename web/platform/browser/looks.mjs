// How an element of the mirror is named and styled: the static first content, built beforehand, has
// the same ids and classes.

/** The id of a node's element, also used by described_by, labelled_by and label_for. */
export function id_of(key) {
    return "n-" + key;
}

export function class_of(node) {
    const looks = (node.style ?? "").split(" ").filter(Boolean).map((look) => "s-" + look);
    return ["n", "r-" + node.role, ...looks, ...(node.bold ? ["bold"] : [])].join(" ");
}
