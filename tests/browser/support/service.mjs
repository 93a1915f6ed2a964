// The real service on a free port of 127.0.0.1, with a data folder of its own and fresh example codes.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { free_ports } from "./ports.mjs";

export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
export const SITE = path.join(ROOT, "build/site");
const PROGRAM = path.join(ROOT, "build/native/hemval");

/**
 * @param {{args?: string[], municipalities?: string, data?: string, site?: string, sample?: boolean,
 *         log?: string}} options
 *        sample: false serves real data, without example codes; log: the file for what it says of its requests
 * @returns {Promise<{url, data, codes: {ny, byte, avveckling}, code(municipality, situation, days),
 *   stop(): Promise<void>}>}
 */
export async function start_service({ args = [], municipalities, data, site = SITE, sample = true,
    log } = {}) {
    const folder = data ?? fs.mkdtempSync(path.join(os.tmpdir(), "hemval-test-"));
    const packs = municipalities ?? path.join(ROOT, "assets/municipalities");
    const [port] = await free_ports(1);
    const child = spawn(PROGRAM, [
        "serve", "--port", String(port), "--data", folder, "--site", site,
        "--municipalities", packs, "--locales", path.join(ROOT, "assets/locales"),
        ...(sample ? ["--sample-data"] : []), ...args,
    ], { stdio: ["ignore", "pipe", log ? fs.openSync(log, "a") : "pipe"] });
    let said = "";
    child.stdout.on("data", (text) => { said += text; });
    child.stderr?.on("data", (text) => { said += text; });
    const url = `http://127.0.0.1:${port}/`;
    for (let tries = 0; ; ++tries) {
        if (child.exitCode !== null || tries > 200) throw new Error(`the service did not start:\n${said}`);
        if (said.includes(sample ? "Exempelkod avveckling:" : url)) break;
        await new Promise((done) => setTimeout(done, 50));
    }
    const codes = Object.fromEntries([...said.matchAll(/^Exempelkod (\w+): (\S+)$/gm)]
        .map(([, situation, code]) => [situation, code]));
    const stop = async () => {
        if (child.exitCode === null) {
            child.kill("SIGTERM");
            await new Promise((done) => child.once("exit", done));
        }
        if (!data) fs.rmSync(folder, { recursive: true, force: true });
    };
    const code = (municipality, situation, days = 21) => execFileSync(PROGRAM, [
        "code", "--data", folder, "--municipalities", packs, "--municipality", municipality,
        "--situation", situation, "--valid-days", String(days),
    ], { encoding: "utf8" }).match(/\d{4}-\d{4}-\d{4}-\d{4}/)[0];
    return { url, data: folder, codes, code, stop, child };
}
