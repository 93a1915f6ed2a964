// What the build says of a program's bytes, and what it takes away.
import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { sections_of } from "../../scripts/wasm_file.mjs";
import { functions_of, group_of, own_name, strip } from "../../scripts/wasm.mjs";

const text = (words) => [words.length, ...Buffer.from(words)];
const section = (id, bytes) => [id, bytes.length, ...bytes];
// One imported function, two of its own, and their names.
const PROGRAM = Buffer.from([
    0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, [1, 0x60, 0, 0]),
    ...section(2, [1, ...text("env"), ...text("host"), 0, 0]),
    ...section(3, [2, 0, 0]),
    ...section(10, [2, 2, 0, 0x0b, 4, 0, 0x01, 0x01, 0x0b]),
    ...section(0, [...text("name"), 1, 18, 3, 0, ...text("host"), 1, ...text("free"), 2, ...text("sum")]),
]);

test("every function is counted under its own name, imported ones not at all", () => {
    assert.deepEqual(functions_of(PROGRAM), [{ name: "sum", size: 5 }, { name: "free", size: 3 }]);
});

test("the names are taken away, and the program is the same", async () => {
    const bare = strip(PROGRAM);
    assert.deepEqual(sections_of(bare).map(({ name }) => name), ["types", "imports", "functions", "code"]);
    await WebAssembly.compile(bare);
    assert.throws(() => functions_of(bare), /lost its names/);
    assert.throws(() => sections_of(Buffer.from("no program")), /no wasm/);
});

test("a function is whose name stands outside its template's brackets", () => {
    const groups = {
        "hemval::ui::Ui::button(std::__2::string)": "our kit (web/ui)",
        "std::__2::vector<hemval::Provider>::push_back(hemval::Provider const&)": "C++ library",
        "void std::__2::sort<hemval::Day*>(hemval::Day*)": "C++ library",
        "std::__2::__function::__func<hemval::ui::Ui::keys(int)::$_1, void ()>::operator()()": "our kit (web/ui)",
        "nlohmann::json::dump(int) const": "nlohmann/json", "ImGui::Begin(char const*)": "Dear ImGui",
        "hemval::App::frame()": "our app (web/app, platform)", hemval_frame: "our app (web/app, platform)",
        "hemval::(anonymous namespace)::cancel(hemval::Page&)": "our screens and rules",
        "hemval::wire::read_case(nlohmann::json const&)": "our JSON forms (wire, packs)", malloc: "C library",
    };
    for (const [name, group] of Object.entries(groups)) assert.equal(group_of(name), group, own_name(name));
});

test("each program that was built is told of, and has lost its names", () => {
    for (const name of ["hemval", "hemval_demo", "hemval_staff"]) {
        const built = (ext) => fileURLToPath(new URL(`../../build/wasm/${name}${ext}`, import.meta.url));
        if (!fs.existsSync(built(".wasm"))) continue;  // ./test --fast builds none
        const size = fs.statSync(built(".wasm")).size, report = fs.readFileSync(built(".txt"), "utf8");
        assert.match(report, new RegExp(`^${name}\\.wasm: ${size} bytes, \\d+ with brotli\\n`));
        for (const group of ["our kit", "Dear ImGui", "section: data"]) assert.ok(report.includes(group));
        assert.ok(sections_of(fs.readFileSync(built(".wasm"))).every(({ id }) => id !== 0));
    }
});
