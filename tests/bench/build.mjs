// What building takes, without the compilers' cache, in a folder of its own: all that ./run --build-only builds once
// what it installs is there, and the turn of who changes a rule: core_tests built anew and run.
// `node tests/bench/build.mjs`; it takes minutes, and says most where nothing else goes on.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { commit_of_tree, markdown } from "./table.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const CHANGED = "core/fee.cpp";
const INSTALLED = ["node_modules", "build/imgui", "build/fonts"];

/** [seconds on the wall, seconds of the processor by all that was started] */
function took(folder, command) {
    const log = path.join(folder, "bench.log");
    try {
        const said = execFileSync("bash", ["-c",
            `TIMEFORMAT='%R %U %S'; { time { ${command}; } >'${log}' 2>&1; } 2>&1`], {
            cwd: folder, encoding: "utf8", env: { ...process.env, CCACHE_DISABLE: "1", LC_ALL: "C" },
        });
        const [wall, user, system] = said.trim().split(" ").map(Number);
        return [wall, user + system];
    } catch (error) {
        const end = fs.readFileSync(log, "utf8").split("\n").slice(-20).join("\n");
        throw new Error(`${command}: ${end}`, { cause: error });
    }
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-build-")), load = os.loadavg()[0];
try {
    const sources = execFileSync("git", ["-C", root, "archive", "HEAD"], { maxBuffer: 2 ** 28 });
    execFileSync("tar", ["-x", "-C", folder], { input: sources });
    for (const one of INSTALLED)
        fs.cpSync(path.join(root, one), path.join(folder, one), { recursive: true, verbatimSymlinks: true });
    const all = took(folder, "scripts/build.sh all hemval hemval_pages");
    took(folder, "scripts/build.sh native core_tests");
    fs.appendFileSync(path.join(folder, CHANGED), "\n");
    const turn = took(folder, "scripts/build.sh native core_tests && build/native/core_tests");
    const row = (what, [wall, processor], reach) => [what, wall.toFixed(0), processor.toFixed(0), reach];
    console.log(`\n${new Date().toISOString().slice(0, 10)}, ${commit_of_tree(root)}, one run, `
        + `${os.cpus().length} cores, load ${load.toFixed(1)} before\n`);
    console.log(markdown([["seconds", "on the wall", "of the processor", "reach"],
        row("all of ./run --build-only, after what it installs", all, "360"),
        row(`${CHANGED} changed: core_tests built and run`, turn, "10")]));
} finally {
    fs.rmSync(folder, { recursive: true, force: true });
}
