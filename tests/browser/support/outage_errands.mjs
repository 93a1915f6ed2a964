// Every errand as a table of steps, each with what a person does, what then is on the page, and whether it sends.
// An element is named by the key the app gives it.

const choice = (walk) => walk.press_first(".r-button[id$='/choose']:not([aria-disabled='true'])");

const signing_in = (there) => [
    { name: "opening the page to sign in on", go: (walk) => walk.to("#/val"), there: "sign_in/go", reads: true },
    {
        name: "signing in",
        async go(walk, code) {
            await walk.type("sign_in/code", code);
            await walk.press("sign_in/go");
        },
        there,
    },
];
const confirm = (key, there = "receipt/number") => (
    { name: "confirming", go: (walk) => walk.press(key), there, sends: true });
const choosing = { name: "choosing", go: choice, there: "check/confirm", reads: true };
// Steps that another errand here has too: the network is cut before them there, and here in the long form.
const elsewhere = (steps) => steps.map((step) => ({ ...step, elsewhere: true }));
const another = [
    { name: "saying who chooses", go: (walk) => walk.press("behalf/who/other"), there: "behalf/begin", reads: true },
    { name: "going on", go: (walk) => walk.press("behalf/begin"), there: "behalf/role/god_man", reads: true },
    {
        name: "the role", there: "behalf/name", reads: true,
        async go(walk) {
            await walk.press("behalf/role/god_man");
            await walk.press("behalf/next");
        },
    },
    {
        name: "name and telephone", there: "behalf/declare/consent", reads: true,
        async go(walk) {
            await walk.type("behalf/name", "Ulla Unik");
            await walk.type("behalf/reach", "070-000 00 00");
            await walk.press("behalf/next");
        },
    },
    {
        name: "declaring", there: "check/confirm", reads: true,
        async go(walk) {
            for (const box of await walk.page.locator("#mirror .r-checkbox:not(:checked)").all()) await box.check();
            await walk.press("behalf/next");
        },
    },
];

/** Each ends with `records` more submits than before, whatever happens to the network. */
export const ERRANDS = {
    choose: {
        who: "ny", records: 1,
        steps: [...signing_in("choose/decline"),
            choosing, confirm("check/confirm")],
    },
    decline: {
        who: "ny", records: 1,
        steps: [...elsewhere(signing_in("choose/decline")),
            {
                name: "not choosing", go: (walk) => walk.press("choose/decline"), there: "decline/confirm",
                reads: true,
            },
            confirm("decline/confirm")],
    },
    switch: {
        who: "byte", records: 1,
        steps: [...elsewhere(signing_in("choose/switch")),
            { name: "switching", go: (walk) => walk.press("choose/switch"), there: "switch/current", reads: true },
            ...elsewhere([choosing]), confirm("check/confirm")],
    },
    "take back": {
        who: "byte", records: 2,
        steps: [...elsewhere(signing_in("choose/switch")),
            { name: "switching", go: (walk) => walk.press("choose/switch"), there: "switch/current", reads: true },
            ...elsewhere([choosing, confirm("check/confirm")]),
            {
                name: "staying after all", there: "check/kept", reads: true,
                go: async (walk) => walk.to(`#/val/${walk.own}`),
            },
            confirm("check/confirm")],
    },
    queue: {
        who: "ny", records: 1,
        steps: [...elsewhere(signing_in("choose/decline")),
            {
                name: "a full provider", go: (walk) => walk.to("#/val/solglantan"), there: "queue/rules",
                reads: true,
            },
            confirm("check/confirm", "queue/standing/place")],
    },
    "on behalf": {
        who: "ny", records: 1,
        steps: [...elsewhere(signing_in("choose/decline")),
            ...elsewhere([choosing]), ...another,
            confirm("check/confirm")],
    },
    "with a wish list": {
        who: "ny", records: 1,
        steps: [...elsewhere(signing_in("choose/decline")),
            {
                name: "saying what matters", there: "wishes/clear", reads: true,
                async go(walk) {
                    await walk.to("#/viktigt");
                    await walk.press("wishes/cooking");
                },
            },
            ...elsewhere([{ name: "going back", go: (walk) => walk.to("#/val"), there: "choose/decline", reads: true },
                choosing]),
            { name: "sending it along", go: (walk) => walk.press("wishes/send"), there: "wishes/send", reads: true },
            confirm("check/confirm", "wishes/sent")],
    },
    "a leaving provider": {
        who: "avveckling", records: 1,
        steps: [...elsewhere(signing_in("choose/leaving")),
            ...elsewhere([choosing]), confirm("check/confirm")],
    },
    "a letter's QR code": {
        who: "letter", records: 1,
        steps: [{ name: "opening the letter's link", go: (walk, link) => walk.to(link), there: "choose/decline" },
            ...elsewhere([choosing]), confirm("check/confirm")],
    },
    "signing out": {
        who: "ny", records: 0,
        steps: [...elsewhere(signing_in("choose/decline")),
            {
                name: "signing out", go: (walk) => walk.press("choose/sign_out"), there: "way/choose/link",
                says: "Du kan fortfarande vara inloggad.",
            },
            { name: "being signed out", go: (walk) => walk.to("#/val"), there: "sign_in/go", reads: true }],
    },
    "checking the receipt": {
        who: "ny", records: 1,
        steps: [...elsewhere(signing_in("choose/decline")),
            ...elsewhere([choosing, confirm("check/confirm")]),
            // Held against what was signed, on the device: it needs nobody.
            { name: "checking", go: (walk) => walk.press("receipt/check"), there: "receipt.genuine" }],
    },
};
