// What the static pages say of each municipality, read from its pack. The pack is validated by the
// program (core/pack.h), not here.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

export function read_packs(folder) {
    return fs.readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
        .map((id) => read_pack(path.join(folder, id), id));
}

function read_pack(folder, id) {
    const files = {};
    for (const name of fs.readdirSync(folder).filter((name) => name.endsWith(".json")).sort()) {
        files[name] = fs.readFileSync(path.join(folder, name), "utf8");
    }
    const municipality = parse(files, "municipality.json", id);
    return {
        id,
        name: swedish(municipality.name),
        bundle: JSON.stringify(files),
        page: {
            name: swedish(municipality.name),
            phone: contact_phone(municipality),
            providers: drawn(parse(files, "providers.json", id), id),
        },
    };
}

function parse(files, name, id) {
    try {
        return JSON.parse(files[name] ?? "{}");
    } catch (error) {
        throw new Error(`assets/municipalities/${id}/${name} is not JSON: ${error.message}`);
    }
}

function swedish(text) {
    return typeof text === "string" ? text : text?.sv ?? "";
}

function phone(text) {
    const words = swedish(text);
    return words && { text: words, digits: words.replace(/[^\d+]/g, "") };
}

// Marked when the pack says that it is invented, like everything else.
function contact_phone({ contact = {}, example }) {
    const flags = (flag, name) => flag === true || (Array.isArray(flag) && flag.includes(name));
    const number = phone(contact.phone);
    return number && { ...number, invented: flags(contact.example, "phone") || flags(example, "contact") };
}

const KINDS = {
    municipal: "Kommunens egen hemtjänst",
    private: "Privat utförare",
    nonprofit: "Idéburen utförare",
    non_profit: "Idéburen utförare",
};

// One draw for the built page, since nothing can draw per visit without the program: by a hash, so
// that the same content builds the same page and no provider's name decides its place.
function drawn(json, id) {
    const providers = Array.isArray(json) ? json : json.providers ?? [];
    const seed = JSON.stringify(providers);
    const lot = (provider) =>
        createHash("sha256").update(`${id}/${provider.id}/${seed}`).digest("hex");
    return providers
        .map((provider) => ({ lot: lot(provider), provider }))
        .sort((a, b) => (a.lot < b.lot ? -1 : 1))
        .map(({ provider }) => ({
            name: swedish(provider.name),
            kind: KINDS[provider.kind] ?? "",
            presentation: swedish(provider.presentation ?? provider.about),
            phone: phone(provider.contact?.phone ?? provider.phone),
            example: provider.example === true,
        }));
}
