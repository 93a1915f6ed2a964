// The staff's contract is sound: every reference leads somewhere, also into the other contract.
//   node --test tests/server/staff_contract.test.mjs
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';

const root = new URL('../../server/', import.meta.url);
const read = (path) => parse(readFileSync(new URL(path, root), 'utf8'));
const contracts = { '': read('staff/openapi.yaml'), '../openapi.yaml': read('openapi.yaml') };

test('every reference of the staff\'s contract leads somewhere', () => {
    let seen = 0;
    JSON.stringify(contracts[''], (key, value) => {
        if (key === '$ref') {
            const [file, place] = value.split('#/');
            const found = place.split('/').reduce((at, part) => at?.[part], contracts[file]);
            assert.ok(found, value);
            seen += 1;
        }
        return value;
    });
    assert.ok(seen > 50);
});

test('every write has a key, every way in a role, and what is shared is one thing', () => {
    for (const [path, item] of Object.entries(contracts[''].paths)) {
        for (const [method, operation] of Object.entries(item)) {
            if (method === 'parameters') continue;
            assert.match(operation['x-role'], /^(any|care_manager|coordinator|auditor)$/, path);
            const keyed = (operation.parameters ?? []).some(({ $ref }) => $ref?.endsWith('/Key'));
            assert.equal(keyed, method === 'post' && !path.endsWith('/find'), path);
        }
    }
});
