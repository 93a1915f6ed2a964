// Takes over from the page's static first content: fetches the program and its data side by side,
// starts it, and hands it the page. Everything comes from below the page's own root.
import { listen } from "./events.mjs";
import { Frames } from "./frames.mjs";
import { directions, make_host } from "./host.mjs";
import { Live } from "./live.mjs";
import { Mirror } from "./mirror.mjs";
import { Names } from "./names.mjs";
import { Painter } from "./painter.mjs";
import { Program } from "./program.mjs";
import { Parts, begins_small, bytes, style, text } from "./parts.mjs";
import { keep_place } from "./takeover.mjs";
import { View } from "./view.mjs";

const by_id = (id) => document.getElementById(id);

// The staff and the demonstration have programs of their own, so that nobody else loads them; crossing over
// loads the page anew.
const PROGRAMS = [
    { at: /^#\/personal(\/|$)/, name: "hemval_staff", words: "locales/staff/" },
    { at: /^#\/prova(\/|$)/, name: "hemval_demo", words: "locales/demonstration/" },
    { at: /^/, name: "hemval", words: "locales/", in_parts: true },
];
const program_at = (hash) => PROGRAMS.find(({ at }) => at.test(hash));

async function boot(setup) {
    const names = new Names(setup.root, setup.hashes), address_of = (name) => names.address_of(name);
    const { language } = document.documentElement.dataset;  // early.js has chosen it
    const { name, words, in_parts } = program_at(location.hash);
    let failed = 0;  // a browser remembers that an address failed; what stands after the # makes it another
    const import_named = (file) => address_of(file).then((address) => import(`${address}#${failed}`))
        .catch((error) => {
            failed += 1;
            throw error;
        });
    const parts = new Parts(address_of, name, in_parts && begins_small(setup.municipality));
    const words_file = `${words}${language}.json`;
    let frames, program, view, speech, mirror, plain = false;
    let cameras = false, kiosk = false, stop_camera = () => {}, left = () => {};
    const act = (work) => parts.whole_then(() => {
        work();
        frames.now();
    });
    const answer = (...given) => act(() => program.answer(...given));
    let show;
    const painter = new Painter();
    // While the line is busy, and not before the built page is seen.
    new PerformanceObserver((_, observer) => {
        observer.disconnect();
        if (!program) painter.prepare(by_id("canvas"));
    }).observe({ type: "paint", buffered: true });
    const host = make_host(setup, {
        answer,
        request_frame: () => frames?.request(),
        set_plain(on) {
            plain = on;
            view?.choose_plain(on);
        },
        hush: () => speech?.stop(),
        async kiosk() {
            if (kiosk) return;
            kiosk = true;
            const { keep_here } = await import_named("at_kiosk.mjs");
            left = keep_here(mirror, {
                present: () => program.present(),
                cameras(on) {
                    cameras = on;
                    frames?.request();
                },
            });
        },
        wipe() {
            speech?.stop();
            stop_camera();
            mirror?.forget_leaving();
            for (const region of ["polite", "assertive"]) by_id(region).replaceChildren();
            getSelection()?.removeAllRanges();
            left();
        },
        has_camera: () => cameras,
        async scan(key, done) {
            stop_camera();
            const { scan } = await import_named("camera.mjs");
            const element = mirror.element(key);
            if (element) stop_camera = scan(element, () => import_named("jsqr.mjs"), done);
        },
        stop_scanning: () => stop_camera(),
        address_of,
        shown: new Promise((done) => (show = done)),
    }, painter);
    const pack_file = setup.municipality && `municipalities/${setup.municipality}.json`;
    const whole_data = () => Promise.all([
        ...[words_file, pack_file].map((file) => (file ? text(address_of(file)) : "")),
        import_named("host_later.mjs"), style(address_of("later.css")),
    ]);
    const [module, data, regular, bold] = await Promise.all([
        parts.load(host, in_parts),
        parts.small ? first_data(address_of, language) : whole_data(),
        bytes(address_of("fonts/regular.ttf")),
        bytes(address_of("fonts/bold.ttf")),
    ]);

    // Somebody has followed a link of the built page meanwhile.
    let data_now = data;
    if (parts.small && !begins_small(setup.municipality)) {
        [data_now] = await Promise.all([whole_data(), parts.complete()]);
    }
    const [locale_json, pack_json, later_module] = data_now;
    const built = by_id("static");
    const put_reader_back = keep_place(built);
    program = new Program(module);
    program.start({
        municipality: setup.municipality, language, locale_json, pack_json, first_page: parts.small,
        municipalities_json: JSON.stringify(setup.municipalities),
        languages_json: JSON.stringify(setup.languages),
        hash: link_taken() ?? (is_route(location.hash) ? location.hash : ""),
    }, regular, bold);

    mirror = new Mirror(by_id("mirror"), directions(setup.languages));
    mirror.draw_qr = async (element, address) => {
        const { draw } = await import_named("qr.mjs");  // few come so far as to need it
        // Without what makes this page a kiosk's: it is opened elsewhere.
        draw(element, new URL(address, location.href.replace(/\?[^#]*/, "")).href);
    };
    const complete_host = ({ make_later }) => {
        const later = make_later(mirror, answer);
        ({ speech } = later);
        Object.assign(host, later.host);
    };
    if (later_module) complete_host(later_module);
    view = new View({ body: document.body, canvas: by_id("canvas"), probe: by_id("rem") },
        { changed: () => frames?.request(), now: () => frames?.now(), flow: () => mirror.lay_out(null) });
    const looks = listen(mirror, {
        press: (key) => act(() => program.press(key)),
        input: (key, value) => act(() => program.input(key, value)),
        looks: () => frames?.request(),
    });
    frames = new Frames({
        program, mirror, view, looks: () => looks,
        live: new Live(by_id("polite"), by_id("assertive")),
    });
    keep_canvas(program, view);
    view.choose_plain(plain);
    if (view.plain) await style(address_of("later.css"));  // a first page's own style is for the picture
    addEventListener("hashchange", () => {
        const { hash } = location;
        if (!is_route(hash)) return;
        if (!kiosk && program_at(hash).name !== name) return cross_over();
        act(() => program.navigated(hash));
    });

    // The static words leave in the same task as the app's arrive: nothing flickers or jumps.
    host.set_language(language);
    built.remove();
    by_id("app").hidden = false;
    try {
        frames.now();
        frames.draw();
    } catch (error) {
        by_id("app").hidden = true;
        by_id("app").before(built);  // what can be read, and where it is said that the rest did not start
        throw error;
    }
    const scrolled = put_reader_back(mirror);
    if (crossed_over()) mirror.root.querySelector("h1")?.focus();
    if (scrolled) frames.draw();
    globalThis.hemval = {
        get frames() { return frames.count; },
        get heap() { return module.HEAPU8.length; },
    };
    performance.mark("app-interactive");
    show();
    // The network comes and goes, and another tab sends what waited: both show on the screen.
    for (const change of ["online", "offline", "storage"]) {
        addEventListener(change, () => parts.whole_then(() => frames.request()));
    }
    if (parts.small) {
        await parts.rest(whole_data, (all) => {
            const [words, pack, later] = all;
            complete_host(later);
            program.whole(words, pack);
            frames.now();
        });
    }
    performance.mark("app-whole");
    const when_idle = globalThis.requestIdleCallback ?? ((then) => setTimeout(then, 2000));
    when_idle(async () => {
        const { keep_for_later } = await import_named("worker_start.mjs");
        keep_for_later(setup.root, setup.municipality);
    });
}

// The words and the pack as far as a first page needs them: the page has them, in the language it was built in.
async function first_data(address_of, language) {
    const { words, pack } = JSON.parse(by_id("first").textContent);
    const built_in = language === document.documentElement.lang;
    const [locale] = built_in ? [JSON.stringify(words)] : await Promise.all([
        text(address_of(`first/${language}.json`)),
        style(address_of("later.css")),  // it may have letters that cannot be drawn
    ]);
    return [
        locale,
        pack ? JSON.stringify(pack, (key, value) => (key.endsWith(".json") ? JSON.stringify(value) : value)) : "",
    ];
}

// For the person it is the next view, which begins at its heading: a screen reader would else look for its
// place of before, and finds itself in the list of languages.
function cross_over() {
    history.replaceState({ crossed: true }, "");
    leave_for_another();
}

function crossed_over() {
    const crossed = history.state?.crossed === true;
    if (crossed) history.replaceState(null, "");
    return crossed;
}

// From its top: Firefox would put the reader as far down as they were on the page they leave.
function leave_for_another() {
    scrollTo(0, 0);
    location.reload();
}

// What early.js took out of the address: given to the program and to nothing else.
function link_taken() {
    const hash = globalThis.hemval_link;
    delete globalThis.hemval_link;
    return hash;
}

function is_route(hash) {
    return hash === "" || hash.startsWith("#/");
}

// A lost drawing surface turns Enkel vy on with everything kept; a new one brings the picture back.
function keep_canvas(program, view) {
    const take = () => {
        const { canvas } = view;
        canvas.addEventListener("webglcontextlost", (event) => {
            event.preventDefault();  // else the browser never restores it
            program.draw_on_canvas(false);
            view.drawing(false);
        }, { once: true });
        canvas.addEventListener("webglcontextrestored", () => {
            const fresh = canvas.cloneNode();
            canvas.replaceWith(fresh);
            view.canvas = fresh;
            take();
        }, { once: true });
        view.drawing(program.draw_on_canvas(true));
    };
    take();
}

const data = by_id("hemval");
if (data) {
    boot(JSON.parse(data.textContent)).catch((error) => {
        console.error("Hemval did not start:", error);
        dispatchEvent(new Event("hemval-failed"));  // early.js says it, above the static content
    });
}
