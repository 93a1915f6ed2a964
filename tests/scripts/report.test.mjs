// The last lines of ./test: honest about what ran.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const reporter = fileURLToPath(new URL("../../scripts/report.mjs", import.meta.url));

/** What is said of these reports, file name -> content. */
function report(reports, ...groups) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-report-"));
    for (const [name, text] of Object.entries(reports)) fs.writeFileSync(path.join(folder, name), text);
    const { status, stdout } = spawnSync(process.execPath, [reporter, folder, ...groups],
        { encoding: "utf8" });
    fs.rmSync(folder, { recursive: true });
    return { status, stdout, last: stdout.trimEnd().split("\n").at(-1) };
}

const good = '<TestCase name="a"></TestCase><OverallResultsTestCases successes="3" failures="0"/>';
const tap = "# pass 2\n# fail 0\n# cancelled 0\n";

test("what ran is added up", () => {
    const { status, last } = report({ "core.doctest.xml": good, "web.tap": tap }, "core", "web");
    assert.equal(last, "5 passed, 0 failed");
    assert.equal(status, 0);
});

test("how long each step took is told", () => {
    const { stdout } = report({ "core.doctest.xml": good, times: "build 301\nnative 24\n" }, "core");
    assert.match(stdout, /^Seconds: build 301, native 24$/m);
});

test("a group that ran nothing fails, whether it left a report or not", () => {
    for (const reports of [{}, { "web.tap": "# pass 0\n# fail 0\n# cancelled 0\n" }]) {
        const { status, stdout, last } = report({ "core.doctest.xml": good, ...reports }, "core", "web");
        assert.match(stdout, /web: no test was run/);
        assert.equal(last, "3 passed, 1 failed");
        assert.equal(status, 1);
    }
});

test("a program that crashed names the test it was in", () => {
    const { status, stdout, last } = report({
        "core.doctest.xml": '<TestCase name="first"></TestCase><TestCase name="falls over">',
        "core.status": "139\n",
    }, "core");
    assert.match(stdout, /core: stopped in the middle of: falls over/);
    assert.equal(last, "1 passed, 1 failed");
    assert.equal(status, 1);
});

test("a program that ends badly after its tests fails too", () => {
    const { status, stdout } = report({ "core.doctest.xml": good, "core.status": "1\n" }, "core");
    assert.match(stdout, /core: ended with status 1/);
    assert.equal(status, 1);
});
