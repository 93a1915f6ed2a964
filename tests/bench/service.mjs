// ./test --bench, its first part: the service under load, beside what it is held against, in rounds, so that whatever
// else the machine does hits all alike. Ends with 1 when a figure is not reached.
// `node tests/bench/service.mjs [--rounds N]`
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { ROOT, SITE, start_service } from "../browser/support/service.mjs";
import { stat_of } from "../screen_reader/processes.mjs";
import { commit_of_tree, markdown, median } from "./table.mjs";
import { start_nginx } from "./service/nginx.mjs";

const { values: options } = parseArgs({ options: { rounds: { type: "string", default: "3" } } });
const TOOL = path.join(ROOT, "build/native/hemval_bench_service"), TOWN = "strangnas";
const SECONDS = 6, CLIENTS = 256, VISITORS = 64, ONE_ROW = 4400, SIGN_INS = 16;
const PEOPLE = 9000 * SECONDS;  // more than can decline meanwhile
const TICKS = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
const RUSH = path.join(ROOT, "tests/bench/service/declines.lua");

const tool = (...args) => execFileSync(TOOL, args.map(String), { encoding: "utf8", maxBuffer: 2 ** 26 });

function run(program, args) {
    return new Promise((done, failed) => {
        const child = spawn(program, args.map(String), { stdio: ["ignore", "pipe", "inherit"] });
        let said = "";
        child.stdout.on("data", (text) => { said += text; });
        child.once("error", failed);
        child.once("exit", (code) => (code === 0 ? done(said) : failed(new Error(`${program} ended with ${code}`))));
    });
}

/** Processor seconds so far, and MiB now and at most, of a process and its children. */
function taken(...pids) {
    const sum = { seconds: 0, now: 0, most: 0 };
    for (const pid of pids) {
        const status = fs.readFileSync(`/proc/${pid}/status`, "utf8");
        const mib = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)[1]) / 1024;
        sum.seconds += stat_of(pid).ticks / TICKS;
        sum.now += mib("VmRSS");
        sum.most += mib("VmHWM");
    }
    return sum;
}

async function wrk(url, clients, script, args, pids) {
    const before = taken(...pids).seconds;
    const said = await run("wrk", ["-t", 1, "-c", clients, "-d", `${SECONDS}s`, "--timeout", "20s", "-s", script,
        url, "--", ...args]);
    const told = JSON.parse(said.trim().split("\n").at(-1));
    const all = os.cpus().length * told.seconds;
    if (told.refused || told.lost) throw new Error(`${url}: ${told.refused} refused, ${told.lost} lost`);
    return { ...told, rate: told.answered / told.seconds, client: 100 * told.ticks / TICKS / all,
        server: 100 * (taken(...pids).seconds - before) / all };
}

async function sign_in_at_once(service) {
    const codes = Array.from({ length: SIGN_INS }, () => service.code(TOWN, "ny"));
    const answers = await Promise.all(codes.map((code) => fetch(`${service.url}api/${TOWN}/session`, {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ code }),
    })));
    if (!answers.every((answer) => answer.ok)) throw new Error("somebody could not sign in");
}

async function declines(seen) {
    const data = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-bench-"));
    const before = path.join(data, "before.sqlite"), done = path.join(data, "hemval.sqlite");
    try {
        await (await start_service({ data })).stop();  // the ledger begins
        const sessions = path.join(data, "sessions");
        fs.writeFileSync(sessions, tool("people", data, TOWN, PEOPLE));
        fs.copyFileSync(done, before);
        const service = await start_service({ data, log: path.join(data, "log") }), pids = [service.child.pid];
        const submissions = `${service.url}api/${TOWN}/submissions`;
        const rush = await wrk(submissions, CLIENTS, RUSH, [sessions, 0, 0, CLIENTS], pids);
        const half = await wrk(submissions, CLIENTS, RUSH,
            [sessions, rush.answered + 2 * CLIENTS, rush.rate / 2, CLIENTS], pids);
        const loaded = taken(...pids).most;
        await sign_in_at_once(service);
        const hashed = taken(...pids).most;
        await service.stop();
        const same = Number(tool("same", before, done, TOWN));
        const bare = Number(tool("bare", path.join(data, "bare.sqlite"), ONE_ROW, 100_000));
        seen.push({ rate: rush.rate, same, bare, of_same: rush.rate / same, client: rush.client, server: rush.server,
            half: half.rate, p50: half.p50, p99: half.p99, loaded, hashed });
    } finally {
        fs.rmSync(data, { recursive: true, force: true });
    }
}

