// The build refuses a locale file that does not say the same things as Swedish.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { spawnSync } from "node:child_process";
import { read_locales } from "../../scripts/site/locales.mjs";
import { building, make_source_up } from "../site/made_up.mjs";

const top = fileURLToPath(new URL("../../", import.meta.url));
const locales = path.join(top, "assets/locales");
let work;

before(() => {
    work = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-locales-"));
    make_source_up(work);
    fs.mkdirSync(path.join(work, "assets/municipalities"));
});
after(() => fs.rmSync(work, { recursive: true }));

const swedish = (program = "") => JSON.parse(fs.readFileSync(path.join(locales, program, "sv.json"), "utf8"));

function build(files) {
    const folder = path.join(work, "assets/locales");
    fs.rmSync(folder, { recursive: true, force: true });
    fs.cpSync(locales, folder, { recursive: true });
    for (const [name, words] of Object.entries(files)) {
        fs.writeFileSync(path.join(folder, name),
            typeof words === "string" ? words : JSON.stringify(words));
    }
    return spawnSync(process.execPath, building(work, path.join(work, "site")), { encoding: "utf8" });
}

const names = () => JSON.parse(fs.readFileSync(path.join(work, "site/manifest.json"), "utf8"));

function setup() {
    const html = fs.readFileSync(path.join(work, "site/index.html"), "utf8");
    return JSON.parse(html.match(/<script type="application\/json" id="hemval">(.*?)<\/script>/s)[1]);
}

test("Swedish, easy Swedish, English, Finnish and Arabic are offered, each by its own name", () => {
    assert.deepEqual(read_locales(locales).map(({ tag, name, dir }) => [tag, name, dir]), [
        ["sv", "Svenska", "ltr"], ["sv-simple", "Lättläst svenska", "ltr"],
        ["en", "English", "ltr"], ["fi", "Suomi", "ltr"], ["ar", "العربية", "rtl"],
    ]);
});

test("a locale file of each program's words is all a further language takes", () => {
    const persian = { ...swedish(), "language.name": "فارسی", "format.direction": "rtl" };
    const without = build({ "fa.json": persian });
    assert.match(without.stderr, /locales\/staff\/fa\.json is missing/);
    const both = { "fa.json": persian, "staff/fa.json": swedish("staff") };
    assert.match(build(both).stderr, /locales\/demonstration\/fa\.json is missing/);
    const { status, stderr } = build({ ...both, "demonstration/fa.json": swedish("demonstration") });
    assert.equal(status, 0, stderr);
    const { languages } = setup(), manifest = names();
    assert.deepEqual(languages.at(-1), { tag: "fa", name: "فارسی", dir: "rtl" });
    const { hyphens, ...words } = JSON.parse(fs.readFileSync(
        path.join(work, "site", manifest["locales/fa.json"]), "utf8"));
    assert.deepEqual(words, persian);
    assert.equal(hyphens, "");  // Persian words are not broken
});

const broken = {
    "a missing text": [(fi) => delete fi["steps"],
        /locales\/fi\.json: the text "steps" is missing \(in Swedish: "Steg \{now\} av \{of\}"\)\./],
    "a superfluous text": [(fi) => (fi["steps.old"] = "Vaihe"),
        /locales\/fi\.json: the text "steps\.old" is not in locales\/sv\.json\./],
    "a lost placeholder": [(fi) => (fi["steps"] = "Vaihe {now}"),
        /locales\/fi\.json: the text "steps" has the placeholders \{now\}, the Swedish text has \{now\} \{of\}\./],
    "an invented placeholder": [(fi) => (fi["back"] = "Takaisin {name}"),
        /the text "back" has the placeholders \{name\}, the Swedish text has none\./],
    "an empty text": [(fi) => (fi["back"] = ""), /the text "back" is empty\./],
    "a number": [(fi) => (fi["back"] = 1), /the text "back" must be a text\./],
    "no direction there is": [(fi) => (fi["format.direction"] = "up"),
        /the text "format\.direction" must be ltr or rtl\./],
};

for (const [what, [spoil, sentence]] of Object.entries(broken)) {
    test(`the build refuses ${what} in one sentence that names file and key`, () => {
        const fi = { ...swedish() };
        spoil(fi);
        const { status, stderr } = build({ "fi.json": fi });
        assert.equal(status, 1);
        assert.match(stderr, sentence);
        assert.equal(stderr.trim().split("\n").length, 1, stderr);
    });
}

test("the staff's words are compared too, and stand in the staff's file with the citizens'", () => {
    const { "queue.title": _, ...lacking } = swedish("staff");
    assert.match(build({ "staff/fi.json": lacking }).stderr,
        /locales\/staff\/fi\.json: the text "queue\.title" is missing/);
    const { status, stderr } = build({});
    assert.equal(status, 0, stderr);
    const manifest = names();
    const built = (name) => JSON.parse(fs.readFileSync(path.join(work, "site", manifest[name]), "utf8"));
    const [citizens, staff] = [built("locales/sv.json"), built("locales/staff/sv.json")];
    assert.equal(staff["staff.brand"], swedish("staff")["staff.brand"]);
    assert.equal(staff.skip, citizens.skip);
    assert.notEqual(staff["problem.not_signed_in"], citizens["problem.not_signed_in"]);
    assert.equal(citizens["staff.brand"], undefined);
});

test("the build refuses a locale file that is not JSON, or not an object", () => {
    assert.match(build({ "fi.json": "{" }).stderr, /locales\/fi\.json is not JSON/);
    assert.match(build({ "fi.json": "[]" }).stderr, /locales\/fi\.json must be one object/);
});
