// A wasm file as its sections, and what stands in those that scripts/wasm.mjs and wasm_split.mjs read or rewrite.

const SECTIONS = ["custom", "types", "imports", "functions", "tables", "memory", "globals", "exports", "start",
    "elements", "code", "data", "data count"];
export const CUSTOM = 0, IMPORT = 2, EXPORT = 7, CODE = 10, FUNCTION_NAMES = 1;

export class Reader {
    constructor(bytes, at = 0) {
        this.bytes = bytes;
        this.at = at;
    }
    number() {  // LEB128
        let value = 0;
        for (let scale = 1; ; scale *= 128) {
            const byte = this.bytes.readUInt8(this.at++);
            value += (byte & 127) * scale;
            if (byte < 128) return value;
        }
    }
    text() {
        const length = this.number();
        this.at += length;
        return this.bytes.toString("utf8", this.at - length, this.at);
    }
    times(work) {
        return Array.from({ length: this.number() }, (_, at) => work(at));
    }
}

/** @returns {{id: number, name: string, from: number, start: number, end: number}[]} */
export function sections_of(bytes) {
    if (bytes.readUInt32LE(0) !== 0x6d736100) throw new Error("This is no wasm program.");
    const reader = new Reader(bytes, 8), found = [];
    while (reader.at < bytes.length) {
        const from = reader.at, id = bytes[reader.at++], size = reader.number(), start = reader.at;
        const name = id === CUSTOM ? new Reader(bytes, start).text() : SECTIONS[id];
        found.push({ id, name, from, start, end: start + size });
        reader.at = start + size;
    }
    return found;
}

/** @returns {{module: string, name: string, kind: number, type: Buffer}[]} */
export function imports_of(bytes, { start }) {
    const reader = new Reader(bytes, start);
    const limits = () => {
        if (reader.number() & 1) reader.number();
        reader.number();
    };
    const skip = [() => reader.number(), () => { reader.at++; limits(); }, limits, () => (reader.at += 2)];
    return reader.times(() => {
        const module = reader.text(), name = reader.text(), kind = bytes[reader.at++], from = reader.at;
        skip[kind]();
        return { module, name, kind, type: bytes.subarray(from, reader.at) };
    });
}

/** @returns {{name: string, kind: number, at: number}[]} */
export function exports_of(bytes, { start }) {
    const reader = new Reader(bytes, start);
    return reader.times(() => ({ name: reader.text(), kind: bytes[reader.at++], at: reader.number() }));
}

export function leb(value) {
    const out = [];
    do {
        out.push(value > 127 ? (value & 127) | 128 : value);
        value = Math.floor(value / 128);
    } while (value > 0);
    return Buffer.from(out);
}

export const text_of = (text) => Buffer.concat([leb(Buffer.byteLength(text)), Buffer.from(text)]);

/** The same file with one section's content put in place of what it has. */
export function with_section(bytes, id, content) {
    return Buffer.concat([bytes.subarray(0, 8), ...sections_of(bytes).flatMap((one) => (one.id === id
        ? [Buffer.from([id]), leb(content.length), content] : [bytes.subarray(one.from, one.end)]))]);
}
