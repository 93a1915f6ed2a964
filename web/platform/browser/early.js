// In the page's head, before anything is seen: what the reader has chosen before, whether the page
// asked for is another than the one that stands here, and what to do when the program does not come.
// First of all the code of a letter's QR code, "#/kod/<code>", leaves the address and the history, and so
// does a receipt's, "#/kvitto/<receipt>", which says whom somebody has chosen.
const links = { "#/kod/": "#/val", "#/kvitto/": "#/kontrollera" };
for (const link of Object.keys(links)) {
    if (location.hash.indexOf(link) === 0) {
        window.hemval_link = location.hash;
        history.replaceState(null, "", links[link]);
    }
}
// Old browsers stop at BigInt and get the page as it was built.
if (typeof BigInt === "function") {
    const html = document.documentElement;
    html.classList.add("js", "arriving");
    // What was left out of the first picture has its place from the next on, however late the program comes.
    requestAnimationFrame(() => requestAnimationFrame(() => html.classList.remove("arriving")));
    let flow;
    const add_flow = () => {
        if (flow) return;
        flow = document.createElement("link");
        flow.rel = "stylesheet";
        flow.href = html.dataset.flow;
        flow.setAttribute("blocking", "render");
        document.head.append(flow);
    };
    let reading = {};  // as web/app/reading.cpp writes it
    try {
        reading = JSON.parse(localStorage.getItem("hemval.reading")) ?? {};
    } catch { /* forbidden or unreadable: nothing chosen */ }

    // The language chosen before, else the reader's first that the site has; boot.mjs goes by it too.
    // English is what devices come with, whoever reads; any other language somebody has asked for.
    const built = html.dataset.languages.split(" ");
    const base = (tag) => tag.toLowerCase().split("-")[0];
    const asked = navigator.languages.filter((tag) => base(tag) !== "en");
    const language = [reading.language, ...asked, ...asked.map(base)]
        .find((tag) => built.includes(tag)) ?? html.lang;
    html.dataset.language = language;

    if (reading.text_step > 0) html.style.setProperty("--scale", 1 + reading.text_step / 4);
    if (reading.plain || matchMedia("(forced-colors: active)").matches) {
        html.classList.add("simple");
        add_flow();
    }
    // The list stands in this page too: it alone is shown when it is what the address asks for, or a link here.
    const list = "#/jamfor";
    const at_list = () => html.classList.toggle("at-list", location.hash === list);
    if (language !== html.lang || (/^#\/./.test(location.hash) && !at_list())) html.classList.add("elsewhere");
    // Alone it is the page, and its headings are a level higher than below the start page's.
    const level = () => {
        for (const one of document.querySelectorAll("#static [data-route] :is(h2, h3)")) {
            if (html.classList.contains("at-list")) one.setAttribute("aria-level", one.tagName[1] - 1);
            else one.removeAttribute("aria-level");
        }
    };
    document.addEventListener("readystatechange", level, { once: true });
    addEventListener("hashchange", () => {
        const built = document.getElementById("static");
        if (!built || !/^(#\/(jamfor)?)?$/.test(location.hash)) return;
        const heading = built.querySelector(at_list() ? "[data-route] h2" : "h1");
        level();
        scrollTo(0, 0);
        heading?.focus({ preventScroll: true });  // the link that was pressed is not there any more
    });

    const failed = () => {
        html.classList.remove("elsewhere", "at-list");
        html.classList.add("failed");
        add_flow();  // it may be printed
        level();
        const words = document.getElementById("failed-" + language);
        if (words) words.hidden = false;
        else addEventListener("DOMContentLoaded", failed, { once: true });  // not there yet
    };
    addEventListener("hemval-failed", failed);
    addEventListener("error", ({ target }) => target.type === "module" && failed(), true);
}
