// The staff at work behind the front: what a person chose at home is confirmed, a choice on paper is
// registered, the list is changed by two, and the auditor sees who looked at what.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { find, h1, launch, open, ready, visitor } from "../browser/support/browser.mjs";
import { NUMBER_CLAIM, addressee, start_front } from "./support/front.mjs";

const ANNA = "191212121212";
const BO = "191212121220";
const STAFF = { kim: "care_manager", robin: "coordinator", sam: "coordinator", lo: "auditor" };

let front, browser;
before(async () => {
    front = await start_front({
        people: { anna: { [NUMBER_CLAIM]: ANNA }, bo: { [NUMBER_CLAIM]: BO } },
        staff: Object.fromEntries(Object.entries(STAFF).map(([who, role]) =>
            [who, { name: `${who} på kontoret`, municipality: "strangnas", roles: [role] }])),
        addressees: [addressee("HT-1", ANNA), addressee("HT-2", ""), addressee("HT-3", BO)],
    });
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await front?.stop();
});

const person = () => visitor(browser, { ignoreHTTPSErrors: true });
const heading = (page, text) => h1(page).and(page.getByText(text, { exact: true })).waitFor();
const told = (page, text) => page.locator("#mirror").getByText(text).first().waitFor({ state: "attached" });

async function show_who(page, who) {
    await page.waitForURL((url) => url.hostname === "127.0.0.1");
    await page.locator("[name=login]").fill(who);
    await page.locator("[name=password]").fill("x");
    await page.locator("button[type=submit]").click();
    await page.waitForURL((url) => url.hostname.endsWith(".localhost"));
    await ready(page);
}

/** At `hash` of the workspace, signed in by its own link, which leads back there. */
async function at_work(who, hash) {
    const page = await person();
    await open(page, `${front.staff}strangnas/${hash}`);
    await heading(page, "Logga in som personal");
    await find(page, "link", "Gå till inloggningen").click();
    await show_who(page, who);
    assert.equal(new URL(page.url()).hash, hash);
    return page;
}

// Said once per answer that was refused: who is not signed in yet.
const no_faults = (page) =>
    assert.deepEqual(page.faults.filter((text) => !text.startsWith("Failed to load resource")), []);

test("the care manager confirms what was chosen at home and tells the provider", async () => {
    const home = await person();
    await open(home, `${front.citizens}strangnas/#/val`);
    await find(home, "link", "Logga in med e-legitimation").click();
    await show_who(home, "anna");
    await find(home, "button", "Välj Solgläntan").click();
    await find(home, "button", "Bekräfta valet").click();
    await heading(home, "Ditt val är mottaget");
    no_faults(home);
    await home.context().close();

    const page = await at_work("kim", "#/personal/val");
    await find(page, "link", "Ärende HT-1").click();
    await heading(page, "Ärende HT-1");
    await find(page, "button", "Bekräfta valet").click();
    await find(page, "link", /^Visa beskedet/, { exact: false }).click();
    await heading(page, "Besked till Solgläntan");
    await find(page, "button", "Beskedet är lämnat").click();
    await told(page, /Beskedet lämnades den/);
    await page.evaluate(() => { location.hash = "#/personal/val"; });
    await told(page, "Inga nya val väntar.");
    no_faults(page);
    await page.context().close();
});

/** The person's page, asked for anew. */
async function again(home) {
    await home.evaluate(() => { location.hash = "#/val"; });
    await home.reload();
    await ready(home);
}

/** Chooses as the person's relative, from the list on. */
async function choose_for_another(page, provider) {
    await find(page, "button", `Välj ${provider}`).click();
    await heading(page, "Kontrollera ditt val");
    // One step's button leaves as the next one's comes.
    const on = () => find(page, "button", "Fortsätt").and(page.locator(":not(.leaving)")).click();
    const check = (key) => page.locator(`[id="n-behalf/${key}"]`).check();
    await check("who/other");
    await on();
    await heading(page, "Din roll");
    await check("role/relative");
    await on();
    await heading(page, "Hur når vi dig?");
    await find(page, "textbox", "Ditt namn").fill("Ulla Unik");
    await find(page, "textbox", "Telefon eller e-post").fill("070-12");
    await on();
    await heading(page, "Det här intygar du");
    await check("declare/nearest_of_kin");
    await check("declare/no_other_representative");
    await on();
    await find(page, "button", "Bekräfta valet").click();
    await heading(page, "Ditt val är mottaget");
    await told(page, /Valet är gjort av en anhörig/);
}

test("a relative's mandate is judged by the care manager, and what another made without one is undone", async () => {
    const home = await person();
    await open(home, `${front.citizens}strangnas/#/val`);
    await find(home, "link", "Logga in med e-legitimation").click();
    await show_who(home, "bo");
    await choose_for_another(home, "Solgläntan");
    const page = await at_work("kim", "#/personal/val");
    await find(page, "link", "Ärende HT-3").click();
    await heading(page, "Ärende HT-3");
    await told(page, /Ulla Unik/);
    await told(page, /Ingen närmare anhörig finns/);
    await find(page, "button", "Bekräfta valet").click();
    await told(page, "Ta först ställning till om ombudet får välja.");
    await find(page, "button", "Bekräfta företrädaren").click();
    await told(page, "Företrädaren är bekräftad.");
    await find(page, "button", "Bekräfta valet").click();
    await told(page, /bekräftat/i);

    await again(home);
    await told(home, /Kommunen har bekräftat uppdraget/);
    await choose_for_another(home, "Tusenskönan");
    await page.evaluate(() => { location.hash = "#/personal/val"; });
    await find(page, "link", "Ärende HT-3").click();
    await heading(page, "Ärende HT-3");
    await find(page, "button", "Avslå").click();
    await told(page, "Företrädaren är avslagen.");
    no_faults(page);
    await page.context().close();
    // What held before holds again, and the person is told.
    await again(home);
    await told(home, /svarade kommunen att uppdraget inte gäller/);
    await told(home, /Solgläntan/);
    no_faults(home);
    await home.context().close();
});

