// The floor: the page React would draw stands in the HTML, and as much script as it takes to use it.
import { fee } from "./facts.js";

const by_id = (id) => document.getElementById(id);
addEventListener("input", () => {
    const given = Object.fromEntries(["hours", "income", "housing"].map((id) => [id, Number(by_id(id).value) || 0]));
    by_id("sum").textContent = fee(given).toLocaleString("sv-SE") + " kr";
});
addEventListener("click", ({ target }) => {
    if (!target.matches("article button")) return;
    for (const one of document.querySelectorAll("article button")) {
        one.setAttribute("aria-pressed", String(one === target));
    }
});
addEventListener("submit", (event) => event.preventDefault());
performance.mark("app-interactive");
