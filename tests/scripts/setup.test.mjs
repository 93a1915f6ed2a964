// What ./run, scripts/setup.sh and scripts/build.sh say when something is missing. They run in a copy
// of the folder, and find nothing but plain tools and commands made here: no package is installed.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const TOOLS = ["awk", "bash", "cat", "comm", "cut", "dirname", "env", "find", "grep", "ls", "mkdir",
    "ninja", "nproc", "realpath", "rm", "sed", "sha256sum", "sort", "tee", "touch", "tr", "wc"];
const work = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-setup-"));
const inside = (...names) => path.join(work, ...names);
after(() => fs.rmSync(work, { recursive: true }));

function put(name, text, mode = 0o644) {
    fs.mkdirSync(path.dirname(inside(name)), { recursive: true });
    fs.writeFileSync(inside(name), text, { mode });
}
const command = (name, lines) => put(`bin/${name}`, `#!/usr/bin/env bash\n${lines}\n`, 0o755);
const remove = (name) => fs.rmSync(inside(name), { recursive: true, force: true });

before(() => {
    fs.mkdirSync(inside("tools"));
    const found = execFileSync("bash", ["-c", `type -P ${TOOLS.join(" ")}`], { encoding: "utf8" });
    for (const tool of found.trim().split("\n")) fs.symlinkSync(tool, inside("tools", path.basename(tool)));
});

// A machine where everything is well and nothing is installed; each test breaks one thing.
beforeEach(() => {
    remove("bin");
    remove("hemval");
    for (const name of ["run", "scripts", "CMakePresets.json", "package-lock.json"]) {
        fs.cpSync(path.join(root, name), inside("hemval", name), { recursive: true });
    }
    command("dpkg-query", "");
    command("id", "echo 0");
    free(90000);
    command("apt-get", 'echo "apt-get $*"');
    command("apt-cache", 'echo "  Candidate: 1.0-1"');
    command("npm", 'echo "npm $*"; mkdir -p node_modules');
});
const free = (mib) => command("df", `echo; echo "/dev/disk 1 1 ${mib} 1% /"`);
const installed = () => command("dpkg-query",
    `sed '/^[[#]/d; /^$/d; s/^/installed /' "${inside("hemval/scripts/packages.txt")}"`);

function start(name, ...given) {
    const { status, stdout, stderr } = spawnSync(inside("hemval", name), given,
        { env: { PATH: `${inside("bin")}:${inside("tools")}` }, encoding: "utf8", timeout: 20000 });
    return { status, stdout, stderr };
}

/** The one sentence of a start that must stop. */
function stopped(name, ...given) {
    const { status, stdout, stderr } = start(name, ...given);
    assert.equal(status, 1, stdout + stderr);
    const sentences = stderr.match(/^Stopped: .*$/gm);
    assert.equal(sentences?.length, 1, stdout + stderr);
    assert.ok(stderr.endsWith(`${sentences[0]}\n`), stderr);
    assert.match(sentences[0], /\.$/);
    return sentences[0].slice("Stopped: ".length);
}
const setup = () => stopped("scripts/setup.sh", "build");

const OFFLINE = "the network cannot be reached. Check the connection and start again.";
const FULL = "the disk is full. Make room and start again.";
const UNRESOLVED = "Temporary failure resolving 'deb.debian.org'";

test("without a network the package lists cannot be fetched", () => {
    command("apt-get", `echo "Err:1 http://deb.debian.org bookworm InRelease"; echo "  ${UNRESOLVED}"`);
    command("apt-cache", 'echo "  Candidate: (none)"');
    assert.equal(setup(), `package lists could not be fetched: ${OFFLINE}`);
});

for (const [what, said, reason] of [
    ["a network lost half-way", `E: Failed to fetch http://deb.debian.org/g++.deb  ${UNRESOLVED}`, OFFLINE],
    ["a disk that fills up", "E: Write error - write (28: No space left on device)", FULL],
    ["too little room for the packages", "E: You don't have enough free space in /var/cache/apt/.", FULL],
    ["another program at it", "E: Could not get lock /var/lib/dpkg/lock-frontend.",
        "another program is installing packages. Wait until it is done and start again."],
    ["something else", "E: Sub-process /usr/bin/dpkg returned an error code (1)",
        "see the last lines of build/logs/apt.log."],
]) {
    test(`the installing of packages is stopped by ${what}`, () => {
        command("apt-get", `case "$*" in *install*) echo "${said}"; exit 100 ;; esac`);
        assert.equal(setup(), `packages could not be installed: ${reason}`);
    });
}

test("a full disk is told before anything is fetched", () => {
    free(120);
    assert.equal(setup(), "the disk is too full: installing packages needs 3500 MB free in /usr, and "
        + "there are 120 MB. Make room and start again.");
    installed();
    assert.match(setup(), /^the disk is too full: installing npm packages needs 500 MB free in .*120 MB/);
});

test("a package that Debian does not have here is named", () => {
    command("apt-cache", '[ "$2" = emscripten ] || echo "  Candidate: 1.0-1"');
    assert.equal(setup(), "Debian does not offer emscripten here: Hemval is built on Debian 12 "
        + "(bookworm), section main.");
    remove("bin/apt-get");
    assert.equal(setup(), "apt-get is missing: Hemval is built on Debian 12.");
});

