// docs/accessibility.md from assets/accessibility.json, and what is wrong with that file.
//   node scripts/accessibility.mjs           writes the document
//   node scripts/accessibility.mjs --check   says whether it is up to date and every named test exists
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const top = fileURLToPath(new URL("..", import.meta.url));
const LANGUAGES = ["sv", "sv-simple", "en", "fi", "ar"];
const STATUS = { met: "met", partly: "partly", not: "not met", not_applicable: "does not apply" };
const PRINCIPLES = { 1: "Perceivable", 2: "Operable", 3: "Understandable", 4: "Robust" };

export function read_criteria() {
    return JSON.parse(fs.readFileSync(path.join(top, "assets/accessibility.json"), "utf8"));
}

/** Sentences on what the rows claim without ground; none when all is well. */
export function faults({ criteria }, source_of = read_source) {
    const found = [];
    const ids = criteria.map(({ id }) => id);
    for (const id of new Set(ids.filter((one, at) => ids.indexOf(one) !== at))) found.push(`${id} is there twice`);
    for (const { id, status, how, tests, shortfall } of criteria) {
        if (!STATUS[status]) found.push(`${id} has no known status`);
        if (!how) found.push(`${id} does not say how`);
        if (status === "met" && tests.length === 0) found.push(`${id} is said to be met, by no test`);
        const lacks = ["partly", "not"].includes(status);
        if (lacks !== Boolean(shortfall)) found.push(`${id}: a shortfall belongs to what is not met, and only there`);
        for (const language of lacks && shortfall ? LANGUAGES : [])
            if (!shortfall[language]) found.push(`${id} tells its shortfall in no ${language}`);
        for (const { file, title } of tests)
            if (!has_test(source_of(file), title)) found.push(`${id} names a test that is not: ${file}: ${title}`);
    }
    return found;
}

function read_source(file) {
    const place = path.join(top, file);
    return fs.existsSync(place) ? fs.readFileSync(place, "utf8") : "";
}

// By the title as it stands in the source, also one made of a template.
function has_test(source, title) {
    return [`TEST_CASE("${title}"`, `test("${title}"`, `test(\`${title}\``, `journey("${title}"`]
        .some((start) => source.includes(start));
}

function section(title, rows) {
    const cell = (text) => text.replaceAll("|", "\\|");
    return [`### ${title}`, "", "| | criterion | EN 301 549 | | how, and which test shows it |",
        "|---|---|---|---|---|",
        ...rows.map(({ id, name, level, clause, status, how, tests }) => {
            const shown = tests.map(({ file, title }) => `<br>\`${file}\`: ${title}`).join("");
            return `| ${id} | ${name}${level === "EN" ? "" : ` (${level})`} | ${clause ?? "–"} `
                + `| ${STATUS[status]} | ${cell(how + shown)} |`;
        }), ""];
}

export function document({ assessed, criteria }) {
    const count = (status) => criteria.filter((one) => one.status === status).length;
    const of = (keep) => criteria.filter(keep);
    const parts = Object.entries(PRINCIPLES).flatMap(([number, name]) => section(`WCAG 2.2, ${number} ${name}`,
        of(({ id, level }) => level !== "EN" && id.startsWith(`${number}.`))));
    const en = [["5", "generic requirements"], ["11", "software"], ["12", "documentation and support"]]
        .flatMap(([chapter, name]) => section(`EN 301 549 chapter ${chapter}, ${name}`,
            of(({ id, level }) => level === "EN" && id.split(".")[0] === chapter)));
    const summary = Object.keys(STATUS).filter((status) => count(status) > 0)
        .map((status) => `${count(status)} ${STATUS[status]}`).join(", ");
    return [fs.readFileSync(path.join(top, "scripts/accessibility.intro.md"), "utf8").trim(), "",
        "## The table", "",
        `Assessed ${assessed}: ${summary}. Written by \`scripts/accessibility.mjs\` from`,
        "`assets/accessibility.json`, which the statement on the page is made of too.", "",
        ...parts, ...en].join("\n").trim() + "\n";
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const all = read_criteria(), file = path.join(top, "docs/accessibility.md");
    const wrong = faults(all);
    if (!process.argv.includes("--check")) fs.writeFileSync(file, document(all));
    else if (!fs.existsSync(file) || fs.readFileSync(file, "utf8") !== document(all))
        wrong.push("docs/accessibility.md is not what scripts/accessibility.mjs writes");
    for (const one of wrong) console.error(one);
    process.exitCode = wrong.length > 0 ? 1 : 0;
}
