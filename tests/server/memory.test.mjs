// What signing in by code takes: argon2id wants 19 MiB a try, so that guessing is dear, and a crowd at the door must
// not be dear for the service.
import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import { start_service } from "../browser/support/service.mjs";

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
