// ./test --bench, its second part: Hemval beside what a municipality would build instead, in one table. The pages take
// turns, run by run, so that whatever else the machine does hits all of them alike: read the ratios.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measure } from "./measure.mjs";
import { build_peers } from "./peers.mjs";
import { serve } from "./serve.mjs";
import { commit_of_tree, markdown, median } from "./table.mjs";

const { values: options } = parseArgs({ options: { runs: { type: "string", default: "7" } } });
const root = fileURLToPath(new URL("../../", import.meta.url));
const work = path.join(root, "build/bench");

function packages() {
    const lock = path.join(root, "tests/bench/package-lock.json"), modules = path.join(work, "node_modules");
    const same = fs.existsSync(path.join(work, "package-lock.json")) && fs.existsSync(modules)
        && fs.readFileSync(path.join(work, "package-lock.json")).equals(fs.readFileSync(lock));
    if (same) return modules;
    fs.mkdirSync(work, { recursive: true });
    for (const name of ["package.json", "package-lock.json"]) {
        fs.copyFileSync(path.join(root, "tests/bench", name), path.join(work, name));
    }
    execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: work, stdio: "inherit" });
    return modules;
}

// name, what, unit, digits, and for the ratios: to which peer, and how far it should reach.
const ROWS = [
    ["paint", "first paint", "ms", 0, "plain", 1.1],
    ["usable", "usable", "ms", 0, "react", 1.2],
    ["whole", "what is pressed is answered from", "ms", 0, "react"],
    ["again", "second visit usable", "ms", 0, "react", 1.0],
    ["click", "click to next paint", "ms", 0, "react", 1.5],
    ["bytes", "bytes to usable, with headers", "kB", 1],
    ["idle_frames", "frames in 3 s of rest", "", 0],
    ["idle_percent", "processor at rest", "%", 1],
    ["heap", "wasm memory", "MiB", 1],
    ["process", "the page's process", "MiB", 0, "react", 1.15],
];

function table(peers, seen) {
    const lines = [["", ...peers, "ratio", "reach"]];
    for (const [key, what, unit, digits, against, reach] of ROWS) {
        const found = Object.fromEntries(peers.map((peer) =>
            [peer, median(seen[peer].map((run) => (key === "bytes" ? run[key] / 1000 : run[key])))]));
        const ratio = (peer) => (against ? `${(found[peer] / found[against]).toFixed(2)}` : "");
        lines.push([unit ? `${what}, ${unit}` : what, ...peers.map((peer) => found[peer].toFixed(digits)),
            against ? `${ratio("start")} and ${ratio("compare")} × ${against}` : "", reach ? `${reach} ×` : ""]);
    }
    return lines;
}

async function main() {
    const commit = commit_of_tree(root);
    const pages = path.join(work, "pages");
    build_peers(pages, packages());
    const host = await serve({ peers: pages, site: path.join(root, "build/site") });
    const peers = {
        plain: { address: `${host.url}peers/plain/`, press: "article button" },
        react: { address: `${host.url}peers/react/`, press: "article button" },
        start: { address: `${host.url}site/strangnas/`, press: "#mirror button:visible" },
        compare: { address: `${host.url}site/strangnas/#/jamfor`, press: "#mirror summary" },
    };
    const seen = Object.fromEntries(Object.keys(peers).map((name) => [name, []])), loads = [];
    for (let run = 0; run < Number(options.runs); run += 1) {
        for (const [name, peer] of Object.entries(peers)) {
            loads.push(os.loadavg()[0]);
            try {
                seen[name].push(await measure(peer));
            } catch (error) {
                console.error(`${name}, run ${run + 1}: ${error.message.split("\n")[0]}`);
            }
            process.stderr.write(".");
        }
    }
    host.close();
    console.log(`\n${new Date().toISOString().slice(0, 10)}, ${commit}, median of ${options.runs}, `
        + `${os.cpus().length} cores, load ${median(loads).toFixed(1)} (${Math.max(...loads).toFixed(1)} at most)\n`);
    console.log(markdown(table(Object.keys(peers), seen)));
}

await main();
