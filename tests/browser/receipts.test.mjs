// Receipts and the public ledger with the browser's own cryptography: SubtleCrypto hashes and knows
// Ed25519, which no other test has.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import jsqr from "jsqr";
import { PNG } from "pngjs";
import { find, launch, open, visitor } from "./support/browser.mjs";
import { ROOT, start_service } from "./support/service.mjs";
import { serve_folder } from "./support/static_server.mjs";

const HOLDS = "Kvittot stämmer med det som är sparat.";
const WRONG = "Kvittot stämmer inte med det som är sparat.";
let service, browser;

before(async () => {
    service = await start_service();
    browser = await launch();
});
after(async () => {
    await browser.close();
    await service.stop();
});

async function declined(code, options = {}) {
    const page = await visitor(browser, options);
    await open(page, `${service.url}strangnas/`);
    await find(page, "link", "Gör ditt val").click();
    await find(page, "textbox", "Kod från brevet").fill(code);
    await find(page, "button", "Logga in").click();
    await find(page, "button", "Jag vill inte välja").click();
    await find(page, "button", "Bekräfta att jag avstår").click();
    await find(page, "button", "Kontrollera kvittot").waitFor();
    return page;
}

const says = (page, text) => page.locator("#mirror").getByText(text).first().waitFor({ timeout: 20000 });
const sql = (text) => execFileSync("sqlite3", ["-cmd", ".timeout 5000",
    path.join(service.data, "hemval.sqlite"), text], { encoding: "utf8" }).trim();

