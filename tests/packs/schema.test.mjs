// The JSON Schemas: every pack keeps to them, and they refuse what the reader (core/pack.h) refuses
// for its shape. What only the reader can see is listed in agreement.json, which its test reads too.
import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import Ajv2020 from "ajv/dist/2020.js";

const assets = new URL("../../assets/", import.meta.url);
const read = (url) => JSON.parse(fs.readFileSync(url, "utf8"));
const agreement = read(new URL("agreement.json", import.meta.url));
const FILES = ["municipality.json", "providers.json", "questions.json"];

const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: false });
for (const name of ["common", "municipality", "providers", "questions"]) {
    ajv.addSchema(read(new URL(`schemas/${name}.schema.json`, assets)), `${name}.schema.json`);
}
const accepts = (file, json) => ajv.validate(file.replace(".json", ".schema.json"), json);

const packs = fs.readdirSync(new URL("municipalities/", assets));
const pack_file = (pack, file) => read(new URL(`municipalities/${pack}/${file}`, assets));

function without_examples(value) {
    if (Array.isArray(value)) return value.map(without_examples);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== "example")
        .map(([name, member]) => [name, without_examples(member)]));
}

const kind = (value) => value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
const SAMPLES = [null, true, 7, "x", [], {}];

// Every place in `json`, as the steps that lead there.
function* places(json, steps = []) {
    yield steps;
    if (json === null || typeof json !== "object") return;
    for (const name of Object.keys(json)) yield* places(json[name], [...steps, name]);
}

// A copy in which `change(parent, name)` has been done at the place.
function changed(json, steps, change) {
    const holder = { root: structuredClone(json) };
    let parent = holder;
    let name = "root";
    for (const step of steps) {
        parent = parent[name];
        name = step;
    }
    change(parent, name);
    return holder.root;
}

const listed = (patterns, file, steps) => patterns.some((pattern) => {
    const wanted = pattern.split("/");
    const path = [file, ...steps];
    return wanted.length === path.length && wanted.every((step, i) => step === "*" || step === path[i]);
});

function each_place(check) {
    for (const pack of packs) {
        for (const file of FILES) {
            const json = without_examples(pack_file(pack, file));
            for (const steps of places(json)) check(file, json, steps, `${pack}/${file}/${steps.join("/")}`);
        }
    }
}
const at = (json, steps) => steps.reduce((value, step) => value[step], json);

test("there are packs, and all of them keep to the schemas", () => {
    assert.ok(packs.length >= 3);
    for (const pack of packs) {
        for (const file of FILES) {
            assert.ok(accepts(file, pack_file(pack, file)), `${pack}/${file}: ${ajv.errorsText()}`);
        }
    }
});

test("a survey's figure is a count, a share with or without its number of answers, or too few answers", () => {
    const json = pack_file("strangnas", "providers.json");
    for (const figure of [{ positive: 38, answers: 44 }, { percent: 86 }, { percent: 86, answers: 44 },
        { too_few: true }]) {
        json.providers[0].survey.figures[0] = { id: "overall", ...figure };
        assert.ok(accepts("providers.json", json), ajv.errorsText());
    }
});

test("every file leads an editor to its schema", () => {
    for (const pack of packs) {
        for (const file of FILES) {
            const base = new URL(`municipalities/${pack}/`, assets);
            const schema = new URL(pack_file(pack, file).$schema, base);
            assert.ok(fs.existsSync(schema), `${pack}/${file}: ${schema}`);
            assert.equal(read(schema).title.split(":")[0], file);
        }
    }
});

test("a value of another type is refused at every place", () => {
    each_place((file, json, steps, where) => {
        for (const sample of SAMPLES) {
            if (kind(sample) === kind(at(json, steps))) continue;
            const broken = changed(json, steps, (parent, name) => { parent[name] = sample; });
            assert.ok(!accepts(file, broken), `${where}: ${JSON.stringify(sample)}`);
        }
    });
});

test("a name left out is refused exactly where the agreement says", () => {
    each_place((file, json, steps, where) => {
        if (steps.length === 0 || Array.isArray(at(json, steps.slice(0, -1)))) return;
        const translation = steps.at(-1) === "en";
        const free = translation || listed(agreement.may_be_left_out, file, steps)
            || listed(agreement.noticed_by_the_reader_alone, file, steps);
        const broken = changed(json, steps, (parent, name) => { delete parent[name]; });
        assert.equal(accepts(file, broken), free, where);
    });
});

test("the seven practices that the rotation is tested with are each a rule of a pack", () => {
    const practices = Object.values(read(new URL("../core/practices.json", import.meta.url)));
    assert.equal(practices.length, 7);
    const municipality = pack_file("strangnas", "municipality.json");
    for (const rotation of practices) {
        assert.ok(accepts("municipality.json", { ...municipality, rotation }), ajv.errorsText());
    }
});

test("a misspelt name is refused at every place", () => {
    each_place((file, json, steps, where) => {
        if (steps.length === 0 || Array.isArray(at(json, steps.slice(0, -1)))) return;
        const broken = changed(json, steps, (parent, name) => {
            parent[`${name}_x`] = parent[name];
            delete parent[name];
        });
        assert.ok(!accepts(file, broken), where);
    });
});

for (const { what, pack, file, at: pointer, value, only_the_reader = false } of agreement.broken) {
    test(`${only_the_reader ? "the reader alone refuses" : "refused"}: ${what}`, () => {
        const steps = pointer.split("/").slice(1);
        const broken = changed(pack_file(pack, file), steps, (parent, name) => { parent[name] = value; });
        assert.equal(accepts(file, broken), only_the_reader, ajv.errorsText());
    });
}
