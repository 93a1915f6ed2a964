// Every word a person reads in Swedish and Finnish is in the language's own dictionary, or in a short
// list of the project's: names and terms, tests/language/words.<language>.txt.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const top = fileURLToPath(new URL("../../", import.meta.url));
const WORD = /\p{L}+(?:[-’']\p{L}+)*/gu;
const NOT_WORDS = ["format.direction"];

// python3-libvoikko brings no program of its own.
const VOIKKO = `
import sys, libvoikko
voikko = libvoikko.Voikko("fi")
for word in sys.stdin.read().split("\\n"):
    if word and not voikko.spell(word):
        print(word)
`;

const checkers = {
    sv: ["hunspell", ["-d", "sv_SE", "-i", "utf-8", "-l"]],
    fi: ["/usr/bin/python3", ["-c", VOIKKO]],
};

function unknown(language, words) {
    const [program, options] = checkers[language];
    const { status, stdout, stderr } = spawnSync(program, options,
        { input: words.join("\n") + "\n", encoding: "utf8", env: { ...process.env, PYTHONUTF8: "1" } });
    assert.equal(status, 0, `${program} is part of ./test (scripts/packages.txt): ${stderr}`);
    return stdout.split("\n").filter(Boolean);
}

const words_in = (texts) => [...new Set(
    texts.flatMap((text) => text.replace(/\{\w+\}/g, " ").match(WORD) ?? []))].sort();

const own = (language) => fs.readFileSync(
    path.join(top, `tests/language/words.${language}.txt`), "utf8").trim().split("\n");

const read = (file) => JSON.parse(fs.readFileSync(path.join(top, file), "utf8"));

function locale_texts(tag) {
    return ["", "staff/", "demonstration/"]
        .flatMap((folder) => Object.entries(read(`assets/locales/${folder}${tag}.json`)))
        .filter(([key]) => !NOT_WORDS.includes(key) && key !== "language.name")
        .map(([, text]) => text);
}

/** What the accessibility page says is lacking. */
const shortfalls = (tags) => read("assets/accessibility.json").criteria
    .flatMap(({ shortfall = {} }) => tags.map((tag) => shortfall[tag]).filter(Boolean));

/** All texts of the packs in these languages; a minority language's notice has its tag beside it. */
function pack_texts(tags) {
    const found = [];
    const walk = (value) => {
        if (value === null || typeof value !== "object") return;
        if (tags.includes(value.language) && value.notice) found.push(value.notice);
        for (const [key, inner] of Object.entries(value)) {
            if (tags.includes(key) && typeof inner === "string") found.push(inner);
            else walk(inner);
        }
    };
    const folder = path.join(top, "assets/municipalities");
    for (const file of fs.readdirSync(folder, { recursive: true })) {
        if (file.endsWith(".json")) walk(read(path.join("assets/municipalities", file)));
    }
    return found;
}

const used = {
    sv: [...locale_texts("sv"), ...locale_texts("sv-simple"), ...pack_texts(["sv", "sv-simple"]),
        ...shortfalls(["sv", "sv-simple"])],
    fi: [...locale_texts("fi"), ...pack_texts(["fi"]), ...shortfalls(["fi"])],
};

for (const [language, texts] of Object.entries(used)) {
    test(`every word in ${language} is spelt as its dictionary has it, or is a term of the project`, () => {
        const known = new Set(own(language));
        assert.deepEqual(unknown(language, words_in(texts)).filter((word) => !known.has(word)), []);
    });

    test(`the list of terms in ${language} is sorted and holds only words that are used and unknown`, () => {
        const list = own(language);
        assert.deepEqual(list, [...new Set(list)].sort());
        assert.deepEqual(unknown(language, words_in(texts)).sort(), list);
    });
}

test("a word spelt wrongly is found", () => {
    assert.deepEqual(unknown("sv", ["hemtjänst", "hemjtänst", "utföraer"]), ["hemjtänst", "utföraer"]);
    assert.deepEqual(unknown("fi", ["kotihoito", "kotihiito"]), ["kotihiito"]);
    assert.match(shortfalls(["sv"]).join(" "), /siffror/);
    assert.ok(words_in(["Välj {name}"]).includes("Välj") && !words_in(["Välj {name}"]).includes("name"));
});
