// What a person does who has only a keyboard and Orca's voice: press a key, listen, decide. Nothing
// here looks at the page.
import { execFile } from "node:child_process";
import fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { stat_of } from "./processes.mjs";

const run = promisify(execFile);  // another journey goes on meanwhile
const QUIET_MS = 300;
const PATIENCE_MS = 15000;
const SILENT_MS = 20000;
const SETTLING_MS = 1200;  // longer than mirror.mjs keeps what leaves

/**
 * What the speech service was asked to say. Another voice than the Swedish one is told, "[en] ...".
 * @param {string} log lines of speech-dispatcher's log, level 5
 */
export function utterances(log) {
    const said = [];
    let speaking = false, language = "sv";
    for (const [, data] of log.matchAll(/\d+:DATA:\|([^\n]*?)\|?\s*$/gm)) {
        if (data === "SPEAK") speaking = true;
        else if (data === ".") speaking = false;
        else if (speaking) {
            const words = data.replace(/<[^>]*>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">")
                .replace(/&amp;/g, "&").trim();
            if (words) said.push((language === "sv" ? "" : `[${language}] `) + words);
        } else {
            const set = /^SET self LANGUAGE (\w+)/.exec(data);
            if (set) language = set[1];
            const spelt = /^(?:CHAR|KEY) (.*)$/.exec(data);
            if (spelt) said.push(`(${spelt[1]})`);
        }
    }
    return said;
}

export class Reader {
    #heard_to = 0;

    /** @param {Desktop} desktop @param {number[]} others processes to wait for: the service's */
    constructor(desktop, others = []) {
        this.desktop = desktop;
        this.others = others;
        this.steps = [];  // [{key, said: [utterance]}]
    }

    /** Waits until nothing more is said and nobody is busy with saying more. */
    async #listen() {
        const began = Date.now();
        let active = began, ticks = -1, size = -1;
        const watched = [...this.desktop.processes(), ...this.others];
        while (Date.now() - active < QUIET_MS && Date.now() - began < PATIENCE_MS) {
            await sleep(40);
            const now = work_of(watched);
            const log = fs.statSync(this.desktop.speech_log).size;
            if (now.running || now.ticks > ticks + 1 || log !== size) active = Date.now();
            if (ticks < 0 || now.ticks > ticks + 1 || log !== size) ticks = now.ticks;
            size = log;
        }
        const all = fs.readFileSync(this.desktop.speech_log);
        const end = all.lastIndexOf(10) + 1;
        const fresh = all.subarray(this.#heard_to, end).toString("utf8");
        this.#heard_to = end;
        return utterances(fresh);
    }

    /** What has been said so far, which is left out of the transcript. */
    arrive() {
        return this.#listen();
    }

    #keep(key, said) {
        this.steps.push({ key, said });
        return said;
    }

    // Every key is answered: where nothing is heard at first, something waits, as for the disk.
    async #say(...keys) {
        await run("xdotool", ["key", "--clearmodifiers", ...keys], { env: this.desktop.env });
        const began = Date.now();
        let said = await this.#listen();
        while (said.length === 0 && Date.now() - began < SILENT_MS) said = await this.#listen();
        return said;
    }

    async press(key) {
        return this.#keep(key, await this.#say(key));
    }

    /** @param {string} shown what the transcript has instead of what is done here, which differs each time */
    async apart(shown, what) {
        const kept = this.steps;
        this.steps = [];
        await what();
        this.steps = kept;
        return this.#keep(`skriv ${shown}`, []);
    }

    /** Presses a key so many times without stopping to hear what is passed. */
    jump(key, times) {
        return times > 0 ? this.#say(...Array(times).fill(key)) : [];
    }

    /** Waits until nothing of the view before is left for Orca to find. */
    settled() {
        return sleep(SETTLING_MS);
    }

    /** Does nothing until `words` are heard. */
    async wait_for(words) {
        const all = [];
        for (const began = Date.now(); Date.now() - began < PATIENCE_MS;) {
            all.push(...await this.#listen());
            if (all.some((one) => one.includes(words))) return this.#keep("(väntar)", all);
        }
        throw new Error(`"${words}" was not heard:\n${all.join("\n")}`);
    }

    /** @param {string} shown what the transcript has instead of the text */
    async type(text, shown = text) {
        await run("xdotool", ["type", "--delay", "25", text], { env: this.desktop.env });
        return this.#keep(`skriv ${shown}`, await this.#listen());
    }

    /** Presses `key` until `words` are heard. */
    async until(words, key, most = 25) {
        const heard = [];
        for (let times = 0; times < most; ++times) {
            const said = await this.press(key);
            if (said.some((one) => one.includes(words))) return said;
            heard.push(...said);
        }
        throw new Error(`"${words}" was not heard after ${most} times ${key}:\n${heard.join("\n")}`);
    }

    /**
     * Everything from here to the end of the view, which is where `last` is heard. Orca now and then
     * misses that a phrase has ended and falls silent: pressed again it goes on from where it was.
     */
    async read_on(last) {
        let all = [];
        await sleep(SETTLING_MS);
        for (let times = 0; times < 4; ++times) {
            all = joined(all, await this.#say("KP_Add"));
            if (all.includes(last)) return this.#keep("KP_Add", all);
        }
        throw new Error(`reading on did not come to "${last}":\n${all.join("\n")}`);
    }
}

// The end of what was heard first is heard again at the beginning of the rest.
function joined(first, rest) {
    for (let at = 0; at < first.length; ++at) {
        const again = first.slice(at);
        if (again.every((one, i) => one === rest[i])) return [...first, ...rest.slice(again.length)];
    }
    return [...first, ...rest];
}

// Processor time, in ticks, of the processes together, and whether one waits for a processor.
function work_of(pids) {
    let ticks = 0, running = false;
    for (const pid of pids) {
        try {
            const stat = stat_of(pid);
            ticks += stat.ticks;
            running ||= stat.state === "R" || stat.state === "D";
        } catch {
            // Ended meanwhile.
        }
    }
    return { ticks, running };
}
