// ./test --bench, its last part: what one frame takes at two pixels to one, four times slower, and what of it grows
// with the providers and the staff's queue. A frame is asked for by a wheel: nothing changes but the picture. Times are
// the thread's own, so that other work on the machine counts as little as it can.
// `node tests/bench/frames.mjs [--frames N]`
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launch, open, visitor } from "../browser/support/browser.mjs";
import { give_desk } from "../browser/support/staff.mjs";
import { serve } from "./serve.mjs";
import { commit_of_tree, markdown } from "./table.mjs";

const { values: options } = parseArgs({ options: { frames: { type: "string", default: "60" } } });
const root = fileURLToPath(new URL("../../", import.meta.url));
const work = path.join(root, "build/bench"), TOWN = "strangnas";
const WINDOW = { viewport: { width: 768, height: 1024 }, deviceScaleFactor: 2 };
const SLOWER = 4;
const ANSWERS = JSON.parse(fs.readFileSync(path.join(root, "tests/browser/support/staff_answers.json"), "utf8"));
const QUEUE = `api/${TOWN}/staff/queue`;

/** The site of one municipality with so many providers, the pack's own again and again under other names. */
function site_of(count) {
    const assets = path.join(work, `assets-${count}`), site = path.join(work, `site-${count}`);
    fs.rmSync(assets, { recursive: true, force: true });
    fs.cpSync(path.join(root, "assets"), assets, { recursive: true });
    const packs = path.join(assets, "municipalities");
    for (const name of fs.readdirSync(packs)) if (name !== TOWN) fs.rmSync(path.join(packs, name), { recursive: true });
    const file = path.join(packs, TOWN, "providers.json"), pack = JSON.parse(fs.readFileSync(file, "utf8"));
    const own = pack.providers;
    pack.providers = Array.from({ length: count }, (_, at) => {
        const one = own[at % own.length];
        return at < own.length ? one : { ...one, id: `${one.id}-${at}`, name: `${one.name} ${at}` };
    });
    fs.writeFileSync(file, JSON.stringify(pack));
    execFileSync("node", [path.join(root, "scripts/site/build.mjs"), "--out", site, "--assets", assets], { cwd: root });
    return site;
}

// In the page, from its beginning: what of a frame comes after the program has answered, and how much is drawn.
function listen() {
    const seen = (globalThis.seen = { after: [], vertices: 0 });
    const ask = requestAnimationFrame, parse = JSON.parse, { bufferData } = WebGL2RenderingContext.prototype;
    let answered = 0;
    globalThis.requestAnimationFrame = (then) => ask((at) => {
        answered = 0;
        then(at);
        if (answered) seen.after.push(performance.now() - answered);
    });
    JSON.parse = (text, ...rest) => {
        const read = parse(text, ...rest);
        if (read && "document_height" in read) answered = performance.now();
        return read;
    };
    WebGL2RenderingContext.prototype.bufferData = function (target, data, ...rest) {
        if (target === this.ARRAY_BUFFER) seen.vertices = data.byteLength / 20;
        bufferData.call(this, target, data, ...rest);
    };
}

async function frames_of(browser, site, hash, rows) {
    const page = await visitor(browser, WINDOW);
    try {
        await page.addInitScript(listen);
        if (rows) {
            await give_desk(page, { role: "care_manager" });
            await page.route(`**/${QUEUE}`, (route) => route.fulfill({ json: queue_of(rows) }));
        }
        await open(page, `${site}${TOWN}/${hash}`);
        await page.waitForTimeout(1000);
        const cdp = await page.context().newCDPSession(page);
        await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
        await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
        const script = async () => (await cdp.send("Performance.getMetrics")).metrics
            .find(({ name }) => name === "ScriptDuration").value;
        const { frames, vertices } = await page.evaluate(() => {
            globalThis.seen.after = [];
            return { frames: globalThis.hemval.frames, vertices: globalThis.seen.vertices };
        });
        const before = await script();
        for (let times = 0; times < Number(options.frames); ++times) {
            await page.mouse.wheel(0, times < options.frames / 2 ? 80 : -80);
            await page.waitForTimeout(60);
        }
        const spent = await script() - before;
        return { vertices, ...await page.evaluate(([spent_ms, from]) => {
            const words = document.getElementById("mirror"), { after } = globalThis.seen;
            return { script: spent_ms / (globalThis.hemval.frames - from),
                after: after.reduce((sum, one) => sum + one, 0) / after.length,
                nodes: words.querySelectorAll("*").length, letters: words.textContent.length };
        }, [1000 * spent, frames]) };
    } finally {
        await page.context().close();
    }
}

function queue_of(rows) {
    const [pattern] = ANSWERS.care_manager[QUEUE].first;
    return { all: rows, first: Array.from({ length: rows }, (_, at) =>
        ({ ...pattern, person: `case${100 + at}`, reference: `B-${100 + at}` })) };
}

const host = await serve({ 5: path.join(root, "build/site"), 12: site_of(12), 60: site_of(60) });
const VIEWS = [
    ["start", 5, ""], ["list", 5, "#/jamfor"], ["a provider", 5, "#/utforare/solglantan"],
    ["list", 12, "#/jamfor"], ["list", 60, "#/jamfor"],
    ["staff queue of 20", 5, "#/personal/val", 20], ["staff queue of 200", 5, "#/personal/val", 200],
];
const lines = [["view", "providers", "elements", "letters", "vertices in its first window", "script, ms",
    "after the program's answer, ms"]];
const browser = await launch([], true);
for (const [name, providers, hash, rows] of VIEWS) {
    const one = await frames_of(browser, `${host.url}${providers}/`, hash, rows);
    lines.push([name, providers, one.nodes, one.letters, one.vertices, one.script.toFixed(1), one.after.toFixed(2)]);
    process.stderr.write(".");
}
await browser.close();
host.close();
console.log(`\n${new Date().toISOString().slice(0, 10)}, ${commit_of_tree(root)}, ${options.frames} frames each, `
    + `${os.cpus().length} cores, load ${os.loadavg()[0].toFixed(1)}\n`);
console.log(markdown(lines));
