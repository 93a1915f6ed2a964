// What a person takes of the real service: bytes in its database, and time. One at a time, so that no time is
// another's wait.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ROOT, start_service } from "../browser/support/service.mjs";

const PROGRAM = path.join(ROOT, "build/native/hemval");
const HEAD = "reference,name,address,postal_code,city,language,area,services,hours_per_month,decision_day,provider,"
    + "protected\n";

/** Bytes of the database's pages in use, what waits beside it written into it first. */
function bytes(folder) {
    const [, , pages, free, size] = execFileSync("sqlite3", [path.join(folder, "hemval.sqlite"),
        "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA page_count; PRAGMA freelist_count; PRAGMA page_size;"],
        { encoding: "utf8" }).trim().split(/[|\n]/).slice(-5).map(Number);
    return (pages - free) * size;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/**
 * @returns {Promise<{opened, decided, sign_in, submit}>} for each person the bytes of their case and letter, and of
 *          their choice; medians in seconds of signing in with a code and of the choice
 */
export async function measured(people) {
    const work = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-scale-"));
    const service = await start_service({ sample: false });
    try {
        const empty = bytes(service.data);
        fs.writeFileSync(path.join(work, "cases.csv"), HEAD + Array.from({ length: people }, (_, at) =>
            `A-${at},Anna Övningsson,Provgatan ${at},645 30,Strängnäs,sv,strangnas,household,20,2026-01-10,,no\n`)
            .join(""));
        const said = execFileSync(PROGRAM, ["letters", "--data", service.data, "--municipalities",
            path.join(ROOT, "assets/municipalities"), "--municipality", "strangnas", "--cases",
            path.join(work, "cases.csv"), "--out", path.join(work, "out"), "--base-url", service.url],
            { encoding: "utf8" });
        const letters = fs.readFileSync(said.split("\n")[0], "utf8");
        const codes = [...new Set(letters.match(/\b\d{4}-\d{4}-\d{4}-\d{4}\b/g))];
        if (codes.length !== people) throw new Error(`${codes.length} codes for ${people} people`);
        const opened = bytes(service.data);
        const took = [];
        for (const [at, code] of codes.entries()) took.push(await decline(service.url, code, `scale-key-${at}`));
        return {
            opened: (opened - empty) / people, decided: (bytes(service.data) - opened) / people,
            sign_in: median(took.map((one) => one.sign_in)), submit: median(took.map((one) => one.submit)),
        };
    } finally {
        await service.stop();
        fs.rmSync(work, { recursive: true, force: true });
    }
}

async function decline(url, code, key) {
    const post = async (what, body, headers = {}) => {
        const answer = await fetch(`${url}api/strangnas/${what}`, {
            method: "POST", body: JSON.stringify(body),
            headers: { "Content-Type": "application/json", ...headers },
        });
        if (!answer.ok) throw new Error(`${what}: ${answer.status} ${await answer.text()}`);
        return answer;
    };
    const began = performance.now();
    const signed_in = await post("session", { code });
    const between = performance.now();
    const cookie = signed_in.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
    await post("submissions", { action: "decline" }, { Cookie: cookie, "Idempotency-Key": key });
    return { sign_in: (between - began) / 1000, submit: (performance.now() - between) / 1000 };
}
