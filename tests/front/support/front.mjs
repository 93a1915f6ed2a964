// Everything as it is in use: an identity provider, Apache with the very configuration that is shipped,
// and the service on its Unix socket with real (not sample) data. All on 127.0.0.1, in a folder of its
// own, ended by process id. The system's own Apache is neither used nor touched.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { free_ports } from "../../browser/support/ports.mjs";
import { start_provider } from "./provider.mjs";

export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const PROGRAM = path.join(ROOT, "build/native/hemval");
const MODULES = "/usr/lib/apache2/modules";
// Chromium takes every name under .localhost to be this computer, whatever the system says.
export const CITIZENS = "hemval.localhost";
export const STAFF = "personal.hemval.localhost";
export const NUMBER_CLAIM = "https://id.oidc.se/claim/personalIdentityNumber";

const LEVELS = "http://id.elegnamnden.se/loa/1.0/loa";

const as_root = process.getuid() === 0;  // then Apache's own user is another, as in use

/** An authority and what it vouches for here: ca.pem, front.pem and front.key in the folder. */
export function certificates(folder) {
    const ssl = (...args) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
    ssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
        "-subj", "/CN=Hemval test authority", "-keyout", "ca.key", "-out", "ca.pem");
    ssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-subj", `/CN=${CITIZENS}`, "-keyout", "front.key", "-out", "front.csr");
    fs.writeFileSync(path.join(folder, "names"),
        `subjectAltName=DNS:${CITIZENS},DNS:${STAFF},DNS:localhost,IP:127.0.0.1\n`);
    ssl("x509", "-req", "-in", "front.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
        "-days", "2", "-extfile", "names", "-out", "front.pem");
}

export async function until(true_now, what, tries = 400) {
    for (let i = 0; i < tries; ++i) {
        if (await true_now()) return;
        await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`${what()} did not come about`);
}

const answers = (port) => new Promise((done) => {
    const socket = net.connect(port, "127.0.0.1", () => { socket.destroy(); done(true); });
    socket.on("error", () => done(false));
});

