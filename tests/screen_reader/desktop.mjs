// A desktop for one person who cannot see it: X server, message bus, speech service, Orca in Swedish
// and Chromium, all in one private folder and gone with it. No screen, no sound card.
import { execFile, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { ROOT } from "../browser/support/service.mjs";
import { open_page } from "./page.mjs";
import { stat_of } from "./processes.mjs";

const run = promisify(execFile);
const LOCALE = "sv_SE.UTF-8";

const SPEECH = (folder) => `LogLevel 5
LogDir "${folder}/speech"
CommunicationMethod "unix_socket"
SocketPath "default"
AddModule "silence" "silence" ""
DefaultModule silence
`;

const SILENCE = `#!/bin/sh
exec "${process.execPath}" "${path.join(import.meta.dirname, "silent_voice.mjs")}"
`;

// By it an Orca finds another one of the same user's, to end it: there is none on this desktop.
const NO_OTHER = "#!/bin/sh\nexit 1\n";

const ORCA = {
    general: {
        speechServerFactory: "speechdispatcherfactory",
        speechServerInfo: ["Default Synthesizer", "default"],
        enableBraille: false, enableBrailleMonitor: false, enableKeyEcho: false,
        enableEchoByWord: false, presentToolTips: false, startingProfile: ["Default", "default"],
    },
    // A page that is read aloud as it loads is read differently each time.
    profiles: { default: { profile: ["Default", "default"], enableKeyEcho: false, sayAllOnLoad: false } },
    pronunciations: {}, keybindings: {},
};

// The offer to translate the page would take the Tab key.
const CHROMIUM = {
    translate: { enabled: false }, credentials_enable_service: false,
    profile: { password_manager_enabled: false },
    intl: { accept_languages: "sv-SE,sv", selected_languages: "sv-SE,sv" },
};

/** The Swedish locale, compiled into build/ so that the machine's own locales stay as they are. */
function swedish() {
    const folder = path.join(ROOT, "build/locale");
    if (!fs.existsSync(path.join(folder, LOCALE, "LC_CTYPE"))) {
        fs.mkdirSync(folder, { recursive: true });
        const made = spawnSync("localedef", ["-i", "sv_SE", "-f", "UTF-8", path.join(folder, LOCALE)],
            { encoding: "utf8" });
        if (made.status !== 0) throw new Error(`the Swedish locale was not made: ${made.stderr}`);
    }
    return folder;
}

async function until(what, ready, seconds = 20) {
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(50)) {
        const value = await ready();
        if (value) return value;
    }
    throw new Error(`${what} did not start within ${seconds} s`);
}

const read = (file) => (fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "");

/** Every process of one desktop: those that were given `folder`, and their children. */
function processes_of(folder) {
    const found = new Set(), parents = new Map();
    for (const name of fs.readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
        const pid = Number(name);
        try {
            parents.set(pid, stat_of(pid).parent);
            const told = ["environ", "cmdline"].map((file) => fs.readFileSync(`/proc/${pid}/${file}`, "latin1"));
            if (told.some((text) => text.includes(`${folder}/`))) found.add(pid);
        } catch {
            // Ended meanwhile, or somebody else's.
        }
    }
    // Chromium's pages write their names over their environment.
    for (let before = -1; before !== found.size;) {
        before = found.size;
        for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
    }
    return [...found];
}

function end_all(folder, signal) {
    for (const pid of processes_of(folder)) {
        try {
            process.kill(pid, signal);
        } catch {
            // Ended meanwhile.
        }
    }
}

export class Desktop {
    constructor() {
        this.folder = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-orca-"));
        this.speech_log = path.join(this.folder, "speech/speech-dispatcher.log");
        for (const name of ["home", "run", "speech", "profile/Default"]) {
            fs.mkdirSync(path.join(this.folder, name), { recursive: true, mode: 0o700 });
        }
        this.env = {
            PATH: `${this.folder}/bin:${process.env.PATH}`, HOME: `${this.folder}/home`,
            XDG_RUNTIME_DIR: `${this.folder}/run`,
            LOCPATH: swedish(), LANG: LOCALE, LC_ALL: LOCALE, LANGUAGE: "sv",
            GSETTINGS_BACKEND: "memory", NO_AT_BRIDGE: "0", GTK_A11Y: "atspi", ACCESSIBILITY_ENABLED: "1",
        };
        // Also when the test is stopped in the middle.
        this.at_exit = () => end_all(this.folder, "SIGKILL");
        process.once("exit", this.at_exit);
    }

