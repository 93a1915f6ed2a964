// The program as it is started: what it says, what it leaves on the disk, what it refuses, and a
// municipality that is nothing but a folder, from the pack to the receipt.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";
import { building, make_source_up } from "../site/made_up.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const program = process.env.HEMVAL_PROGRAM ?? path.join(root, "build/native/hemval");
let work;
const running = new Set();
const inside = (...names) => path.join(work, ...names);

const options = (data, port = "0") => ["serve", "--port", port, "--data", data, "--site",
    inside("site"), "--municipalities", inside("assets/municipalities"), "--sample-data"];

/** Starts the service and waits for its address. */
async function start(data, given = options(data), cwd = root) {
    const child = spawn(program, given, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
    const service = { out: "", log: "" };
    child.stderr.on("data", (text) => { service.log += text; });
    await new Promise((resolve, reject) => {
        child.stdout.on("data", (text) => {
            service.out += text;
            if (/^(http:.*\/|unix:.*)$/m.test(service.out)) resolve();
        });
        child.once("exit", (code) => reject(new Error(`ended (${code}): ${service.log}`)));
    });
    service.url = service.out.match(/^(http:.*)\/$/m)?.[1];
    service.stop = async () => {
        const ended = new Promise((resolve) => { child.once("exit", resolve); });
        child.kill("SIGTERM");
        running.delete(child);
        return await ended;
    };
    return service;
}

/** What a start that must fail says: its only line. */
function refusal(given, cwd = root) {
    const { status, stdout, stderr } = spawnSync(program, given, { cwd, encoding: "utf8", timeout: 20000 });
    assert.equal(status, 1, stdout + stderr);
    assert.equal(stdout, "");
    assert.match(stderr, /^[^\n]+\.\n$/);
    return stderr;
}

before(() => {
    work = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-program-"));
    make_source_up(work);
    const pack = inside("assets/municipalities/provby");
    fs.cpSync(path.join(root, "assets/municipalities/strangnas"), pack, { recursive: true });
    const file = path.join(pack, "municipality.json");
    const municipality = JSON.parse(fs.readFileSync(file, "utf8"));
    fs.writeFileSync(file, JSON.stringify({ ...municipality, name: "Provby kommun" }));
    execFileSync(process.execPath, building(work, inside("site")));
});
after(() => {
    for (const child of running) child.kill("SIGKILL");  // a test that failed left it
    fs.rmSync(work, { recursive: true });
});

test("a municipality is a folder: its page, its providers, an errand and the receipt", async () => {
    const service = await start(inside("folder"));
    try {
        const get = (where, init) => fetch(service.url + where, init);
        assert.match(await (await get("/")).text(), /<a [^>]*href="\.\/provby\/"[^>]*>Provby kommun<\/a>/);
        assert.match(await (await get("/provby/")).text(), /Provby kommun/);
        assert.ok((await (await get("/api/provby/providers")).json()).length >= 5);
        const code = service.out.match(/^Exempelkod ny: (.*)$/m)[1];
        const post = (where, body, headers = {}) => get(where, { method: "POST",
            body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } });
        const session = await post("/api/provby/session", { code });
        assert.equal(session.status, 200);
        assert.equal((await session.json()).municipality, "provby");
        const kept = await post("/api/provby/submissions", { action: "decline" },
            { cookie: session.headers.get("set-cookie").split(";")[0], "idempotency-key": "key-0001" });
        assert.equal(kept.status, 201);
        const receipt = await kept.json();
        assert.equal((await get(`/api/provby/receipts/${receipt.number}`)).status, 200);
        assert.equal((await get("/api/strangnas/providers")).status, 404);
        assert.equal((await get(`/nothing/${receipt.number}`, { method: "BREW" })).status, 405);

        // The log is written after the answer has left.
        for (let i = 0; i < 100 && !service.log.includes('"status":405'); ++i) {
            await new Promise((done) => { setTimeout(done, 20); });
        }
        const lines = service.log.trimEnd().split("\n").map((line) => JSON.parse(line));
        for (const line of lines) assert.match(line.time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        const { time, ms, ...request } = lines.find(({ route }) => route === "/api/{m}/receipts/{number}");
        assert.deepEqual(request, { event: "request", method: "GET", status: 200,
            route: "/api/{m}/receipts/{number}" });
        assert.ok(time && ms >= 0);
        assert.ok(lines.some(({ method, status }) => method === "-" && status === 405));
        for (const secret of [receipt.number, code, "BREW", "provby", "key-0001"]) {
            assert.ok(!service.log.includes(secret), `${secret} in the log:\n${service.log}`);
        }
    } finally {
        assert.equal(await service.stop(), 0);
    }
});

test("a start says three example codes, then the address, and nothing else", async () => {
    const service = await start(inside("said"));
    assert.equal(await service.stop(), 0);
    const code = "\\d{4}-\\d{4}-\\d{4}-\\d{4}";
    assert.match(service.out, new RegExp(`^Exempelkod ny: ${code}\nExempelkod byte: ${code}\n`
        + `Exempelkod avveckling: ${code}\nhttp://127\\.0\\.0\\.1:\\d+/\n$`));
});

test("the built site has its codings, tags and lasting names; a changed page is fetched anew", async () => {
    const wasm = fs.readdirSync(inside("site/app")).find((name) => name.endsWith(".wasm"));
    const ask = (service, where, headers = {}, method = "GET") =>
        fetch(service.url + where, { method, headers: { "accept-encoding": "identity", ...headers } });
    let service = await start(inside("cached"));
    const plain = await ask(service, `/app/${wasm}`);
    assert.equal(plain.headers.get("content-type"), "application/wasm");
    assert.equal(plain.headers.get("cache-control"), "public, max-age=31536000, immutable");
    const size = fs.statSync(inside("site/app", wasm)).size;
    assert.equal((await plain.arrayBuffer()).byteLength, size);
    const brotli = await ask(service, `/app/${wasm}`, { "accept-encoding": "gzip, br" });
    assert.equal(brotli.headers.get("content-encoding"), "br");
    assert.ok(+brotli.headers.get("content-length") < size);
    assert.equal((await brotli.arrayBuffer()).byteLength, size);
    assert.notEqual(brotli.headers.get("etag"), plain.headers.get("etag"));
    const head = await ask(service, `/app/${wasm}`, {}, "HEAD");
    assert.equal(+head.headers.get("content-length"), size);
    assert.equal(head.headers.get("etag"), plain.headers.get("etag"));

    const tag = (await ask(service, "/provby/")).headers.get("etag");
    const again = await ask(service, "/provby/", { "if-none-match": tag });
    assert.equal(again.status, 304);
    assert.equal(again.headers.get("cache-control"), "no-cache");
    const missing = await ask(service, "/ingenstans/");
    assert.equal(missing.status, 404);
    assert.match(await missing.text(), /<html lang="sv">[^]*<h1>Sidan finns inte<\/h1>[^]*<a href="\/">/);
    await service.stop();

    const page = inside("site/provby/index.html");
    const text = fs.readFileSync(page, "utf8").replace("</body>", "<!-- new --></body>");
    fs.writeFileSync(page, text);
    fs.writeFileSync(`${page}.br`, zlib.brotliCompressSync(text));
    service = await start(inside("cached"));
    assert.equal((await ask(service, "/provby/", { "if-none-match": tag })).status, 200);
    await service.stop();
});

test("without being told, the site and the packs are those of the folder it is started in", async () => {
    const data = inside("here/data");
    const serve = ["serve", "--port", "0", "--data", data, "--sample-data"];
    const code = ["code", "--data", data, "--municipality", "provby", "--situation", "ny"];
    fs.mkdirSync(inside("here/build"), { recursive: true });
    for (const command of [serve, code]) {
        assert.match(refusal(command, inside("here")), /assets\/municipalities, .* with --municipalities\.$/m);
    }
    fs.symlinkSync(inside("assets"), inside("here/assets"));
    assert.match(refusal(serve, inside("here")), /folder build\/site .* with --site\.$/m);
    fs.symlinkSync(inside("site"), inside("here/build/site"));
    const service = await start(data, serve, inside("here"));
    assert.match(await (await fetch(service.url)).text(), /Provby kommun/);
    assert.equal(await service.stop(), 0);
    assert.match(execFileSync(program, code, { cwd: inside("here"), encoding: "utf8" }), /^[\d-]+\n$/);
});

test("it says where it listens: at an IPv6 address, or for a front at a socket, whose data is real", async () => {
    const six = await start(inside("six"), [...options(inside("six")), "--address", "::1", "--trusted-proxy", "::1"]);
    assert.match(six.url, /^http:\/\/\[::1\]:\d+$/);
    assert.equal((await fetch(`${six.url}/healthz`)).status, 200);
    const { port } = new URL(six.url);
    assert.match(refusal([...options(inside("seven")), "--metrics-address", "::1", "--metrics-port", port]),
        /taken by another program/);
    assert.equal(await six.stop(), 0);

    const socketPath = inside("socket");
    const real = options(inside("real")).filter((option) => option !== "--sample-data");
    const front = await start(inside("real"), [...real, "--unix-socket", socketPath]);
    assert.equal(front.out, `unix:${socketPath}\n`);
    const status = await new Promise((resolve, reject) => {
        http.get({ socketPath, path: "/healthz", headers: { host: "hemval.example" } },
            (answer) => { answer.resume(); resolve(answer.statusCode); }).on("error", reject);
    });
    assert.equal(status, 200);
    assert.equal(await front.stop(), 0);
});

test("every command says what it lacks", () => {
    const data = inside("lacking"), packs = ["--municipalities", inside("assets/municipalities")];
    const at = ["--municipality", "provby"];
    fs.mkdirSync(data);
    for (const command of [["move", "--from", data, "--to", "postgresql://hemval@127.0.0.1:1/hemval"],
        ["protect", "--data", data, ...at, "--case", "SOC-1"], ["erase-expired", "--data", data],
        ["usage", "--data", data],
        ["letters", "--data", data, ...packs, ...at, "--cases", inside("none.csv"), "--out", inside("letters"),
            "--base-url", "https://hemval.example.se/"]]) {
        assert.match(refusal(command), /no database in|could not be read|none\.csv/, command[0]);
    }
    const { status, stderr } = spawnSync(program, [...options(data), "--today", "tomorrow"], { encoding: "utf8" });
    assert.notEqual(status, 0);
    assert.match(stderr, /must be a day such as 2026-11-22, not tomorrow/);
});

test("what is kept is for the owner alone, whatever the umask", async () => {
    const mask = process.umask(0);
    const service = await start(inside("kept"));
    process.umask(mask);
    const files = fs.readdirSync(inside("kept"));
    for (const name of ["hemval.sqlite", "hemval.sqlite-wal", "secret.key", "lock"]) {
        assert.ok(files.includes(name), `${name} among ${files}`);
    }
    for (const name of ["", ...files]) {
        assert.equal(fs.statSync(inside("kept", name)).mode & 0o077, 0, name);
    }
    await service.stop();
});

test("what makes a start impossible is one sentence", async () => {
    const service = await start(inside("one"));
    const { port } = new URL(service.url);
    assert.match(refusal(options(inside("two"), port)), /taken by another program/);
    assert.match(refusal(options(inside("one"))), /Another Hemval service uses/);
    assert.equal(await service.stop(), 0);

    fs.rmSync(inside("one/secret.key"));
    assert.match(refusal(options(inside("one"))), /secret key .* is missing beside the database/);
    assert.match(refusal([...options(inside("two")), "--address", "0.0.0.0"]), /this computer itself/);
    assert.match(refusal(options("/proc/hemval")), /data folder \/proc\/hemval could not be created/);
    // Nothing can be written on a full device.
    fs.mkdirSync(inside("full"));
    fs.symlinkSync("/dev/full", inside("full/.trial"));
    assert.match(refusal(options(inside("full"))), /is full: make room/);
});
