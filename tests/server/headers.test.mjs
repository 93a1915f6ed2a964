// The headers as their public graders see them. csp_evaluator is run. MDN's Observatory is in ./test --long
// (tests/front/several.test.mjs), as it takes its time to install: its rules for A+ are here one by one.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { ROOT, start_service } from "../browser/support/service.mjs";

const require = createRequire(import.meta.url);
const { CspEvaluator } = require("csp_evaluator");
const { CspParser } = require("csp_evaluator/dist/parser.js");
const { Severity } = require("csp_evaluator/dist/finding.js");

let service;
before(async () => { service = await start_service(); });
after(async () => { await service.stop(); });

const found = (policy) => new CspEvaluator(new CspParser(policy).csp).evaluate()
    .filter(({ severity }) => severity <= Severity.HIGH_MAYBE)
    .map(({ directive, value, description }) => `${directive} ${value}: ${description}`);

test("csp_evaluator has nothing of high or medium weight to say of any answer's policy", async () => {
    assert.ok(found("script-src 'unsafe-inline' *").length > 0);  // it is awake
    for (const where of ["", "strangnas/", "sw.js", "nothing", "api/strangnas/case"]) {
        const answer = await fetch(service.url + where);
        assert.deepEqual(found(answer.headers.get("content-security-policy")), [], where);
    }
});

test("what MDN's Observatory gives A+ for is sent: all that is asked, and thirty points beyond", async () => {
    const { headers } = await fetch(`${service.url}strangnas/`);
    const policy = Object.fromEntries(headers.get("content-security-policy").split(";")
        .map((part) => part.trim().split(/\s+(.*)/s).slice(0, 2)));
    assert.equal(policy["default-src"], "'none'");                                                    // +10
    assert.doesNotMatch(policy["script-src"] + policy["style-src"], /'unsafe-(inline|eval)'|https?:|\*|data:/);
    assert.equal(policy["frame-ancestors"], "'none'");                                                // +5
    assert.match(headers.get("referrer-policy"), /^(no-referrer|same-origin|strict-origin.*)$/);      // +5
    assert.equal(headers.get("cross-origin-resource-policy"), "same-origin");                         // +10
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("access-control-allow-origin"), null);
    assert.equal(headers.get("set-cookie"), null);
    const front = fs.readFileSync(path.join(ROOT, "server/front/apache.conf"), "utf8");
    const age = Number(front.match(/Strict-Transport-Security "max-age=(\d+)/)[1]);
    assert.ok(age >= 15768000);
});
