// The contract both ways: every answer of a running service is what server/openapi.yaml says, and
// every path, method and answer the service gives is in it.
//   node --test tests/server/openapi.test.mjs
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import { parse } from 'yaml';

const root = new URL('../../', import.meta.url).pathname;
const program = process.env.HEMVAL_PROGRAM ?? join(root, 'build/native/hemval');
const contract = parse(readFileSync(join(root, 'server/openapi.yaml'), 'utf8'));
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addSchema({ $id: 'contract', ...contract });

let service;
let base;
let folder;
const codes = {};
const seen = new Set(); // "get /healthz 200"

before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hemval-openapi-'));
    mkdirSync(join(folder, 'site'));
    writeFileSync(join(folder, 'site/index.html'), '<h1>Hemval</h1>');
    service = spawn(program, ['serve', '--port', '0', '--data', join(folder, 'data'), '--site',
        join(folder, 'site'), '--municipalities', join(root, 'assets/municipalities'),
        '--sample-data'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    service.stderr.on('data', (text) => { said += text; });
    base = await new Promise((resolve, reject) => {
        let out = '';
        service.stdout.on('data', (text) => {
            out += text;
            for (const [, situation, code] of out.matchAll(/^Exempelkod (\S+): (\S+)$/gm)) {
                codes[situation] = code;
            }
            const address = out.match(/^(http:\S+)\/$/m);
            if (address) resolve(address[1]);
        });
        service.on('exit', (code) => reject(new Error(`the service ended (${code}): ${said}`)));
    });
});

after(async () => {
    service.removeAllListeners('exit');
    const ended = new Promise((resolve) => { service.on('exit', resolve); });
    service.kill('SIGTERM');
    assert.equal(await ended, 0, 'SIGTERM ends the service with 0');
    rmSync(folder, { recursive: true });
});

const resolved = (part) => (part?.$ref
    ? part.$ref.slice(2).split('/').reduce((at, key) => at[key], contract) : part);
