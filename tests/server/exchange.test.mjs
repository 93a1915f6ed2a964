// hemval import and export as programs: what they write keeps to the schemas, ours and HSDS's, and the
// examples of docs/import.md are true.
//   node --test tests/server/exchange.test.mjs
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import Ajv2020 from "ajv/dist/2020.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const program = process.env.HEMVAL_PROGRAM ?? path.join(root, "build/native/hemval");
const packs = ["botkyrka", "huddinge", "strangnas"];
let work;
const inside = (...names) => path.join(work, ...names);
const providers = (id) => fs.readFileSync(inside("packs", id, "providers.json"), "utf8");

const ajv = new Ajv2020({ strict: true, strictRequired: false });
for (const name of ["common", "providers"]) {
    const file = path.join(root, `assets/schemas/${name}.schema.json`);
    ajv.addSchema(JSON.parse(fs.readFileSync(file, "utf8")), `${name}.schema.json`);
}

function run(...given) {
    return spawnSync(program, [...given, "--municipalities", inside("packs")], { encoding: "utf8" });
}

before(() => {
    work = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-exchange-"));
    fs.cpSync(path.join(root, "assets/municipalities"), inside("packs"), { recursive: true });
});
after(() => fs.rmSync(work, { recursive: true }));

test("the example of the documentation is imported, after a dry run that writes nothing", () => {
    const example = (name) => path.join(root, "docs/examples", name);
    const given = ["import", "survey", example("survey.csv"), "--municipality", "strangnas", "--mapping",
        example("survey.mapping.json")];
    const before_it = providers("strangnas");
    const dry = run(...given, "--dry-run");
    assert.equal(dry.status, 0, dry.stderr);
    assert.match(dry.stdout, /All is well: 2 read, 2 providers would be new or changed\. Nothing was written\.\n$/);
    assert.equal(providers("strangnas"), before_it);

    const real = run(...given);
    assert.equal(real.status, 0, real.stderr);
    const json = JSON.parse(providers("strangnas"));
    assert.ok(ajv.validate("providers.schema.json", json), ajv.errorsText());
    const figures = Object.fromEntries(json.providers.map(({ id, survey }) => [id, survey.figures]));
    assert.deepEqual(figures.solglantan, [{ id: "overall", percent: 86, answers: 44 },
        { id: "treatment", percent: 91 }]);
    assert.deepEqual(figures.tusenskonan, [{ id: "overall", too_few: true }, { id: "treatment", too_few: true }]);
    const lines = (text) => new Set(text.split("\n"));
    const kept = [...lines(before_it)].filter((line) => lines(providers("strangnas")).has(line));
    assert.ok(kept.length > lines(before_it).size * 0.95, "a diff shows what changed and no more");
    assert.equal(run(...given).stdout.trim().split("\n").at(-1),
        "2 read, 0 providers new or changed: nothing to write.");
});

test("what is wrong is told on standard error, with its row, and the answer is not 0", () => {
    fs.writeFileSync(inside("bad.csv"), "id;kind;areas\nsolglantan;privat;strangnas malmö\n");
    const { status, stdout, stderr } = run("import", "csv", inside("bad.csv"), "--municipality", "strangnas");
    assert.equal(status, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /^bad\.csv, row 2, column "kind": must be one of municipal, private, non_profit .*\.$/m);
    assert.match(stderr, /^bad\.csv, row 2, column "areas": has "malmö" in it, which is not one of the pack's: /m);
    assert.match(stderr, /^2 things to mend\. Nothing was imported\.$/m);
});

test("a file that cannot be written leaves the pack whole", () => {
    fs.writeFileSync(inside("good.csv"), "id;founded\nsolglantan;2001\n");
    fs.mkdirSync(inside("packs/strangnas/providers.json.new"));  // in the way, for root too
    const before_it = providers("strangnas");
    const { status, stderr } = run("import", "csv", inside("good.csv"), "--municipality", "strangnas");
    fs.rmdirSync(inside("packs/strangnas/providers.json.new"));
    assert.equal(status, 1);
    assert.match(stderr, /could not be written/);
    assert.equal(providers("strangnas"), before_it);
});

test("what is exported has what HSDS 3 requires, each id once, and comes in again as it was", () => {
    // The required names of the published schemas of HSDS 3.
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    const need = (object, ...names) => names.forEach((name) => {
        assert.ok(typeof object[name] === "string" && object[name] !== "", `${name}: ${JSON.stringify(object)}`);
    });
    for (const pack of packs) {
        const before_it = providers(pack);
        const out = inside(`${pack}.json`);
        assert.equal(run("export", "hsds", "--municipality", pack, "--out", out).status, 0);
        const services = JSON.parse(fs.readFileSync(out, "utf8"));
        const of_services = new Set();
        for (const service of services) {
            need(service, "id", "organization_id", "name", "status");
            assert.ok(["active", "inactive", "defunct", "temporarily closed"].includes(service.status));
            assert.ok(!of_services.has(service.id));
            of_services.add(service.id);
            assert.ok(service.service_areas.length > 0);
            for (const area of service.service_areas) need(area, "id", "name");
            for (const language of service.languages) need(language, "id", "code");
            const { organization } = service;
            assert.equal(organization.id, service.organization_id);
            need(organization, "id", "name", "description");
            for (const phone of organization.phones) need(phone, "id", "number");
            for (const contact of organization.contacts) need(contact, "id", "name", "title");
            for (const location of organization.locations ?? []) need(location, "id", "location_type", "name");
            for (const one of organization.organization_identifiers) need(one, "id", "identifier_type", "identifier");
            for (const { id } of [service, organization, ...service.service_areas, ...service.languages,
                ...organization.phones, ...organization.contacts]) assert.match(id, uuid);
        }
        assert.equal(services.length, JSON.parse(before_it).providers.flatMap((one) => one.services).length);
        assert.equal(run("import", "hsds", out, "--municipality", pack).status, 0);
        assert.equal(providers(pack), before_it);
    }
});

test("the CSV goes to standard output, with the mark that a spreadsheet knows UTF-8 by", () => {
    for (const pack of packs) {
        const { status, stdout } = run("export", "csv", "--municipality", pack);
        assert.equal(status, 0);
        assert.ok(stdout.startsWith("\uFEFFid;name;kind;about.sv;"));
        assert.ok(stdout.includes("\r\n"));
        assert.doesNotMatch(stdout, /(^|;)[=+@-]/m, "nothing that a spreadsheet would run");
        fs.writeFileSync(inside("again.csv"), stdout);
        const before_it = providers(pack);
        const again = run("import", "csv", inside("again.csv"), "--municipality", pack);
        assert.equal(again.status, 0, again.stderr);
        assert.equal(providers(pack), before_it);
    }
});
