import { check } from './replay.mjs';

const place = document.getElementById('ledgers');

function say(parent, tag, text) {
    const element = document.createElement(tag);
    element.textContent = text;
    parent.append(element);
    return element;
}

function sentence(fault, ledger) {
    const name = (id) => ledger.providers[id] ?? id;
    const why = {
        turn: () => `turen var hos ${name(fault.expected)}`,
        owed: () => `${name(fault.expected)} hade en turordningsplats kvar att få`,
        order: () => (fault.expected ? `${name(fault.expected)} stod på tur och ingen anledning finns att gå förbi`
            : 'alla var fulla, och ändå fick någon uppdraget'),
        list: () => 'den som stod på tur finns inte på listan',
        rule: () => 'regeln är inte den som gällde då',
        leaf: () => 'raden hör inte till det som kommunen har skrivit under',
    };
    return `Rad ${fault.sequence}: ${why[fault.kind]()}.`;
}

function rows(table, ledger) {
    const name = (id) => (id ? ledger.providers[id] ?? id : 'ingen');
    for (const entry of ledger.entries.slice(-200)) {
        const row = table.insertRow();
        for (const text of [entry.sequence, entry.day, name(entry.turn), name(entry.provider),
            entry.skipped.map((one) => name(one.provider)).join(', ')]) {
            row.insertCell().textContent = text;
        }
    }
}

async function show(id) {
    const section = say(place, 'section', '');
    say(section, 'h2', id);
    const state = say(section, 'p', 'Räknar efter …');
    state.setAttribute('role', 'status');
    const ledger = await (await fetch(`${id}.json`)).json();
    const found = await check(ledger, crypto.subtle);
    const good = found.whole && found.signed !== false && found.faults.length === 0;
    state.textContent = good ? 'Allt stämmer.' : 'Något stämmer inte.';
    const facts = say(section, 'ul', '');
    say(facts, 'li', found.whole ? `Alla ${found.size} poster ger den summa som är underskriven ${found.day}.`
        : 'Posterna ger inte den summa som är underskriven.');
    const signature = { true: 'Underskriften stämmer med nyckeln.', false: 'Underskriften stämmer inte.' };
    say(facts, 'li', signature[found.signed] ?? 'Den här webbläsaren kan inte pröva underskriften.');
    say(facts, 'li', `Nyckeln: ${ledger.public_key}`);
    say(facts, 'li', `${found.replayed} tilldelningar följer turen på listan`
        + (found.withheld ? `; ${found.withheld} visas utan lista, för att ingen ska kunna pekas ut` : '')
        + (found.otherwise ? `; ${found.otherwise} gavs enligt en annan regel än turordning` : '') + '.');
    for (const fault of found.faults) say(facts, 'li', sentence(fault, ledger));
    const table = say(section, 'table', '');
    say(table, 'caption', 'De senaste tilldelningarna');
    const head = table.createTHead().insertRow();
    for (const title of ['Rad', 'Dag', 'Stod på tur', 'Fick uppdraget', 'Gick förbi']) {
        say(head, 'th', title).scope = 'col';
    }
    rows(table.createTBody(), ledger);
}

const ids = await (await fetch('municipalities.json')).json();
for (const id of ids) await show(id);
