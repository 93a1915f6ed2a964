// What a municipality would build instead: the same content in React.
import { useState } from "react";
import { PROVIDERS, QUESTIONS, fee } from "./facts.js";

const kronor = (amount) => amount.toLocaleString("sv-SE") + " kr";

function Fee() {
    const [given, give] = useState({ hours: 10, income: 16000, housing: 6000 });
    const field = (name, label) => <p><label htmlFor={name}>{label}</label>
        <input id={name} inputMode="numeric" value={given[name]}
            onChange={({ target }) => give({ ...given, [name]: Number(target.value) || 0 })} /></p>;
    return <section aria-labelledby="fee"><h2 id="fee">Avgiften</h2>
        <p>Avgiften är densamma vilken utförare du än väljer.</p>
        {field("hours", "Timmar i månaden")}{field("income", "Inkomst efter skatt")}{field("housing", "Boendekostnad")}
        <p>Din avgift: <strong id="sum">{kronor(fee(given))}</strong></p></section>;
}

function Provider({ one, compared, toggle, choose, chosen }) {
    return <article aria-labelledby={one.id}><h3 id={one.id}>{one.name}</h3><p>{one.kind} · exempel</p>
        <dl>{Object.entries(one.facts).map(([name, value]) => <div key={name}>
            <dt>{name}</dt><dd>{value}</dd></div>)}</dl>
        <p><label><input type="checkbox" checked={compared} onChange={toggle} /> Jämför {one.name}</label></p>
        <button type="button" aria-pressed={chosen} onClick={choose}>Välj {one.name}</button></article>;
}

function Comparison({ providers }) {
    if (providers.length < 2) return null;
    return <table><caption>Din jämförelse</caption>
        <thead><tr><th scope="col">Fakta</th>
            {providers.map((one) => <th scope="col" key={one.id}>{one.name}</th>)}</tr></thead>
        <tbody>{Object.keys(providers[0].facts).map((name) => <tr key={name}><th scope="row">{name}</th>
            {providers.map((one) => <td key={one.id}>{one.facts[name]}</td>)}</tr>)}</tbody></table>;
}

export default function Page() {
    const [compared, compare] = useState([]), [chosen, choose] = useState(""), [sent, send] = useState(false);
    const toggle = (id) => compare(compared.includes(id) ? compared.filter((one) => one !== id) : [...compared, id]);
    return <main><h1>Välj utförare av hemtjänst</h1>
        <p>Du som har beviljats hemtjänst får välja vem som utför den. Ordningen är slumpad.</p>
        <section aria-labelledby="list"><h2 id="list">Jämför utförare</h2>
            {PROVIDERS.map((one) => <Provider key={one.id} one={one} compared={compared.includes(one.id)}
                toggle={() => toggle(one.id)} chosen={chosen === one.id} choose={() => choose(one.id)} />)}
            <Comparison providers={PROVIDERS.filter(({ id }) => compared.includes(id))} /></section>
        <Fee />
        <section aria-labelledby="send"><h2 id="send">Ditt val</h2>
            <form onSubmit={(event) => { event.preventDefault(); send(chosen !== ""); }}>
                <p><label htmlFor="code">Kod från brevet</label><input id="code" autoComplete="off" /></p>
                <button type="submit">Bekräfta valet</button></form>
            <p role="status">{sent ? "Ditt val är mottaget" : ""}</p></section>
        <section aria-labelledby="questions"><h2 id="questions">Frågor och svar</h2>
            {QUESTIONS.map(([question, answer]) => <details key={question}>
                <summary>{question}</summary><p>{answer}</p></details>)}
        </section></main>;
}
