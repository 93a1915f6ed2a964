// Signing in by e-ID and of staff, behind the Apache configuration that is shipped and a real identity
// provider: what the way in gives, and what those get who try it otherwise. No browser: what only one
// shows is in journeys.test.mjs.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, test } from "node:test";
import { NUMBER_CLAIM, addressee, start_front } from "./support/front.mjs";
import { Visitor, ask } from "./support/visitor.mjs";

const ANNA = "191212121212";
const LOST = "191212121220";  // nobody's case
const SESSION = "__Host-hemval-session";
const BACK = "/strangnas/#/val";

let front;
before(async () => {
    front = await start_front({
        people: {
            anna: { [NUMBER_CLAIM]: ANNA, name: "Anna Provsson", address: { formatted: "Provgatan 1" } },
            lost: { [NUMBER_CLAIM]: LOST },
            low: { [NUMBER_CLAIM]: ANNA, level: 2 },
            untold: { [NUMBER_CLAIM]: ANNA, level: 0 },
            higher: { [NUMBER_CLAIM]: ANNA, level: 4 },
            wrong: { [NUMBER_CLAIM]: "191212121213" },
            split: { [NUMBER_CLAIM]: `${LOST}\r\nHemval-Identity-Number: ${ANNA}` },
            mangled: {
                "https---id.oidc.se-claim-personalIdentityNumber": ANNA,
                "https:--id.oidc.se-claim-personalIdentityNumber": ANNA,
                "https://id.oidc.se/claim/personalidentitynumber": ANNA,
                "https://id.oidc.se/claim/personal_identity_number": ANNA,
                "Hemval-Identity-Number": ANNA, "hemval_identity_number": ANNA,
            },
        },
        staff: {
            kim: { name: "Kim Åström", municipality: "strangnas", roles: ["intranet", "care_manager"] },
            robin: { name: "Robin Ek", municipality: "strangnas", roles: ["coordinator"] },
            lo: { name: "Lo Berg", municipality: "strangnas", roles: ["auditor"] },
            both: { name: "Bo Två", municipality: "strangnas", roles: ["care_manager", "coordinator"] },
            mona: { name: "Mona Ny", municipality: "strangnas", roles: ["care_manager"], [NUMBER_CLAIM]: ANNA },
            none: { name: "Nils Ingen", municipality: "strangnas", roles: ["intranet"] },
            other: { name: "Olle Annan", municipality: "botkyrka", roles: ["care_manager"] },
            shouted: { name: "Siv", municipality: "strangnas", Roles: ["auditor"], "ro-les": ["auditor"] },
        },
        addressees: [addressee("REF-1", ANNA), addressee("REF-2", "")],
    });
});
after(() => front?.stop());

const last = (answer) => answer.trail.findLast(({ status }) => status === 303);
const led_to = (answer) => new URL(last(answer).headers.location, answer.url);
const told = (answer) => led_to(answer).hash;

test("who shows their e-ID is led back to where they were, and is signed in there", async () => {
    const anna = new Visitor(front);
    const answer = await anna.person("anna", "/strangnas/#/val/solglantan");
    assert.equal(last(answer).headers.location, "/strangnas/#/val/solglantan");
    const set = last(answer).set.find((one) => one.startsWith(SESSION));
    assert.match(set, /^__Host-hemval-session=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers["strict-transport-security"], "max-age=31536000");
    const shown = await anna.api("strangnas/case");
    assert.equal(shown.status, 200);
    assert.equal(JSON.parse(shown.text).situation, "no_provider");
    const state = JSON.parse((await anna.api("strangnas/session")).text);
    assert.deepEqual(state, { offered: ["code", "e_id"], by: "e_id" });
    const asked = front.eid.asked.at(-1);
    assert.equal(asked.get("code_challenge_method"), "S256");
    assert.equal(asked.get("response_type"), "code");
    assert.equal(asked.get("prompt"), "login");
});

