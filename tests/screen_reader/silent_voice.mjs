// A voice for speech-dispatcher that takes its time and makes no sound: its module protocol on
// standard input and output. When a phrase ends before Orca has begun to wait for its end, reading
// on stops there; Debian's own dummy is that fast. So a phrase takes until Orca sleeps,
// as far as its process shows.
import fs from "node:fs";
import { createInterface } from "node:readline";
import { stat_of } from "./processes.mjs";

const PHRASE_MS = 80, LOOK_MS = 20, RESTED_MS = 40;

const SETTINGS = {
    AUDIO: ["207 OK RECEIVING AUDIO SETTINGS", "203 OK AUDIO INITIALIZED"],
    LOGLEVEL: ["207 OK RECEIVING LOGLEVEL SETTINGS", "203 OK LOG LEVEL SET"],
    SET: ["203 OK RECEIVING SETTINGS", "203 OK SETTINGS RECEIVED"],
};
const SPEECH = ["SPEAK", "CHAR", "KEY", "SOUND_ICON"];

const tell = (...lines) => process.stdout.write(lines.map((line) => `${line}\n`).join(""));
let at_end_of_text = null, speaking = null;

let orca;

const is_ours = (pid) => {
    try {
        return fs.readFileSync(`/proc/${pid}/comm`, "utf8") === "orca\n"
            && fs.readFileSync(`/proc/${pid}/environ`, "latin1").includes(`HOME=${process.env.HOME}\0`);
    } catch {
        return false;  // ended meanwhile
    }
};

/** The processor's time, in ticks, of the Orca of this desktop while it sleeps; null when it is at work. */
function asleep() {
    orca ??= fs.readdirSync("/proc").find((pid) => /^\d+$/.test(pid) && is_ours(pid));
    try {
        const { state, ticks } = stat_of(orca);
        return state === "S" ? ticks : null;
    } catch {
        orca = undefined;
        return null;
    }
}

function speak() {
    tell("200 OK SPEAKING", "701 BEGIN");
    let spent = -1, rested = 0;
    const look = (spoken) => {
        const now = asleep();
        rested = now === null || now !== spent ? 0 : rested + LOOK_MS;
        spent = now;
        if (spoken >= PHRASE_MS && (rested >= RESTED_MS || !orca)) {
            speaking = null;
            tell("702 END");
        } else {
            speaking = setTimeout(look, LOOK_MS, spoken + LOOK_MS);
        }
    };
    look(0);
}

function stop(event) {
    if (!speaking) return;
    clearTimeout(speaking);
    speaking = null;
    tell(event);
}

for await (const line of createInterface({ input: process.stdin })) {
    const [command] = line.split(" ");
    if (at_end_of_text) {
        if (line !== ".") continue;
        at_end_of_text();
        at_end_of_text = null;
    } else if (SETTINGS[command]) {
        const [begun, done] = SETTINGS[command];
        tell(begun);
        at_end_of_text = () => tell(done);
    } else if (SPEECH.includes(command)) {
        tell("202 OK RECEIVING MESSAGE");
        at_end_of_text = speak;
    } else if (command === "INIT") {
        tell("299-Silence", "299 OK LOADED SUCCESSFULLY");
    } else if (line === "LIST VOICES") {
        tell("200-silence\tsv\tnone", "200 OK VOICE LIST SENT");
    } else if (command === "STOP") {
        stop("703 STOP");
    } else if (command === "PAUSE") {
        stop("704 PAUSE");
    } else if (command === "QUIT") {
        tell("210 OK QUIT");
        process.exit();
    } else {
        tell("300 ERR UNKNOWN COMMAND");
    }
}
