// The public ledger as anybody meets it: published by the program, replayed by the script beside it.
//   node --test tests/server/publish.test.mjs
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { webcrypto } from 'node:crypto';
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const root = new URL('../../', import.meta.url).pathname;
const program = process.env.HEMVAL_PROGRAM ?? join(root, 'build/native/hemval');
const folder = mkdtempSync(join(tmpdir(), 'hemval-publish-'));
const data = join(folder, 'data');
const out = join(folder, 'public');
const packs = join(root, 'assets/municipalities');
let service;
let base;

before(async () => {
    mkdirSync(join(folder, 'site'));
    writeFileSync(join(folder, 'site/index.html'), '<h1>Hemval</h1>');
    service = spawn(program, ['serve', '--port', '0', '--data', data, '--site', join(folder, 'site'),
        '--municipalities', packs, '--sample-data'], { stdio: ['ignore', 'pipe', 'ignore'] });
    base = await new Promise((resolve, reject) => {
        let said = '';
        service.stdout.on('data', (text) => {
            said += text;
            const address = said.match(/^(http:\S+)\/$/m);
            if (address) resolve(address[1]);
        });
        service.on('exit', () => reject(new Error('the service ended')));
    });
    for (const municipality of ['strangnas', 'huddinge', 'botkyrka']) {
        for (let i = 0; i < 8; i += 1) await decline(municipality);
    }
    execFileSync(program, ['publish', '--data', data, '--out', out], { stdio: ['ignore', 'ignore', 'inherit'] });
});

after(async () => {
    service.removeAllListeners('exit');
    const ended = new Promise((resolve) => { service.on('exit', resolve); });
    service.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true });
});

async function decline(municipality) {
    const code = execFileSync(program, ['code', '--data', data, '--municipalities', packs,
        '--municipality', municipality, '--situation', 'ny'], { encoding: 'utf8' }).trim();
    const json = { 'content-type': 'application/json' };
    const signedIn = await fetch(`${base}/api/${municipality}/session`,
        { method: 'POST', headers: json, body: JSON.stringify({ code }) });
    const cookie = signedIn.headers.get('set-cookie').split(';')[0];
    const kept = await fetch(`${base}/api/${municipality}/submissions`, { method: 'POST',
        headers: { ...json, cookie, 'idempotency-key': 'key-000001' }, body: '{"action":"decline"}' });
    assert.equal(kept.status, 201, await kept.clone().text());
}

const published = (name) => JSON.parse(readFileSync(join(out, `${name}.json`), 'utf8'));
const replay = () => import(join(out, 'replay.mjs'));

test('what is published holds, leaf by leaf and turn by turn', async () => {
    assert.deepEqual(readdirSync(out).sort(), ['botkyrka.json', 'huddinge.json', 'index.html',
        'municipalities.json', 'page.mjs', 'replay.mjs', 'strangnas.json']);
    const { check } = await replay();
    for (const name of ['strangnas', 'huddinge', 'botkyrka']) {
        const ledger = published(name);
        const found = await check(ledger, webcrypto.subtle);
        assert.deepEqual(found.faults, [], name);
        assert.equal(found.whole, true, name);
        assert.equal(found.signed, true, name);
        assert.equal(ledger.entries.length, 8);
        assert.equal(found.replayed + found.withheld + found.otherwise, 8);
    }
    const strangnas = await check(published('strangnas'), webcrypto.subtle);
    assert.equal(strangnas.replayed, 8);
});

test('a line has exactly the fields it may have', () => {
    const may = ['area', 'day', 'leaf', 'list', 'municipality', 'provider', 'rule', 'rule_version',
        'sequence', 'skipped', 'turn'];
    for (const name of ['strangnas', 'huddinge', 'botkyrka']) {
        for (const entry of published(name).entries) {
            for (const field of Object.keys(entry)) assert.ok(may.includes(field), field);
            assert.equal(entry.area, undefined, 'fewer than twenty live anywhere here');
        }
    }
});

test('any altered line, leaf, size or key is seen', async () => {
    const { check } = await replay();
    const altered = async (change) => {
        const ledger = structuredClone(published('strangnas'));
        change(ledger);
        return check(ledger, webcrypto.subtle);
    };
    const other = (ledger, id) => ledger.entries[3].list.find((one) => one !== id);
    assert.equal((await altered((l) => { l.leaves[2] = l.leaves[3]; })).whole, false);
    assert.equal((await altered((l) => { l.leaves.pop(); })).whole, false);
    assert.equal((await altered((l) => { l.public_key = '00'.repeat(32); })).signed, false);
    assert.equal((await altered((l) => {
        l.checkpoint = l.checkpoint.replace(/\d{4}-/, '1999-');
    })).signed, false);
    const given = await altered((l) => { l.entries[3].provider = other(l, l.entries[3].provider); });
    assert.deepEqual(given.faults[0].sequence, published('strangnas').entries[3].sequence);
    const turned = await altered((l) => {
        l.entries[3].turn = other(l, l.entries[3].turn);
        l.entries[3].provider = l.entries[3].turn;
        l.entries[3].skipped = [];
    });
    assert.equal(turned.faults[0].kind, 'turn');
    const left = await altered((l) => { l.entries.splice(3, 1); });
    assert.equal(left.faults[0].sequence, published('strangnas').entries[4].sequence);
    const moved = await altered((l) => { l.entries[3].leaf = l.entries[4].leaf; });
    assert.equal(moved.faults[0].kind, 'leaf');
    const ruled = await altered((l) => { l.entries[3].rule_version += 1; });
    assert.equal(ruled.faults[0].kind, 'rule');
});

test('a kept turn comes first, and nobody is passed by without a reason', async () => {
    const { replayTurns } = await replay();
    const policy = { id: 'r', version: 1, method: 'strict_turn', per_area: false,
        keeps_former_provider: false, all_full: 'wait' };
    const line = (sequence, turn, provider, skipped = []) => ({ sequence, municipality: 'm', rule: 'r',
        rule_version: 1, list: ['a', 'b', 'c'], turn, provider, skipped });
    const ledger = (...entries) => ({ municipality: 'm', rules: [{ sequence: 1, policy }], entries });
    const full = (provider) => ({ provider, reason: 'full', turn_kept: true });
    assert.deepEqual(replayTurns(ledger(line(2, 'a', 'b', [full('a')]), line(3, 'c', 'a'),
        line(4, 'c', 'c'), line(5, 'a', 'a'))).faults, []);
    assert.deepEqual(replayTurns(ledger(line(2, 'a', 'b', [full('a')]), line(3, 'c', 'c'))).faults,
        [{ sequence: 3, kind: 'owed', expected: 'a' }]);
    assert.deepEqual(replayTurns(ledger(line(2, 'a', 'b'))).faults,
        [{ sequence: 2, kind: 'order', expected: 'a' }]);
    assert.deepEqual(replayTurns(ledger(line(2, 'a', 'c',
        ['a', 'b', 'c'].map((provider) => ({ provider, reason: 'full', turn_kept: false }))))).faults,
    [{ sequence: 2, kind: 'order', expected: '' }]);
});
