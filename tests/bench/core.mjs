// ./test --bench, its first part: what the rules themselves take, natively; see core/main.cpp. Seconds of one
// processor, so that other work on the machine counts as little as it can; the median of --runs.
import { execFileSync } from "node:child_process";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { commit_of_tree, markdown, median } from "./table.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { values: options } = parseArgs({ options: { runs: { type: "string", default: "3" } } });
const REACH = { "assignments by rotation": 1, fees: 1, "a ledger verified": 5 };

const seen = {};
for (let run = 0; run < Number(options.runs); run += 1) {
    const said = execFileSync(path.join(root, "build/native/hemval_bench_core"), { encoding: "utf8" });
    const found = Object.fromEntries(said.trim().split("\n").map((line) => {
        const [what, , seconds] = line.split("\t");
        return [what, Number(seconds)];
    }));
    found["a ledger verified"] = found["events that follow from the rules"] + found["leaves of the ledger's tree"];
    for (const [what, seconds] of Object.entries(found)) (seen[what] ??= []).push(seconds);
}
console.log(`\n${new Date().toISOString().slice(0, 10)}, ${commit_of_tree(root)}, median of ${options.runs}, `
    + `load ${os.loadavg()[0].toFixed(1)}\n`);
console.log(markdown([["1 000 000", "seconds", "reach"],
    ...Object.entries(seen).map(([what, all]) => [what, median(all).toFixed(2), REACH[what] ?? ""])]));
