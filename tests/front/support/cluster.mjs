// A PostgreSQL of the test's own, on a socket in its own folder, ended by its id. Not for what must survive a
// power cut: it does not wait for the disk.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { until } from "./front.mjs";

const PROGRAMS = "/usr/lib/postgresql/15/bin";

/** @returns {Promise<{url, stop(): Promise<void>}>} url: of an empty database */
export async function start_cluster() {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-cluster-")), data = path.join(folder, "data");
    const id = (flag) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
    // PostgreSQL will not be root's.
    const as = process.getuid() === 0 ? { uid: id("-u"), gid: id("-g") } : {};
    if (as.uid !== undefined) fs.chownSync(folder, as.uid, as.gid);
    execFileSync(`${PROGRAMS}/initdb`, ["-D", data, "-U", "hemval", "-A", "trust", "-E", "UTF8", "--locale=C",
        "--no-sync"], { ...as, cwd: folder, stdio: "pipe" });
    const child = spawn(`${PROGRAMS}/postgres`, ["-D", data, "-k", folder, "-c", "listen_addresses=",
        "-c", "fsync=off"], { ...as, cwd: folder, stdio: "ignore" });
    const sql = (text) => execFileSync(`${PROGRAMS}/psql`, ["-h", folder, "-U", "hemval", "-d", "postgres", "-c", text],
        { stdio: "pipe" });
    await until(() => {
        try { sql("SELECT 1"); return true; } catch { return false; }
    }, () => "PostgreSQL");
    sql("CREATE DATABASE hemval");
    return {
        url: `postgresql://hemval@/hemval?host=${folder}`,
        async stop() {
            if (child.exitCode === null) {
                child.kill("SIGINT");
                await new Promise((done) => child.once("exit", done));
            }
            fs.rmSync(folder, { recursive: true, force: true });
        },
    };
}