function apache_configuration(folder, values) {
    const modules = ["mpm_event", "authz_core", "authz_user", "authn_core", "headers", "proxy", "proxy_http",
        "ssl", "socache_shmcb", "macro", "alias", "env", "setenvif", "auth_openidc", "reqtimeout"];
    const built_in = execFileSync("/usr/sbin/apache2", ["-l"], { encoding: "utf8" });
    const load = modules.filter((name) => !built_in.includes(`mod_${name}.c`))
        .map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`);
    const defines = Object.entries(values).map(([name, value]) => `Define ${name} "${value}"`);
    const shipped = fs.readFileSync(path.join(ROOT, "server/front/values.conf"), "utf8");
    defines.push(shipped.match(/^Define HEMVAL_EID_REQUIRE .*$/m)[0]);
    return [
        `ServerRoot "${folder}"`, `PidFile "${folder}/apache.pid"`, `DefaultRuntimeDir "${folder}"`,
        `ErrorLog "${folder}/error.log"`, "LogLevel warn", "ServerName hemval.localhost",
        ...load,
        ...(as_root ? ["User www-data", "Group www-data"] : []),
        ...defines, `Listen 127.0.0.1:${values.HEMVAL_PORT}`,
        `Include "${ROOT}/server/front/apache.conf"`, "",
    ].join("\n");
}

/** One letter's row; `more` takes the place of what is given here. */
export const addressee = (reference, identity_number, more = {}) => ({
    reference, identity_number, name: "Prov Provsson", address: "Provgatan 1", postal_code: "645 30",
    city: "Strängnäs", language: "sv", area: "strangnas", services: "personal_care", hours_per_month: "20",
    decision_day: "2026-11-02", provider: "", protected: "no", ...more,
});

/**
 * @param {{people?: object, staff?: object, addressees?: object[]}} options
 *        people and staff: claims by login name, people's with the `level` of their e-ID, else 3;
 *        addressees: rows of the letters' file
 */
export async function start_front({ people = {}, staff = {}, addressees = [] }) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-front-"));
    fs.chmodSync(folder, 0o711);
    const inside = (name) => path.join(folder, name);
    certificates(folder);
    const tls = { key: fs.readFileSync(inside("front.key")), cert: fs.readFileSync(inside("front.pem")) };
    const [port, eid_port, staff_port] = await free_ports(3);
    const origin = (name) => `https://${name}:${port}`;
    const client = (id, name) => ({
        client_id: id, client_secret: `secret-of-${id}`, redirect_uris: [`${origin(name)}/login/callback`],
        post_logout_redirect_uris: ["strangnas", "botkyrka"].map((town) => `${origin(name)}/${town}/`),
    });
    const with_level = Object.entries(people).map(([who, { level = 3, ...claims }]) =>
        [who, { ...(level ? { acr: LEVELS + level } : {}), ...claims }]);
    const eid = await start_provider({ tls, port: eid_port, clients: [client("hemval", CITIZENS)],
        people: Object.fromEntries(with_level) });
    const work = await start_provider({ tls, port: staff_port, clients: [client("hemval-staff", STAFF)],
        people: staff });

    // The socket's folder is the group of Apache's, and so is what is made in it.
    fs.mkdirSync(inside("run"));
    if (as_root) {
        execFileSync("chgrp", ["www-data", inside("run")]);
        fs.chmodSync(inside("run"), 0o2750);
    }
    const program = (...args) => execFileSync(PROGRAM, args, { cwd: ROOT, encoding: "utf8", stdio: "pipe" });
    const make_letters = (rows, ...more) => {
        const columns = Object.keys(rows[0]);
        fs.writeFileSync(inside("cases.csv"),
            [columns, ...rows.map((row) => columns.map((name) => row[name]))]
                .map((cells) => cells.join(";")).join("\n"));
        fs.mkdirSync(inside("letters"), { recursive: true });
        const html = program("letters", "--data", inside("data"), "--municipality", "strangnas", "--cases",
            inside("cases.csv"), "--out", inside("letters"), "--base-url", origin(CITIZENS), ...more)
            .split("\n")[0];
        return [...fs.readFileSync(html, "utf8").matchAll(/\d{4}-\d{4}-\d{4}-\d{4}/g)].map(([code]) => code);
    };
    fs.mkdirSync(inside("data"), { mode: 0o700 });
    const codes = addressees.length ? make_letters(addressees) : [];

    const service = spawn(PROGRAM, ["serve", "--unix-socket", inside("run/socket"), "--data", inside("data"),
        "--site", path.join(ROOT, "build/site")], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    service.stdout.on("data", (text) => { said += text; });
    service.stderr.on("data", (text) => { said += text; });

    fs.writeFileSync(inside("apache.conf"), apache_configuration(folder, {
        HEMVAL_FRONT: path.join(ROOT, "server/front"), HEMVAL_LOGS: folder, HEMVAL_SOCKET: inside("run/socket"),
        HEMVAL_PORT: port, HEMVAL_NAME: CITIZENS, HEMVAL_ADDRESS: origin(CITIZENS),
        HEMVAL_STAFF_NAME: STAFF, HEMVAL_STAFF_ADDRESS: origin(STAFF),
        HEMVAL_CERTIFICATE: inside("front.pem"), HEMVAL_CERTIFICATE_KEY: inside("front.key"),
        HEMVAL_CA: inside("ca.pem"), HEMVAL_PASSPHRASE: "of the test",
        HEMVAL_EID_METADATA: `${eid.issuer}/.well-known/openid-configuration`,
        HEMVAL_EID_CLIENT: "hemval", HEMVAL_EID_SECRET: "secret-of-hemval", HEMVAL_EID_SCOPE: "openid",
        HEMVAL_EID_NUMBER: NUMBER_CLAIM,
        HEMVAL_EID_NUMBER_WRITTEN: NUMBER_CLAIM.replace(/[:/]/g, "-"),
        HEMVAL_EID_REQUEST: "prompt=login",
        HEMVAL_STAFF_METADATA: `${work.issuer}/.well-known/openid-configuration`,
        HEMVAL_STAFF_CLIENT: "hemval-staff", HEMVAL_STAFF_SECRET: "secret-of-hemval-staff",
        HEMVAL_STAFF_SCOPE: "openid", HEMVAL_STAFF_ACCOUNT: "sub", HEMVAL_STAFF_DISPLAY_NAME: "name",
        HEMVAL_STAFF_MUNICIPALITY: "municipality", HEMVAL_STAFF_ROLES: "roles",
        HEMVAL_STAFF_NUMBER: NUMBER_CLAIM,
        HEMVAL_STAFF_NUMBER_WRITTEN: NUMBER_CLAIM.replace(/[:/]/g, "-"),
    }));
    const apache = spawn("/usr/sbin/apache2", ["-D", "FOREGROUND", "-f", inside("apache.conf")],
        { stdio: ["ignore", "pipe", "pipe"] });
    let complained = "";
    apache.stderr.on("data", (text) => { complained += text; });
    const log = () => (fs.existsSync(inside("error.log")) ? fs.readFileSync(inside("error.log"), "utf8") : "");

    const ended = (child, signal) => new Promise((done) => {
        if (child.exitCode !== null || child.signalCode !== null) return done();
        child.once("exit", done);
        child.kill(signal);
    });
    const stop = async () => {
        await ended(apache, "SIGTERM");
        await ended(service, "SIGTERM");
        await Promise.all([eid.stop(), work.stop()]);
        fs.rmSync(folder, { recursive: true, force: true });
    };
    try {
        await until(() => said.includes("unix:"), () => `the service: ${said}`);
        await until(() => answers(port), () => `Apache on port ${port}: ${complained} ${log()}`);
    } catch (error) {
        await stop();
        throw error;
    }
    return {
        stop, folder, port, eid, work, codes, make_letters, log, program,
        data: inside("data"), database: inside("data/hemval.sqlite"),
        citizens: `${origin(CITIZENS)}/`, staff: `${origin(STAFF)}/`,
        said: () => said,
        access_log: () => fs.readFileSync(inside("hemval.log"), "utf8"),
        ca: fs.readFileSync(inside("ca.pem")),
    };
}