async function files(seen) {
    const nginx = await start_nginx(SITE);
    const service = await start_service({ log: path.join(nginx.folder, "hemval.log") });
    const script = path.join(ROOT, "tests/bench/service/files.lua"), list = path.join(nginx.folder, "files");
    const names = fs.readdirSync(SITE, { recursive: true }).filter((name) => /\.(wasm|js|ttf|json)$/.test(name));
    fs.writeFileSync(list, [`/${TOWN}/`, ...names.map((name) => `/${name}`)].join("\n") + "\n");
    try {
        const ours = await wrk(service.url, VISITORS, script, [list], [service.child.pid]);
        const theirs = await wrk(nginx.url, VISITORS, script, [list], nginx.pids());
        seen.push({ ours: ours.rate, theirs: theirs.rate, ratio: ours.rate / theirs.rate,
            ours_mb: ours.bytes / ours.seconds / 1e6, theirs_mb: theirs.bytes / theirs.seconds / 1e6,
            client: ours.client, server: ours.server, theirs_client: theirs.client, theirs_server: theirs.server });
    } finally {
        await service.stop();
        await nginx.stop();
    }
}

const kept = [], given = [], loads = [];
for (let round = 0; round < Number(options.rounds); ++round) {
    loads.push(os.loadavg()[0]);
    await declines(kept);
    await files(given);
    process.stderr.write(".");
}
const middle = (seen, name) => median(seen.map((one) => one[name]));
const of = (seen, name, digits = 0) => middle(seen, name).toFixed(digits);
const MIB = 64e6 / 2 ** 20;  // 64 MB
const reached = {
    "2000 declines a second": middle(kept, "rate") >= 2000,
    "half of a bare loop": middle(kept, "of_same") >= 0.5,
    "50 ms at half that load": middle(kept, "p99") <= 50,
    "64 MB": middle(kept, "loaded") <= MIB,
    "64 MB and two sign-ins": middle(kept, "hashed") <= MIB + 2 * 19,
    "half of nginx": middle(given, "ratio") >= 0.5,
};
console.log(`\n${new Date().toISOString().slice(0, 10)}, ${commit_of_tree(ROOT)}, median of ${options.rounds}, `
    + `${os.cpus().length} cores, load ${median(loads).toFixed(1)} before a round\n`);
console.log(markdown([
    ["the service", "measured", "reach"],
    [`declines a second, ${CLIENTS} clients`, of(kept, "rate"), "2000"],
    ["processor meanwhile: service, client", `${of(kept, "server")} %, ${of(kept, "client")} %`, ""],
    ["the same rows a second, kept by a bare loop", of(kept, "same"), ""],
    ["the service beside it", of(kept, "of_same", 2), "0.5"],
    [`rows of ${ONE_ROW} bytes a second, kept by a bare loop`, of(kept, "bare"), ""],
    [`half that load, ${of(kept, "half")} a second: median, 99 %`, `${of(kept, "p50", 1)}, ${of(kept, "p99", 1)} ms`,
        "50 ms"],
    ["memory, most, under it", `${of(kept, "loaded")} MiB`, "64 MB"],
    [`with ${SIGN_INS} signing in at once besides`, `${of(kept, "hashed")} MiB`, "64 MB and 2 × 19 MiB"],
    [`files a second, ${VISITORS} connections: service, nginx`, `${of(given, "ours")}, ${of(given, "theirs")}`, ""],
    ["in MB a second", `${of(given, "ours_mb")}, ${of(given, "theirs_mb")}`, ""],
    ["the service beside nginx", of(given, "ratio", 2), "0.5"],
    ["processor meanwhile: service, its client; nginx, its client",
        `${of(given, "server")} %, ${of(given, "client")} %; ${of(given, "theirs_server")} %, `
        + `${of(given, "theirs_client")} %`, ""],
]));
for (const [figure, is] of Object.entries(reached)) {
    if (is) continue;
    console.log(`not reached: ${figure}`);
    process.exitCode = 1;
}
