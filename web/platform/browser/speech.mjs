// The view read aloud in the browser's own voice, one text at a time, each marked while it is read.

const VOICES_MS = 1500;  // some browsers tell of their voices a while after they are asked

export class Speech {
    /** @param {Mirror} mirror the elements to mark */
    constructor(mirror) {
        this.mirror = mirror;
        this.round = 0;
        addEventListener("pagehide", () => this.stop());
    }

    /**
     * @param {{key, text, lang}[]} texts
     * @param {function(boolean)} done  false: there is no voice for these texts
     */
    async speak(texts, done) {
        this.stop();
        const round = this.round;
        const voices = await voices_here();
        if (round !== this.round) return;
        const voice_of = (lang) => best_voice(voices, lang);
        // The view begins with its own heading: without a voice for that, little of it would be heard.
        if (texts.length === 0 || !voice_of(texts[0].lang)) return done(false);
        for (const { key, text, lang } of texts) {
            const voice = voice_of(lang);
            if (!voice) continue;  // read in another language's voice it could not be understood
            this.#mark(key);
            await said(text, voice);
            if (round !== this.round) return;
        }
        this.#mark("");
        done(true);
    }

    stop() {
        ++this.round;
        this.#mark("");
        globalThis.speechSynthesis?.cancel();
    }

    #mark(key) {
        this.marked?.removeAttribute("data-spoken");
        this.marked = key ? this.mirror.element(key) : undefined;
        this.marked?.setAttribute("data-spoken", "");
        this.marked?.scrollIntoView({ block: "nearest" });
    }
}

function said(text, voice) {
    return new Promise((done) => {
        const words = new SpeechSynthesisUtterance(text);
        words.voice = voice;
        words.lang = voice.lang;
        words.onend = words.onerror = done;
        speechSynthesis.speak(words);
    });
}

async function voices_here() {
    const synthesis = globalThis.speechSynthesis;
    if (!synthesis) return [];
    if (synthesis.getVoices().length === 0) {
        await new Promise((done) => {
            synthesis.addEventListener("voiceschanged", done, { once: true });
            setTimeout(done, VOICES_MS);
        });
    }
    // Other voices speak from a server of theirs, and what is read here is nobody else's business.
    return synthesis.getVoices().filter((voice) => voice.localService);
}

function best_voice(voices, lang) {
    const base = (tag) => tag.toLowerCase().split(/[-_]/)[0];
    return voices.find((voice) => voice.lang.toLowerCase() === lang.toLowerCase())
        ?? voices.find((voice) => base(voice.lang) === base(lang));
}