test("whoever may not install is told what to do, and which packages", () => {
    command("id", "echo 1000");
    const must = "^packages must be installed \\(.*\\bclang-14 .*\\), and";
    assert.match(setup(), RegExp(`${must} that takes root or sudo: run this once as root\\.$`));
    command("sudo", '[ "$1" != -n ]');
    assert.match(setup(), RegExp(`${must} sudo wants a password: run this in a terminal\\.$`));
    command("sudo", '[ "$1" = -n ] || { echo "asked: $*" >&2; exit 1; }');
    assert.match(start("scripts/setup.sh", "build").stdout, /^asked: env .*apt-get .* update$/m);
});

for (const [what, said, reason] of [
    ["network", "npm error code ENOTFOUND", OFFLINE],
    ["room on the disk", "npm error code ENOSPC", FULL],
    ["idea why", "npm error code EINTEGRITY", "see the last lines of build/logs/npm.log."],
]) {
    test(`npm without ${what}`, () => {
        installed();
        command("npm", `echo "${said}" >&2; exit 1`);
        assert.equal(setup(), `npm packages could not be installed: ${reason}`);
    });
}

test("Dear ImGui without a network", () => {
    installed();
    command("apt-get", `echo "Err:1 http://deb.debian.org trixie InRelease ${UNRESOLVED}"; exit 100`);
    assert.equal(setup(), `Dear ImGui could not be fetched: ${OFFLINE}`);
});

// Programs already built: ninja's own rules, and a build.ninja that is looked over at each start as
// CMake's is.
function build(preset = "native", program = "hemval") {
    put(`hemval/build/${preset}/source`, "one");
    put(`hemval/build/${preset}/build.ninja`, ["rule look", "  command = touch -a looked", "  restat = 1",
        "  generator = 1", "rule again", "  command = touch build.ninja", "  generator = 1",
        "rule copy", "  command = cat $in > $out",
        "build looked | always: look", "build build.ninja: again looked", `build ${program}: copy source`,
        `default ${program}`, ""].join("\n"));
    const later = new Date(Date.now() + 5000);
    fs.utimesSync(inside(`hemval/build/${preset}/build.ninja`), later, later);
}

test("what is built starts on a full disk, what is not says how much room it takes", () => {
    build();
    assert.equal(start("scripts/build.sh", "native", "hemval").status, 0);
    free(120);
    const again = start("scripts/build.sh", "native", "hemval");
    assert.equal(again.status, 0, again.stderr);
    const full = /^the disk is too full: building needs 1500 MB free in .*, and there are 120 MB\./;
    put("hemval/build/native/source", "another");
    const later = new Date(Date.now() + 10000);
    fs.utimesSync(inside("hemval/build/native/source"), later, later);
    assert.match(stopped("scripts/build.sh", "native", "hemval"), full);
    assert.equal(fs.readFileSync(inside("hemval/build/native/hemval"), "utf8"), "one");
    remove("hemval/build");
    assert.match(stopped("scripts/build.sh", "native", "hemval"), full);
});

test("what ./test needs is the delivered program, the site, and the tests with the sanitizers", () => {
    build();
    build("wasm", "hemval.wasm");
    for (const name of ["hemval_rest", "hemval_demo", "hemval_staff"]) put(`hemval/build/wasm/${name}.wasm`, "one");
    build("checked", "core_tests");
    command("node", "mkdir -p build/site; touch build/site/index.html");
    const { status, stderr } = start("scripts/build.sh", "tests", "hemval");
    assert.equal(status, 0, stderr);
    for (const name of ["native/hemval", "site/index.html", "checked/core_tests"])
        assert.ok(fs.existsSync(inside("hemval/build", name)), name);
    remove("hemval/build/checked/core_tests");
    remove("hemval/build/checked/source");
    assert.match(stopped("scripts/build.sh", "tests", "hemval"), /^the native tests could not be compiled: /);
    build("checked", "core_tests");
    remove("hemval/build/site");
    command("node", "exit 1");
    assert.match(stopped("scripts/build.sh", "tests", "hemval"), /^the site could not be built: /);
});

test("./run refuses what it does not understand before it does anything", () => {
    put("hemval/scripts/setup.sh", "#!/usr/bin/env bash\necho begun >&2\n", 0o755);
    const port = "--port takes a number up to 65535; 0 takes any free one.";
    const usage = "./run [--port N] [--data DIR] [--build-only]";
    for (const [given, sentence] of [
        [["--port", "abc"], port], [["--port", "70000"], port], [["--port=-1"], port], [["--port"], port],
        [["--data"], "--data takes a folder."], [["--data="], "--data takes a folder."],
        [["--data", "--build-only"], "--data takes a folder."],
    ]) {
        assert.equal(stopped("run", ...given), sentence, given);
    }
    const { status, stderr } = start("run", "--prot", "80");
    assert.deepEqual([status, stderr], [1, `\nStopped: --prot is no option of this command: ${usage}\n`]);
    assert.deepEqual(start("run", "--help"), { status: 0, stdout: `${usage}\n`, stderr: "" });
});

test("./run prepares, builds and starts the service with what it was given", () => {
    const told = '#!/usr/bin/env bash\necho "${0##*/} $*"\n';
    for (const name of ["scripts/setup.sh", "scripts/build.sh", "build/native/hemval"]) {
        put(`hemval/${name}`, told, 0o755);
    }
    const prepared = "setup.sh build\nbuild.sh all hemval hemval_pages\n";
    assert.equal(start("run", "--build-only").stdout, `${prepared}Built.\n`);
    const { stdout } = start("run", "--port", "0", "--data", "elsewhere");
    assert.equal(stdout, `${prepared}\n== Starting\nhemval serve --port 0 --data `
        + `${path.join(process.cwd(), "elsewhere")} --sample-data\n`);
});
