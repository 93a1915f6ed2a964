// The network between a browser and the service, which can be cut at any moment: as a fixed address in front of
// a service that may change behind it.
import http from "node:http";
import https from "node:https";

/** The ways a network goes. `known`: the device knows that it has none. */
export const CUTS = {
    async known(page, wire) {
        wire.cut();
        await page.context().setOffline(true);
    },
    async silent(page, wire) {
        wire.cut();
    },
    async deaf(page, wire) {
        wire.deafen();  // what is sent is carried out, and no answer comes
    },
};

export async function mend(page, wire) {
    wire.mend();
    await page.context().setOffline(false);
}

/**
 * @param {{key, cert, ca}} [tls] of a service that speaks TLS, under whatever name it is asked by
 * @returns {Promise<{url: string, port: number, asked: string[], to(url): void, cut(): void, mend(): void,
 *   deafen(): void, close(): Promise<void>}>} asked: method and path of what has reached the service
 */
export async function lay_wire(service, tls) {
    let upstream = new URL(service), state = "whole";
    const asked = [], sockets = new Set();
    const { createServer, request: ask } = tls ? https : http;
    const server = createServer({ ...tls }, (request, response) => {
        asked.push(`${request.method} ${request.url}`);
        const lost = state === "deaf" && /\/(api|login)\//.test(request.url);
        const onward = ask(new URL(request.url, upstream), {
            method: request.method, headers: request.headers,
            ...(tls && { ca: tls.ca, servername: request.headers.host.split(":")[0] }),
        }, (answer) => {
            if (lost) {  // it was heard and carried out, and nobody learns that
                answer.resume();
                answer.on("end", () => request.socket.destroy());
                return;
            }
            response.writeHead(answer.statusCode, answer.headers);
            answer.pipe(response);
        });
        onward.on("error", () => request.socket.destroy());
        request.pipe(onward);
    });
    server.on("connection", (socket) => {
        if (state === "cut") return socket.destroy();
        sockets.add(socket);
        socket.on("close", () => sockets.delete(socket));
    });
    const hang_up = () => [...sockets].forEach((socket) => socket.destroy());
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address();
    return {
        url: `http${tls ? "s" : ""}://127.0.0.1:${port}/`,
        port,
        asked,
        to(url) {
            upstream = new URL(url);
        },
        cut() {
            state = "cut";
            hang_up();
        },
        mend() {
            state = "whole";
        },
        deafen() {
            state = "deaf";
        },
        close: () => new Promise((done) => {
            server.close(done);
            hang_up();
        }),
    };
}
