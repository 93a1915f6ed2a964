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

// The least there can be of what is gone by when a choice is made, and of nothing sooner.
const NO_LEAD = { rule: "working_days", working_days: 0 };
const UNASKED = {
    schedule: { first_choice: NO_LEAD, change: NO_LEAD },
    rotation: {
        id: "strict", version: 1, method: "strict_turn", per_area: false, list_order: "as_listed", ceiling: "none",
        full_turn: "loses", newcomer: "joins_last", excludes_warned: false, keeps_former_provider: false,
        serve_order: "commit_order", all_full: "wait", legal_basis: UNSAID.sv,
    },
    compensation: {
        model: "block",
        performed_time: {
            kronor_per_hour: 0, rounded_to_minutes: 1, at_most_granted: true, late_cancellation_percent: 0,
        },
        granted_time: { kronor_per_hour: 0, deducted: [] },
        block: { levels: [{ kronor_per_week: 0 }] },
    },
    care_plan_days: 1,
};

/** @param {object} pack its files, parsed @returns {object} the same files */
export function first_pack(pack) {
    const { $schema: _, demands_link: link, practice, ...municipality } = pack[MUNICIPALITY];
    const { survey_questions: questions, providers } = pack[PROVIDERS];
    const { areas, contact, demands, services, tariff } = municipality;
    const first = providers.map(provider_of);
    const asked = new Set(first.flatMap(({ survey }) => survey?.figures.map(({ id }) => id) ?? []));
    return {
        [MUNICIPALITY]: marked({
            ...municipality, ...UNASKED,
            areas: areas.map((one) => some(one, "id", "name")),
            services: services.filter(({ id }) => first.some((one) => one.services.includes(id)))
                .map((one) => ({ ...some(one, "id", "open_to_choice"), ...unsaid(one, "name") })),
            tariff: some(tariff, "year", "kronor_per_hour", "levels"),
            demands: first_of(demands, (one) => unsaid(one, "name", "text")),
            contact: marked({
                ...some(contact, "phone", "paper", "example"), ...unsaid(contact, "hours", "coordinator", "complaints"),
            }),
        }),
        [PROVIDERS]: {
            survey_questions: questions.filter(({ id }) => asked.has(id))
                .map((one) => ({ ...one, ...unsaid(one, "question") })),
            providers: first,
        },
        [QUESTIONS]: {
            questions: first_of(pack[QUESTIONS].questions, (one) => unsaid(one, "question", "answer")),
        },
    };
}

/** @returns {string} such files as the program takes a pack: each is a text of its own */
export const bundle_of = (files) => JSON.stringify(Object.fromEntries(
    Object.entries(files).map(([name, file]) => [name, JSON.stringify(file)])));
