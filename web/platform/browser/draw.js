// Right after the list of providers: puts it in the visit's own order before it is seen, and after the first paint
// where that is of the start page. The order is
// core/neutral_order.cpp's, and the seed is where the app looks for it (web/app/visit.h).
{
    const neutral_order = (seed, count) => {
        const word = (value) => BigInt.asUintN(64, value);
        let state = BigInt(seed);
        const next = () => {
            state = word(state + 0x9E3779B97F4A7C15n);
            let z = state;
            z = word((z ^ (z >> 30n)) * 0xBF58476D1CE4E5B9n);
            z = word((z ^ (z >> 27n)) * 0x94D049BB133111EBn);
            return z ^ (z >> 31n);
        };
        const below = (bound) => {
            const surplus = word(-bound) % bound;
            let drawn = next();
            while (drawn < surplus) drawn = next();
            return Number(drawn % bound);
        };
        const order = Array.from({ length: count }, (_, at) => at);
        for (let left = count; left > 1; --left) {
            const drawn = below(BigInt(left));
            [order[left - 1], order[drawn]] = [order[drawn], order[left - 1]];
        }
        return order;
    };

    const visit_seed = (name) => {
        try {
            const { seed } = JSON.parse(sessionStorage.getItem(name));
            if (/^\d{1,20}$/.test(seed)) return seed;
        } catch { /* no visit yet */ }
        const seed = String(crypto.getRandomValues(new BigUint64Array(1))[0]);
        try {
            sessionStorage.setItem(name, JSON.stringify({ seed }));
        } catch { /* boot.mjs takes it from the list */ }
        return seed;
    };

    const list = document.getElementById("n-providers");
    // At once: the program may look for it before the list is put in order.
    const { municipality } = JSON.parse(document.getElementById("hemval").textContent);
    list.dataset.seed = visit_seed("hemval.visit/" + municipality);
    const draw = () => {
        const in_pack = [...list.children].sort((a, b) => a.dataset.at - b.dataset.at);
        list.append(...neutral_order(list.dataset.seed, in_pack.length).map((at) => in_pack[at]));
        list.classList.add("drawn");
    };
    if (document.documentElement.classList.contains("at-list")) draw();
    else requestAnimationFrame(() => setTimeout(draw));
}
