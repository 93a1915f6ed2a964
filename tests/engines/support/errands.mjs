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

/** From the first page to the demonstration's. */
export async function to_demonstration(person, site) {
    await person.open(`${site}strangnas/`);
    await person.view("Välj utförare av hemtjänst");
    await person.press(/^Prova utan att skicka$/);
    await person.view("Prova utan att skicka");
}

/** Signs in with a code from a letter, after a mistake that is said and mended. */
export async function sign_in(person, site, code) {
    await person.open(`${site}strangnas/`);
    await person.press(/^Gör ditt val$/);
    await person.reach(/^Kod från brevet/);
    await person.visit.type("1234");
    await person.press(/^Logga in$/);
    await person.says(/Koden ska ha 16 siffror/);
    await person.reach(/^Kod från brevet/);  // a field reached by Tab is marked whole: typing replaces
    await person.visit.type(code);
    await person.press(/^Logga in$/);
    await person.view("Gör ditt val");
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
    "#/nonsens": "Sidan finns inte",
};
