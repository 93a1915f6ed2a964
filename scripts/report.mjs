// node scripts/report.mjs FOLDER GROUP...: tells what failed in the reports of ./test, how long each step
// took, and how many tests there were. Fails when one failed, and when a named group ran none: silence is no success.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";

const [folder, ...wanted] = process.argv.slice(2);
const read = (name) => readFileSync(path.join(folder, name), "utf8");
const plain = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'").replace(/&amp;/g, "&");
const attribute = (tag, name) => plain(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? "");

function doctest(xml, group) {
    // Names may hold ">", and a skipped test has a tag without content.
    const begin = '<TestCase((?:\\s+\\w+="[^"]*")*)\\s*>';
    const whole = new RegExp(begin + "([\\s\\S]*?)</TestCase>", "g");
    for (const [, head, body] of xml.matchAll(whole)) {
        if (!/test_case_success="false"/.test(body)) continue;
        console.log(`\n${group}: ${attribute(head, "name")}`);
        const details = body.matchAll(
            /<(Expression|Message|Exception)\b([^>]*)>([\s\S]*?)<\/\1>/g);
        for (const [, kind, at, inside] of details) {
            if (attribute(at, "success") === "true") continue;
            const words = plain(inside.replace(/<[^>]*>/g, " ")).replace(/\s+/g, " ").trim();
            const where = `${attribute(at, "filename")}:${attribute(at, "line")}`;
            console.log(`    ${where === ":" ? kind : where}: ${words}`);
        }
    }
    const totals = /<OverallResultsTestCases ([^>]*)\/>/.exec(xml)?.[0];
    if (totals) {
        return { passed: +attribute(totals, "successes"), failed: +attribute(totals, "failures") };
    }
    // It crashed: the report stops in the middle of the test it was in.
    const begun = [...xml.matchAll(new RegExp(begin, "g"))];
    const last = begun.length ? attribute(begun.at(-1)[1], "name") : "before the first test";
    console.log(`\n${group}: stopped in the middle of: ${last}`);
    return { passed: Math.max(begun.length - 1, 0), failed: 1 };
}

function junit(xml) {
    const suite = /<testsuite\b[^>]*>/.exec(xml)[0];
    const [all, failed, off, skipped] = ["tests", "failures", "disabled", "skipped"]
        .map((name) => +attribute(suite, name));
    return { passed: all - failed - off - skipped, failed };
}

function tap(text, group) {
    const count = (name) => +(text.match(new RegExp(`^# ${name} (\\d+)$`, "m"))?.[1] ?? NaN);
    const failed = count("fail") + count("cancelled");
    if (Number.isNaN(failed)) {
        console.log(`\n${group}: the tests did not come to their end`);
        return { passed: 0, failed: 1 };
    }
    return { passed: count("pass"), failed };
}

const groups = {};
for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
    const group = name.split(".")[0];
    if (name.endsWith(".doctest.xml")) groups[group] = doctest(read(name), group);
    if (name.endsWith(".junit.xml")) groups[group] = junit(read(name));
    if (name.endsWith(".tap")) groups[group] = tap(read(name), group);
}
for (const name of readdirSync(folder).filter((entry) => entry.endsWith(".status"))) {
    const group = name.split(".")[0];
    if (groups[group]?.failed) continue;  // a failed test already explains the status
    console.log(`\n${group}: ended with status ${read(name).trim()}, see build/logs/${group}.log`);
    groups[group] = { passed: groups[group]?.passed ?? 0, failed: 1 };
}
for (const group of wanted) {
    if (groups[group] && groups[group].passed + groups[group].failed > 0) continue;
    console.log(`\n${group}: no test was run`);
    groups[group] = { passed: 0, failed: 1 };
}

let passed = 0, failed = 0;
console.log();
for (const [group, counts] of Object.entries(groups)) {
    const log = path.join(folder, "../logs", `${group}.log`);  // what the tests themselves printed
    const more = counts.failed > 0 && existsSync(log) ? ` More in build/logs/${group}.log.` : "";
    console.log(`${group}: ${counts.passed} passed, ${counts.failed} failed.${more}`);
    passed += counts.passed;
    failed += counts.failed;
}
const times = path.join(folder, "times");  // a step and its seconds on each line
if (existsSync(times)) console.log(`Seconds: ${read("times").trim().split("\n").join(", ")}`);
console.log(failed === 0
    ? "\nEverything that was tested works."
    : `\nSomething is wrong: ${failed} of ${passed + failed} tests failed, named above.`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
