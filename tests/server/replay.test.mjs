// The published page's replay, on ledgers made up for it: what annulling a transition may bring back, and
// what it may not.
//   node --test tests/server/replay.test.mjs
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replayTurns } from '../../server/public_page/replay.mjs';

const policy = { id: 'r', version: 1, method: 'strict_turn', per_area: false, list_order: 'as_given',
    keeps_former_provider: false, all_full: 'wait' };
const line = (sequence, turn, provider, skipped = [], area = undefined) => ({ sequence, municipality: 'm',
    rule: 'r', rule_version: 1, list: ['a', 'b', 'c', 'd'], turn, provider, skipped, ...area && { area } });
const kept = (provider) => ({ provider, reason: 'full', turn_kept: true });
const step = (sequence, transition, phase) => ({ sequence, transition, phase });
const ledger = (transitions, entries, rules = [{ sequence: 1, policy }]) =>
    ({ municipality: 'm', rules, transitions, entries });
const faults = (...given) => replayTurns(ledger(...given)).faults;

test('after an annulment the turn goes back, or on where others have had theirs, and nowhere else', () => {
    const annulled = [step(3, 't', 'decided'), step(6, 't', 'annulled')];
    const during = [line(2, 'a', 'a'), line(4, 'b', 'b'), line(5, 'c', 'c')];
    assert.deepEqual(faults(annulled, [...during, line(7, 'b', 'b'), line(8, 'c', 'c')]), []);
    assert.deepEqual(faults(annulled, [...during, line(7, 'd', 'd'), line(8, 'a', 'a')]), []);
    assert.deepEqual(faults(annulled, [...during, line(7, 'a', 'a')]),
        [{ sequence: 7, kind: 'turn', expected: 'd' }]);
    // Once it has gone on, it does not go back later.
    assert.deepEqual(faults(annulled, [...during, line(7, 'd', 'd'), line(8, 'b', 'b')]),
        [{ sequence: 8, kind: 'turn', expected: 'a' }]);
    // Paused, or proposed and annulled, nothing goes back.
    assert.deepEqual(faults([step(3, 't', 'decided'), step(6, 't', 'paused')], [...during, line(7, 'b', 'b')]),
        [{ sequence: 7, kind: 'turn', expected: 'd' }]);
    assert.deepEqual(faults([step(3, 't', 'proposed'), step(6, 't', 'annulled')],
        [...during, line(7, 'b', 'b')]), [{ sequence: 7, kind: 'turn', expected: 'd' }]);
});

test('one annulment does not hide another', () => {
    const both = [step(3, 't', 'decided'), step(5, 'u', 'decided')];
    const during = [line(2, 'a', 'a'), line(4, 'b', 'b'), line(6, 'c', 'c')];
    for (const order of [['t', 'u'], ['u', 't']]) {
        const annulled = [...both, step(7, order[0], 'annulled'), step(8, order[1], 'annulled')];
        for (const turn of ['b', 'c', 'd']) {
            assert.deepEqual(faults(annulled, [...during, line(9, turn, turn)]), [], `${order} ${turn}`);
        }
        assert.deepEqual(faults(annulled, [...during, line(9, 'a', 'a')]),
            [{ sequence: 9, kind: 'turn', expected: 'd' }]);
    }
    // Decided while it was not yet seen where an earlier one had left the list.
    const between = [step(3, 't', 'decided'), step(5, 't', 'annulled'), step(6, 'u', 'decided'),
        step(8, 'u', 'annulled')];
    assert.deepEqual(faults(between, [line(2, 'a', 'a'), line(4, 'b', 'b'), line(7, 'b', 'b'),
        line(9, 'b', 'b')]), []);
});

test('turns that were owed are owed again, or no longer, as the list goes back or on', () => {
    const annulled = [step(3, 't', 'decided'), step(5, 't', 'annulled')];
    // Owed before, and made up for meanwhile.
    const made_up = [line(2, 'a', 'b', [kept('a')]), line(4, 'c', 'a')];
    assert.deepEqual(faults(annulled, [...made_up, line(6, 'c', 'a')]), []);
    assert.deepEqual(faults(annulled, [...made_up, line(6, 'c', 'c')]), []);
    // Owed since, at a turn that comes out the same: gone with what was annulled.
    const monthly = [{ sequence: 1, policy: { ...policy, method: 'provider_of_the_month' } }];
    const owed = [line(2, 'a', 'a'), line(4, 'a', 'b', [kept('a')])];
    assert.deepEqual(faults(annulled, [...owed, line(6, 'a', 'a')], monthly), []);
    assert.deepEqual(faults(annulled, [...owed, line(6, 'b', 'b')], monthly), []);
    assert.deepEqual(faults([], [...owed, line(6, 'b', 'b')], monthly),
        [{ sequence: 6, kind: 'owed', expected: 'a' }]);
});

test('each area has its list, and each goes back or on for itself', () => {
    const by_area = [{ sequence: 1, policy: { ...policy, per_area: true } }];
    const annulled = [step(4, 't', 'decided'), step(8, 't', 'annulled')];
    const during = [line(2, 'a', 'a', [], 'norr'), line(3, 'b', 'b', [], 'syd'), line(5, 'b', 'b', [], 'norr'),
        line(6, 'c', 'c', [], 'syd'), line(7, 'd', 'd', [], 'syd')];
    assert.deepEqual(faults(annulled, [...during, line(9, 'b', 'b', [], 'norr'), line(10, 'a', 'a', [], 'syd')],
        by_area), []);
    assert.deepEqual(faults(annulled, [...during, line(9, 'c', 'c', [], 'norr'), line(10, 'c', 'c', [], 'syd')],
        by_area), []);
    assert.deepEqual(faults(annulled, [...during, line(9, 'c', 'c', [], 'norr'), line(10, 'b', 'b', [], 'syd')],
        by_area), [{ sequence: 10, kind: 'turn', expected: 'a' }]);
});

test('a rule adopted in between begins anew; of another rule\'s lists nothing comes back', () => {
    const annulled = [step(3, 't', 'decided'), step(7, 't', 'annulled')];
    const during = [line(2, 'a', 'a'), line(4, 'b', 'b'), line(6, 'c', 'c')];
    const adopted = (later) => [{ sequence: 1, policy }, { sequence: 5, policy: { ...policy, ...later } }];
    assert.deepEqual(faults(annulled, [...during, line(8, 'b', 'b')], adopted({ all_full: 'interim' })), []);
    assert.deepEqual(faults(annulled, [...during, line(8, 'd', 'd')], adopted({})), []);
    assert.deepEqual(faults(annulled, [...during, line(8, 'b', 'b')], adopted({ list_order: 'alphabetical' })),
        [{ sequence: 8, kind: 'turn', expected: 'd' }]);
});
