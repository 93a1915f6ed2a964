#include "tests/web/ui_kit.h"

#include <doctest/doctest.h>

using namespace hemval::ui;

TEST_CASE("a button is a button with its text as name, and answers when it is pressed")
{
    int presses = 0;
    Kit kit([&](Ui& ui) {
        if (ui.button("choose", "Välj Solgläntan", ButtonKind::Primary, "privat utförare")) ++presses;
        ui.button("other", "Tillbaka");
    });
    const Node& node = kit.node("choose");
    CHECK(node.role == Role::Button);
    CHECK(node.name == "Välj Solgläntan");
    CHECK(node.description == "privat utförare");
    CHECK(node.style == "primary");
    CHECK(node.bold);
    kit.press("other");
    CHECK(presses == 0);
    kit.press("choose");
    CHECK(presses == 1);
    kit.frame();
    CHECK(presses == 1);
}

TEST_CASE("a toggle says whether it is down")
{
    bool down = false;
    Kit kit([&](Ui& ui) {
        if (ui.toggle("larger", "Större text", down)) down = !down;
    });
    CHECK(kit.node("larger").pressed == Tri::No);
    const Rect up = kit.node("larger").rect;
    kit.press("larger");
    kit.frame();
    CHECK(kit.node("larger").pressed == Tri::Yes);
    CHECK(kit.node("larger").rect == up);
}

TEST_CASE("links carry their address, and one that looks like a button is still a link")
{
    Kit kit([](Ui& ui) {
        ui.link("a", "Läs mer", "#/utforare/1", "Solgläntan", "en");
        ui.link_button("b", "Gör ditt val", "#/val");
    });
    CHECK(kit.node("a").role == Role::Link);
    CHECK(kit.node("a").href == "#/utforare/1");
    CHECK(kit.node("a").description == "Solgläntan");
    CHECK(kit.node("a").lang == "en");
    CHECK(kit.node("b").role == Role::Link);
    CHECK(kit.node("b").href == "#/val");
    CHECK(kit.node("b").style == "secondary");
}

TEST_CASE("a checkbox has a label, a target that covers both, and answers when toggled")
{
    bool ticked = false;
    Kit kit([&](Ui& ui) {
        if (ui.checkbox("compare", "Jämför Solgläntan", ticked)) ticked = !ticked;
    });
    const Node box = kit.node("compare"), label = kit.node("compare/label");
    CHECK(box.role == Role::Checkbox);
    CHECK(box.name == "Jämför Solgläntan");
    CHECK(box.checked == Tri::No);
    CHECK(label.role == Role::Label);
    CHECK(label.label_for == "compare");
    CHECK(label.rect.x >= box.rect.x);
    CHECK(label.rect.x + label.rect.w <= box.rect.x + box.rect.w);
    kit.press("compare");
    CHECK(ticked);
    kit.frame();
    CHECK(kit.node("compare").checked == Tri::Yes);
}

TEST_CASE("a radio group is a fieldset whose legend asks and whose choices share a name")
{
    std::optional<std::size_t> chosen = 0;
    int answers = 0;
    std::string error = "Fel: välj något.";
    Kit kit([&](Ui& ui) {
        const auto now = ui.radio_group("home", "Hur bor du?",
                                        {{"home/alone", "Ensam", ""}, {"home/with", "Med någon", "Sambo"}},
                                        chosen, error);
        if (!now) return;
        chosen = now;
        ++answers;
    });
    CHECK(kit.node("home").role == Role::Fieldset);
    CHECK(kit.node("home/legend").role == Role::Legend);
    CHECK(kit.node("home/legend").parent == "home");
    CHECK(kit.node("home").described_by == std::vector<std::string>{"home/error"});
    CHECK(kit.node("home/error").name == error);
    CHECK(kit.node("home/alone").role == Role::Radio);
    CHECK(kit.node("home/alone").group == "home");
    CHECK(kit.node("home/with").group == "home");
    CHECK(kit.node("home/alone").checked == Tri::Yes);
    CHECK(kit.node("home/with").described_by == std::vector<std::string>{"home/with/hint"});
    kit.press("home/alone");
    CHECK(answers == 0);
    kit.press("home/with");
    CHECK(answers == 1);
    kit.frame();
    CHECK(kit.node("home/with").checked == Tri::Yes);
    CHECK(kit.node("home/alone").checked == Tri::No);
}

TEST_CASE("a text field is named by its label and described by hint, fault and unit")
{
    std::string value = "14 500";
    Kit kit([&](Ui& ui) {
        TextFieldSpec spec;
        spec.label = "Inkomst";
        spec.hint = "Efter skatt";
        spec.error = "Fel: skriv ett belopp.";
        spec.value = value;
        spec.suffix = "kr i månaden";
        spec.input_mode = "numeric";
        spec.autocomplete = "off";
        spec.max_length = 9;
        spec.required = true;
        if (const auto now = ui.text_field("income", spec)) value = *now;
    });
    const Node& field = kit.node("income");
    CHECK(field.role == Role::TextField);
    CHECK(field.name == "Inkomst");
    CHECK(field.value == "14 500");
    CHECK(field.input_mode == "numeric");
    CHECK(field.autocomplete == "off");
    CHECK(field.max_length == 9);
    CHECK(field.required);
    CHECK(field.invalid);
    CHECK(field.described_by ==
          std::vector<std::string>{"income/hint", "income/error", "income/suffix"});
    for (const std::string& key : field.described_by) CHECK(kit.has(key));
    CHECK(kit.node("income/label").label_for == "income");
    kit.type("income", "15 000");
    CHECK(value == "15 000");
    kit.frame();
    CHECK(kit.node("income").value == "15 000");
}

