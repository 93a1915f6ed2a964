// The simulation of a country: that it counts right where the answer is known, and that its measure is of the
// real service.
import assert from "node:assert/strict";
import { test } from "node:test";
import { measured } from "./measured.mjs";
import { ASSUMED, bankrupt_day, sizes, year } from "./national.mjs";

const near = (value, wanted, share) => assert.ok(Math.abs(value / wanted - 1) < share, `${value}, not ${wanted}`);

test("the municipalities are as many as assumed, of every size, and hold everybody", () => {
    const all = sizes(ASSUMED);
    assert.equal(all.length, 290);
    near(all.reduce((one, other) => one + other), 250_000, 1e-6);
    assert.deepEqual(all, all.toSorted((one, other) => one - other));
    near(all[145] / (250_000 / 290), Math.exp(-(ASSUMED.spread ** 2) / 2), 0.05);
});

test("a year stores its letters and its choices", () => {
    const one = { opened: 100, decided: 10 };
    assert.deepEqual(year({ ...ASSUMED, new_a_year: 0.5, switches_a_year: 0.25 }, one, 1000),
        { choices: 750, bytes: 500 * 100 + 750 * 10 });
});

test("who comes when nobody else does waits for nobody; when all come at once the last waits for all", () => {
    const one = { sign_in: 0.02, submit: 0.001 }, calm = bankrupt_day(ASSUMED, one);
    assert.equal(calm.people, 5000);
    near(calm.sign_in.median, 0.02, 0.01);
    const rush = bankrupt_day({ ...ASSUMED, bankrupt_share: 1, acting: 1 }, { sign_in: 1, submit: 0.001 });
    near(rush.sign_in.longest + 8 * 3600, 250_000 / ASSUMED.argon_at_once, 0.05);
});

test("choices that meet share a transaction: a slow disk keeps up however many they are", () => {
    const slow = bankrupt_day({ ...ASSUMED, bankrupt_share: 1 }, { sign_in: 0.001, submit: 1 });
    assert.ok(slow.submit.longest <= 2.001, `${slow.submit.longest} s`);
    const alone = bankrupt_day({ ...ASSUMED, bankrupt_share: 1, batch: 1 }, { sign_in: 0.001, submit: 1 });
    assert.ok(alone.submit.longest > 1000, `${alone.submit.longest} s`);
});

test("what a person takes is measured at the real service", async () => {
    const one = await measured(20);
    for (const part of ["opened", "decided"]) assert.ok(one[part] > 200 && one[part] < 50_000, `${part}: ${one[part]}`);
    for (const part of ["sign_in", "submit"]) assert.ok(one[part] > 0, part);
});
