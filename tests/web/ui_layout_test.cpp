#include "tests/web/ui_kit.h"
#include "web/ui/picture.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace hemval::ui;

namespace {

bool pressable(const Node& node)
{
    static const std::set<Role> roles = {Role::Link, Role::Button, Role::Checkbox, Role::Radio,
                                         Role::TextField, Role::TextArea, Role::Select, Role::Summary};
    return roles.count(node.role) > 0;
}

bool overlap(const Rect& a, const Rect& b)
{
    constexpr float touch = 0.5F;
    return a.x + a.w > b.x + touch && b.x + b.w > a.x + touch && a.y + a.h > b.y + touch &&
           b.y + b.h > a.y + touch;
}

}  // namespace

TEST_CASE("nothing reaches outside the window, however narrow or enlarged")
{
    for (const float width : {320.0F, 360.0F, 768.0F, 1280.0F, 2560.0F}) {
        for (const float scale : {1.0F, 1.5F, 2.0F}) {
            Kit kit([](Ui& ui) { gallery(ui); }, width);
            kit.input.text_scale = scale;
            kit.settle();
            CAPTURE(width);
            CAPTURE(scale);
            for (const Node& node : kit.context.tree().nodes()) {
                CAPTURE(node.key);
                CHECK(node.rect.x >= 0);
                CHECK(node.rect.x + node.rect.w <= width + 0.5F);
            }
        }
    }
}

TEST_CASE("everything to press is at least 48 by 48 and apart from its neighbours")
{
    for (const float width : {320.0F, 1280.0F}) {
        Kit kit([](Ui& ui) { gallery(ui); }, width);
        std::vector<const Node*> targets;
        for (const Node& node : kit.context.tree().nodes())
            if (pressable(node)) targets.push_back(&node);
        REQUIRE(targets.size() > 15);
        for (const Node* node : targets) {
            CAPTURE(node->key);
            CHECK(node->rect.w >= Metrics::target);
            CHECK(node->rect.h >= Metrics::target);
            for (const Node* other : targets) {
                if (other == node || other->key == "skip" || node->key == "skip") continue;
                CAPTURE(other->key);
                CHECK(!overlap(node->rect, other->rect));
            }
        }
    }
}

TEST_CASE("a labelled field that wraps inside a row stands clear of its neighbours")
{
    Kit kit([](Ui& ui) {
        const Scope row = ui.row("row");
        ui.link("brand", "Hemval i Strängnäs kommun", "#/");
        ui.select("language", "Språk", {{"sv", "Svenska, lätt läst", "sv"}}, "sv");
        ui.button("larger", "Större text", ButtonKind::Quiet);
    }, 320);
    kit.input.text_scale = 2;
    kit.settle();
    const SemanticTree& tree = kit.context.tree();
    const Rect label = tree.find("language/label")->rect, field = tree.find("language")->rect;
    REQUIRE(field.y > label.y + label.h - 1);  // it did wrap
    CHECK(label.y >= tree.find("brand")->rect.y + tree.find("brand")->rect.h);
    CHECK(tree.find("larger")->rect.y >= field.y + field.h);
}

TEST_CASE("words never lie over other words")
{
    for (const float width : {320.0F, 768.0F, 1280.0F}) {
        CAPTURE(width);
        Kit kit([](Ui& ui) { gallery(ui); }, width);
        std::vector<const Node*> words;
        for (const Node& node : kit.context.tree().nodes())
            if (node.font_px > 0 && !node.name.empty() && node.key != "skip" && !pressable(node))
                words.push_back(&node);
        for (std::size_t i = 0; i < words.size(); ++i)
            for (std::size_t j = i + 1; j < words.size(); ++j) {
                CAPTURE(words[i]->key);
                CAPTURE(words[j]->key);
                CHECK(!overlap(words[i]->rect, words[j]->rect));
            }
    }
}

TEST_CASE("the cards of a row are equally tall and wide, and what follows stands below them")
{
    Kit kit([](Ui& ui) { gallery(ui); });
    const Rect a = kit.node("card/a").rect, b = kit.node("card/b").rect, c = kit.node("card/c").rect;
    CHECK(a.y == b.y);
    CHECK(a.h == b.h);
    CHECK(a.w == b.w);
    CHECK(b.h == c.h);
    CHECK(b.x > a.x + a.w);
    CHECK(kit.node("card/b/choose").rect.y > kit.node("card/a/choose").rect.y);
    CHECK(kit.node("card/d").rect.y >= a.y + a.h);
    CHECK(kit.node("columns").rect.y >= kit.node("card/d").rect.y + kit.node("card/d").rect.h);
}

TEST_CASE("cards stand one under the other where there is no room beside")
{
    Kit kit([](Ui& ui) { gallery(ui); }, 360);
    CHECK(kit.node("card/a").rect.x == kit.node("card/b").rect.x);
    CHECK(kit.node("card/b").rect.y >= kit.node("card/a").rect.y + kit.node("card/a").rect.h);
}

