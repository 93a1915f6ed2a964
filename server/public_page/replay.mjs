// Checks a public ledger: that its leaves have the signed root, that the signature is the key's, and
// that the turn went round as the list says. Whether a provider truly was full is for the
// municipality to know; that a reason is given, and that the turn then went on, is checked here.

const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (buffer) => Array.from(new Uint8Array(buffer), (b) => b.toString(16).padStart(2, '0')).join('');

async function node(left, right, subtle) {
    const input = new Uint8Array(65);
    input[0] = 1;
    input.set(left, 1);
    input.set(right, 33);
    return new Uint8Array(await subtle.digest('SHA-256', input));
}

// RFC 6962, section 2.1, a level at a time: the last of an odd number goes up as it is.
export async function rootOf(leaves, subtle) {
    if (leaves.length === 0) return hex(await subtle.digest('SHA-256', new Uint8Array(0)));
    let level = leaves.map(bytes);
    while (level.length > 1) {
        const above = [];
        for (let i = 0; i + 1 < level.length; i += 2) above.push(node(level[i], level[i + 1], subtle));
        const joined = await Promise.all(above);
        level = level.length % 2 ? [...joined, level.at(-1)] : joined;
    }
    return hex(level[0]);
}

async function signed(ledger, subtle) {
    if (!/^[0-9a-f]{64}$/.test(ledger.public_key)) return false;
    try {
        const key = await subtle.importKey('raw', bytes(ledger.public_key), 'Ed25519', false, ['verify']);
        const text = new TextEncoder().encode(ledger.checkpoint);
        return await subtle.verify('Ed25519', key, bytes(ledger.signature), text);
    } catch {
        return undefined; // this browser does not know Ed25519
    }
}

const around = (list, turn) => {
    const at = list.indexOf(turn);
    return at < 0 ? [] : [...list.slice(at), ...list.slice(0, at)];
};

// One list's way round. What it expects of the next assignment is kept between them.
class Turns {
    owed = [];
    order = null;
    expected = null;
    // How it may stand instead: as it was when a transition was decided that has since been annulled. A
    // list that has served nobody else goes back there, turns kept and all; who the others are is not
    // published, so the next assignment tells which it was.
    perhaps = [];

    copy() {
        return Object.assign(new Turns(), { owed: [...this.owed], order: this.order, expected: this.expected,
            perhaps: [...this.perhaps] });
    }

    ways() {
        const all = [this, ...this.perhaps.flatMap((one) => one.ways())];
        const told = ({ owed, order, expected }) => JSON.stringify([owed, order, expected]);
        return [...new Map(all.reverse().map((one) => [told(one), one])).values()].reverse();
    }

    next(entry, policy) {
        const faults = [];
        for (const way of this.ways()) {
            const tried = way.copy();
            const fault = tried.step(entry, policy);
            if (!fault) {
                Object.assign(this, tried, { perhaps: [] });
                return null;
            }
            faults.push(fault);
        }
        return faults[0];
    }

    // What is wrong, or nothing.
    step(entry, policy) {
        const { list, turn, provider } = entry;
        const passed = new Set(entry.skipped.map((one) => one.provider));
        const same = this.order !== null && this.order.join('\n') === list.join('\n');
        if (same && this.expected !== null && !this.expected.includes(turn)) {
            return { kind: 'turn', expected: this.expected[0] };
        }
        const asked = around(list, turn);
        if (asked.length === 0) return { kind: 'list' };
        const first = asked.find((id) => !passed.has(id));
        const owed = this.owed.find((id) => !passed.has(id));
        const former = policy.keeps_former_provider;
        let then = [turn];
        if (owed !== undefined && provider === owed) {
            this.owed = this.owed.filter((id) => id !== owed);
        } else if (owed !== undefined && !former) {
            return { kind: 'owed', expected: owed };
        } else if (first === undefined) {
            if (policy.all_full === 'wait' && provider) return { kind: 'order', expected: '' };
        } else if (provider === first) {
            const after = asked[(asked.indexOf(first) + 1) % asked.length];
            then = former ? [after, turn] : [after];
        } else if (!former) {
            return { kind: 'order', expected: first };
        }
        for (const skip of entry.skipped) {
            if (skip.turn_kept && !this.owed.includes(skip.provider)) this.owed.push(skip.provider);
        }
        this.order = list;
        this.expected = policy.method === 'strict_turn' ? then : null;
        return null;
    }
}

function follow(step, turns, decided) {
    if (step.phase === 'decided') {
        decided.set(step.transition, new Map([...turns].map(([key, one]) => [key, one.copy()])));
    } else if (step.phase === 'annulled') {
        const then = decided.get(step.transition);
        for (const [key, one] of then ? turns : []) one.perhaps.push(then.get(key) ?? new Turns());
        decided.delete(step.transition);
    }
}

const sameLists = (a, b) => a.method === b.method && a.per_area === b.per_area
    && JSON.stringify(a.list_order) === JSON.stringify(b.list_order);

const byTurn = new Set(['strict_turn', 'provider_of_the_month']);

// Each fault: {sequence, kind, expected}. `withheld` are lines whose list would tell a small area.
export function replayTurns(ledger) {
    const faults = [];
    const counts = { replayed: 0, withheld: 0, otherwise: 0 };
    let turns = new Map();
    let rule = null;
    const steps = [...ledger.transitions ?? [], ...ledger.rules].sort((a, b) => a.sequence - b.sequence);
    const decided = new Map();
    for (const entry of ledger.entries) {
        while (steps.length > 0 && steps[0].sequence < entry.sequence) {
            const step = steps.shift();
            if (step.phase) {
                follow(step, turns, decided);
                continue;
            }
            // Of another rule's lists there is nothing to bring back.
            if (rule && !sameLists(rule.policy, step.policy)) decided.clear();
            turns = new Map();
            rule = step;
        }
        const current = rule;
        if (!current || current.policy.id !== entry.rule || current.policy.version !== entry.rule_version
            || entry.municipality !== ledger.municipality) {
            faults.push({ sequence: entry.sequence, kind: 'rule' });
            continue;
        }
        if (!entry.list) {
            counts.withheld += 1;
            continue;
        }
        if (!byTurn.has(rule.policy.method)) {
            counts.otherwise += 1;
            continue;
        }
        const key = rule.policy.per_area ? entry.area : '';
        if (!turns.has(key)) turns.set(key, new Turns());
        const fault = turns.get(key).next(entry, rule.policy);
        if (fault) {
            faults.push({ sequence: entry.sequence, ...fault });
            turns.delete(key); // one wrong step is told once
        }
        counts.replayed += 1;
    }
    return { faults, ...counts };
}

export async function check(ledger, subtle) {
    const [origin, size, root, day] = ledger.checkpoint.split('\n');
    const whole = origin === `hemval/${ledger.municipality}` && Number(size) === ledger.leaves.length
        && root === await rootOf(ledger.leaves, subtle);
    const strangers = ledger.entries.filter((one) => ledger.leaves[one.sequence - 1] !== one.leaf);
    const { faults, ...counts } = replayTurns(ledger);
    faults.push(...strangers.map((one) => ({ sequence: one.sequence, kind: 'leaf' })));
    faults.sort((a, b) => a.sequence - b.sequence);
    return { whole, signed: await signed(ledger, subtle), day, size: Number(size), faults, ...counts };
}
