// WebKit, the engine of Safari: WebKitGTK's MiniBrowser, spoken to in plain W3C WebDriver.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { free_ports } from "../../browser/support/ports.mjs";
import { start_display } from "./display.mjs";

const KEYS = { Tab: "\uE004", Enter: "\uE007", Space: " ", Shift: "\uE008", ArrowDown: "\uE015", ArrowUp: "\uE013",
    ArrowLeft: "\uE012", Home: "\uE011", End: "\uE010" };

const ANSWER_MS = 30000;

/** The driver has stopped answering, now and then where much else is running: says nothing of the page. */
export class DriverSilent extends Error {}

function mini_browser() {
    const places = fs.readdirSync("/usr/lib").map((name) => path.join("/usr/lib", name,
        "webkit2gtk-4.1/MiniBrowser")).filter((file) => fs.existsSync(file));
    if (places.length === 0) throw new Error("MiniBrowser is missing: package webkit2gtk-driver");
    return places[0];
}

// What the driver answers where one program's page gives way to another's and it has lost hold of it.
const LOST = /invalid session id|Could not parse script result/;

export async function start_webkit({ width, height }) {
    const display = await start_display();
    const [port] = await free_ports(1);
    // MiniBrowser's toolbar would keep the window wider than a phone.
    const settings = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-webkit-"));
    fs.mkdirSync(path.join(settings, "gtk-3.0"));
    fs.writeFileSync(path.join(settings, "gtk-3.0/gtk.css"),
        "* { font-size: 1px; min-width: 0; padding: 0; margin: 0; border: 0; }\n");
    const driver = spawn("WebKitWebDriver", [`--port=${port}`], {
        // MiniBrowser's own sandbox refuses to start as root.
        env: { ...display.environment, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
            XDG_CONFIG_HOME: settings },
        stdio: "ignore",
    });
    async function ask(method, address, body) {
        const response = await fetch(`http://127.0.0.1:${port}${address}`, {
            method, body: body ? JSON.stringify(body) : undefined, signal: AbortSignal.timeout(ANSWER_MS),
        }).catch((error) => { throw new DriverSilent(`${method} ${address}: ${error.message}`); });
        const { value } = await response.json();
        if (!response.ok) {
            const said = `${method} ${address}: ${value.error}: ${value.message}`;
            throw LOST.test(said) ? new DriverSilent(said) : new Error(said);
        }
        return value;
    }
    for (let tries = 0; ; ++tries) {
        try {
            await ask("GET", "/status");
            break;
        } catch (error) {
            if (tries > 100) throw error;
            await new Promise((done) => setTimeout(done, 50));
        }
    }
    return {
        // Each session is a browser of its own with nothing remembered.
        async visit() {
            const { sessionId } = await ask("POST", "/session", { capabilities: { alwaysMatch: {
                "webkitgtk:browserOptions": { binary: mini_browser(), args: ["--automation"] },
            } } });
            const at = `/session/${sessionId}`;
            const keys = (actions) => ask("POST", `${at}/actions`, {
                actions: [{ type: "key", id: "keyboard", actions }],
            });
            const stroke = (value) => [{ type: "keyDown", value }, { type: "keyUp", value }];
            await ask("POST", `${at}/window/rect`, { width, height });
            return {
                open: (url) => ask("POST", `${at}/url`, { url }),
                press: (key) => keys(stroke(KEYS[key] ?? key)),
                type: (text) => keys([...text].flatMap(stroke)),
                evaluate: (source) => ask("POST", `${at}/execute/sync`,
                    { script: `return (${source});`, args: [] }),
                async screenshot() {
                    return Buffer.from(await ask("GET", `${at}/screenshot`), "base64");
                },
                close: () => ask("DELETE", at),
            };
        },
        async close() {
            driver.kill("SIGKILL");
            display.stop();
            fs.rmSync(settings, { recursive: true, force: true });
        },
    };
}