const pointer = (...keys) => '#/' + keys
    .map((key) => encodeURIComponent(String(key).replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/');

// Asks the service and holds the answer against the contract's entry for it: that of `as`, where a
// method is asked that the path does not have.
async function ask(path, method, parameters = {}, { body, headers = {}, cookie, as = method } = {}) {
    const url = base + path.replace(/{(\w+)}/g, (_, name) => parameters[name]);
    const response = await fetch(url, {
        method: method.toUpperCase(),
        body: typeof body === 'object' ? JSON.stringify(body) : body,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...(cookie ? { cookie } : {}), ...headers },
    });
    const status = String(response.status);
    const named = contract.paths[path]?.[as]?.responses[status];
    assert.ok(named, `${method} ${path} answered ${status}, which the contract does not name`);
    seen.add(`${method} ${path} ${status}`);
    for (const [name, header] of Object.entries(resolved(named).headers ?? {})) {
        const value = response.headers.get(name);
        assert.ok(value !== null || !header.required, `${method} ${path} ${status} lacks ${name}`);
        if (value !== null) assert.ok(ajv.validate(header.schema, value), `${name}: ${value}`);
    }
    const [type, media] = Object.entries(resolved(named).content ?? {})[0] ?? [];
    if (!type || method === 'head') {
        assert.equal((await response.arrayBuffer()).byteLength, 0);
        return { status: response.status, response };
    }
    assert.equal(response.headers.get('content-type'), type);
    const json = await response.json();
    const where = media.schema.$ref ? media.schema.$ref
        : pointer('paths', path, as, 'responses', status, 'content', type, 'schema');
    const fits = ajv.compile({ $ref: `contract${where}` });
    assert.ok(fits(json), `${method} ${path} ${status}: ${ajv.errorsText(fits.errors)}\n`
        + JSON.stringify(json, null, 1));
    if (response.status >= 400) assert.equal(json.status, response.status);
    return { status: response.status, json, response };
}

const town = { m: 'strangnas' };
const session = '/api/{m}/session';
const submissions = '/api/{m}/submissions';

async function signedIn(situation) {
    const answer = await ask(session, 'post', town, { body: { code: codes[situation] } });
    assert.equal(answer.status, 200);
    return { view: answer.json, cookie: answer.response.headers.get('set-cookie').split(';')[0] };
}

test('the contract is sound: every reference leads somewhere', () => {
    JSON.stringify(contract, (key, value) => {
        if (key === '$ref') assert.ok(resolved({ $ref: value }), value);
        return value;
    });
});

test('anybody may ask how one signs in, and signs out of everything at once', async () => {
    assert.deepEqual((await ask(session, 'get', town)).json, { offered: ['code'] });
    const { cookie } = await signedIn('byte');
    assert.deepEqual((await ask(session, 'get', town, { cookie })).json, { offered: ['code'], by: 'code' });
    assert.deepEqual((await ask('/api/{m}/sessions', 'delete', town, { cookie })).json, {});
    assert.equal((await ask('/api/{m}/case', 'get', town, { cookie })).status, 401);
    assert.equal((await ask('/api/{m}/sessions', 'delete', { m: 'ingenstans' })).status, 404);
    const elsewhere = { headers: { origin: 'https://elsewhere.example' } };
    assert.equal((await ask('/api/{m}/sessions', 'delete', town, elsewhere)).status, 403);
});

test('everybody may ask how the providers stand', async () => {
    assert.equal((await ask('/healthz', 'get')).status, 200);
    assert.equal((await ask('/api/{m}/providers', 'get', town)).status, 200);
    assert.equal((await ask('/api/{m}/providers', 'get', { m: 'ingenstans' })).status, 404);
    assert.equal((await ask('/api/{m}/checkpoint', 'get', town)).status, 200);
    assert.equal((await ask('/api/{m}/checkpoint', 'get', { m: 'ingenstans' })).status, 404);
});

test('a first choice by rotation, its receipt, and the same again', async () => {
    const { cookie } = await signedIn('ny');
    const wish_list = { wishes: ['same_times', 'pets'], own_words: 'Katten heter Sture.' };
    const send = { cookie, body: { action: 'decline', wish_list }, headers: { 'idempotency-key': 'k-000001' } };
    const kept = await ask(submissions, 'post', town, send);
    assert.equal(kept.status, 201);
    const again = await ask(submissions, 'post', town, send);
    assert.equal(again.status, 200);
    assert.deepEqual(again.json, kept.json);
    const other = await ask(submissions, 'post', town,
        { ...send, body: { action: 'choose', provider: kept.json.provider } });
    assert.equal(other.status, 409);
    const mine = (await ask('/api/{m}/case', 'get', town, { cookie })).json;
    assert.equal(mine.pending.number, kept.json.number);
    assert.equal(mine.wish_list, kept.json.received);
    const number = kept.json.number;
    assert.equal((await ask('/api/{m}/receipts/{number}', 'get', { ...town, number })).status, 200);
    assert.equal((await ask('/api/{m}/receipts/{number}', 'get',
        { ...town, number: '0000-0000-00' })).status, 404);
    const proofs = '/api/{m}/proofs/{number}';
    assert.equal((await ask(proofs, 'get', { ...town, number }, { cookie })).status, 200);
    assert.equal((await ask(proofs, 'get', { ...town, number })).status, 401);
    assert.equal((await ask(proofs, 'get', { ...town, number: '0000-0000-00' }, { cookie })).status, 404);
    assert.equal((await ask(session, 'delete', town, { cookie })).status, 204);
    assert.equal((await ask('/api/{m}/case', 'get', town, { cookie })).status, 401);
});

test('a switch, and a re-choice when the provider leaves', async () => {
    for (const [situation, action] of [['byte', 'switch'], ['avveckling', 'choose']]) {
        const { cookie, view } = await signedIn(situation);
        assert.ok(view.allowed.includes(action), `${situation} allows ${view.allowed}`);
        const provider = view.providers
            .find((one) => one.reasons.length === 0 && one.provider !== view.current).provider;
        const kept = await ask(submissions, 'post', town, {
            cookie, body: { action, provider }, headers: { 'idempotency-key': 'k-000001' },
        });
        assert.equal(kept.status, 201);
        assert.equal(kept.json.provider, provider);
    }
});

test('what is refused is a problem with a sentence in the reader\'s language', async () => {
    const { cookie } = await signedIn('byte');
    const key = { 'idempotency-key': 'k-000002' };
    const cases = [
        [session, 'post', town, { body: { code: '12' } }, 422, 'code_malformed'],
        [session, 'post', town, { body: { code: '1234567890123452' } }, 403, 'code_wrong'],
        [session, 'post', town, { body: '{' }, 400, 'malformed_request'],
        [session, 'post', town, { body: { code: 'x'.repeat(20000) } }, 413, 'request_too_large'],
        [session, 'post', { m: 'ingenstans' }, { body: { code: '12' } }, 404, 'unknown_municipality'],
        [submissions, 'post', town, { body: { action: 'decline' }, headers: key }, 401,
            'not_signed_in'],
        [submissions, 'post', town, { cookie, body: { action: 'decline' } }, 400, 'key_missing'],
        [submissions, 'post', town, { cookie, headers: key,
            body: { action: 'switch', provider: 'ingen' } }, 422, 'unknown_provider'],
    ];
    for (const [path, method, parameters, options, status, problem] of cases) {
        const answer = await ask(path, method, parameters, options);
        assert.equal(answer.status, status);
        assert.equal(answer.json.problem, problem);
        assert.ok(!answer.json.title.includes('{'), answer.json.title);
    }
    const english = await ask(session, 'post', town,
        { body: { code: '12' }, headers: { 'accept-language': 'en' } });
    const swedish = await ask(session, 'post', town, { body: { code: '12' } });
    assert.equal(english.response.headers.get('content-language'), 'en');
    assert.notEqual(english.json.title, swedish.json.title);
});

test('a method that a path does not have is answered with exactly those it has', async () => {
    for (const [path, item] of Object.entries(contract.paths)) {
        const methods = Object.keys(item).filter((name) => name !== 'parameters');
        for (const as of methods) {
            const answer = await ask(path, 'put', { ...town, number: '0000-0000-00' }, { as });
            assert.equal(answer.status, 405, path);
            assert.equal(answer.json.problem, 'method_not_allowed');
            assert.deepEqual(answer.response.headers.get('allow').split(', ').sort(),
                methods.map((name) => name.toUpperCase()).sort(), path);
        }
    }
});

test('HEAD answers as GET does, without the body', async () => {
    const { cookie, view } = await signedIn('avveckling');
    const { number } = view.pending;
    for (const [path, item] of Object.entries(contract.paths)) {
        if (!item.get) continue;
        const get = await ask(path, 'get', { ...town, number }, { cookie });
        const head = await ask(path, 'head', { ...town, number }, { cookie });
        assert.equal(head.status, 200);
        for (const name of ['content-type', 'content-length', 'cache-control']) {
            assert.equal(head.response.headers.get(name), get.response.headers.get(name), name);
        }
    }
});

test('a head too long, and a service too busy, are answers of the contract', async () => {
    const long = await ask('/healthz', 'get', {}, { headers: { 'x-long': 'x'.repeat(20000) } });
    assert.equal(long.status, 431);
    assert.equal(long.json.problem, 'request_too_large');

    const { cookie } = await signedIn('ny');
    const database = new DatabaseSync(join(folder, 'data/hemval.sqlite'));
    database.exec('BEGIN IMMEDIATE');
    const busy = await ask(submissions, 'post', town, { cookie, body: { action: 'decline' },
        headers: { 'idempotency-key': 'k-000004' } });
    database.close();
    assert.equal(busy.status, 503);
    assert.equal(busy.json.problem, 'busy');
});

test('codes guessed at once end in 429 with how long to wait, and only those', async () => {
    const answers = await Promise.all(Array.from({ length: 12 },
        () => ask(session, 'post', town, { body: { code: '1234567890123452' } })));
    const refused = answers.filter(({ status }) => status === 429);
    assert.ok(refused.length > 0);
    for (const { json, response } of refused) {
        assert.equal(json.problem, 'too_many_tries');
        const wait = Number(response.headers.get('retry-after'));
        assert.ok(wait >= 1 && wait <= 300, `${wait}`);
    }
    assert.ok(answers.every(({ status }) => [403, 429].includes(status)));
    const malformed = await ask(session, 'post', town, { body: { code: '12' } });
    assert.equal(malformed.status, 422);
});

test('nothing asks for a reason, and every operation and success has been seen', () => {
    assert.ok(!/reason\b/.test(JSON.stringify(contract.components.schemas.Submission)));
    for (const [path, item] of Object.entries(contract.paths)) {
        for (const method of ['get', 'head', 'post', 'delete'].filter((name) => item[name])) {
            for (const status of Object.keys(item[method].responses)) {
                if (status < 300) assert.ok(seen.has(`${method} ${path} ${status}`), `${method} ${path} ${status}`);
            }
        }
    }
});
