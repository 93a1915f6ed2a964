// What does not fit, and what is too small to press.

/** What sticks out of the window at either side, in the picture and in Enkel vy: one class apart. */
export const outside = (page) => page.evaluate(() => {
    const { body } = document;
    const shown = body.className;
    const faults = [];
    for (const view of ["picture", "plain"]) {
        body.className = view;
        const { clientWidth, scrollWidth } = document.documentElement;
        if (scrollWidth > clientWidth) faults.push(`${view}: ${scrollWidth} px wide`);
        for (const element of document.querySelectorAll("#mirror .n[id]")) {
            const { left, right, width } = element.getBoundingClientRect();
            if (width > 1 && (left < -0.5 || right > clientWidth + 0.5))
                faults.push(`${view}: ${element.id} from ${left} to ${right}`);
        }
    }
    body.className = shown;
    return faults;
});

/** What is too small to press in Enkel vy, with letters as they are from the start. */
export const small = (page) => page.evaluate(() => {
    const { body } = document, { style } = document.getElementById("mirror");
    const [shown, scale] = [body.className, style.getPropertyValue("--scale")];
    body.className = "plain";
    style.setProperty("--scale", "1");
    const found = [...document.querySelectorAll("#mirror :is(.r-link, .r-button, .r-summary, .r-select, "
        + ".r-text_field, .s-choice > .r-label)")]
        .map((element) => [element.id, element.getBoundingClientRect()])
        .filter(([, { width, height }]) => width > 1 && (width < 48 || height < 48))
        .map(([id, { width, height }]) => `${id}: ${width.toFixed(1)} by ${height.toFixed(1)}`);
    body.className = shown;
    style.setProperty("--scale", scale);
    return found;
});
