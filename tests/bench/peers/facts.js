// The same kind of content as a municipality's page of ours: five invented providers, the fee's rule for 2026.
export const PROVIDERS = ["Tallåsens hemtjänst", "Björkhagens omsorg", "Vassviks hemvård", "Kommunens hemtjänst",
    "Ängsro omsorg"].map((name, at) => ({
    id: "p" + at, name,
    kind: at === 3 ? "Kommunal" : at === 4 ? "Idéburen" : "Privat",
    facts: {
        "Områden": at % 2 ? "Hela kommunen" : "Tätorten", "Språk": at % 2 ? "Svenska, finska" : "Svenska",
        "Antal kunder": String(40 + 17 * at), "Tillägg": at === 3 ? "Inga" : "Fönsterputs, storstädning",
        "Kontaktperson": "Utses inom en vecka", "Telefon": `0152-00 00 ${at}0`,
    },
}));
export const QUESTIONS = [
    ["Kostar det olika mycket?", "Nej. Avgiften är densamma vilken utförare du än väljer."],
    ["Kan jag byta?", "Ja, när du vill. Bytet sker efter två veckor."],
    ["Måste jag välja?", "Nej. Den som inte väljer får en utförare enligt en turordning."],
];
const MINIMUM = 6396, CAP = 2660, HOUR = 450;
export const fee = ({ hours, income, housing }) =>
    Math.max(0, Math.min(CAP, hours * HOUR, income - housing - MINIMUM));
