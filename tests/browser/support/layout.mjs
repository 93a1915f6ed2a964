// What does not fit, and what is too small to press.

/**
 * In the page: what `look` tells of the picture, if that is shown, and of the same elements flowing as in Enkel vy:
 * without their places, as Mirror.lay_out() has them. At once, so that no frame comes between.
 */
function each_view(look) {
    const { body } = document, shown = body.className, seen = {};
    if (shown === "picture") seen.picture = look("picture");
    const places = [...document.querySelectorAll("#mirror, #mirror .n")].map((one) => [one, one.style.cssText]);
    body.className = "plain";
    for (const [one] of places) one.style.cssText = "";
    seen.plain = look("plain");
    body.className = shown;
    for (const [one, text] of places) one.style.cssText = text;
    return seen;
}

/** @returns {Promise<{picture, plain}>} what `look(view)`, which runs in the page, answers in each */
export const in_each_view = (page, look) => page.evaluate(`(${each_view})(${look})`);

/** What sticks out of the window at either side, in the picture and in Enkel vy. */
export const outside = async (page) => Object.values(await in_each_view(page, (view) => {
    const faults = [];
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth > clientWidth) faults.push(`${view}: ${scrollWidth} px wide`);
    for (const element of document.querySelectorAll("#mirror .n[id]")) {
        const { left, right, width } = element.getBoundingClientRect();
        if (width > 1 && (left < -0.5 || right > clientWidth + 0.5))
            faults.push(`${view}: ${element.id} from ${left} to ${right}`);
    }
    return faults;
})).flat();

/** What is too small to press in Enkel vy, with letters as they are from the start. */
export const small = async (page) => (await in_each_view(page, (view) => {
    if (view !== "plain") return [];
    const { style } = document.getElementById("mirror");
    style.setProperty("--scale", "1");
    return [...document.querySelectorAll("#mirror :is(.r-link, .r-button, .r-summary, .r-select, "
        + ".r-text_field, .s-choice > .r-label)")]
        .map((element) => [element.id, element.getBoundingClientRect()])
        .filter(([, { width, height }]) => width > 1 && (width < 48 || height < 48))
        .map(([id, { width, height }]) => `${id}: ${width.toFixed(1)} by ${height.toFixed(1)}`);
})).plain;
