// Two services in front of one PostgreSQL, behind HAProxy with the configuration that is shipped: each is ended
// and started again while people choose, and nobody notices.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { free_ports } from "../browser/support/ports.mjs";
import { start_cluster } from "./support/cluster.mjs";
import { certificates, ROOT, until } from "./support/front.mjs";
import { ask } from "./support/visitor.mjs";

const PROGRAM = path.join(ROOT, "build/native/hemval");
const PEOPLE = 80, AT_ONCE = 4;

let work, cluster, front, ports, services = [], codes;

async function start(at) {
    const child = spawn(PROGRAM, ["serve", "--data", path.join(work, "keys"), "--database", cluster.url,
        "--port", String(ports.serve[at]), "--metrics-port", String(ports.ready[at]),
        "--trusted-proxy", "127.0.0.1", "--site", path.join(ROOT, "build/site"),
        "--municipalities", path.join(ROOT, "assets/municipalities"),
        "--locales", path.join(ROOT, "assets/locales")], { stdio: ["ignore", "ignore", "pipe"] });
    services[at] = child;
    let said = "";
    child.stderr.on("data", (text) => { said += text; });
    await until(async () => {
        if (child.exitCode !== null) throw new Error(said);
        const answer = await fetch(`http://127.0.0.1:${ports.ready[at]}/readyz`).catch(() => undefined);
        return answer?.status === 200;
    }, () => `service ${at}: ${said}`);
}

async function end(at) {
    services[at].kill("SIGTERM");
    const [code] = await new Promise((done) => services[at].once("exit", (...how) => done(how)));
    assert.equal(code, 0);
}

const CONFIGURATION = path.join(ROOT, "server/front/haproxy.cfg");

/** @param {string} bind where it is reached, and `before` what it stands, in the words of its configuration */
function environment(bind, before = ports.serve.map((port) => `127.0.0.1:${port}`)) {
    return { ...process.env, HEMVAL_BIND: bind, HEMVAL_ONE: before[0], HEMVAL_ONE_READY: String(ports.ready[0]),
        HEMVAL_TWO: before[1], HEMVAL_TWO_READY: String(ports.ready[1]) };
}

function balance(...where) {
    return spawn("/usr/sbin/haproxy", ["-db", "-f", CONFIGURATION], { stdio: "ignore", env: environment(...where) });
}

function letters() {
    const cases = path.join(work, "cases.csv");
    fs.writeFileSync(cases, "reference,name,address,postal_code,city,language,area,services,hours_per_month,"
        + "decision_day,provider,protected\n" + Array.from({ length: PEOPLE }, (_, at) =>
        `A-${at},Anna Övningsson,Provgatan ${at},645 30,Strängnäs,sv,strangnas,household,20,2026-01-10,,no\n`)
        .join(""));
    const said = execFileSync(PROGRAM, ["letters", "--data", path.join(work, "keys"), "--database", cluster.url,
        "--municipalities", path.join(ROOT, "assets/municipalities"), "--municipality", "strangnas",
        "--cases", cases, "--out", path.join(work, "out"), "--base-url", front], { encoding: "utf8" });
    const text = fs.readFileSync(said.split("\n")[0], "utf8");
    return [...new Set(text.match(/\b\d{4}-\d{4}-\d{4}-\d{4}\b/g))];
}

before(async () => {
    work = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-several-"));
    fs.mkdirSync(path.join(work, "keys"));
    const [one, two, ready_one, ready_two, bind] = await free_ports(5);
    ports = { serve: [one, two], ready: [ready_one, ready_two] };
    front = `http://127.0.0.1:${bind}/`;
    cluster = await start_cluster();
    await start(0);
    await start(1);
    codes = letters();
    assert.equal(codes.length, PEOPLE);
    services.push(balance(`127.0.0.1:${bind}`));
    await until(async () => (await fetch(front).catch(() => undefined))?.status === 200, () => "HAProxy");
});
after(async () => {
    for (const child of services) child?.kill("SIGTERM");
    await cluster?.stop();
    fs.rmSync(work, { recursive: true, force: true });
});

/** One person's errand. Every answer must be right at the first try. @returns {Promise<object>} the receipt */
async function decline(code, key) {
    const ask = async (method, what, { body, headers } = {}) => {
        const answer = await fetch(`${front}api/strangnas/${what}`, {
            method, body: body && JSON.stringify(body),
            headers: { "Content-Type": "application/json", ...headers },
        });
        assert.ok(answer.ok, `${method} ${what}: ${answer.status} ${answer.ok ? "" : await answer.text()}`);
        return answer;
    };
    await ask("GET", "providers");
    const signed_in = await ask("POST", "session", { body: { code } });
    const cookie = signed_in.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
    await ask("GET", "case", { headers: { Cookie: cookie } });
    const headers = { Cookie: cookie, "Idempotency-Key": key };
    return (await ask("POST", "submissions", { body: { action: "decline" }, headers })).json();
}

