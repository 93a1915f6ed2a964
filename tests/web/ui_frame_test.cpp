#include "tests/web/ui_kit.h"
#include "web/ui/picture.h"

#include <doctest/doctest.h>

using namespace hemval::ui;

namespace {

std::vector<std::string> faults;

int drawn_vertices(const Kit& kit)
{
    return kit.context.picture().list.VtxBuffer.Size;
}

}  // namespace

TEST_CASE("a frame in which nothing changed sends nothing and asks for no other")
{
    for (const float width : {320.0F, 1280.0F}) {
        Kit kit([](Ui& ui) { gallery(ui); }, width);
        for (int i = 0; i < 5; ++i) {
            const FrameOutput& out = kit.frame();
            CHECK(out.patch == "");
            CHECK(!out.again);
            CHECK(out.focus == "");
        }
    }
}

TEST_CASE("a new page settles within three more frames")
{
    UiContext context("", "");
    FrameInput input;
    int frames = 0;
    while (context.frame(input, gallery).again) ++frames;
    CHECK(frames <= 3);
}

TEST_CASE("scrolling, hovering, pressing and focus rings change the picture, not the document")
{
    Kit kit([](Ui& ui) { gallery(ui); });
    kit.input.scroll_y = 700;
    kit.input.hovered = "back";
    kit.input.pressed = "next";
    kit.input.focused = "income";
    kit.input.focus_visible = true;
    CHECK(kit.frame().patch == "");
}

TEST_CASE("only what is in the window is drawn")
{
    const auto page = [](Ui& ui) {
        for (int i = 0; i < 500; ++i) ui.badge("t/" + std::to_string(i), "Exempel");
    };
    Kit kit(page);
    const int first = drawn_vertices(kit);
    CHECK(first > 100);
    CHECK(first < 20'000);
    kit.input.scroll_y = 6000;
    kit.frame();
    CHECK(drawn_vertices(kit) > 100);
    CHECK(drawn_vertices(kit) < 20'000);
}

TEST_CASE("the plain view describes the same document and draws nothing")
{
    Kit kit([](Ui& ui) { gallery(ui); });
    const std::vector<Node> drawn = kit.context.tree().nodes();
    kit.input.plain = true;
    kit.settle();
    CHECK(drawn_vertices(kit) == 0);
    const std::vector<Node>& plain = kit.context.tree().nodes();
    REQUIRE(plain.size() == drawn.size());
    for (std::size_t i = 0; i < plain.size(); ++i) {
        Node without_place = plain[i];
        without_place.rect = drawn[i].rect;
        CHECK(without_place == drawn[i]);
    }
}

TEST_CASE("both schemes describe the same document")
{
    Kit kit([](Ui& ui) { gallery(ui); });
    kit.input.scheme = ColorScheme::Dark;
    CHECK(kit.frame().patch == "");
}

TEST_CASE("a key used twice on a page is a fault that names it")
{
    faults.clear();
    const FaultHandler former =
        set_fault_handler([](const std::string& what) { faults.push_back(what); });
    Kit kit([](Ui& ui) {
        ui.button("twice", "Ett");
        ui.button("twice", "Två");
    });
    set_fault_handler(former);
    REQUIRE(!faults.empty());
    CHECK(faults[0].find("\"twice\"") != std::string::npos);
}

TEST_CASE("an error summary takes focus when it appears, and only then")
{
    bool wrong = false;
    Kit kit([&](Ui& ui) {
        if (wrong) ui.error_summary("faults", "Något saknas", {{"field", "Skriv något"}});
        ui.text_field("field", {});
    });
    wrong = true;
    CHECK(kit.frame().focus == "faults");
    CHECK(kit.frame().focus == "");
    CHECK(kit.node("faults").role == Role::ErrorSummary);
    CHECK(kit.node("faults").labelled_by == "faults/heading");
}

TEST_CASE("a fault's link leads to its field, and to the chosen choice of a group")
{
    Kit kit([](Ui& ui) {
        ui.error_summary("faults", "Något saknas",
                         {{"field", "Skriv något"}, {"home", "Välj"}, {"", "Försök igen"}});
        ui.text_field("field", {});
        ui.radio_group("home", "Hur bor du?", {{"home/a", "Ensam", ""}, {"home/b", "Ihop", ""}}, 1);
    });
    CHECK(kit.node("faults/0/link").href == "#field");
    CHECK(kit.node("faults/1/link").href == "#home/b");
    CHECK(kit.node("faults/2").name == "Försök igen");
    CHECK(!kit.has("faults/2/link"));
    kit.press("faults/0/link");
    CHECK(kit.output.focus == "field");
    kit.press("faults/1/link");
    CHECK(kit.output.focus == "home/b");
}

TEST_CASE("focus, announcements and scrolling are passed on once")
{
    bool now = false;
    Kit kit([&](Ui& ui) {
        ui.heading("h1", 1, "Ny vy");
        if (!now) return;
        ui.focus("h1");
        ui.scroll_to_top();
        ui.announce("Sparat");
        ui.announce("Anslutningen bröts", Urgency::Assertive);
        now = false;
    });
    now = true;
    kit.frame();
    CHECK(kit.output.focus == "h1");
    CHECK(kit.output.scroll_to_top);
    REQUIRE(kit.output.announcements.size() == 2);
    CHECK(kit.output.announcements[0].text == "Sparat");
    CHECK(kit.output.announcements[1].urgency == Urgency::Assertive);
    kit.frame();
    CHECK(kit.output.focus == "");
    CHECK(!kit.output.scroll_to_top);
    CHECK(kit.output.announcements.empty());
}

TEST_CASE("what is waited for is shown and told while it lasts, and is no announcement")
{
    bool asked = true;
    Kit kit([&](Ui& ui) {
        if (asked) ui.waiting("asked", "Skickar");
    });
    for (int frame = 0; frame < 2; ++frame, kit.frame()) {
        CHECK(kit.node("asked").name == "Skickar");
        CHECK(kit.output.waiting == "Skickar");
        CHECK(kit.output.announcements.empty());
    }
    asked = false;
    kit.frame();
    CHECK(kit.output.waiting.empty());
}

TEST_CASE("the skip link lies in the corner of the window only while it has focus")
{
    Kit kit([](Ui& ui) { gallery(ui); });
    CHECK(kit.node("skip").href == "#main");
    const int before = drawn_vertices(kit);
    kit.input.focused = "skip";
    kit.frame();
    CHECK(drawn_vertices(kit) > before);
    kit.press("skip");
    CHECK(kit.output.focus == "main");
}
