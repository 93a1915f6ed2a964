// The case system's end of the outbox: a receiver that verifies each signature, fails at random, hangs
// and is down, and a service that is killed: each choice arrives, by its id once, in order per person.
//   node --test tests/server/outbox.test.mjs
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import https from "node:https";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import Ajv2020 from "ajv/dist/2020.js";
import { parse } from "yaml";

const root = fileURLToPath(new URL("../../", import.meta.url));
const program = process.env.HEMVAL_PROGRAM ?? path.join(root, "build/native/hemval");
let work;
const contract = parse(fs.readFileSync(path.join(root, "server/openapi.yaml"), "utf8"));
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addSchema({ $id: "contract", ...contract });
const { parameters: headers, requestBody } = contract.webhooks.choice.post;
const running = new Set();
const inside = (...names) => path.join(work, ...names);
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

before(() => {
    work = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-outbox-"));
    fs.mkdirSync(inside("site"));
    fs.writeFileSync(inside("site/index.html"), "<h1>Hemval</h1>");
});
after(() => {
    for (const child of running) child.kill("SIGKILL");  // a test that failed left it
    fs.rmSync(work, { recursive: true });
});

function secret(name) {
    const key = randomBytes(32);
    fs.writeFileSync(inside(name), `whsec_${key.toString("base64")}\n`, { mode: 0o600 });
    return key;
}

/** Keeps what it has taken by id. `behave` may answer otherwise: it is given the answer, and true ends it. */
async function receiver(key, behave = () => false, { tls, port = 0 } = {}) {
    const taken = new Map();
    const seen = { tries: 0, forged: 0, repeats: 0, order: [], unlike: [] };
    const handle = async (request, response) => {
        let body = "";
        for await (const part of request) body += part;
        seen.tries += 1;
        const { "webhook-id": id, "webhook-timestamp": time, "webhook-signature": signature } = request.headers;
        const expected = createHmac("sha256", key).update(`${id}.${time}.${body}`).digest();
        const right = signature.split(" ").some((one) => {
            const [version, text] = one.split(",");
            const given = Buffer.from(text, "base64");
            return version === "v1" && given.length === expected.length && timingSafeEqual(given, expected);
        });
        if (!right || Math.abs(Date.now() / 1000 - Number(time)) > 300) {
            seen.forged += 1;
            response.writeHead(401).end();
            return;
        }
        for (const { name, schema } of headers) {
            const value = request.headers[name];
            if (!ajv.validate(schema, value)) seen.unlike.push(`${name}: ${value}`);
        }
        const { $ref } = requestBody.content["application/json"].schema;
        const fits = ajv.validate(`contract${$ref}`, JSON.parse(body));
        if (!fits) seen.unlike.push(`${body}: ${ajv.errorsText()}`);
        if (await behave(response, seen)) return;
        if (taken.has(id)) {
            seen.repeats += 1;
            assert.equal(taken.get(id), body, "a repeat says the same");
        } else {
            taken.set(id, body);
            seen.order.push(JSON.parse(body));
        }
        if (await behave(response, seen, "taken")) return;
        response.writeHead(204).end();
    };
    const server = tls ? https.createServer(tls, handle) : http.createServer(handle);
    await new Promise((resolve) => { server.listen(port, "127.0.0.1", resolve); });
    return {
        seen, taken, port: server.address().port,
        url: `${tls ? "https" : "http"}://127.0.0.1:${server.address().port}/hook`,
        close: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }),
    };
}

async function start(data, url, file, ...more) {
    const webhook = url ? ["--webhook-url", `strangnas=${url}`, "--webhook-secret",
        `strangnas=${inside(file)}`, "--webhook-first-retry", "1"] : [];
    const child = spawn(program, ["serve", "--port", "0", "--data", inside(data), "--site", inside("site"),
        "--municipalities", path.join(root, "assets/municipalities"), "--sample-data", ...webhook, ...more],
    { stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
    const service = { log: "", out: "" };
    child.stderr.on("data", (text) => { service.log += text; });
    await new Promise((resolve, reject) => {
        child.stdout.on("data", (text) => {
            service.out += text;
            if (/^http:.*\/$/m.test(service.out)) resolve();
        });
        child.once("exit", (code) => reject(new Error(`ended (${code}): ${service.log}`)));
    });
    service.base = service.out.match(/^(http:.*)\/$/m)[1];
    service.end = async (signal) => {
        const ended = new Promise((resolve) => { child.once("exit", resolve); });
        child.kill(signal);
        running.delete(child);
        return await ended;
    };
    return service;
}

const code_in = (data, situation) => execFileSync(program, ["code", "--data", inside(data), "--situation",
    situation, "--municipality", "strangnas", "--municipalities", path.join(root, "assets/municipalities")],
{ encoding: "utf8" }).trim();

async function person(service, data, situation = "byte") {
    const answer = await fetch(`${service.base}/api/strangnas/session`, { method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ code: code_in(data, situation) }) });
    assert.equal(answer.status, 200);
    return answer.headers.get("set-cookie").split(";")[0];
}