test("the provider of the test demands PKCE by S256, so the front has it", async () => {
    const auth = new URL(`${front.eid.issuer}/auth?${front.eid.asked.at(-1)}`);
    for (const [name, value] of [["code_challenge_method", "plain"], ["code_challenge", undefined]]) {
        const other = new URL(auth);
        if (value) other.searchParams.set(name, value);
        else for (const one of ["code_challenge", "code_challenge_method"]) other.searchParams.delete(one);
        const answer = await ask(front.ca, other.href);
        assert.match(answer.headers.location ?? answer.text, /error=invalid_request/);
    }
});

test("a choice by e-ID is the person's own: their letter's code shows it, and it may be changed", async () => {
    const anna = new Visitor(front);
    await anna.person("anna");
    const submit = (provider, key) => anna.api("strangnas/submissions", { method: "POST",
        json: { action: "choose", provider }, headers: ["Idempotency-Key", key] });
    assert.equal((await submit("solglantan", "front-key-1")).status, 201);
    assert.equal((await submit("tusenskonan", "front-key-2")).status, 201);
    const by_code = new Visitor(front);
    const shown = await by_code.api("strangnas/session", { method: "POST", json: { code: front.codes[0] } });
    assert.equal(shown.status, 200);
    assert.equal(JSON.parse(shown.text).pending.provider, "tusenskonan");
});

// What somebody might send in the hope that the service takes it for the front's.
const forged = (number) => [
    "Hemval-Identity-Number", number, "hemval-identity-number", number, "HEMVAL-IDENTITY-NUMBER", number,
    "Hemval_Identity_Number", number, "Hemval-Identity_Number", number,
    "Hemval-Sign-In", "made-up", "Hemval-Signed-In-At", String(Math.floor(Date.now() / 1000)),
    "Hemval-Account", "kim", "Hemval-Name", "Kim", "Hemval-Municipality", "strangnas",
    "Hemval-Roles", "auditor", "Hemval_Account", "kim", "Hemval_Roles", "auditor",
    "Hemval-Offers", "staff", "hemval_offers", "staff",
    "OIDC_CLAIM_sub", "anna", "OIDC-CLAIM-sub", "anna", "Oidc_Claim_Sub", "anna",
    "OIDC-CLAIM-personalIdentityNumber", number,
    "OIDC_CLAIM_https---id.oidc.se-claim-personalIdentityNumber", number,
    "HEMVAL_CLAIM_https---id.oidc.se-claim-personalIdentityNumber", number,
    "HEMVAL-CLAIM-nonce", "made-up", "HEMVAL_CLAIM_nonce", "made-up", "HEMVAL_CLAIM_roles", "auditor",
    "Remote-User", "anna", "X-Remote-User", "anna", "X-Forwarded-User", "anna",
];

test("on no path is a header from outside an identity", async () => {
    for (const origin of [front.citizens, front.staff]) {
        for (const where of ["", "strangnas/", "api/strangnas/case", "api/strangnas/session", "healthz",
            "login/person", "login/staff", "login//person", "login/%70erson", "login/person/", "x/../login/staff",
            "login/callback", "login/person;x"]) {
            const url = origin + where;
            const plain = await ask(front.ca, url);
            const spoofed = await ask(front.ca, url, { headers: forged(ANNA) });
            assert.equal(spoofed.status, plain.status, url);
            assert.ok(!spoofed.set.some((one) => one.startsWith(SESSION)), url);
            if (where.startsWith("api/")) assert.equal(spoofed.text, plain.text, url);
            if (plain.status === 303) assert.equal(spoofed.headers.location, plain.headers.location, url);
        }
    }
});

test("who is signed in as themself and sends another's number is themself", async () => {
    const lost = new Visitor(front, forged(ANNA));
    assert.equal(told(await lost.person("lost")), "#/logga-in/no_open_case");
    assert.equal(lost.cookie(SESSION), undefined);
    const lo = new Visitor(front, ["Hemval-Roles", "coordinator", "Hemval-Account", "kim"]);
    await lo.staff("lo");
    const state = JSON.parse((await lo.api("strangnas/session", { origin: front.staff })).text);
    assert.equal(state.staff.role, "auditor");
    assert.equal(state.staff.account, "lo");
});

