// Debian's nginx over a folder, on a free port of 127.0.0.1: what it takes to give out ready-made brotli.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";

const configuration = (folder, site, port) => `
load_module modules/ngx_http_brotli_static_module.so;
daemon off;
user ${os.userInfo().username};
worker_processes ${os.cpus().length};
pid ${folder}/pid;
error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
    include /etc/nginx/mime.types;
    access_log ${folder}/access.log;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000000;
    open_file_cache max=1000;
    client_body_temp_path ${folder}/body;
    proxy_temp_path ${folder}/proxy;
    fastcgi_temp_path ${folder}/fastcgi;
    uwsgi_temp_path ${folder}/uwsgi;
    scgi_temp_path ${folder}/scgi;
    server {
        listen 127.0.0.1:${port};
        root ${site};
        brotli_static on;
        gzip_static on;
    }
}
`;

export async function start_nginx(site) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-nginx-"));
    const probe = net.createServer().listen(0, "127.0.0.1");
    await new Promise((done) => probe.once("listening", done));
    const { port } = probe.address();
    await new Promise((done) => probe.close(done));
    const file = path.join(folder, "nginx.conf");
    fs.writeFileSync(file, configuration(folder, site, port));
    const child = spawn("nginx", ["-c", file], { stdio: ["ignore", "ignore", "inherit"] });
    const url = `http://127.0.0.1:${port}/`;
    for (let tries = 0; ; ++tries) {
        if (child.exitCode !== null || tries > 100) throw new Error("nginx did not start");
        if (await fetch(url).then(() => true, () => false)) break;
        await new Promise((done) => setTimeout(done, 50));
    }
    const pids = () => [child.pid, ...execFileSync("ps", ["-o", "pid=", "--ppid", String(child.pid)],
        { encoding: "utf8" }).trim().split(/\s+/).map(Number)];
    const stop = async () => {
        child.kill("SIGTERM");
        await new Promise((done) => child.once("exit", done));
        fs.rmSync(folder, { recursive: true, force: true });
    };
    return { url, folder, pids, stop };
}
