// What the service takes, as it is delivered: a sanitized one would take what the sanitizers do.
import assert from "node:assert/strict";
import fs from "node:fs";
import net from "node:net";
import { test } from "node:test";
import { start_service } from "../browser/support/service.mjs";

// argon2id wants 19 MiB a try, so that guessing is dear, and a crowd at the door must not be dear for the service.
const ARGON_MIB = 19, AT_ONCE = 2, CROWD = 12;

const mib = (pid, what) =>
    Number(new RegExp(`^${what}:\\s+(\\d+) kB`, "m").exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;

test("of a crowd that signs in at once two are checked at a time, and the service stays small", async () => {
    const service = await start_service(), { pid } = service.child;
    try {
        const codes = Array.from({ length: CROWD }, () => service.code("strangnas", "ny"));
        fs.writeFileSync(`/proc/${pid}/clear_refs`, "5");  // from here on VmHWM counts anew
        const before = mib(pid, "VmRSS");
        const answers = await Promise.all(codes.map((code) => fetch(`${service.url}api/strangnas/session`, {
            method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ code }),
        })));
        for (const answer of answers) assert.equal(answer.status, 200, await answer.text());
        const grown = mib(pid, "VmHWM") - before;
        assert.ok(grown > ARGON_MIB / 2, `${grown} MiB: nothing was checked`);
        assert.ok(grown < AT_ONCE * ARGON_MIB + 8, `${grown} MiB more for ${CROWD} people`);
        assert.ok(mib(pid, "VmHWM") < 64 + AT_ONCE * ARGON_MIB, `${mib(pid, "VmHWM")} MiB`);
    } finally {
        await service.stop();
    }
});

const FLOOD = 250 * 1024 * 1024;

/** Sends `head`, then `piece` until FLOOD bytes have gone or nobody takes them: the answer's status, 0 for none. */
function flood(port, head, piece) {
    return new Promise((done) => {
        const socket = net.connect(port, "127.0.0.1");
        let said = "", sent = 0;
        const send = () => {
            while (socket.writable && sent < FLOOD) {
                sent += piece.length;
                if (!socket.write(piece)) return;
            }
            socket.end();
        };
        socket.on("drain", send);
        socket.on("data", (bytes) => { said += bytes.toString("latin1"); });
        socket.on("error", () => {});  // it was closed on us, as it should be
        socket.on("close", () => done(Number(/^HTTP\/1\.1 (\d+)/.exec(said)?.[1] ?? 0)));
        socket.write(head);
        send();
    });
}

test("250 MiB of body, headers, chunk lines or trailers without an end are refused, and cost no memory", async () => {
    const service = await start_service(), { pid } = service.child, port = new URL(service.url).port;
    const well = async () => assert.equal((await fetch(`${service.url}healthz`)).status, 200);
    const post = "POST /api/strangnas/session HTTP/1.1\r\nHost: a\r\n", body = "x".repeat(64 * 1024);
    const chunked = `${post}Transfer-Encoding: chunked\r\n\r\n`;
    const FLOODS = {
        "a body": [`${post}Content-Length: ${FLOOD}\r\n\r\n`, body, [413]],
        "headers": [post, `X-More: ${"x".repeat(1000)}\r\n`, [431]],
        "one header": [`${post}X-More: `, body, [431]],
        "a request line": ["GET /", body, [431]],
        "a chunk's own line": [`${chunked}1;`, body, [400, 413, 431]],
        "trailers": [`${chunked}0\r\nX: `, body, [400, 413, 431]],
        "chunks": [chunked, "1\r\nx\r\n".repeat(10_000), [413]],
    };
    let told = 0;
    try {
        await well();  // what the first request of a process takes is taken
        for (const [what, [head, piece, statuses]] of Object.entries(FLOODS)) {
            fs.writeFileSync(`/proc/${pid}/clear_refs`, "5");
            const before = mib(pid, "VmRSS");
            const status = await flood(port, head, piece);
            // A reset may overtake the answer while the flood still comes.
            if (status !== 0) assert.ok(statuses.includes(status), `${what}: ${status}`);
            told += status !== 0;
            const grown = mib(pid, "VmHWM") - before;
            assert.ok(grown < 1, `${what}: ${grown} MiB`);
            await well();
        }
        assert.ok(told > 0, "no flood was answered");
    } finally {
        await service.stop();
    }
});
