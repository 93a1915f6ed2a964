// Running the service: its settings, what it says to whoever watches it, how it ends, and its backups.
import assert from "node:assert/strict";
import { execFile, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { parse } from "yaml";
import { ROOT, SITE } from "../browser/support/service.mjs";

const program = process.env.HEMVAL_PROGRAM ?? path.join(ROOT, "build/native/hemval");
let work;
const running = new Set();
const inside = (...names) => path.join(work, ...names);

before(() => { work = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-operations-")); });
after(() => {
    for (const child of running) child.kill("SIGKILL");  // a test that failed left it
    fs.rmSync(work, { recursive: true });
});

function run(args, env = {}) {
    return spawnSync(program, args, { cwd: ROOT, encoding: "utf8", timeout: 60000,
        env: { ...process.env, ...env } });
}

function ran(...args) {
    const { status, stdout, stderr } = run(args);
    assert.equal(status, 0, stderr);
    return stdout;
}

/** The same while the test goes on. */
const said_by = async (...args) => (await promisify(execFile)(program, args, { cwd: ROOT })).stdout;

async function start(data, more = [], env = {}) {
    const child = spawn(program, ["serve", "--site", SITE, "--sample-data",
        ...(data ? ["--data", data, "--port", "0"] : []), ...more],
    { cwd: ROOT, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
    const service = { child, out: "", log: "" };
    child.stderr.on("data", (text) => { service.log += text; });
    service.ended = new Promise((done) => { child.once("exit", (code) => { running.delete(child); done(code); }); });
    await new Promise((done, failed) => {
        child.stdout.on("data", (text) => {
            service.out += text;
            if (/^http:\S+\/$/m.test(service.out)) done();
        });
        child.once("exit", (code) => failed(new Error(`ended (${code}): ${service.log}`)));
    });
    service.url = service.out.match(/^(http:\S+\/)$/m)[1];
    service.watch = service.out.match(/^(http:\S+\/)metrics$/m)?.[1];
    service.stop = () => { child.kill("SIGTERM"); return service.ended; };
    return service;
}

async function new_code(data, situation = "ny") {
    return ran("code", "--data", data, "--municipality", "strangnas", "--situation", situation).trim();
}

async function declined(url, code) {
    const post = (where, body, headers = {}) => fetch(url + where, { method: "POST",
        body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } });
    const session = await post("api/strangnas/session", { code });
    assert.equal(session.status, 200);
    const cookie = session.headers.get("set-cookie").split(";")[0];
    const kept = await post("api/strangnas/submissions", { action: "decline" },
        { cookie, "idempotency-key": "key-0001" });
    assert.equal(kept.status, 201);
    return (await kept.json()).number;
}

test("a setting is taken from the command line, else from the environment, else from the file", async () => {
    const file = inside("hemval.toml");
    const port = async (args, env) => {
        const service = await start(null, [...args, "--config", file], env);
        assert.equal(await service.stop(), 0);
        return new URL(service.url);
    };
    fs.writeFileSync(file, `data = "${inside("settings")}"\n[serve]\nport = 0\naddress = "127.0.0.2"\n`);
    assert.equal((await port([], {})).hostname, "127.0.0.2");
    assert.equal((await port([], { HEMVAL_ADDRESS: "127.0.0.3" })).hostname, "127.0.0.3");
    assert.equal((await port(["--address", "127.0.0.4"], { HEMVAL_ADDRESS: "127.0.0.3" })).hostname, "127.0.0.4");
    // What stands above the sections is every command's: the data folder here.
    assert.match(run(["verify"], { HEMVAL_CONFIG: file }).stdout, /^Everything holds: \d+ entries/);
    assert.match(run(["verify"], { HEMVAL_DATA: inside("settings") }).stdout, /^Everything holds/);

    fs.writeFileSync(file, `data = "${inside("settings")}"\n[serve]\nprot = 8080\n`);
    const mistyped = run(["serve", "--config", file]);
    assert.notEqual(mistyped.status, 0);
    assert.match(mistyped.stderr + mistyped.stdout, /prot/);
});

test("who watches sees that the service is alive and ready, and counts without anybody in them", async () => {
    const data = inside("watched");
    const service = await start(data, ["--metrics-port", "0"]);
    const number = await declined(service.url, await new_code(data));
    assert.equal((await fetch(`${service.url}api/strangnas/receipts/${number}`)).status, 200);
    const get = async (where) => {
        const answer = await fetch(service.watch + where);
        return [answer.status, await answer.text(), answer.headers.get("content-type")];
    };
    assert.deepEqual((await get("healthz")).slice(0, 2), [200, "ok\n"]);
    assert.deepEqual((await get("readyz")).slice(0, 2), [200, "ready\n"]);
    assert.equal((await get("api/strangnas/providers"))[0], 404);
    assert.equal((await fetch(`${service.url}metrics`)).status, 404);  // not where the public comes
    assert.equal((await fetch(`${service.url}readyz`)).status, 404);

    let text, type;
    for (let i = 0; i < 100 && !text?.includes("receipts"); ++i) [, text, type] = await get("metrics");
    assert.equal(type, "text/plain; version=0.0.4; charset=utf-8");
    const submissions = 'method="POST",route="/api/{m}/submissions"';
    assert.ok(text.includes(`\nhemval_http_requests_total{${submissions},status="201"} 1\n`));
    assert.ok(text.includes(`\nhemval_http_request_duration_seconds_bucket{${submissions},le="+Inf"} 1\n`));
    assert.match(text, /^hemval_ready 1$/m);
    for (const line of text.trimEnd().split("\n")) {
        assert.match(line, /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{([a-z]+="[^"]*",?)+\})? [0-9.e+-]+)$/);
    }
    assert.ok(!text.includes(number) && !text.includes("strangnas"));
    assert.equal(await service.stop(), 0);
});

test("a database that somebody holds is not ready, and is again when it is let go", async () => {
    const data = inside("held");
    const service = await start(data, ["--metrics-port", "0"]);
    const holder = spawn("sqlite3", [path.join(data, "hemval.sqlite")], { stdio: ["pipe", "pipe", "inherit"] });
    running.add(holder);
    holder.stdin.write("BEGIN IMMEDIATE; SELECT 'held';\n");
    await new Promise((done) => { holder.stdout.once("data", done); });
    const held = await fetch(`${service.watch}readyz`);
    assert.equal(held.status, 503);
    assert.equal(await held.text(), "the database is busy\n");
    assert.equal((await fetch(`${service.watch}healthz`)).status, 200);
    const freed = new Promise((done) => { holder.once("exit", done); });
    holder.stdin.end("ROLLBACK;\n");
    await freed;
    running.delete(holder);
    assert.equal((await fetch(`${service.watch}readyz`)).status, 200);
    assert.equal(await service.stop(), 0);
});

test("told to end, the service answers every request that is under way, takes nobody new, and exits 0", async () => {
    for (let round = 0; round < 3; ++round) {
        const service = await start(inside("drained"), ["--metrics-port", "0"]);
        const { port } = new URL(service.url);
        const agent = new http.Agent({ keepAlive: true });
        let answered = 0, ending = false, turned_away = 0;
        const failed = [];
        const ask = () => new Promise((done) => {
            const request = http.get({ host: "127.0.0.1", port, path: "/api/strangnas/providers", agent }, (answer) => {
                let size = 0;
                answer.on("data", (bytes) => { size += bytes.length; });
                answer.on("end", () => {
                    if (answer.statusCode === 200 && size > 100) ++answered;
                    else failed.push(answer.statusCode);
                    done(true);
                });
                answer.on("error", (error) => { failed.push(error.code); done(false); });
            });
            request.on("error", (error) => {
                // Between the last look at the queue and its end a connection may still be made; its request was not.
                const new_and_unheard = error.code === "ECONNRESET" && !request.reusedSocket;
                if (ending && (error.code === "ECONNREFUSED" || new_and_unheard)) ++turned_away;
                else failed.push(`${error.code} ${request.reusedSocket}`);
                done(false);
            });
        });
        const client = async () => { while (await ask()); };
        const clients = Array.from({ length: 16 }, client);
        while (answered < 100) await new Promise((done) => { setTimeout(done, 5); });
        ending = true;
        assert.equal(await service.stop(), 0);
        await Promise.all(clients);
        agent.destroy();
        assert.deepEqual(failed, []);
        assert.ok(turned_away > 0 && answered >= 100, `${answered} answered`);
    }
});

test("while it drains it is alive and not ready", async () => {
    const service = await start(inside("draining"), ["--metrics-port", "0"]);
    const slow = http.request({ host: "127.0.0.1", port: new URL(service.url).port, method: "POST",
        path: "/api/strangnas/session", headers: { "content-type": "application/json", "content-length": 2 } });
    slow.on("error", () => {});
    const answer = new Promise((done) => { slow.on("response", done); });
    slow.write("{");
    await new Promise((done) => { setTimeout(done, 100); });
    service.child.kill("SIGTERM");
    let status;
    for (let i = 0; i < 200 && status !== 503; ++i) status = (await fetch(`${service.watch}readyz`)).status;
    assert.equal(status, 503);
    assert.equal((await fetch(`${service.watch}healthz`)).status, 200);
    slow.end("}");
    assert.equal((await answer).statusCode, 400);  // it was heard out: no code in it
    assert.equal(await service.ended, 0);
});

test("a backup made while the service writes holds all that was acknowledged before, and restores whole", async () => {
    const data = inside("kept");
    let service = await start(data);
    const codes = await Promise.all(Array.from({ length: 12 }, () => new_code(data)));
    const before_backup = [];
    for (const code of codes.slice(0, 6)) before_backup.push(await declined(service.url, code));
    const copied = said_by("backup", "--data", data, "--out", inside("backup"));
    for (const code of codes.slice(6)) await declined(service.url, code);
    assert.match(await copied, /database and both keys/);
    assert.match(run(["backup", "--data", data, "--out", inside("backup")]).stderr, /There is something at/);
    assert.deepEqual(fs.readdirSync(inside("backup")).sort(), ["hemval.sqlite", "secret.key", "signing.key"]);
    assert.equal(fs.statSync(inside("backup")).mode & 0o077, 0);
    assert.match(ran("verify", "--data", inside("backup")), /^Everything holds/);
    assert.match(run(["restore", "--from", inside("backup"), "--data", data]).stderr, /Another Hemval service uses/);
    assert.match(run(["migrate", "--data", data]).stderr, /Another Hemval service uses/);
    assert.equal(await service.stop(), 0);
    assert.match(ran("migrate", "--data", data), /form of this version: migration \d+/);

    // A disaster: all of the data is gone.
    fs.rmSync(data, { recursive: true });
    assert.match(ran("restore", "--verify", "--from", inside("backup"), "--data", data),
        /in place, verified: \d+ entries in 3 municipalities/);
    service = await start(data);
    for (const number of before_backup) {
        assert.equal((await fetch(`${service.url}api/strangnas/receipts/${number}`)).status, 200);
    }
    await declined(service.url, await new_code(data));
    assert.equal(await service.stop(), 0);
    assert.match(ran("verify", "--data", data), /^Everything holds/);

    // Over what is there: it is moved aside, whole.
    assert.match(ran("restore", "--from", inside("backup"), "--data", data), /What was there is in .*replaced-/);
    const aside = fs.readdirSync(data).find((name) => name.startsWith("replaced-"));
    assert.match(ran("verify", "--data", path.join(data, aside)), /^Everything holds/);
});

test("after a sync that fails the service stops; started again it has all that it acknowledged", async () => {
    const data = inside("unsynced");
    const service = await start(data);
    const [first, second] = [await new_code(data), await new_code(data)];
    const kept = await declined(service.url, first);
    const tracer = spawn("strace", ["-f", "-p", String(service.child.pid), "-e", "trace=fsync,fdatasync",
        "-e", "inject=fsync,fdatasync:error=EIO"], { stdio: ["ignore", "ignore", "pipe"] });
    running.add(tracer);
    const traced = new Promise((done) => { tracer.once("exit", () => { running.delete(tracer); done(); }); });
    let said = "";
    await new Promise((done) => {
        tracer.stderr.on("data", (text) => { said += text; if (/attached/.test(said)) done(); });
        tracer.once("exit", done);
    });
    assert.match(said, /attached/, `strace may not look here: ${said}`);
    const refused = await fetch(`${service.url}api/strangnas/session`, { method: "POST",
        body: JSON.stringify({ code: second }), headers: { "content-type": "application/json" } });
    assert.equal(refused.status, 503);
    assert.equal(await service.ended, 1);
    await traced;
    const last = JSON.parse(service.log.trimEnd().split("\n").at(-1));
    assert.match(last.text, /could not keep a change .*: the service stops\. Nothing half-done was kept\.$/);
    const again = await start(data);
    assert.equal((await fetch(`${again.url}api/strangnas/receipts/${kept}`)).status, 200);
    await declined(again.url, second);
    assert.equal(await again.stop(), 0);
    assert.match(ran("verify", "--data", data), /^Everything holds/);
});

test("a backup that has been altered replaces nothing", async () => {
    const data = inside("whole");
    const service = await start(data);
    await declined(service.url, await new_code(data));
    assert.equal(await service.stop(), 0);
    ran("backup", "--data", data, "--out", inside("altered"));
    const before_restore = fs.readFileSync(path.join(data, "hemval.sqlite"));
    const changed = spawnSync("sqlite3", [inside("altered/hemval.sqlite"),
        "UPDATE ledger SET day = '2020-01-01' WHERE sequence = 2"], { encoding: "utf8" });
    assert.equal(changed.status, 0, changed.stderr);
    const refused = run(["restore", "--verify", "--from", inside("altered"), "--data", data]);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /Nothing has been replaced\.$/m);
    assert.deepEqual(fs.readFileSync(path.join(data, "hemval.sqlite")), before_restore);
    assert.deepEqual(fs.readdirSync(data).filter((name) => /^(replaced|restoring)/.test(name)), []);
    fs.rmSync(inside("altered/signing.key"));
    assert.match(run(["restore", "--from", inside("altered"), "--data", data]).stderr, /signing\.key is missing/);
});

test("Patroni as it is shown acknowledges only what is on two disks, and lets nobody in without TLS", () => {
    const { bootstrap: { dcs, initdb }, postgresql: { pg_hba }, restapi, etcd3 } =
        parse(fs.readFileSync(path.join(ROOT, "docs/operations/patroni.yml"), "utf8"));
    const { synchronous_mode, synchronous_mode_strict, maximum_lag_on_failover, postgresql: { parameters } } = dcs;
    assert.deepEqual([synchronous_mode, synchronous_mode_strict], [true, true]);
    assert.equal(maximum_lag_on_failover, undefined);
    assert.deepEqual([restapi.verify_client, etcd3.protocol], ["required", "https"]);
    for (const { username, password } of [restapi.authentication, etcd3]) assert.ok(username && password);
    assert.deepEqual([parameters.synchronous_commit, parameters.fsync, parameters.ssl], ["on", "on", "on"]);
    assert.ok(initdb.some(({ locale }) => locale === "C"), "texts compare byte by byte");
    for (const line of pg_hba) assert.match(line, /^(hostssl .* scram-sha-256|local .* peer map=patroni)$/);
});