test("each service is restarted while people choose: no request fails, and every receipt is kept", async () => {
    const receipts = [], waiting = [...codes.entries()];
    let done = false;
    const people = Array.from({ length: AT_ONCE }, async () => {
        for (let next; (next = waiting.pop());) receipts.push(await decline(next[1], `several-key-${next[0]}`));
    });
    // Whoever only looks goes on as long as anything is restarted.
    const looks = (async () => {
        let count = 0;
        for (; !done; ++count) {
            const answer = await fetch(`${front}api/strangnas/providers`);
            assert.equal(answer.status, 200);
        }
        return count;
    })();
    const restarts = (async () => {
        for (const at of [0, 1, 0, 1]) {
            await end(at);
            await start(at);
            await new Promise((then) => setTimeout(then, 700));  // two checks, until HAProxy knows
        }
        done = true;
    })();
    const [count] = await Promise.all([looks, restarts, ...people]);
    assert.ok(count > 100, `${count} looks`);
    assert.equal(new Set(receipts.map(({ number }) => number)).size, PEOPLE);
    for (const { number } of receipts)
        assert.equal((await fetch(`${front}api/strangnas/receipts/${number}`)).status, 200);
});

test("the ledger that two services wrote together holds", () => {
    const said = execFileSync(PROGRAM, ["verify", "--data", path.join(work, "keys"), "--database", cluster.url],
        { encoding: "utf8" });
    const [, entries] = said.match(/^Everything holds: (\d+) entries/);
    assert.ok(Number(entries) >= 2 * PEOPLE, said);  // each opened, each decided
});

test("it is read after Debian's own configuration", () => {
    execFileSync("/usr/sbin/haproxy", ["-c", "-f", "/etc/haproxy/haproxy.cfg", "-f", CONFIGURATION],
        { stdio: "pipe", env: environment("127.0.0.1:8080") });
});

describe("over TLS", () => {
    let ca, url;
    before(async () => {
        certificates(work);
        const read = (name) => fs.readFileSync(path.join(work, name), "utf8"), both = path.join(work, "both.pem");
        fs.writeFileSync(both, read("front.pem") + read("front.key"), { mode: 0o600 });
        const [port] = await free_ports(1);
        [ca, url] = [read("ca.pem"), `https://localhost:${port}/`];
        services.push(balance(`127.0.0.1:${port} ssl crt ${both}`));
        await until(async () => (await ask(ca, url).catch(() => undefined))?.status === 200, () => "HAProxy with TLS");
    });

    test("a browser is told to keep to it, and the session's cookie goes nowhere else", async () => {
        const signed_in = await ask(ca, `${url}api/strangnas/session`, {
            method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ code: codes[0] }),
        });
        assert.equal(signed_in.status, 200, signed_in.text);
        assert.equal(signed_in.headers["strict-transport-security"], "max-age=31536000");
        assert.match(signed_in.set[0], /^hemval-session=[^;]+; .*; Secure$/);
        assert.equal((await fetch(front)).headers.get("strict-transport-security"), null);
    });

    test("what stands behind it may have TLS of its own, as Apache has", async () => {
        const [port] = await free_ports(1);
        const apache = `${new URL(url).host} ssl verify required ca-file ${work}/ca.pem sni str(localhost)`;
        services.push(balance(`127.0.0.1:${port}`, [apache, apache]));
        await until(async () => (await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined))?.status === 200,
            () => "HAProxy before TLS");
    });

    // scripts/observatory.sh. In the short form its rules stand in tests/server/headers.test.mjs, one by one.
    if (process.env.HEMVAL_LONG) {
        test("MDN's Observatory gives the service behind HAProxy A+", () => {
            const scan = `import { scan } from "@mdn/mdn-http-observatory/src/scanner/index.js";
                process.stdout.write(JSON.stringify(await scan(${JSON.stringify(new URL(url).host)})));`;
            const { scan: graded, tests } = JSON.parse(execFileSync(process.execPath,
                ["--input-type=module", "--eval", scan], {
                    cwd: path.join(ROOT, "build/observatory"), encoding: "utf8",
                    env: { ...process.env, NODE_EXTRA_CA_CERTS: path.join(work, "ca.pem") },
                }));
            const lost = Object.entries(tests).filter(([, { scoreModifier }]) => scoreModifier < 0);
            assert.equal(graded.grade, "A+", JSON.stringify(lost));
            console.log(`Observatory: ${graded.grade}, ${graded.score}`);
        });
    }
});

test("while the database is away people still see who there is to choose from, and are told to try again", async () => {
    await cluster.stop();
    const end = Date.now() + 25_000;  // three checks of five seconds each, and none is ready
    for (let looks = 0; Date.now() < end; ++looks) {
        assert.equal((await fetch(`${front}strangnas/`)).status, 200, `look ${looks}`);
        await new Promise((then) => setTimeout(then, 500));
    }
    for (const port of ports.ready)
        assert.equal((await fetch(`http://127.0.0.1:${port}/readyz`)).status, 503);
    for (const [method, what, body] of [["GET", "providers"], ["POST", "session", { code: codes[0] }]]) {
        const refused = await fetch(`${front}api/strangnas/${what}`, {
            method, headers: { "Content-Type": "application/json" }, body: body && JSON.stringify(body),
        });
        assert.equal(refused.status, 503, what);
        assert.equal((await refused.json()).problem, "busy");
    }
});