// The tree and the signature by Node's own cryptography and by RFC 6962's words (section 2.1.1),
// without a line of the program's: what anybody could write.
function independently_verified(address) {
    const { hash } = new URL(address);
    assert.match(hash, /^#\/kvitto\/[\w-]+(\.[\w-]*){5}$/);
    const [record, salt, proof, checkpoint, signature, key] = hash.slice("#/kvitto/".length).split(".")
        .map((part) => Buffer.from(part, "base64url"));
    const sha256 = (...parts) => crypto.createHash("sha256").update(Buffer.concat(parts)).digest();
    const [, size, root] = checkpoint.toString().split("\n");
    const said = JSON.parse(record);
    let [at, last] = [said.sequence - 1, Number(size) - 1];
    let top = sha256(Buffer.from([0]), Buffer.from(salt.toString("hex")), record);
    for (let i = 0; i < proof.length; i += 32) {
        const other = proof.subarray(i, i + 32);
        if (at % 2 === 1 || at === last) {
            top = sha256(Buffer.from([1]), other, top);
            while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
        } else {
            top = sha256(Buffer.from([1]), top, other);
        }
        [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    }
    assert.equal(last, 0);
    assert.equal(top.toString("hex"), root);
    const public_key = crypto.createPublicKey({ format: "jwk",
        key: { kty: "OKP", crv: "Ed25519", x: key.toString("base64url") } });
    assert.ok(crypto.verify(null, checkpoint, public_key, signature));
    return { said, key: key.toString("hex") };
}

function read_code(png) {
    const { data, width, height } = PNG.sync.read(png);
    return jsqr(new Uint8ClampedArray(data), width, height)?.data;
}

test("the QR code on screen and on paper is the receipt, and holds for who has nothing of ours", async () => {
    // A camera resolves a screen finer than its pixels.
    const page = await declined(service.code("strangnas", "ny"), { deviceScaleFactor: 2 });
    const code = page.locator("#mirror").getByRole("img", { name: "Kvittot som QR-kod" });
    await code.locator("svg").waitFor();
    const number = await page.locator('[id="n-receipt/number/value"]').textContent();
    const published = (await (await fetch(`${service.url}api/strangnas/checkpoint`)).json()).public_key;
    const on_screen = read_code(await code.screenshot());
    assert.ok(on_screen?.startsWith(`${service.url}strangnas/#/kvitto/`), on_screen);
    assert.ok(on_screen.length < 2900);
    const { said, key } = independently_verified(on_screen);
    assert.equal(JSON.stringify(said).includes(number), true);
    assert.equal(key, published);

    await page.emulateMedia({ media: "print" });
    await page.locator("body.plain").waitFor();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-paper-"));
    for (const height of ["297mm", "220mm"]) {  // the lower sheet would end between the code and its words
        const file = path.join(folder, height);
        await page.pdf({ path: file, width: "210mm", height });
        execFileSync("pdftoppm", ["-r", "200", "-png", file, `${file}-side`]);
        const sides = fs.readdirSync(folder).filter((name) => name.startsWith(`${height}-side`)).sort()
            .map((name) => read_code(fs.readFileSync(path.join(folder, name))));
        assert.deepEqual(sides.filter(Boolean), [on_screen]);
        const texts = execFileSync("pdftotext", [file, "-"], { encoding: "utf8" }).split("\f");
        assert.equal(texts.findIndex((text) => text.includes("Kvittot som QR-kod")), sides.indexOf(on_screen), height);
    }
    fs.rmSync(folder, { recursive: true });
    await page.context().close();

    // Somebody else's telephone.
    const phone = await visitor(browser, { viewport: { width: 360, height: 740 } });
    await open(phone, on_screen);
    await says(phone, "Kvittot är helt och underskrivet.");
    assert.equal(new URL(phone.url()).hash, "#/kontrollera");
    // And without the service.
    await phone.context().setOffline(true);
    await phone.evaluate((hash) => { location.hash = hash; }, new URL(on_screen).hash);
    await says(phone, published);
    await phone.context().close();
});

test("the browser finds that the receipt is in what was signed, and that it no longer is", async () => {
    const page = await declined(service.code("strangnas", "ny"));
    await find(page, "button", "Kontrollera kvittot").click();
    await says(page, HOLDS);
    const last = sql("SELECT max(sequence) FROM ledger WHERE municipality = 'strangnas'");
    sql(`UPDATE ledger SET leaf = replace(leaf, substr(leaf, 1, 8), 'deadbeef')
         WHERE municipality = 'strangnas' AND sequence = ${last}`);
    await find(page, "button", "Kontrollera kvittot").click();
    await says(page, WRONG);
    assert.deepEqual(page.faults.filter((fault) => !/401/.test(fault)), []);
    await page.context().close();
});

test("the published ledger's page replays it, and names the line that was altered", async () => {
    const own = await start_service();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hemval-public-"));
    const good = service;
    service = own;
    try {
        for (let i = 0; i < 3; i += 1) {
            const page = await declined(own.code("strangnas", "ny"));
            await page.context().close();
        }
        execFileSync(path.join(ROOT, "build/native/hemval"),
            ["publish", "--data", own.data, "--out", folder], { stdio: "ignore" });
        const host = await serve_folder(folder, { under: "/kommun/liggare/" });
        const page = await visitor(browser);
        await page.goto(host.url);
        await page.getByText("3 tilldelningar följer turen").waitFor();
        await page.getByText("Underskriften stämmer med nyckeln.").first().waitFor();
        assert.equal(await page.getByText("Allt stämmer.").count(), 3);
        const file = path.join(folder, "strangnas.json");
        const ledger = JSON.parse(fs.readFileSync(file, "utf8"));
        const entry = ledger.entries[1];
        entry.provider = entry.list.find((one) => one !== entry.provider);
        fs.writeFileSync(file, JSON.stringify(ledger));
        await page.reload();
        await page.getByText(`Rad ${entry.sequence}:`).waitFor();
        await page.getByText("Något stämmer inte.").waitFor();
        assert.deepEqual(page.faults, []);
        await page.context().close();
        await host.close();
    } finally {
        service = good;
        await own.stop();
        fs.rmSync(folder, { recursive: true, force: true });
    }
});
