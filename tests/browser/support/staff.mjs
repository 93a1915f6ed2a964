// The staff's desk in the browser's tests: the answers that tests/web/http_staff_desk_test.cpp has from
// the desk itself, given back whoever asks for them in that role.
import fs from "node:fs";

const ANSWERS = JSON.parse(fs.readFileSync(new URL("./staff_answers.json", import.meta.url), "utf8"));

/** Answers the page's requests as somebody in `role`, or as nobody: {role} may be changed meanwhile. */
export async function give_desk(page, desk) {
    await page.route("**/api/**", async (route) => {
        const { pathname, search } = new URL(route.request().url());
        const path = pathname.slice(pathname.indexOf("/api/") + 1) + search;
        const found = desk.role ? ANSWERS[desk.role][path] : undefined;
        if (found) return route.fulfill({ json: found });
        const problem = desk.role ? "unknown_page" : "not_signed_in";
        return route.fulfill({ status: desk.role ? 404 : 401, json: { problem } });
    });
}

const case_of = (number, tail = "") => `#/personal/arende/case${number}${tail}`;

/**
 * Every screen of the workspace: {name, role, hash, shows, go, again}; `shows` is the key of what is there,
 * `again` of the button to press in another language (see JOURNEYS).
 */
export const STAFF_SCREENS = [
    { name: "signed out", hash: "#/personal/val", shows: "sign_in/go" },
    { name: "help", hash: "#/personal/hjalp", shows: "help/rules" },
    { name: "start", role: "care_manager", hash: "#/personal", shows: "ways" },
    { name: "another role", role: "care_manager", hash: "#/personal/liggare", shows: "other_role/start" },
    { name: "queue", role: "care_manager", hash: "#/personal/val", shows: "queue/table" },
    {
        name: "find with an error", role: "care_manager", hash: "#/personal/sok", shows: "find/go",
        has: ".r-error_summary", again: "find/go",
        go: (walk) => walk.press("find/go"),
    },
    { name: "case", role: "care_manager", hash: case_of(1), shows: "work/confirm" },
    { name: "case protected", role: "care_manager", hash: case_of(2), shows: "case/protected" },
    { name: "case in work", role: "care_manager", hash: case_of(3), shows: "work/handover" },
    { name: "case by a representative", role: "care_manager", hash: case_of(4), shows: "case/mandate" },
    {
        name: "visit", role: "care_manager", hash: case_of(3, "/uppfoljning"), shows: "visit/save",
        has: ".r-error_summary", again: "visit/save",
        go: (walk) => walk.press("visit/save"),
    },
    {
        name: "register", role: "care_manager", hash: case_of(5, "/registrera"), shows: "register/next",
        has: ".r-error_summary", again: "register/next",
        async go(walk) {
            await walk.press("register/case5/what/choose");
            await walk.press("register/next");
        },
    },
    { name: "providers", role: "coordinator", hash: "#/personal/utforare", shows: "providers/table" },
    { name: "provider", role: "coordinator", hash: "#/personal/utforare/solglantan", shows: "row/propose" },
    {
        name: "text", role: "coordinator", hash: "#/personal/utforare/solglantan/text", shows: "text/publish",
        has: ".r-error_summary", again: "text/publish",
        async go(walk) {
            await walk.type("text/solglantan/sv", "Vi är bäst i hela kommunen.");
            await walk.press("text/publish");
        },
    },
    { name: "changes", role: "coordinator", hash: "#/personal/andringar", shows: "change/1" },
    { name: "rings", role: "coordinator", hash: "#/personal/turordning", shows: "ring/all" },
    { name: "fairness", role: "coordinator", hash: "#/personal/fordelning", shows: "fairness/table" },
    {
        name: "exposure", role: "coordinator", hash: "#/personal/visningsordning", shows: "exposure/go",
        again: "exposure/go",
        go: (walk) => walk.press("exposure/go"),
    },
    { name: "followed", role: "coordinator", hash: "#/personal/uppfoljningar", shows: "staff.order" },
    { name: "areas", role: "coordinator", hash: "#/personal/omraden", shows: "areas/table" },
    { name: "share", role: "coordinator", hash: "#/personal/andel", shows: "share/table" },
    { name: "rule", role: "coordinator", hash: "#/personal/regel", shows: "rule/caution" },
    { name: "leavings", role: "coordinator", hash: "#/personal/avvecklingar", shows: "leavings/table" },
    {
        name: "leaving proposed", role: "coordinator", hash: "#/personal/avvecklingar/silverlarkan-2026",
        shows: "outlook/providers",
    },
    {
        name: "leaving running", role: "coordinator", hash: "#/personal/avvecklingar/solglantan-2026",
        shows: "leaving/progress",
    },
    {
        name: "leaving's days", role: "coordinator",
        hash: "#/personal/avvecklingar/silverlarkan-2026/dagar/besluta", shows: "days/next",
        again: "days/next",
        go: (walk) => walk.press("days/next"),
    },
    {
        name: "leaving to annul", role: "coordinator",
        hash: "#/personal/avvecklingar/solglantan-2026/steg/upphav", shows: "step/go",
    },
    {
        name: "leaving to propose", role: "coordinator", hash: "#/personal/utforare/solglantan/upphor",
        shows: "propose/go",
    },
    { name: "ledger", role: "auditor", hash: "#/personal/liggare", shows: "ledger/table" },
    { name: "accesses", role: "auditor", hash: "#/personal/atkomst", shows: "accesses/table" },
];
