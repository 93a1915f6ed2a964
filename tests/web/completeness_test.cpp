#include "ui_kit.h"
#include "web/platform/headless/drawn_text.h"
#include "web/platform/headless/headless_app.h"

#include <doctest/doctest.h>
#include <imgui.h>

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
    std::vector<std::string> faults(const SemanticTree& tree) const
    {
        return drawing_faults(tree, {0, 0, input.width, input.height});
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
            CHECK(drawn_letters(0).size() > 1000);
            for (const std::string& fault : drawn.faults(drawn.context.tree()))
                FAIL_CHECK(width << " px, text " << scale << ": " << fault);
        }
}

TEST_CASE("the oracle notices a text drawn beside the kit")
{
    Drawn drawn;
    drawn.draw([](Ui& ui) {
        ui.text("t", "Hemtjänst");
        ImGui::GetForegroundDrawList()->AddText({400, 300}, IM_COL32_BLACK, "smyg");
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

// HeadlessApp asks the oracle each time a page has settled.
TEST_CASE("every screen is drawn whole, in every size and language that is drawn")
{
    for (const char* municipality : {"", "strangnas", "botkyrka"})
        for (const char* language : {"sv", "en"})
            for (const char* address :
                 {"#/", "#/jamfor", "#/utforare/solglantan", "#/avgift", "#/logga-in", "#/fragor",
                  "#/hjalp", "#/tillganglighet", "#/prova", "#/prova/val", "#/nonsens"}) {
                HeadlessApp app(municipality, address, language);
                app.resize(320, 12000);
                for (int step = 0; step < 4; ++step)
                    app.send({EventKind::Press, "controls/larger", ""});
                app.resize(360, 12000);
                app.resize(1280, 12000);
            }
}
