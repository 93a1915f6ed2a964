// A country on one Hemval: what a year stores, and how a day goes when a provider with people in many
// municipalities is bankrupt. `node tests/scale/national.mjs [PEOPLE]` prints it; PEOPLE are signed in one after
// another at the real service, to measure what one takes. docs/scale.md has the figures of one run.
import { pathToFileURL } from "node:url";
import { measured } from "./measured.mjs";

// Assumed, each to be replaced by whoever knows better.
export const ASSUMED = {
    municipalities: 290,
    people: 250_000,         // with home care, in the country
    spread: 1.28,            // of the municipalities' sizes, lognormal: half are smaller than 0.44 of the mean
    new_a_year: 0.35,        // of the people: a decision, a letter and a choice
    switches_a_year: 0.10,   // of the people
    bankrupt_share: 0.05,    // of all people have the provider that stops
    acting: 0.40,            // of them choose on the first day
    rush_hours: 2,           // in which half of those come; the rest over eight hours
    thinks: [180, 900],      // seconds between signing in and the choice
    argon_at_once: 2,        // codes checked at once, as the service is built
    batch: 256,              // choices in one transaction, as the service is built
    machine: 400,            // kr a month: two for the service, two for the database
    machines: 4,
};

/** People with home care in each municipality, the smallest first; their sum is a.people. */
export function sizes(a) {
    const at = (i) => Math.exp(a.spread * normal_quantile((i + 0.5) / a.municipalities));
    const shares = Array.from({ length: a.municipalities }, (_, i) => at(i));
    const sum = shares.reduce((one, other) => one + other);
    return shares.map((share) => a.people * share / sum);
}

// By bisection: only 290 are asked for.
function normal_quantile(p) {
    let low = -6, high = 6;
    while (high - low > 1e-9) {
        const middle = (low + high) / 2;
        if (normal(middle) < p) low = middle; else high = middle;
    }
    return low;
}

function normal(x) {
    let sum = x, term = x;
    for (let k = 1; k < 200; ++k) sum += term *= x * x / (2 * k + 1);
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
}

/** @returns {{choices, bytes}} of a year, for so many people; a choice is one entry of the ledger */
export function year(a, one, people) {
    const fresh = people * a.new_a_year, choices = fresh + people * a.switches_a_year;
    return { choices, bytes: fresh * one.opened + choices * one.decided };
}

/** A row of numbers that looks drawn and is the same each time. */
function drawn(seed) {
    let state = seed >>> 0;
    return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

/**
 * The first day: everybody comes, signs in with a code, thinks and chooses, at one service process.
 * @returns {{people, busiest_minute, sign_in: Waits, submit: Waits}} Waits: {median, p99, longest} in seconds
 */
export function bankrupt_day(a, one, { rush_hours = a.rush_hours, seed = 1 } = {}) {
    const random = drawn(seed), people = Math.round(a.people * a.bankrupt_share * a.acting);
    const comes = Array.from({ length: people }, (_, at) =>
        (at % 2 === 0 ? rush_hours * 3600 : 8 * 3600) * random()).sort((x, y) => x - y);
    const desks = Array.from({ length: a.argon_at_once }, () => 0), sign_in = [], submits = [];
    for (const came of comes) {
        const desk = desks.indexOf(Math.min(...desks));
        desks[desk] = Math.max(desks[desk], came) + one.sign_in;
        sign_in.push(desks[desk] - came);
        submits.push(desks[desk] + a.thinks[0] + (a.thinks[1] - a.thinks[0]) * random());
    }
    submits.sort((x, y) => x - y);
    const submit = [];
    for (let at = 0, free = 0; at < submits.length;) {  // whoever is there when the writer is free goes along
        const begins = Math.max(free, submits[at]);
        free = begins + one.submit;
        for (let along = 0; along < a.batch && submits[at] <= begins; ++along) submit.push(free - submits[at++]);
    }
    const minutes = new Map();
    for (const came of comes) minutes.set(Math.floor(came / 60), (minutes.get(Math.floor(came / 60)) ?? 0) + 1);
    return { people, busiest_minute: Math.max(...minutes.values()), sign_in: waits(sign_in), submit: waits(submit) };
}

function waits(all) {
    const sorted = all.toSorted((x, y) => x - y), at = (share) => sorted[Math.floor((sorted.length - 1) * share)];
    return { median: at(0.5), p99: at(0.99), longest: at(1) };
}

export function report(a, one) {
    const all = sizes(a), lines = [];
    const mb = (bytes) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
    const ms = (time) => `${(time * 1000).toFixed(1)} ms`;
    lines.push(`one person: ${Math.round(one.opened)} bytes of case and letter, `
        + `${Math.round(one.decided)} of a choice, `
        + `${ms(one.sign_in)} to sign in by code, ${ms(one.submit)} to choose`, "",
    "| | people | choices a year | stored a year | entries in its part of the ledger after ten years |",
    "|---|---|---|---|---|");
    for (const [name, people] of [["smallest municipality", all[0]], ["the middle one", all[all.length >> 1]],
        ["largest", all.at(-1)], ["all", a.people]]) {
        const { choices, bytes } = year(a, one, people);
        const cells = [Math.round(people), Math.round(choices), mb(bytes), Math.round(10 * choices)];
        lines.push(`| ${name} | ${cells.join(" | ")} |`);
    }
    lines.push("", "| a bankruptcy's first day | people | busiest minute | signing in: median, 99 %, longest "
        + "| choosing: median, 99 %, longest |", "|---|---|---|---|---|");
    const everybody = { ...a, bankrupt_share: 1, acting: 1 };
    for (const [who, rush_hours] of [[a, a.rush_hours], [a, 0.1], [everybody, a.rush_hours]]) {
        const day = bankrupt_day(who, one, { rush_hours });
        const of = ({ median, p99, longest }) => [median, p99, longest].map(ms).join(", ");
        const whose = who === a ? "" : ", everybody there is";
        lines.push(`| half come in ${rush_hours} h${whose} | ${day.people} | ${day.busiest_minute} `
            + `| ${of(day.sign_in)} | ${of(day.submit)} |`);
    }
    const cost = a.machines * a.machine * 12;
    const each = Math.round(cost / a.municipalities);
    lines.push("", `cost: ${cost} kr a year for the machines, ${each} kr a municipality`);
    return lines.join("\n");
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
    console.log(report(ASSUMED, await measured(Number(process.argv[2] ?? 200))));
