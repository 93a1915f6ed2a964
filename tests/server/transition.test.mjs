// A provider leaves, led from the command line beside a running service, and annulled again.
//   node --test tests/server/transition.test.mjs
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const root = new URL('../../', import.meta.url).pathname;
const program = process.env.HEMVAL_PROGRAM ?? join(root, 'build/native/hemval');
const folder = mkdtempSync(join(tmpdir(), 'hemval-transition-'));
const data = join(folder, 'data');
const packs = join(root, 'assets/municipalities');
const day = '2026-11-23';
let service;
let base;

async function serve(today) {
    service = spawn(program, ['serve', '--port', '0', '--data', data, '--site', join(folder, 'site'),
        '--municipalities', packs, '--sample-data', '--today', today], { stdio: ['ignore', 'pipe', 'ignore'] });
    base = await new Promise((resolve, reject) => {
        let said = '';
        service.stdout.on('data', (text) => {
            said += text;
            const address = said.match(/^(http:\S+)\/$/m);
            if (address) resolve(address[1]);
        });
        service.on('exit', () => reject(new Error('the service ended')));
    });
}

async function stop() {
    service.removeAllListeners('exit');
    const ended = new Promise((resolve) => { service.on('exit', resolve); });
    service.kill('SIGTERM');
    await ended;
}

const transition = (step, ...more) => spawnSync(program, ['transition', step, '--data', data,
    '--municipalities', packs, '--municipality', 'strangnas', '--today', day, ...more], { encoding: 'utf8' });
const by = (actor) => ['--actor', actor];
const said = (step, ...more) => {
    const { status, stdout, stderr } = transition(step, ...more);
    assert.equal(status, 0, stderr);
    return stdout;
};
const hemval = (...all) => execFileSync(program, all, { encoding: 'utf8' });

async function person() {
    const code = hemval('code', '--data', data, '--municipalities', packs, '--municipality', 'strangnas',
        '--situation', 'byte', '--today', day).trim();
    const signedIn = await fetch(`${base}/api/strangnas/session`, { method: 'POST',
        headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code }) });
    const cookie = signedIn.headers.get('set-cookie').split(';')[0];
    return { cookie, view: await signedIn.json() };
}
const view = async ({ cookie }) => (await fetch(`${base}/api/strangnas/case`, { headers: { cookie } })).json();

before(async () => {
    mkdirSync(join(folder, 'site'));
    writeFileSync(join(folder, 'site/index.html'), '<h1>Hemval</h1>');
    await serve(day);
});
after(async () => {
    await stop();
    rmSync(folder, { recursive: true });
});

test('the steps are taken beside the service, which tells the person at once; silence is answered; all is undone',
    async () => {
        const affected = await person();
        const leaver = affected.view.current;
        const named = ['--id', 'leave-2027'];
        assert.match(said('propose', ...named, ...by('anna'), '--provider', leaver), /leave-2027: .*, proposed/);
        // Whoever did not hear of it says it again, and nothing happens twice.
        const entries = () => /(\d+) entries/.exec(hemval('verify', '--data', data))[1];
        const proposed = entries();
        assert.match(said('propose', ...named, ...by('anna'), '--provider', leaver), /leave-2027: .*, proposed/);
        assert.equal(entries(), proposed);
        assert.equal(transition('propose', ...named, ...by('anna'), '--provider', 'no-such').status, 1);
        assert.equal((await view(affected)).transition.phase, 'proposed');
        assert.equal((await view(affected)).situation, 'has_provider');
        assert.match(said('simulate', '--provider', leaver), /Without a place, however well they spread: 0\./);
        const refused = transition('decide', ...named, '--cause', 'closes', '--last-day', '2026-11-01',
            '--choose-by', '2026-12-01');
        assert.equal(refused.status, 1);
        assert.match(refused.stderr, /The days do not fit/);
        const terms = ['--cause', 'terminated', '--last-day', '2027-01-31', '--choose-by', '2026-11-30'];
        const alone = transition('decide', ...named, ...by('anna'), ...terms);
        assert.equal(alone.status, 1);
        assert.match(alone.stderr, /Whoever proposed it may not decide it/);
        const other = transition('decide', ...named, ...by('bo'), '--provider', 'no-such', ...terms);
        assert.match(other.stderr, /another provider's/);
        said('decide', ...named, ...by('bo'), ...terms);
        const decided = await view(affected);
        assert.equal(decided.situation, 'provider_leaving');
        assert.deepEqual(decided.transition.terms,
            { cause: 'terminated', last_day: '2027-01-31', choose_by: '2026-11-30' });
        said('start', ...named);
        assert.match(said('told', ...named), /Told: 2\./);
        assert.match(said('told', ...named), /Told: 0\./);
        assert.match(said('pause', ...named), /paused/);
        assert.match(said('resume', ...named, '--choose-by', '2026-12-01'), /Choose by: 2026-12-01/);

        // At its start on the day after, the service itself answers the silence.
        await stop();
        await serve('2026-12-02');
        const given = await view(affected);
        assert.equal(given.pending.channel, 'deadline');
        assert.notEqual(given.pending.provider, leaver);
        assert.match(hemval('run-due', '--data', data, '--municipalities', packs, '--today', '2026-12-02'),
            /strangnas: silence answered: 0, .*places no longer kept: 0/);
        // The start of the sample data has made somebody of its own who has the same provider.
        assert.match(said('progress', ...named), /By deadline: 2\. Silent: 0\./);
        const annulled = spawnSync(program, ['transition', 'annul', '--data', data, '--municipalities', packs,
            '--municipality', 'strangnas', '--today', '2026-12-02', ...named, '--actor', 'court'],
        { encoding: 'utf8' });
        assert.equal(annulled.status, 0, annulled.stderr);
        const back = await view(affected);
        assert.equal(back.current, leaver);
        assert.equal(back.situation, 'has_provider');
        assert.equal(back.pending, undefined);
        assert.equal(back.transition.phase, 'annulled');
        assert.match(hemval('verify', '--data', data), /Everything holds/);
    });
