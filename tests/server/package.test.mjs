// The Debian package: what is in it, and that it installs, starts, upgrades, is removed and purged, in a root of
// its own. There is no systemd in it: the service is started by its unit's own line.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { ROOT } from "../browser/support/service.mjs";

let work, target;
const inside = (...names) => path.join(work, ...names);
const installed = (name) => path.join(target, name);
const unit = fs.readFileSync(path.join(ROOT, "server/package/hemval.service"), "utf8");

function run(command, ...args) {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: ROOT, encoding: "utf8", timeout: 120000 });
    assert.equal(status, 0, `${command} ${args.join(" ")}:\n${stdout}${stderr}`);
    return stdout;
}

// Who is not root is root of a namespace of their own. What Hemval needs is on this machine, not in that root.
function dpkg(...args) {
    const alone = () => spawnSync("unshare", ["-r", "true"]).status === 0;
    const own = process.getuid() === 0 ? [] : alone() ? ["unshare", "-r"] : ["sudo", "-n"];
    const [command, ...rest] = [...own, "dpkg", `--root=${target}`, "--force-script-chrootless",
        "--force-depends", "--log=/dev/null", ...args];
    return run(command, ...rest);
}

function packed(version) {
    run("cpack", "--config", "build/native/CPackConfig.cmake", "-R", version, "-B", inside(version));
    return inside(version, "hemval.deb");
}

before(() => {
    work = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-package-"));
    target = inside("root");
    for (const folder of ["var/lib/dpkg/info", "var/lib/dpkg/updates", "var/lib/dpkg/triggers", "etc"]) {
        fs.mkdirSync(installed(folder), { recursive: true });
    }
    fs.writeFileSync(installed("var/lib/dpkg/status"), "");
});
after(() => { fs.rmSync(work, { recursive: true }); });

/** The unit's line, with the installed program and settings in the place where they are. */
async function started() {
    const [program, ...args] = unit.match(/^ExecStart=(.*)$/m)[1].split(" ");
    const settings = inside("hemval.toml");
    fs.writeFileSync(settings, fs.readFileSync(installed("etc/hemval/hemval.toml"), "utf8")
        .replace(/"(\/(?:usr|var)\/[^"]*)"/g, (_, where) => `"${installed(where)}"`));
    const given = args.map((arg) => (arg === "/etc/hemval/hemval.toml" ? settings : arg));
    const child = spawn(installed(program), given, { cwd: "/", stdio: ["ignore", "pipe", "pipe"],
        env: { HEMVAL_PORT: "0", HEMVAL_METRICS_PORT: "0" } });
    let out = "", log = "";
    child.stderr.on("data", (text) => { log += text; });
    await new Promise((done, failed) => {
        child.stdout.on("data", (text) => { out += text; if (/^http:\S+\/$/m.test(out)) done(); });
        child.once("exit", (code) => failed(new Error(`ended (${code}): ${log}`)));
    });
    return {
        url: out.match(/^(http:\S+\/)$/m)[1], watch: out.match(/^(http:\S+\/)metrics$/m)[1],
        stop: () => new Promise((done) => { child.once("exit", done); child.kill("SIGTERM"); }),
    };
}

async function serves() {
    const service = await started();
    let code;
    try {
        assert.match(await (await fetch(`${service.url}strangnas/`)).text(), /Strängnäs/);
        assert.equal((await fetch(`${service.url}api/strangnas/providers`)).status, 200);
        assert.equal((await fetch(`${service.watch}readyz`)).status, 200);
    } finally {
        code = await service.stop();
    }
    assert.equal(code, 0);
}

test("the package installs, starts, upgrades, is removed and purged, and no choice goes with it", async () => {
    const first = packed("0.1.0");
    const files = execFileSync("dpkg-deb", ["--contents", first], { encoding: "utf8" }).trimEnd().split("\n");
    for (const line of files) {
        assert.match(line, /^[d-]\S+ root\/root/);
        assert.doesNotMatch(line, /^.....w|^........w/, line);
    }
    const depends = run("dpkg-deb", "--field", first, "Depends");
    for (const library of ["libc6", "libsqlite3-0", "libssl3", "libargon2-1", "libcurl4", "libpq5"]) {
        assert.ok(depends.includes(library), `${library} in ${depends}`);
    }
    dpkg("--install", first);
    for (const name of ["usr/bin/hemval", "usr/lib/systemd/system/hemval.service", "usr/lib/sysusers.d/hemval.conf",
        "usr/lib/tmpfiles.d/hemval.conf", "etc/hemval/hemval.toml", "usr/share/hemval/site/index.html",
        "usr/share/hemval/locales/sv.json", "usr/share/doc/hemval/front/apache.conf",
        "usr/share/doc/hemval/threat-model.md", "usr/share/doc/hemval/CHANGELOG.md",
        unit.match(/^Documentation=file:\/(.*)$/m)[1]]) {
        assert.ok(fs.existsSync(installed(name)), name);
    }
    assert.match(fs.readFileSync(installed("etc/passwd"), "utf8"), /^hemval:.*:\/var\/lib\/hemval:/m);
    // What systemd would do in that root: whose it is needs root, here it is the tester's.
    const [, where, mode] = fs.readFileSync(installed("usr/lib/tmpfiles.d/hemval.conf"), "utf8")
        .match(/^d (\/var\/lib\/hemval) (\d+) hemval hemval$/m);
    fs.mkdirSync(installed(where), { mode: parseInt(mode, 8) });
    await serves();

    // What the municipality has set stays as it set it.
    fs.appendFileSync(installed("etc/hemval/hemval.toml"), "# ours\n");
    dpkg("--install", packed("0.1.1"));
    assert.match(run("dpkg-query", `--admindir=${installed("var/lib/dpkg")}`, "-W",
        "-f=${Version} ${Status}", "hemval"), /^0\.1\.1 install ok installed$/);
    assert.match(fs.readFileSync(installed("etc/hemval/hemval.toml"), "utf8"), /# ours\n$/);
    await serves();

    dpkg("--remove", "hemval");
    assert.ok(!fs.existsSync(installed("usr/bin/hemval")) && !fs.existsSync(installed("usr/share/hemval")));
    assert.ok(fs.existsSync(installed("etc/hemval/hemval.toml")));
    dpkg("--purge", "hemval");
    assert.ok(!fs.existsSync(installed("etc/hemval/hemval.toml")));
    assert.ok(fs.existsSync(installed("var/lib/hemval/hemval.sqlite")));
});

test("the unit gives the service no more than it needs", () => {
    const said = run("systemd-analyze", "security", "--offline=yes", "--threshold=15",
        path.join(ROOT, "server/package/hemval.service"));
    const level = Number(said.match(/exposure level for hemval\.service: ([\d.]+)/)[1]);
    assert.ok(level <= 1.5, `exposure ${level}`);
});