TEST_CASE("columns share the row by their shares, and stack when they do not fit")
{
    Kit kit([](Ui& ui) { gallery(ui); });
    const Rect left = kit.node("left").rect, right = kit.node("right").rect;
    CHECK(left.y == right.y);
    CHECK(left.w == doctest::Approx(2 * right.w).epsilon(0.01));
    Kit small([](Ui& ui) { gallery(ui); }, 360);
    CHECK(small.node("right").rect.y >= small.node("left").rect.y + small.node("left").rect.h + 24);
    CHECK(small.node("right").rect.x == small.node("left").rect.x);
}

TEST_CASE("a row puts things side by side in the middle of the line and wraps when it is full")
{
    const auto page = [](Ui& ui) {
        const Scope row = ui.row("row");
        ui.badge("badge", "exempel");
        ui.button("one", "Bekräfta valet");
        ui.button("two", "Tillbaka");
    };
    Kit wide(page);
    const Rect badge = wide.node("badge").rect, one = wide.node("one").rect, two = wide.node("two").rect;
    CHECK(one.x >= badge.x + badge.w + 8);
    CHECK(two.y == one.y);
    CHECK(badge.y + badge.h / 2 == doctest::Approx(one.y + one.h / 2).epsilon(0.02));
    Kit narrow(page, 320);
    CHECK(narrow.node("two").rect.y >= narrow.node("one").rect.y + narrow.node("one").rect.h);
}

TEST_CASE("the mark of a list stands beside the first line, also of a link in the middle of its target")
{
    Kit kit([](Ui& ui) {
        const Scope list = ui.list("list");
        for (const char* key : {"link", "text"}) {
            const Scope item = ui.item(key);
            if (std::string(key) == "link") ui.link("link/in", "En länk", "#/");
            else ui.text("text/in", "En text");
        }
    });
    const auto mark_of = [&](const char* item) {
        const Rect rect = kit.node(item).rect, inside = kit.node(std::string(item) + "/in").rect;
        float top = rect.y + rect.h, bottom = rect.y;
        for (const ImDrawVert& spot : kit.context.picture().list.VtxBuffer) {
            if (spot.pos.x <= rect.x || spot.pos.x >= inside.x - 4 || spot.pos.y <= rect.y ||
                spot.pos.y >= rect.y + rect.h)
                continue;
            top = std::min(top, spot.pos.y);
            bottom = std::max(bottom, spot.pos.y);
        }
        REQUIRE(top < bottom);
        return (top + bottom) / 2 - (inside.y + inside.h / 2);
    };
    CHECK(std::abs(mark_of("link")) < 1);
    CHECK(std::abs(mark_of("text")) < 1);
}

TEST_CASE("lines of text are at most 66 characters wide")
{
    Kit kit([](Ui& ui) { ui.text("long", std::string(400, 'a') + " " + std::string(400, 'b')); }, 2560);
    CHECK(kit.node("long").rect.w <= Metrics::measure);
}

TEST_CASE("a table is a grid where it fits and one card a row where it does not")
{
    Kit wide([](Ui& ui) { gallery(ui); });
    CHECK(wide.node("table").role == Role::Table);
    CHECK(wide.node("table/fee/header").role == Role::RowHeader);
    CHECK(wide.node("table/fee/header").name == "Din avgift");
    CHECK(wide.node("table/fee/a").name == "högst 2 660 kr");
    CHECK(wide.node("table/fee/a").rect.y == wide.node("table/fee/b").rect.y);
    CHECK(wide.node("table/fee/a").rect.x == wide.node("table/column/a").rect.x);
    CHECK(!wide.has("table/fee/a/label"));

    Kit narrow([](Ui& ui) { gallery(ui); }, 360);
    CHECK(narrow.node("table/fee/a").role == Role::Cell);
    CHECK(narrow.node("table/fee/a/value").name == "högst 2 660 kr");
    CHECK(narrow.node("table/column/a").name == "Exempelhemtjänsten a");
    CHECK(narrow.node("table/column/a").rect.h == 0);
    CHECK(narrow.node("table/fee/b").rect.y > narrow.node("table/fee/a").rect.y);
    CHECK(narrow.node("table/fee/a/label").name == "Exempelhemtjänsten a");
    CHECK(narrow.node("table/fee/a/label").style == "cell-label");
    CHECK(narrow.node("table/fee/a/label").parent == "table/fee/a");
}

TEST_CASE("larger text makes the page longer and its type larger")
{
    Kit kit([](Ui& ui) { gallery(ui); });
    const float height = kit.output.document_height, size = kit.node("lead").font_px;
    kit.input.text_scale = 1.5F;
    kit.settle();
    CHECK(kit.output.document_height > height * 1.2F);
    CHECK(kit.node("lead").font_px == doctest::Approx(size * 1.5F));
}
