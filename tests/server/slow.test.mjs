// slowhttptest against the service as it is delivered. tests/server/http_server_test.cpp measures in milliseconds
// when such connections are closed; here somebody else's attacker says that they are, and that others get answers.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { after, before, test } from "node:test";
import { start_service } from "../browser/support/service.mjs";

const CONNECTIONS = 400, DEADLINE = 10;
const run = promisify(execFile);

let service, folder;
before(async () => {
    service = await start_service();
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-slow-"));
});
after(async () => {
    await service?.stop();
    fs.rmSync(folder, { recursive: true, force: true });
});

/** What slowhttptest saw, second by second, and how it ended. */
async function attack(name, kind, address) {
    const file = path.join(folder, name);
    const { stdout } = await run("slowhttptest", [...kind, "-c", CONNECTIONS, "-r", CONNECTIONS, "-i", 1,
        "-l", 4 * DEADLINE, "-g", "-o", file, "-u", service.url + address].map(String), { maxBuffer: 2 ** 26 });
    const [head, ...rows] = fs.readFileSync(`${file}.csv`, "utf8").trim().split("\n");
    assert.equal(head, "Seconds,Closed,Pending,Connected,Service Available");
    return {
        seconds: rows.map((row) => row.split(",").map(Number))
            .map(([second, closed, , connected, available]) =>
                ({ second, opened: closed + connected, available: available > 0 })),
        ended: /Exit status:(?:\x1b\[[\d;]*m)* (.*)/.exec(stdout)[1],
    };
}

test("slow connections are closed at their deadline, and meanwhile others are answered", async () => {
    const kinds = [["heads", ["-H"], "strangnas/"], ["bodies", ["-B"], "api/strangnas/session"]];
    await Promise.all(kinds.map(async ([name, kind, address]) => {
        const { seconds, ended } = await attack(name, kind, address);
        assert.equal(ended, "No open connections left", name);
        const all = seconds.find(({ opened }) => opened === CONNECTIONS);
        assert.ok(all, `${name}: not all were ever open`);
        const last = seconds.at(-1).second - all.second;
        assert.ok(last <= DEADLINE + 1, `${name}: some were open ${last} s after the last was opened`);
        assert.ok(seconds.every(({ available }) => available), `${name}: ${JSON.stringify(seconds)}`);
    }));
});
