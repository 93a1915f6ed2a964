// In the page's head, before anything is seen: what the reader has chosen before, whether the page
// asked for is another than the one that stands here, and what to do when the program does not come.
// Old browsers stop at BigInt and get the page as it was built.
if (typeof BigInt === "function") {
    const html = document.documentElement;
    html.classList.add("js");
    let visit = {};
    try {
        visit = JSON.parse(sessionStorage.getItem("hemval.visit")) ?? {};
    } catch { /* forbidden or unreadable: a fresh visit */ }

    const built = html.dataset.languages.split(" ");
    const base = (tag) => tag.toLowerCase().split("-")[0];
    const language = built.includes(visit.language) ? visit.language
        : navigator.languages.map(base).find((tag) => built.includes(tag)) ?? html.lang;

    if (visit.text_step > 0) html.style.setProperty("--scale", 1 + visit.text_step / 4);
    if (visit.plain || matchMedia("(forced-colors: active)").matches) html.classList.add("simple");
    if (language !== html.lang || /^#\/./.test(location.hash)) html.classList.add("elsewhere");

    const failed = () => {
        html.classList.remove("elsewhere");
        html.classList.add("failed");
        document.getElementById("failed-" + language).hidden = false;
    };
    addEventListener("hemval-failed", failed);
    addEventListener("error", ({ target }) => target.type === "module" && failed(), true);
}
