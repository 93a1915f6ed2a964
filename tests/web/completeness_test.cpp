#include "every_screen.h"
#include "ui_kit.h"
#include "web/platform/headless/drawn_text.h"
#include "web/platform/headless/headless_app.h"
#include "web/ui/picture.h"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace hemval;
using namespace hemval::ui;

namespace {

struct Drawn {
    UiContext context;
    FrameInput input;

    Drawn()
        : context(HeadlessPlatform(HEMVAL_SOURCE_DIR).read_file("build/fonts/regular.ttf"),
                  HeadlessPlatform(HEMVAL_SOURCE_DIR).read_file("build/fonts/bold.ttf"))
    {
        input.height = 12000;
    }
    void draw(const std::function<void(Ui&)>& page)
    {
        for (int frames = 0; context.frame(input, page).again && frames < 10;) ++frames;
    }
    // What is drawn there is drawn beside the kit.
    Picture& picture() { return const_cast<Picture&>(context.picture()); }
    std::vector<std::string> faults(const SemanticTree& tree) const
    {
        return drawing_faults(tree, context.picture(), {0, 0, input.width, input.height});
    }
};

bool any_holds(const std::vector<std::string>& faults, const std::string& part)
{
    for (const std::string& fault : faults)
        if (fault.find(part) != std::string::npos) return true;
    return false;
}

}  // namespace

TEST_CASE("everything the kit draws has a node that says it, however narrow or enlarged")
{
    Drawn drawn;
    for (const float width : {320.0F, 768.0F, 1280.0F})
        for (const float scale : {1.0F, 2.0F}) {
            drawn.input.width = width;
            drawn.input.text_scale = scale;
            drawn.draw(gallery);
            CHECK(drawing(drawn.context.picture(), 0).letters.size() > 1000);
            for (const std::string& fault : drawn.faults(drawn.context.tree()))
                FAIL_CHECK(width << " px, text " << scale << ": " << fault);
        }
}

TEST_CASE("the oracle notices a text drawn beside the kit")
{
    Drawn drawn;
    drawn.draw([&](Ui& ui) {
        ui.text("t", "Hemtjänst");
        const ImFont* font = drawn.picture().atlas.Fonts.front();
        drawn.picture().list.AddText(font, 20, {400, 300}, IM_COL32_BLACK, "smyg");
    });
    CHECK(any_holds(drawn.faults(drawn.context.tree()), "no node says it: smyg"));
}

TEST_CASE("the oracle notices a node that says otherwise, or nothing at all")
{
    Drawn drawn;
    drawn.draw([](Ui& ui) { ui.text("t", "Samma avgift"); });
    SemanticTree tree = drawn.context.tree();
    CHECK(drawn.faults(tree).empty());
    tree.find("t")->name = "Lägre avgift";
    CHECK(any_holds(drawn.faults(tree), "drawn is \"Sammaavgift\""));
    tree.clear();
    CHECK(any_holds(drawn.faults(tree), "no node says it: Sammaavgift"));
}

TEST_CASE("the oracle notices an order of reading that is not the order seen, and text over text")
{
    Drawn drawn;
    drawn.draw([](Ui& ui) {
        ui.text("first", "Ett");
        ui.text("second", "Två");
    });
    SemanticTree turned;
    const SemanticTree& tree = drawn.context.tree();
    turned.add(*tree.find("second"));
    turned.add(*tree.find("first"));
    CHECK(any_holds(drawn.faults(turned), "first is read after second"));
    SemanticTree over = tree;
    over.find("second")->rect.y -= 15;
    CHECK(any_holds(drawn.faults(over), "second lies over first"));
}

TEST_CASE("the oracle notices a shape no node says, wherever on the page it is drawn")
{
    Drawn drawn;
    Rect gap;
    const auto page = [&](Ui& ui, bool sneak) {
        const Scope main = ui.main("main");
        const Scope section = ui.section("section", "Avgift");
        ui.text("before", "Samma avgift");
        ui.gap(60);
        ui.text("after", "hos alla");
        if (!sneak) return;
        ImDrawList* list = &drawn.picture().list;
        list->AddCircle({gap.x + 30, gap.y + 30}, 10, IM_COL32_BLACK, 0, 2);
        list->AddRectFilled({gap.x + 60, gap.y + 20}, {gap.x + 90, gap.y + 40}, IM_COL32_BLACK);
    };
    drawn.draw([&](Ui& ui) { page(ui, false); });
    CHECK(drawn.faults(drawn.context.tree()).empty());
    gap = drawn.context.tree().find("before")->rect;
    gap.y += gap.h;
    drawn.draw([&](Ui& ui) { page(ui, true); });
    const auto faults = drawn.faults(drawn.context.tree());
    CHECK(faults.size() == 2);
    CHECK(any_holds(faults, "a shape no node says: 23 x 23 px"));
    CHECK(any_holds(faults, "a shape no node says: 30 x 20 px"));
}

TEST_CASE("the oracle notices a picture, a bar, a badge and a box that only the eye is told of")
{
    Drawn drawn;
    drawn.draw(gallery);
    CHECK(drawn.faults(drawn.context.tree()).empty());
    for (const std::string untold : {"ring", "steps", "demo", "notice"}) {
        CAPTURE(untold);
        SemanticTree tree = drawn.context.tree();
        tree.find(untold)->rect = {};
        CHECK(any_holds(drawn.faults(tree), "a shape no node says"));
    }
}

