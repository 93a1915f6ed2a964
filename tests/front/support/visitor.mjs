// A browser's part of a sign-in without a browser: it keeps cookies as one does and follows where it is
// led, and may also say what no browser would. Every name is this computer.
import https from "node:https";

/** One request. @returns {Promise<{status, headers, text, set: string[]}>} */
export function ask(ca, url, { method = "GET", headers = {}, body = "" } = {}) {
    const { hostname, host, port, pathname, search } = new URL(url);
    const named = Array.isArray(headers) ? headers : Object.entries(headers).flat();
    return new Promise((done, failed) => {
        const request = https.request({
            host: "127.0.0.1", port, ca, method, agent: false, path: pathname + search,
            servername: hostname === "127.0.0.1" ? "localhost" : hostname,
            // The front leads a page that is opened to the provider, and no other request.
            headers: ["Host", host, "Accept", "text/html,*/*", ...named,
                ...(body ? ["Content-Length", Buffer.byteLength(body)] : [])],
        }, (response) => {
            let text = "";
            response.setEncoding("utf8");
            response.on("data", (part) => { text += part; });
            response.on("end", () => done({ status: response.statusCode, headers: response.headers, text,
                set: response.headers["set-cookie"] ?? [] }));
        });
        request.on("error", failed);
        request.end(body);
    });
}

export class Visitor {
    constructor(front, headers = []) {
        this.front = front;
        this.headers = headers;  // sent with everything, as names and values in turn
        this.jar = new Map();    // host, path and name of each cookie: its value
    }

    cookie(name) {
        return [...this.jar].find(([key]) => key.endsWith(` ${name}`))?.[1];
    }

    keep(host, set) {
        for (const one of set) {
            const [, name, value] = one.match(/^([^=]+)=([^;]*)/);
            const path = one.match(/; path=([^;]*)/i)?.[1] ?? "/";
            const key = `${host} ${path} ${name}`;
            if (/; max-age=0\b/i.test(one) || /expires=Thu, 01 Jan 1970/i.test(one) || value === "") {
                this.jar.delete(key);
            } else {
                this.jar.set(key, value);
            }
        }
    }

    cookies_for({ hostname, pathname }) {
        return [...this.jar].flatMap(([key, value]) => {
            const [host, path, name] = key.split(" ");
            return host === hostname && pathname.startsWith(path) ? [`${name}=${value}`] : [];
        }).join("; ");
    }

    async go(url, { headers = [], ...more } = {}) {
        const where = new URL(url);
        const cookies = this.cookies_for(where);
        const answer = await ask(this.front.ca, url, {
            ...more, headers: [...this.headers, ...headers, ...(cookies ? ["Cookie", cookies] : [])],
        });
        this.keep(where.hostname, answer.set);
        return { ...answer, url };
    }

    /** Follows until there is nowhere to go on to. `trail`: where it was, and what each answered. */
    async follow(url, options) {
        const trail = [];
        for (let answer = await this.go(url, options); ; answer = await this.go(url)) {
            trail.push(answer);
            if (answer.status < 300 || answer.status > 399 || trail.length > 20) return { ...answer, trail };
            url = new URL(answer.headers.location, url).href;
        }
    }

    /** Signs in as `who` at the provider that `url` leads to. */
    async sign_in(url, who) {
        const form = await this.follow(url);
        return this.show(form, who);
    }

    async show(form, who) {
        const action = form.text.match(/<form[^>]* action="([^"]+)"/)?.[1];
        if (!action) throw new Error(`no form to sign in with: ${form.status} ${form.url}\n${form.text}`);
        return this.follow(new URL(action, form.url).href, {
            method: "POST", headers: ["Content-Type", "application/x-www-form-urlencoded"],
            body: `prompt=login&login=${who}&password=x`,
        });
    }

    person(who, back = "/strangnas/#/val") {
        return this.sign_in(`${this.front.citizens}login/person?return=${encodeURIComponent(back)}`, who);
    }

    staff(who, back) {
        const query = back ? `?return=${encodeURIComponent(back)}` : "";
        return this.sign_in(`${this.front.staff}login/staff${query}`, who);
    }

    api(path, { origin = this.front.citizens, method = "GET", json, headers = [] } = {}) {
        return this.go(`${origin}api/${path}`, {
            method, body: json ? JSON.stringify(json) : "",
            headers: [...(json ? ["Content-Type", "application/json"] : []), ...headers],
        });
    }
}