async function choose(service, cookie, provider, action = "switch") {
    const answer = await fetch(`${service.base}/api/strangnas/submissions`, { method: "POST",
        headers: { "content-type": "application/json", cookie,
            "idempotency-key": randomBytes(12).toString("hex") },
        body: JSON.stringify({ action, provider }) });
    const body = await answer.json();
    assert.equal(answer.status, 201, JSON.stringify(body));
    return body.number;
}

async function until(what, holds, seconds = 60) {
    const end = Date.now() + seconds * 1000;
    while (!await holds()) {
        assert.ok(Date.now() < end, `not within ${seconds} s: ${what()}`);
        await pause(50);
    }
}

const outbox = (data, ...more) => spawnSync(program, ["outbox", ...more, "--data", inside(data)],
    { encoding: "utf8" });
const others = ["tusenskonan", "solglantan", "silverlarkan"];

/** Three choices by each of `people`, one after the other; the receipts in order. */
async function some_choices(service, data, people) {
    const receipts = [];
    for (let i = 0; i < people; ++i) {
        const cookie = await person(service, data, "ny");
        const own = [];
        for (const provider of others) own.push(await choose(service, cookie, provider, "choose"));
        receipts.push(own);
    }
    return receipts;
}

function all_arrived(end, receipts) {
    assert.deepEqual(end.seen.unlike, [], "all of it as server/openapi.yaml says");
    const told = end.seen.order.map((body) => body.data.receipt);
    assert.equal(new Set(told).size, told.length, "no choice under two ids");
    assert.deepEqual([...told].sort(), receipts.flat().sort(), "each choice, and nothing else");
    for (const own of receipts) {
        assert.deepEqual(told.filter((number) => own.includes(number)), own, "in the person's order");
    }
}

test("a receiver that fails at random hears of each choice, by its id once, in order", async () => {
    const key = secret("random.secret");
    let draw = 12345;  // the same failures each time
    const chance = () => { draw = (draw * 1103515245 + 12345) % 2147483648; return draw / 2147483648; };
    const kinds = new Set();
    const end = await receiver(key, (response, seen, when) => {
        if (chance() > (when ? 0.15 : 0.3)) return false;
        const kind = ["500", "410", "302", "cut", "long", when ? "lost" : "429"][Math.floor(chance() * 6)];
        kinds.add(kind);
        if (kind === "cut" || kind === "lost") response.socket.destroy();  // taken perhaps, and not said so
        else if (kind === "long") response.writeHead(500).end("x".repeat(1e6));
        else response.writeHead(Number(kind), { location: "http://127.0.0.1:1/" }).end();
        return true;
    });
    const service = await start("random", end.url, "random.secret");
    try {
        const receipts = await some_choices(service, "random", 8);
        await until(() => outbox("random").stdout, async () => {
            outbox("random", "retry");  // else it would double its wait some nine times
            await pause(300);
            return end.taken.size === 24;
        });
        all_arrived(end, receipts);
        assert.ok(end.seen.tries > 24, "some were tried again");
        assert.ok(kinds.size >= 4, [...kinds].join());
        assert.equal(end.seen.forged, 0);
        await until(() => outbox("random").stdout, () => {
            outbox("random", "retry");
            return / 0 waiting\./.test(outbox("random").stdout);
        });
        assert.match(outbox("random").stdout, /^strangnas: 24 delivered, the last at .*; 0 waiting\.$/m);
    } finally {
        await service.end("SIGTERM");
        await end.close();
    }
});

