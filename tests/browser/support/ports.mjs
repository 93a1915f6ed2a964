// Ports of 127.0.0.1 for what is started next. None that the system gives out by itself: between this answer and
// the start it could be another test's.
import net from "node:net";

const FIRST = 20000, LAST = 32000;  // Linux gives out 32768 and up (ip_local_port_range)

async function held() {
    for (;;) {
        const probe = net.createServer().listen(FIRST + Math.floor(Math.random() * (LAST - FIRST)), "127.0.0.1");
        const free = await new Promise((done) => {
            probe.once("listening", () => done(true));
            probe.once("error", () => done(false));
        });
        if (free) return probe;
    }
}

/** @returns {Promise<number[]>} all different */
export async function free_ports(count) {
    const probes = [];
    for (let i = 0; i < count; ++i) probes.push(await held());
    const ports = probes.map((probe) => probe.address().port);
    for (const probe of probes) await new Promise((done) => probe.close(done));
    return ports;
}
