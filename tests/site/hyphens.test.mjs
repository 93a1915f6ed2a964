// Where the built site says that long words may be broken.
import assert from "node:assert/strict";
import { test } from "node:test";
import { hyphens as of } from "../../scripts/site/hyphens.mjs";

const hyphens = (tag, words, packs) => of(tag, words, packs, ["sv", "sv-simple", "en", "fi", "ar"]);

test("a compound is broken between its parts, and no letter stands alone", () => {
    const words = { a: "Tilläggstjänster och biståndsbeslut, hemtjänst och genomförandeplan.", b: "kort" };
    assert.equal(hyphens("sv", words, []),
        "Tilläggs-tjäns-ter bi-stånds-be-slut ge-nom-fö-ran-de-plan hem-tjänst");
    assert.equal(hyphens("sv-simple", words, []), hyphens("sv", words, []));
});

test("between the parts of a compound stand two strokes, when the texts have a part as a word", () => {
    const words = { a: "Planen för din genomförandeplan, genom ett beslut om bistånd: biståndsbeslut. En plan." };
    assert.equal(hyphens("sv", words, []), "bi-stånds--be-slut ge-nom--fö-ran-de--plan");
    assert.equal(hyphens("sv", { a: "personerna och deras personer" }, []), "per-so-ner-na");
});

test("a pack's texts are broken in their own language, its names in Swedish", () => {
    const pack = { name: "Tusenskönan", lead: { sv: "Trädgårdsarbete", en: "Neighbourhood" } };
    assert.equal(hyphens("sv", {}, [pack]), "Träd-gårds-ar-be-te Tu-sen-skö-nan");
    assert.equal(hyphens("en", {}, [pack]), "Neigh-bour-hood");
});

test("a language without rules has no such words", () => {
    assert.equal(hyphens("ar", { a: "hemtjänst" }, []), "");
});