test("a service killed between commit and delivery, or during deliveries, tells of each choice", async () => {
    const key = secret("kill.secret");
    const nobody = await receiver(key);
    await nobody.close();  // a port where nobody listens
    let service = await start("kill", nobody.url, "kill.secret");
    const receipts = await some_choices(service, "kill", 5);
    assert.equal(outbox("kill").status, 0);
    await until(() => outbox("kill").stdout,
        () => / 15 waiting, since .*tried in vain \(no answer: /.test(outbox("kill").stdout));
    await service.end("SIGKILL");

    // Every fourth delivery kills the service, after the choice was taken and before it was said so.
    let kills = 0;
    let starting;
    const end = await receiver(key, async (response, seen, when) => {
        if (when !== "taken" || seen.order.length % 4 !== 0 || kills >= 3) return false;
        await (await starting).end("SIGKILL");
        kills += 1;
        response.socket.destroy();
        return true;
    }, { port: nobody.port });
    assert.equal(outbox("kill", "retry").status, 0);
    try {
        for (let round = 0; round < 4; ++round) {
            const before_it = kills;
            starting = start("kill", end.url, "kill.secret");
            service = await starting;
            outbox("kill", "retry");
            await until(() => `${end.taken.size} taken, ${kills} kills`,
                () => kills > before_it || / 0 waiting/.test(outbox("kill").stdout));
        }
        assert.equal(kills, 3);
        assert.ok(end.seen.repeats >= 1, "what was not said to be taken came again");
        all_arrived(end, receipts);
    } finally {
        await service.end("SIGTERM");
        await end.close();
    }
});

test("a receiver that hangs neither slows a choice nor keeps the service from ending", async () => {
    const key = secret("hang.secret");
    const end = await receiver(key, () => true);  // never answers
    const service = await start("hang", end.url, "hang.secret");
    const cookie = await person(service, "hang");
    await choose(service, cookie, others[0]);
    await until(() => "no try", () => end.seen.tries > 0);
    const began = Date.now();
    for (const provider of [others[1], others[2], others[1]]) await choose(service, cookie, provider);
    assert.ok(Date.now() - began < 3000, `three choices took ${Date.now() - began} ms`);
    const stopping = Date.now();
    assert.equal(await service.end("SIGTERM"), 0);
    assert.ok(Date.now() - stopping < 5000, `ending took ${Date.now() - stopping} ms`);
    await end.close();
});

test("what another secret has signed is refused, and waits for the right one", async () => {
    const key = secret("right.secret");
    secret("wrong.secret");
    const end = await receiver(key);
    let service = await start("secret", end.url, "wrong.secret");
    const receipt = await choose(service, await person(service, "secret"), others[0]);
    await until(() => service.log, () => end.seen.forged > 0);
    assert.equal(end.taken.size, 0);
    await until(() => outbox("secret").stdout, () => /1 tried in vain \(401\)/.test(outbox("secret").stdout));
    await until(() => service.log,  // which comes by a pipe, later than what the database says
        () => /webhook of strangnas did not take evt_[0-9a-f]{32} \(401\)/.test(service.log));
    assert.doesNotMatch(service.log, new RegExp(receipt));
    await service.end("SIGTERM");

    service = await start("secret", end.url, "right.secret");
    outbox("secret", "retry");
    await until(() => service.log, () => end.taken.size === 1);
    all_arrived(end, [[receipt]]);
    await service.end("SIGTERM");

    service = await start("secret");  // without an address: said, and nothing is lost
    await until(() => service.log, () => /wait in the outbox, as it has no --webhook-url/.test(service.log));
    const next = await choose(service, await person(service, "secret"), others[1]);
    await service.end("SIGTERM");
    service = await start("secret", end.url, "right.secret");
    await until(() => service.log, () => end.taken.size === 2);
    all_arrived(end, [[receipt], [next]]);
    await service.end("SIGTERM");
    await end.close();
});

test("a certificate nobody vouches for is not spoken to, one of the municipality's own authority is", async () => {
    const key = secret("tls.secret");
    execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
        "-keyout", inside("key.pem"), "-out", inside("cert.pem"), "-days", "2", "-subj", "/CN=receiver",
        "-addext", "subjectAltName=IP:127.0.0.1"], { stdio: "ignore" });
    const tls = { key: fs.readFileSync(inside("key.pem")), cert: fs.readFileSync(inside("cert.pem")) };
    const end = await receiver(key, () => false, { tls });
    let service = await start("tls", end.url, "tls.secret");
    const receipt = await choose(service, await person(service, "tls"), others[0]);
    await until(() => outbox("tls").stdout, () => /no answer: .*certificate/i.test(outbox("tls").stdout));
    assert.equal(end.seen.tries, 0);
    await service.end("SIGTERM");
    service = await start("tls", end.url, "tls.secret", "--webhook-ca", inside("cert.pem"));
    outbox("tls", "retry");
    await until(() => outbox("tls").stdout, () => end.taken.size === 1);
    all_arrived(end, [[receipt]]);
    await service.end("SIGTERM");
    await end.close();
});

test("an address in clear, or without its secret, is refused at the start", () => {
    secret("start.secret");
    const refused = (...options) => {
        const { status, stderr } = spawnSync(program, ["serve", "--port", "0", "--data", inside("refused"),
            "--site", inside("site"), "--municipalities", path.join(root, "assets/municipalities"),
            ...options], { encoding: "utf8", timeout: 20000 });
        assert.equal(status, 1, stderr);
        return stderr;
    };
    const own = ["--webhook-secret", `strangnas=${inside("start.secret")}`];
    assert.match(refused("--webhook-url", "strangnas=http://case.example.se/", ...own), /not https:\/\//);
    assert.match(refused("--webhook-url", "strangnas=https://case.example.se/"), /no --webhook-secret/);
});