    // The kernel ends the program with this one, however this one ends.
    start(name, ...args) {
        const log = fs.openSync(path.join(this.folder, `${path.basename(name)}.log`), "a");
        const child = spawn("setpriv", ["--pdeathsig", "TERM", name, ...args],
            { env: this.env, stdio: ["ignore", log, log, log] });
        fs.closeSync(log);
        child.on("error", () => {});
        return child;
    }

    processes() {
        return processes_of(this.folder);
    }

    log(name) {
        return read(path.join(this.folder, `${name}.log`));
    }

    write(name, content) {
        const file = path.join(this.folder, name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
        return file;
    }

    async begin() {
        this.start("Xvfb", "-displayfd", "3", "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset");
        this.start("dbus-daemon", "--session", "--nofork", "--print-address=3");
        const display = await until("the X server", () => /^(\d+)\n/m.exec(this.log("Xvfb"))?.[1]);
        const bus = await until("the message bus", () => /^(unix:\S+)\n/m.exec(this.log("dbus-daemon"))?.[1]);
        Object.assign(this.env, { DISPLAY: `:${display}`, DBUS_SESSION_BUS_ADDRESS: bus });
        this.start("openbox");
        this.start("/usr/libexec/at-spi-bus-launcher", "--launch-immediately", "--a11y=1",
            "--screen-reader=1");
        const speech = this.write("home/.config/speech-dispatcher/speechd.conf", SPEECH(this.folder));
        fs.chmodSync(this.write("voices/silence", SILENCE), 0o700);
        this.start("speech-dispatcher", "--run-single", "--timeout", "0", "--config-dir", path.dirname(speech),
            "--log-dir", `${this.folder}/speech`, "--module-dir", `${this.folder}/voices`);
        await until("the speech service", () => fs.existsSync(`${this.folder}/run/speech-dispatcher/speechd.sock`));
        await until("the accessibility bus", () => run("gdbus", ["call", "--session", "--timeout", "2",
            "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus",
            "--method", "org.a11y.Bus.GetAddress"], { env: this.env }).then(() => true, () => false));
    }

    async browse(address, kept) {
        this.write("profile/Default/Preferences", CHROMIUM);
        this.start(process.env.HEMVAL_CHROMIUM ?? "/usr/bin/chromium", "--no-sandbox", "--use-angle=swiftshader",
            "--enable-unsafe-swiftshader", "--disable-quic", "--disable-background-networking",
            "--disable-component-update", "--no-first-run", "--no-default-browser-check",
            "--disable-dev-shm-usage", "--disable-features=Translate,TranslateUI",
            "--force-renderer-accessibility", `--user-data-dir=${this.folder}/profile`,
            "--remote-debugging-port=0", "--window-size=1000,760", "--window-position=20,20",
            "--lang=sv", "--app=data:text/html,");
        const port = await until("Chromium", () =>
            read(`${this.folder}/profile/DevToolsActivePort`).split("\n")[0]);
        this.page = await open_page(port, address, kept);
        await until("Hemval", () => this.page.ready(), 30);
    }

    async listen() {
        this.write("home/.local/share/orca/user-settings.conf", ORCA);
        fs.chmodSync(this.write("bin/pgrep", NO_OTHER), 0o700);
        this.start("orca");
        await until("Orca", () => /SPEAK/.test(read(this.speech_log)));
    }

    async end() {
        this.page?.close();
        for (const signal of ["SIGTERM", "SIGKILL"]) {
            for (let tries = 0; tries < 40 && processes_of(this.folder).length > 0; ++tries) {
                if (tries === 0 || signal === "SIGKILL") end_all(this.folder, signal);
                await sleep(50);
            }
        }
        process.off("exit", this.at_exit);
        fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    }
}