test("a claim whose name only looks like the right one, mangled or not, is no identity", async () => {
    for (const who of ["mangled", "wrong", "split"]) {
        const visitor = new Visitor(front);
        assert.equal(told(await visitor.person(who)), "#/logga-in/identity_unclear", who);
        assert.equal(visitor.cookie(SESSION), undefined, who);
    }
    assert.equal(told(await new Visitor(front).staff("shouted")), "#/logga-in/role_unclear");
});

test("an e-ID of too low a level signs nobody in, says so, and another may be tried at once", async () => {
    let visitor;
    for (const who of ["untold", "low"]) {
        visitor = new Visitor(front);
        const answer = await visitor.person(who);
        assert.equal(answer.status, 403, who);
        assert.match(answer.headers["content-type"], /^text\/html/);
        assert.match(answer.text, /<h1>Din e-legitimation räcker inte<\/h1>/);
        assert.equal(visitor.cookie(SESSION), undefined, who);
        assert.equal(visitor.cookie("__Host-hemval-sign-in"), undefined, who);
    }
    // The provider's own page asks again when it remembers another; a second device does not.
    for (const key of [...visitor.jar.keys()]) if (key.startsWith("127.0.0.1 ")) visitor.jar.delete(key);
    assert.equal((await visitor.person("higher")).status, 200);
    assert.ok(visitor.cookie(SESSION));
});

test("a token planted before signing in is not the one that is signed in, and each sign-in has its own", async () => {
    const victim = new Visitor(front);
    const planted = "a".repeat(64);
    victim.jar.set(`hemval.localhost / ${SESSION}`, planted);
    victim.jar.set("hemval.localhost / hemval-session", planted);
    await victim.person("anna");
    const first = victim.cookie(SESSION);
    assert.notEqual(first, planted);
    const thief = (name, token) => ask(front.ca, `${front.citizens}api/strangnas/case`,
        { headers: { Cookie: `${name}=${token}` } });
    assert.equal((await thief(SESSION, planted)).status, 401);
    assert.equal((await thief("hemval-session", planted)).status, 401);
    assert.equal((await thief("hemval-session", first)).status, 401);
    await victim.person("anna");
    assert.notEqual(victim.cookie(SESSION), first);
});

test("another's half-finished sign-in does not sign one in as them", async () => {
    const thief = new Visitor(front), victim = new Visitor(front);
    const form = await thief.follow(`${front.citizens}login/person?return=${encodeURIComponent(BACK)}`);
    // The thief stops before the front hears of it, and sends the victim there.
    const action = new URL(form.text.match(/action="([^"]+)"/)[1], form.url).href;
    let at = await thief.go(action, { method: "POST", body: "prompt=login&login=anna&password=x",
        headers: ["Content-Type", "application/x-www-form-urlencoded"] });
    while (!at.headers.location.includes("/login/callback?"))
        at = await thief.go(new URL(at.headers.location, at.url).href);
    const answer = await victim.go(at.headers.location);
    assert.ok(![200, 303].includes(answer.status) || answer.text.includes("Inloggningen blev inte klar"),
        `${answer.status}`);
    assert.equal(victim.cookie("__Host-hemval-sign-in"), undefined);
    assert.equal((await victim.api("strangnas/case")).status, 401);
});

test("a page elsewhere can neither submit nor sign out for who is signed in", async () => {
    const anna = new Visitor(front);
    await anna.person("anna");
    const before_it = (await anna.api("strangnas/case")).text;
    for (const headers of [["Origin", "https://evil.example"], ["Origin", "null"],
        ["Sec-Fetch-Site", "cross-site"], ["Origin", front.staff.slice(0, -1)]]) {
        const submit = await anna.api("strangnas/submissions", { method: "POST",
            json: { action: "choose", provider: "solglantan" },
            headers: ["Idempotency-Key", "evil-key-1", ...headers] });
        assert.equal(submit.status, 403, String(headers));
        for (const where of ["strangnas/session", "strangnas/sessions"])
            assert.equal((await anna.api(where, { method: "DELETE", headers })).status, 403, String(headers));
    }
    assert.equal((await anna.api("strangnas/case")).text, before_it);
    const own = await anna.api("strangnas/session", { method: "DELETE",
        headers: ["Origin", front.citizens.slice(0, -1), "Sec-Fetch-Site", "same-origin"] });
    assert.equal(own.status, 204);
});

