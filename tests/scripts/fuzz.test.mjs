// scripts/fuzz.sh: what one of the fuzzers finds fails ./test, and keeps no other from running.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Fuzzers already built, name -> what each does, and what is said of them. */
function fuzzed(fuzzers) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-fuzz-")), built = path.join(folder, "build/checked");
    fs.mkdirSync(path.join(folder, "scripts"));
    fs.mkdirSync(built, { recursive: true });
    for (const name of ["fuzz.sh", "common.sh"])
        fs.copyFileSync(path.join(root, "scripts", name), path.join(folder, "scripts", name));
    fs.writeFileSync(path.join(built, "build.ninja"),
        Object.keys(fuzzers).map((name) => `build fuzz_${name}: phony\n`).join(""));
    for (const [name, does] of Object.entries(fuzzers))
        fs.writeFileSync(path.join(built, `fuzz_${name}`), `#!/bin/sh\n${does}\n`, { mode: 0o755 });
    const { status, stdout } = spawnSync("bash", [path.join(folder, "scripts/fuzz.sh"), "1", ...Object.keys(fuzzers)],
        { encoding: "utf8" });
    const reports = path.join(folder, "reports");
    fs.mkdirSync(reports);
    fs.writeFileSync(path.join(reports, "fuzz.tap"), stdout);
    const report = spawnSync(process.execPath, [path.join(root, "scripts/report.mjs"), reports, "fuzz"],
        { encoding: "utf8" });
    fs.rmSync(folder, { recursive: true });
    return { status, stdout, last: report.stdout.trimEnd().split("\n").at(-1) };
}

test("fuzzers that find nothing are counted", () => {
    const { status, last } = fuzzed({ pack: "exit 0", body: "exit 0" });
    assert.equal(status, 0);
    assert.equal(last, "2 passed, 0 failed");
});

test("a fuzzer that falls over fails, and the next one runs", () => {
    const { status, stdout, last } = fuzzed({ pack: "exit 77", body: "exit 0" });
    assert.equal(status, 1);
    assert.match(stdout, /^not ok pack: .*\nok body$/m);
    assert.equal(last, "1 passed, 1 failed");
});

test("fuzzers that are not there fail", () => {
    assert.equal(fuzzed({}).last, "0 passed, 1 failed");
});
