// What the start page and the list tell of a municipality: its pack, without what they do not show, as core/pack.h
// reads a first page's. A text that must be there for whoever reads it, and is not shown, is a stroke.
const UNSAID = { sv: "–" };
const [MUNICIPALITY, PROVIDERS] = ["municipality.json", "providers.json"];
const unsaid = (object, ...names) => Object.fromEntries(names.map((name) =>
    [name, typeof object[name] === "string" ? UNSAID.sv : UNSAID]));
const some = (object, ...names) => Object.fromEntries(names.filter((name) => name in object)
    .map((name) => [name, object[name]]));

// Of the marks of what is invented, those of what is still there.
function marked({ example, ...object }) {
    if (!Array.isArray(example)) return { ...object, example };
    const left = example.filter((name) => name in object);
    return { ...object, example: left.length ? left : undefined };
}

function source_of(part) {
    return part && { ...part, source: { ...some(part.source, "year"), ...unsaid(part.source, "who") } };
}

function provider_of(one) {
    const { continuity, survey } = one;
    return marked({
        ...some(one, "id", "name", "kind", "example", "areas", "languages", "capacity", "clients", "closing"),
        services: one.services.slice(0, 1),
        ...(continuity && { continuity: source_of(continuity) }),
        ...(survey && { survey: { ...source_of(survey), figures: survey.figures.slice(0, 1) } }),
    });
}

/** @param {object} pack its files, parsed @returns {object} the same files */
export function first_pack(pack) {
    const { areas, contact, services, tariff, ...municipality } = pack[MUNICIPALITY];
    const { survey_questions: questions, providers } = pack[PROVIDERS];
    const first = providers.map(provider_of);
    const asked = new Set(first.flatMap(({ survey }) => survey?.figures.map(({ id }) => id) ?? []));
    return {
        [MUNICIPALITY]: marked({
            ...some(municipality, "name", "languages", "minority_languages", "example"),
            areas: areas.map((one) => some(one, "id", "name")),
            services: services.filter(({ id }) => first.some((one) => one.services.includes(id)))
                .map((one) => ({ ...some(one, "id", "open_to_choice"), ...unsaid(one, "name") })),
            tariff: some(tariff, "year", "kronor_per_hour", "levels"),
            contact: marked(some(contact, "phone", "paper", "example")),
        }),
        [PROVIDERS]: {
            survey_questions: questions.filter(({ id }) => asked.has(id))
                .map((one) => ({ ...one, ...unsaid(one, "question") })),
            providers: first,
        },
    };
}

/** @returns {string} such files as the program takes a pack: each is a text of its own */
export const bundle_of = (files) => JSON.stringify(Object.fromEntries(
    Object.entries(files).map(([name, file]) => [name, JSON.stringify(file)])));