test("a sign-in leads nowhere but to the app's own pages", async () => {
    for (const bad of ["https://evil.example/", "//evil.example/", "/strangnas/../evil", "/login/callback?logout=x"]) {
        const anna = new Visitor(front);
        const answer = await anna.person("anna", bad);
        assert.equal(last(answer).headers.location, "/strangnas/#/val", bad);
    }
});

test("each sign-in is shown anew: what the front still remembers signs nobody in", async () => {
    const anna = new Visitor(front);
    await anna.person("anna");
    anna.jar.delete(`hemval.localhost / ${SESSION}`);
    assert.ok(anna.cookie("__Host-hemval-sign-in"));
    const form = await anna.follow(`${front.citizens}login/person?return=${encodeURIComponent(BACK)}`);
    assert.ok(form.url.startsWith(front.eid.issuer), form.url);
    assert.equal(anna.cookie(SESSION), undefined);
    await anna.show(form, "lost");  // somebody else at the same computer
    assert.equal(anna.cookie(SESSION), undefined);
    const back = await anna.person("anna");
    assert.equal(back.status, 200);
    assert.ok(anna.cookie(SESSION));
});

test("signing out everywhere ends every browser's session, and the front's and the provider's here", async () => {
    const here = new Visitor(front), there = new Visitor(front), by_code = new Visitor(front);
    await here.person("anna");
    await there.person("anna");
    await by_code.api("strangnas/session", { method: "POST", json: { code: front.codes[0] } });
    const everywhere = await here.api("strangnas/sessions", { method: "DELETE" });
    assert.equal(everywhere.status, 200);
    for (const one of [here, there, by_code]) assert.equal((await one.api("strangnas/case")).status, 401);

    const { continue: on } = JSON.parse(everywhere.text);
    const asked = await here.follow(new URL(on, front.citizens).href);
    assert.ok(asked.url.startsWith(`${front.eid.issuer}/session/end?`), asked.url);
    assert.ok(new URL(asked.url).searchParams.get("id_token_hint"));
    assert.equal(here.cookie("__Host-hemval-sign-in"), undefined);
    const form = asked.text.match(/<form[^>]* action="([^"]+)"/)[1];
    const xsrf = asked.text.match(/name="xsrf" value="([^"]+)"/)[1];
    const done = await here.follow(new URL(form, asked.url).href, { method: "POST",
        headers: ["Content-Type", "application/x-www-form-urlencoded"], body: `xsrf=${xsrf}&logout=yes` });
    assert.equal(new URL(done.url).pathname, "/strangnas/");
    // In the other browser the front's own session cannot begin another either.
    const again = await there.follow(`${front.citizens}login/person?return=${encodeURIComponent(BACK)}`);
    assert.ok(again.url.startsWith(front.eid.issuer));
});

test("each of the staff has exactly one role, in their own municipality, and no citizen's pages", async () => {
    for (const [who, role, name] of [["kim", "care_manager", "Kim Åström"], ["robin", "coordinator", "Robin Ek"],
        ["lo", "auditor", "Lo Berg"]]) {
        const one = new Visitor(front);
        const answer = await one.staff(who);
        assert.equal(last(answer).headers.location, "/strangnas/#/personal");
        const state = JSON.parse((await one.api("strangnas/session", { origin: front.staff })).text);
        assert.deepEqual(state, { offered: ["code", "staff"], by: "staff",
            staff: { account: who, name, municipality: "strangnas", role } });
        assert.equal((await one.api("strangnas/case", { origin: front.staff })).status, 401);
        const submit = await one.api("strangnas/submissions", { origin: front.staff, method: "POST",
            json: { action: "decline" }, headers: ["Idempotency-Key", "staff-key-1"] });
        assert.equal(submit.status, 401);
    }
    for (const [who, back, where] of [["both", undefined, "/strangnas/#/logga-in/role_unclear"],
        ["none", undefined, "/strangnas/#/logga-in/role_unclear"],
        ["other", "/strangnas/#/personal", "/strangnas/#/logga-in/not_allowed"]]) {
        const one = new Visitor(front);
        assert.equal(last(await one.staff(who, back)).headers.location, where);
        assert.equal(one.cookie(SESSION), undefined, who);
    }
});