TEST_CASE("a select carries its options with their languages and answers with the chosen value")
{
    std::string language = "sv";
    Kit kit([&](Ui& ui) {
        if (const auto now = ui.select("language", "Språk",
                                       {{"sv", "Svenska", ""}, {"en", "English", "en"}}, language))
            language = *now;
    });
    const Node& node = kit.node("language");
    CHECK(node.role == Role::Select);
    CHECK(node.value == "sv");
    REQUIRE(node.options.size() == 2);
    CHECK(node.options[1].lang == "en");
    kit.type("language", "en");
    CHECK(language == "en");
}

TEST_CASE("headings have their level and sections are named by them")
{
    Kit kit([](Ui& ui) {
        ui.heading("h1", 1, "Välj utförare");
        const Scope section = ui.section("why", "Varför just den utföraren?");
        ui.text("why/text", "Det var deras tur.");
    });
    CHECK(kit.node("h1").level == 1);
    CHECK(kit.node("why").role == Role::Section);
    CHECK(kit.node("why").labelled_by == "why/heading");
    CHECK(kit.node("why/heading").level == 2);
    CHECK(kit.node("why/heading").name == "Varför just den utföraren?");
    CHECK(kit.node("why/text").parent == "why");
}

TEST_CASE("facts are a list of names and values, and an invented value says so")
{
    Kit kit([](Ui& ui) {
        ui.facts("facts", {{"language", "Språk", "svenska", "exempel"}, {"p/1/area", "Område", "Norr", ""}});
    });
    CHECK(kit.node("facts").role == Role::Facts);
    CHECK(kit.node("facts/language").role == Role::Fact);
    CHECK(kit.node("facts/language/name").role == Role::FactName);
    CHECK(kit.node("facts/language/value").name == "svenska");
    CHECK(kit.node("facts/language/badge").name == "exempel");
    CHECK(kit.node("p/1/area/value").name == "Norr");
    CHECK(!kit.has("p/1/area/badge"));
}

TEST_CASE("what is closed is neither described nor pressed, and its summary opens it")
{
    bool open = false, inner = false;
    Kit kit([&](Ui& ui) {
        bool toggled = false;
        {
            const Scope details = ui.details("why", "Så räknade vi", open, &toggled);
            if (ui.button("why/button", "Inuti")) inner = true;
            const Scope nested = ui.details("why/nested", "Ännu mer", true, nullptr);
            ui.text("why/nested/text", "Djupt inne");
        }
        if (toggled) open = !open;
        ui.text("after", "Efteråt");
    });
    CHECK(kit.node("why").role == Role::Details);
    CHECK(kit.node("why").expanded == Tri::No);
    CHECK(kit.node("why/summary").role == Role::Summary);
    CHECK(!kit.has("why/button"));
    CHECK(!kit.has("why/nested/text"));
    CHECK(kit.node("after").parent == "");
    kit.press("why/button");
    CHECK(!inner);
    kit.press("why/summary");
    CHECK(open);
    kit.frame();
    CHECK(kit.node("why").expanded == Tri::Yes);
    CHECK(kit.node("why/button").parent == "why");
    CHECK(kit.node("why/nested/text").parent == "why/nested");
}

TEST_CASE("pictures say in words what they show, and their labels are a list")
{
    Kit kit([](Ui& ui) { gallery(ui); });
    for (const char* key : {"bars", "ring", "timeline"}) {
        CAPTURE(key);
        CHECK(kit.node(key).role == Role::Picture);
        CHECK(!kit.node(key).name.empty());
        CHECK(kit.node(key).rect.h > 0);
    }
    CHECK(kit.node("bars/list").role == Role::List);
    CHECK(kit.node("bars/a/figure").name == "2 660 kr");
    CHECK(kit.node("ring/list").role == Role::OrderedList);
    CHECK(kit.node("ring/b/label").name == "Exempel b");
    CHECK(kit.node("ring/b/note").name == "Fick uppdraget");
    CHECK(kit.node("timeline/list").role == Role::OrderedList);
    CHECK(kit.node("timeline/two/when").name == "30 november");
    CHECK(kit.node("timeline/two/what").name == "Bytet sker");
}

TEST_CASE("landmarks follow each other down the page")
{
    Kit kit([](Ui& ui) { gallery(ui); });
    CHECK(kit.node("banner").role == Role::Banner);
    CHECK(kit.node("nav").role == Role::Navigation);
    CHECK(kit.node("nav").name == "Sidor");
    CHECK(kit.node("main").role == Role::Main);
    CHECK(kit.node("footer").role == Role::ContentInfo);
    CHECK(kit.node("main").rect.y >= kit.node("banner").rect.y + kit.node("banner").rect.h);
    CHECK(kit.node("footer").rect.y >= kit.node("main").rect.y + kit.node("main").rect.h);
    CHECK(kit.output.document_height >= kit.node("footer").rect.y + kit.node("footer").rect.h);
}

TEST_CASE("steps and badges are read as the words they show")
{
    Kit kit([](Ui& ui) {
        ui.steps("steps", "Steg 2 av 4", 2, 4);
        ui.badge("badge", "Demonstration");
        ui.bullets("list", {"Ett", "Två"});
    });
    CHECK(kit.node("steps").name == "Steg 2 av 4");
    CHECK(kit.node("badge").name == "Demonstration");
    CHECK(kit.node("badge").style == "badge");
    CHECK(kit.node("list/1").role == Role::ListItem);
    CHECK(kit.node("list/1").name == "Två");
}
