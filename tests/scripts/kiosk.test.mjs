// The kiosk's manual: what it tells to type is what systemd and this Chromium take.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";

const manual = fs.readFileSync(new URL("../../docs/kiosk.md", import.meta.url), "utf8");

/** The indented block after the line that names its file. */
function written_to(file) {
    const lines = manual.slice(manual.indexOf(`\`${file}\``)).split("\n").slice(1);
    const from = lines.findIndex((line) => line.startsWith("    "));
    const length = lines.slice(from).findIndex((line) => line && !line.startsWith("    "));
    return lines.slice(from, from + length).map((line) => line.slice(4)).join("\n");
}

const unit = written_to("/etc/systemd/system/hemval-kiosk.service");
const policies = JSON.parse(written_to("/etc/chromium/policies/managed/hemval.json"));

test("the kiosk's unit is one that systemd takes", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-kiosk-unit-"));
    try {
        const file = path.join(folder, "hemval-kiosk.service");
        // Neither cage nor the user is on this machine.
        fs.writeFileSync(file, unit.replace("/usr/bin/cage", "/bin/true").replace("User=kiosk", "User=root"));
        const faults = () => {
            const { stdout, stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", file], { encoding: "utf8" });
            return (stdout + stderr).split("\n").filter((line) => line.includes(folder)).join("\n");
        };
        assert.equal(faults(), "");
        fs.appendFileSync(file, "[Service]\nRestart=sometimes\n");
        assert.match(faults(), /sometimes/);
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
});

test("each flag and policy of the kiosk's is one that Chromium knows, and none is explained that is not set", () => {
    const flags = [...unit.matchAll(/ --([a-z-]+)/g)].map(([, flag]) => flag);
    assert.ok(flags.length >= 10, String(flags));
    const known = fs.readFileSync(process.env.HEMVAL_CHROMIUM ?? "/usr/lib/chromium/chromium");
    for (const name of [...flags, ...Object.keys(policies)])
        assert.ok(known.includes(`\0${name}\0`), `Chromium has no ${name}`);
    const explained = [...manual.matchAll(/^\| `--([a-z-]+)/gm)].map(([, flag]) => flag);
    assert.ok(explained.length >= 7);
    for (const flag of explained) assert.ok(flags.includes(flag), `${flag} is explained and not set`);
});