test("the two hosts keep to their own: no citizen gets in as staff, nor staff as a citizen", async () => {
    const anna = new Visitor(front);
    assert.equal((await anna.go(`${front.citizens}login/staff`)).headers.location, "/");
    assert.equal((await anna.go(`${front.staff}login/person`)).headers.location, "/");
    await anna.person("anna");
    for (const [origin, where] of [[front.citizens, "login/staff"], [front.staff, "login/person"]]) {
        const stolen = anna.cookie("__Host-hemval-sign-in");
        const answer = await ask(front.ca, origin + where, {
            headers: { Cookie: `__Host-hemval-sign-in=${stolen}` } });
        assert.ok(!answer.set.some((one) => one.startsWith(SESSION)), where);
    }
    const crossed = await ask(front.ca, `${front.staff}login/staff`, {
        headers: { Cookie: `__Host-hemval-sign-in=${anna.cookie("__Host-hemval-sign-in")}` } });
    assert.ok(!crossed.set.some((one) => one.startsWith(SESSION)));
});

test("who has chosen by e-ID as somebody's relative does not judge that at work", async () => {
    const anna = new Visitor(front);
    await anna.person("anna");
    const chosen = await anna.api("strangnas/submissions", { method: "POST",
        json: { action: "choose", provider: "solglantan", representation: { role: "relative",
            declared: ["nearest_of_kin", "no_other_representative"] },
        representative: { name: "Anna Hemma", reach: "0152-1" } }, headers: ["Idempotency-Key", "mandate-1"] });
    assert.equal(chosen.status, 201, chosen.text);
    const judge = async (who) => {
        const one = new Visitor(front);
        await one.staff(who);
        const post = (path, json, ...headers) => one.api(`strangnas/staff/${path}`, { origin: front.staff,
            method: "POST", json, headers });
        const { person } = JSON.parse((await post("find", { reference: "REF-1" })).text);
        return post(`cases/${person.id}/representation`, { accepted: true }, "Idempotency-Key", "judge-01");
    };
    const own = await judge("mona");
    assert.equal(own.status, 403);
    assert.equal(JSON.parse(own.text).problem, "own_mandate");
    assert.equal((await judge("kim")).status, 200);
});

test("wrong codes count together whatever address is written into X-Forwarded-For", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) =>
        ask(front.ca, `${front.citizens}api/strangnas/session`, { method: "POST",
            body: JSON.stringify({ code: "1234567890123452" }),
            headers: { "Content-Type": "application/json", "X-Forwarded-For": `192.0.2.${i}`,
                Forwarded: `for=192.0.2.${i}` } })));
    assert.ok(answers.some(({ status }) => status === 429));
});

test("neither number, name, code nor token is in a log or the database", async () => {
    const anna = new Visitor(front);
    await anna.person("anna");
    const everything = [front.said(), front.log(), front.access_log(),
        ...fs.readdirSync(front.data).map((name) => fs.readFileSync(path.join(front.data, name), "latin1"))];
    for (const secret of [ANNA, LOST, ANNA.slice(2), "Anna Provsson", "Provgatan", front.codes[0],
        anna.cookie(SESSION), anna.cookie("__Host-hemval-sign-in"), "127.0.0.1"]) {
        for (const text of everything) assert.ok(!text.includes(secret), secret);
    }
    assert.match(front.said(), /"method":"GET".*"route":"\/login\/person".*"status":303/);
    const database = new DatabaseSync(front.database, { readOnly: true });
    assert.equal(database.prepare("SELECT count(*) AS n FROM case_persons").get().n, 1);
    database.close();
});
