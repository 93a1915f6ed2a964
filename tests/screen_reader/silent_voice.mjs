// A voice for speech-dispatcher that takes its time and makes no sound: its module protocol on
// standard input and output. When a phrase ends before Orca has begun to wait for its end, reading
// on stops there; Debian's own dummy is that fast.
import { createInterface } from "node:readline";

const PHRASE_MS = 80;

const SETTINGS = {
    AUDIO: ["207 OK RECEIVING AUDIO SETTINGS", "203 OK AUDIO INITIALIZED"],
    LOGLEVEL: ["207 OK RECEIVING LOGLEVEL SETTINGS", "203 OK LOG LEVEL SET"],
    SET: ["203 OK RECEIVING SETTINGS", "203 OK SETTINGS RECEIVED"],
};
const SPEECH = ["SPEAK", "CHAR", "KEY", "SOUND_ICON"];

const tell = (...lines) => process.stdout.write(lines.map((line) => `${line}\n`).join(""));
let at_end_of_text = null, speaking = null;

function speak() {
    tell("200 OK SPEAKING", "701 BEGIN");
    speaking = setTimeout(() => {
        speaking = null;
        tell("702 END");
    }, PHRASE_MS);
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
