// What the start page and the list tell of a municipality: its pack, without what they do not show. It is a whole
// pack to whoever reads it (core/pack.h): a text that must be there, and is not shown, is a stroke.
const UNSAID = { sv: "–" };
const [MUNICIPALITY, PROVIDERS, QUESTIONS] = ["municipality", "providers", "questions"].map((name) => `${name}.json`);
const unsaid = (object, ...names) => Object.fromEntries(names.map((name) =>
    [name, typeof object[name] === "string" ? UNSAID.sv : UNSAID]));
const some = (object, ...names) => Object.fromEntries(names.filter((name) => name in object)
    .map((name) => [name, object[name]]));
const first_of = (list, shorten) => list.slice(0, 1).map((one) => ({ ...one, ...shorten(one) }));

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
        ...unsaid(one, "about", "leader", "leader_title"),
        ...(continuity && { continuity: source_of(continuity) }),
        ...(survey && { survey: { ...source_of(survey), figures: survey.figures.slice(0, 1) } }),
        contact: unsaid(one.contact, "phone"),
    });
}

/** @param {object} pack its files, parsed @returns {object} the same files */
export function first_pack(pack) {
    const { $schema: _, demands_link: link, ...municipality } = pack[MUNICIPALITY];
    const { survey_questions: questions, providers } = pack[PROVIDERS];
    const { contact } = municipality;
    return {
        [MUNICIPALITY]: marked({
            ...municipality,
            services: municipality.services.map((one) => (
                { ...some(one, "id", "open_to_choice"), ...unsaid(one, "name") })),
            demands: first_of(municipality.demands, (one) => unsaid(one, "name", "text")),
            contact: marked({
                ...some(contact, "phone", "paper", "example"), ...unsaid(contact, "hours", "coordinator", "complaints"),
            }),
        }),
        [PROVIDERS]: {
            survey_questions: questions.map((one) => ({ ...one, ...unsaid(one, "question") })),
            providers: providers.map(provider_of),
        },
        [QUESTIONS]: {
            questions: first_of(pack[QUESTIONS].questions, (one) => unsaid(one, "question", "answer")),
        },
    };
}
