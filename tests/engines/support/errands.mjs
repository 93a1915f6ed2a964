// Every errand, once, for a person with only a keyboard. Names are those the design lists.

const CHOOSE = /^Välj (?!en annan)/;

export const DEMONSTRATED = {
    async "new choice"(person) {
        await person.press(/^Prova som Karin/);
        await person.view("Gör ditt val");
        await person.press(CHOOSE, "Space");
        await person.view("Kontrollera ditt val");
        await person.press(/^Bekräfta valet$/);
        await person.view("Ditt val är mottaget");
        await person.press(/^Kontrollera kvittot$/);
        await person.says(/Kvittot stämmer/);
    },
    async switch(person) {
        await person.press(/^Prova som Bengt/);
        await person.view("Din utförare");
        await person.press(/^Byt utförare$/);
        await person.press(CHOOSE);
        await person.view("Kontrollera ditt byte");
        await person.press(/^Bekräfta bytet$/, "Space");
        await person.view("Ditt byte är mottaget");
        await person.says(/Bytet sker (mellan|den) \d/);
    },
    async decline(person) {
        await person.press(/^Prova som Aino/);
        await person.view("Din utförare upphör");
        await person.press(/^Jag vill inte välja$/);
        await person.view("Turordning");
        await person.press(/^Bekräfta att jag avstår$/);
        await person.view("Du har fått en utförare");
        await person.says(/Varför just den utföraren\?/);
    },
};

/** What needs neither a code nor a demonstration. */
export const OPEN = {
    async compare(person) {
        await person.press(/^Jämför utförare$/);
        await person.view("Jämför utförare");
        await person.press(/^Visa jämförelsen$/);
        await person.says(/Kryssa för minst två/);
        await person.press(/^Jämför /, "Space");
        await person.press(/^Jämför /, "Space");
        await person.press(/^Visa jämförelsen$/);
        await person.view("Din jämförelse");
        await person.says(/Din avgift/);
    },
    async fee(person) {
        await person.press(/^Om avgiften$/);
        await person.view("Om avgiften");
        await person.reach(/^Timmar hemtjänst/);
        await person.visit.type("24");
        await person.press(/^Jag är ensamstående/, "Space");
        await person.visit.press("ArrowDown");
        await person.chose(/^Jag bor med min sambo/);
        await person.visit.press("ArrowUp");
        await person.chose(/^Jag är ensamstående/);
        await person.reach(/^Din inkomst efter skatt/);
        await person.visit.type("18000");
        await person.press(/^Räkna ut$/);
        await person.says(/Din avgift blir omkring/);
        await person.press(/^Visa hela uträkningen/);
        await person.says(/SoL \(2025:400\) 32 kap/);
    },
};

/** With a code from a letter, by the situation it is for. */
export const SIGNED_IN = {
    async byte(person) {
        await person.view("Din utförare");
        await person.press(/^Byt utförare$/);
        await person.view("Byt utförare");
        await person.press(CHOOSE);
        await person.view("Kontrollera ditt byte");
        await person.press(/^Bekräfta bytet$/);
        await person.view("Ditt byte är mottaget");
        // Minds are changed: the switch is taken back, and the visit ended.
        await person.press(/^Ändra ditt val$/);
        await person.view("Din utförare");
        await person.press(/^Logga ut$/);
        await person.view("Välj utförare av hemtjänst");
    },
    async avveckling(person) {
        await person.view("Din utförare upphör");
        await person.says(/Ditt beslut om hemtjänst (påverkas|ändras) inte/);
        await person.press(CHOOSE);
        await person.view("Kontrollera ditt val");
        await person.press(/^Bekräfta valet$/);
        await person.view("Ditt val är mottaget");
    },
};

/** From the first page to the demonstration's. */
export async function to_demonstration(person, site) {
    await person.open(`${site}strangnas/`);
    await person.view("Välj utförare av hemtjänst");
    await person.press(/^Prova utan att skicka$/);
    await person.view("Prova utan att skicka");
}

export async function sign_in(person, site, code) {
    await person.open(`${site}strangnas/`);
    await person.press(/^Gör ditt val$/);
    await enter(person, code);
}

/** Signs in with a code from a letter, after a mistake that is said and mended. */
export async function sign_in_after_a_mistake(person, site, code) {
    await person.open(`${site}strangnas/`);
    await person.press(/^Gör ditt val$/);
    await enter(person, "1234");
    await person.says(/Koden ska ha 16 siffror/);
    await enter(person, code);
    await person.view("Gör ditt val");
}

async function enter(person, code) {
    await person.reach(/^Kod från brevet/);  // a field reached by Tab is marked whole: typing replaces
    await person.visit.type(code);
    await person.press(/^Logga in$/);
}

export async function choose(person) {
    await person.press(CHOOSE);
    await person.view("Kontrollera ditt val");
    await person.press(/^Bekräfta valet$/);
    await person.view("Ditt val är mottaget");
    await person.says(/Kvittonummer/);
}

export async function decline(person) {
    await person.press(/^Jag vill inte välja$/);
    await person.view("Turordning");
    await person.press(/^Bekräfta att jag avstår$/);
    await person.view("Du har fått en utförare");
    await person.says(/Varför just den utföraren\?/);
}

/** The views without an errand, each by its address. */
export const VIEWS = {
    "": "Välj utförare av hemtjänst", "#/jamfor": "Jämför utförare",
    "#/utforare/solglantan": "Solgläntan", "#/avgift": "Om avgiften", "#/logga-in": "Logga in",
    "#/fragor": "Frågor och svar", "#/hjalp": "Hjälp och kontakt", "#/prova": "Prova utan att skicka",
    "#/tillganglighet": "Tillgänglighet", "#/jamforelse": "Din jämförelse", "#/nonsens": "Sidan finns inte",
    "#/viktigt": "Det som är viktigt för dig", "#/om-hemtjansten": "Om hemtjänsten",
    "#/om-hemtjansten/kontroll": "Vem kontrollerar utförarna?",
};
