// The packs as the program gets them. They are validated by the program (core/pack.h), not here.
import fs from "node:fs";
import path from "node:path";

/** @returns {{id, name, phone, files, bundle: string, providers: string[]}[]} providers: ids, as the pack has them */
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
    const parsed = Object.fromEntries(Object.keys(files).map((file) => [file, parse(files, file, id)]));
    const { name, contact } = parsed["municipality.json"] ?? {};
    const { providers } = parsed["providers.json"] ?? {};
    return {
        id,
        name: typeof name === "string" ? name : name?.sv ?? "",
        phone: contact?.phone ?? "",
        files: parsed,
        bundle: JSON.stringify(files),
        providers: (providers ?? []).map((provider) => provider.id),
    };
}

function parse(files, name, id) {
    try {
        return JSON.parse(files[name] ?? "{}");
    } catch (error) {
        throw new Error(`assets/municipalities/${id}/${name} is not JSON: ${error.message}`);
    }
}