TEST_CASE("the oracle notices a control that is not drawn")
{
    Drawn drawn;
    drawn.draw([](Ui& ui) {
        ui.button("seen", "Tillbaka");
        ui.gap(100);
    });
    SemanticTree tree = drawn.context.tree();
    CHECK(drawn.faults(tree).empty());
    Node unseen;
    unseen.key = "unseen";
    unseen.role = Role::Checkbox;
    unseen.rect = {10, 90, 48, 48};
    tree.add(std::move(unseen));
    CHECK(drawn.faults(tree) == std::vector<std::string>{"unseen is drawn without a shape"});
}

TEST_CASE("the oracle notices a field read before its label, and one that lies over a text")
{
    Drawn drawn;
    drawn.draw([](Ui& ui) {
        TextFieldSpec code;
        code.label = "Kod från brevet";
        ui.text_field("code", code);
        ui.checkbox("agree", "Jag har läst", false);
    });
    const SemanticTree& tree = drawn.context.tree();
    CHECK(drawn.faults(tree).empty());
    SemanticTree turned;
    for (const char* key : {"code/field", "code", "code/label"}) turned.add(*tree.find(key));
    CHECK(any_holds(drawn.faults(turned), "code/label is read after code, and seen before it"));
    SemanticTree over = tree;
    over.find("code")->rect.y = over.find("code/label")->rect.y;
    CHECK(any_holds(drawn.faults(over), "code lies over code/label"));
    over = tree;
    over.find("agree")->rect.y -= 60;
    CHECK(any_holds(drawn.faults(over), "agree lies over code"));
}

TEST_CASE("a state is told by a shape, not by colour alone")
{
    const auto shapes = [](const std::function<void(Ui&)>& page) {
        Drawn drawn;
        drawn.draw(page);
        return drawing(drawn.context.picture(), 0).shapes;
    };
    using State = std::function<void(Ui&, bool)>;
    const std::pair<const char*, State> states[] = {
        {"toggle", [](Ui& ui, bool on) { ui.toggle("t", "Läs upp", on); }},
        {"checkbox", [](Ui& ui, bool on) { ui.checkbox("c", "Jämför", on); }},
        {"radio", [](Ui& ui, bool on) { ui.radio_group("r", "Hur?", {{"r/a", "Ensam", ""}}, on ? 0 : 7); }},
        {"place one is at", [](Ui& ui, bool on) { ui.place_link("p", "Nya val", "#/personal/val", on); }},
        {"step", [](Ui& ui, bool on) { ui.steps("s", "Steg", on ? 2 : 1, 2); }},
        {"details", [](Ui& ui, bool on) { const Scope d = ui.details("d", "Mer", on, nullptr); }},
        {"row that differs",
         [](Ui& ui, bool on) { ui.table("t", {"Jämförelse", "", {"a"}, {"A"}, {{"r", "Språk", {"sv"}, on}}}); }},
        {"whose turn", [](Ui& ui, bool on) { ui.ring("w", "Turordning", {{"a", "A", on, false, false, ""}}); }},
        {"assigned", [](Ui& ui, bool on) { ui.ring("w", "Turordning", {{"a", "A", false, on, false, ""}}); }},
        {"skipped", [](Ui& ui, bool on) { ui.ring("w", "Turordning", {{"a", "A", false, false, on, ""}}); }},
        {"part of a bar",
         [](Ui& ui, bool on) {
             ui.stacks("b", "Platser", {{Fill::Solid, "I dag"}},
                       {{"a", "A", {{on ? Fill::Striped : Fill::Solid, 0.5}}, "I dag: 5."}});
         }},
        {"part that is too many",
         [](Ui& ui, bool on) {
             ui.stacks("b", "Platser", {{Fill::Solid, "I dag"}},
                       {{"a", "A", {{on ? Fill::Grid : Fill::Striped, 0.5}}, "I dag: 5."}});
         }},
        {"done", [](Ui& ui, bool on) { ui.timeline("l", "Tider", {{"a", "I dag", "Du väljer", on}}); }},
    };
    for (const auto& told : states) {
        const auto& name = told.first;
        const auto& state = told.second;
        CAPTURE(name);
        CHECK(shapes([&](Ui& ui) { state(ui, false); }) != shapes([&](Ui& ui) { state(ui, true); }));
    }
}

// HeadlessApp asks the oracle each time a page has settled.
TEST_CASE("every screen is drawn whole, in every size and language that is drawn")
{
    const auto in_every_size = [](HeadlessApp& app) {
        app.resize(320, 24000);
        app.enlarge(2);
        app.resize(1280, 24000);
        app.enlarge(1);
        CHECK_FALSE(app.last().glyphs_missing);
    };
    const std::vector<std::string> all = {"strangnas", "huddinge", "botkyrka"}, one = {"strangnas"};
    int screens = 0;
    for (const std::string language : {"sv", "sv-simple", "en", "fi"}) {
        HeadlessApp front("", "#/", language);
        in_every_size(front);
        const bool everywhere = language == "sv" || std::getenv("HEMVAL_LONG") != nullptr;
        test::every_screen(language, [&](const test::Shown& shown) {
            in_every_size(shown.app);
            ++screens;
        }, everywhere ? all : one);
    }
    CHECK(screens >= (3 + 3) * 24);
}