test("a choice that came on paper stands in the same queue, with how it came", async () => {
    const page = await at_work("kim", "#/personal/sok");
    await find(page, "textbox", "Kommunens referens").fill("HT-2");
    await find(page, "button", "Öppna ärendet").click();
    await heading(page, "Ärende HT-2");
    await find(page, "link", "Registrera ett val").click();
    await heading(page, "Registrera ett val");
    for (const [radio, name] of [["channel/paper", "Papper"], ["what/choose", "Väljer en utförare"],
        ["provider/solglantan", "Solgläntan"], ["who/self", "Personen själv"]]) {
        const one = page.locator(`[id^="n-register/"][id$="/${radio}"]`);
        await one.check();
        assert.equal(await one.evaluate((input) => input.labels[0].textContent), name);
    }
    await find(page, "button", "Gå vidare och kontrollera").click();
    await find(page, "button", "Registrera valet").click();
    await heading(page, "Ärende HT-2");
    await page.evaluate(() => { location.hash = "#/personal/val"; });
    await find(page, "link", "Ärende HT-2").click();
    await heading(page, "Ärende HT-2");
    await told(page, /[Pp]apper/);
    no_faults(page);
    await page.context().close();
});

test("one coordinator proposes a ceiling, another agrees, and only then does it hold", async () => {
    const page = await at_work("robin", "#/personal/utforare/solglantan");
    await page.locator("[id='n-row/solglantan/capacity']").fill("31");
    await find(page, "button", "Föreslå ändringen").click();
    await heading(page, "Ändringar");
    await told(page, "Högst 31 kunder");
    assert.equal(await find(page, "button", /^Godkänn/, { exact: false }).count(), 0);
    no_faults(page);
    await page.context().close();

    const other = await at_work("sam", "#/personal/andringar");
    await find(other, "button", /^Godkänn/, { exact: false }).click();
    await told(other, "Inga ändringar väntar.");
    await other.evaluate(() => { location.hash = "#/personal/utforare"; });
    await told(other, /av högst 31/);
    no_faults(other);
    await other.context().close();
});

test("one coordinator proposes that a provider leaves, another leads it until it is annulled", async () => {
    const own = await at_work("robin", "#/personal/utforare/solglantan");
    await find(own, "link", "Föreslå att utföraren upphör").click();
    await heading(own, "Föreslå att Solgläntan upphör");
    await find(own, "button", "Lägg förslaget").click();
    await heading(own, "Solgläntan: avveckling");
    no_faults(own);
    await own.context().close();

    const page = await at_work("sam", "#/personal/avvecklingar/solglantan-" + new Date().getFullYear());
    const step = async (name, title) => {
        await find(page, "link", name).click();
        await heading(page, title);
        await find(page, "button", name).click();
        await heading(page, "Solgläntan: avveckling");
    };
    // By its id, which the one on the screen before has lost while it leaves.
    const on = () => page.locator("[id='n-days/next']").click();
    await heading(page, "Solgläntan: avveckling");
    const far = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);
    const days = "[id='n-leaving/solglantan-" + far(0).slice(0, 4) + "/besluta/";
    await find(page, "link", "Besluta").click();
    await heading(page, "Besluta att Solgläntan upphör");
    await page.locator(`${days}cause/closes']`).check();
    await page.locator(`${days}choose_by']`).fill(far(30));
    await page.locator(`${days}last_day']`).fill(far(60));
    await on();
    await told(page, /Ingen ny kan välja Solgläntan/);
    await find(page, "button", "Besluta").click();
    await heading(page, "Solgläntan: avveckling");
    await find(page, "link", "Starta").click();
    await on();
    await find(page, "button", "Starta").click();
    await told(page, "Pågår");
    await step("Pausa", "Pausa: Solgläntan upphör");
    await told(page, "Pausad");
    await find(page, "link", "Fortsätt").click();
    await on();
    await find(page, "button", "Fortsätt").click();
    await told(page, "Pågår");
    await step("Upphäv", "Upphäv: Solgläntan är kvar");
    await told(page, "Upphävd");
    no_faults(page);
    await page.context().close();
});

test("the auditor sees who looked at which case, and may open none", async () => {
    const page = await at_work("lo", "#/personal/atkomst");
    await told(page, "Öppnade ärendet");
    await told(page, "Registrerade ett val");
    await page.evaluate(() => { location.hash = "#/personal/liggare"; });
    await heading(page, "Liggare");
    await told(page, "Ärende öppnades");
    await find(page, "cell", "Val").first().waitFor();
    await told(page, "Avveckling upphävd");
    await page.evaluate(() => { location.hash = "#/personal/val"; });
    await heading(page, "Sidan hör till en annan roll");
    no_faults(page);
    await page.context().close();
});
