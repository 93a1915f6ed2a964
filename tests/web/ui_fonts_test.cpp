#include "tests/web/ui_kit.h"
#include "web/ui/picture.h"
#include "web/ui/fonts.h"
#include "web/ui/text_wrap.h"

#include <doctest/doctest.h>
#include <imgui.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>

using namespace hemval::ui;

namespace {

std::string font_file(const char* name)
{
    std::stringstream bytes;
    bytes << std::ifstream(std::string(HEMVAL_SOURCE_DIR) + "/build/fonts/" + name,
                           std::ios::binary).rdbuf();
    return bytes.str();
}

int settle(UiContext& context, const FrameInput& input, const std::function<void(Ui&)>& page,
           FrameOutput* out)
{
    int frames = 1;
    for (*out = context.frame(input, page); out->again && frames < 10; ++frames)
        *out = context.frame(input, page);
    return frames;
}

}  // namespace

TEST_CASE("with the real fonts every letter of the gallery is there and the page settles")
{
    const std::string regular = font_file("regular.ttf"), bold = font_file("bold.ttf");
    REQUIRE(!regular.empty());
    REQUIRE(!bold.empty());
    UiContext context(regular, bold);
    for (const float width : {320.0F, 1280.0F})
        for (const float scale : {1.0F, 2.0F})
            for (const float ratio : {1.0F, 1.5F, 3.0F}) {
                FrameInput input;
                input.width = width;
                input.text_scale = scale;
                input.pixel_ratio = ratio;
                FrameOutput out;
                CHECK(settle(context, input, gallery, &out) < 6);
                CHECK(!out.glyphs_missing);
                CHECK(context.frame(input, gallery).patch == "");
                const ImFontAtlas& atlas = context.picture().atlas;
                CHECK(atlas.TexWidth <= 2048);
                CHECK(atlas.TexHeight <= 2048);
                for (const Node& node : context.tree().nodes()) {
                    CAPTURE(node.key);
                    CHECK(node.rect.x >= 0);
                    CHECK(node.rect.x + node.rect.w <= width + 0.5F);
                }
            }
}

TEST_CASE("places in the document do not depend on the screen's resolution")
{
    UiContext context(font_file("regular.ttf"), font_file("bold.ttf"));
    FrameInput input;
    FrameOutput out;
    settle(context, input, gallery, &out);
    const std::vector<Node> coarse = context.tree().nodes();
    input.pixel_ratio = 2;
    settle(context, input, gallery, &out);
    for (std::size_t i = 0; i < coarse.size(); ++i) {
        CAPTURE(coarse[i].key);
        CHECK(context.tree().nodes()[i].rect.x == doctest::Approx(coarse[i].rect.x).epsilon(0.001));
        CHECK(context.tree().nodes()[i].rect.y == coarse[i].rect.y);
    }
}

TEST_CASE("the atlas is built anew for a letter not met before, and told of once")
{
    UiContext context(font_file("regular.ttf"), font_file("bold.ttf"));
    FrameInput input;
    FrameOutput out;
    std::string text = "Hemtjänst";
    const auto page = [&](Ui& ui) { ui.text("t", text); };
    settle(context, input, page, &out);
    CHECK(context.fonts_changed());
    CHECK(!context.fonts_changed());
    text = "Þjónusta";
    settle(context, input, page, &out);
    CHECK(context.fonts_changed());
    CHECK(!out.glyphs_missing);
}

TEST_CASE("a size holds the letters met in it, and what text is set in all that are known")
{
    UiContext context(font_file("regular.ttf"), font_file("bold.ttf"));
    FrameInput input;
    FrameOutput out;
    std::string title = "Fee";
    const auto page = [&](Ui& ui) {
        ui.heading("h", 1, title);
        ui.text("t", "Hemtjänst är hjälp hemma. Avgiften är densamma, vilken du än väljer.");
    };
    const auto letters = [&] {
        std::vector<int> sizes;
        for (const ImFont* font : context.picture().atlas.Fonts) sizes.push_back(font->Glyphs.Size);
        std::sort(sizes.begin(), sizes.end());
        return sizes;
    };
    settle(context, input, page, &out);
    REQUIRE(letters().size() == 2);
    CHECK(letters()[0] < 10);
    CHECK(letters()[1] > 100);
    title = "Avgift";
    const int before = letters()[0];
    CHECK(settle(context, input, page, &out) == 3);  // noted, built, and measured by it
    CHECK(letters()[0] > before);
    CHECK(!out.glyphs_missing);
    CHECK(letters()[0] > 100);  // met more than it was built with: it meets them one after the other
    title = "Byt utförare när du vill";
    CHECK(settle(context, input, page, &out) == 1);
}

TEST_CASE("a letter the font lacks is told of in every size, also where another met it first")
{
    UiContext context(font_file("regular.ttf"), font_file("bold.ttf"));
    FrameInput input;
    FrameOutput out;
    bool heading = false;
    const auto page = [&](Ui& ui) {
        if (heading)
            ui.heading("h", 1, "\u0645");
        else
            ui.text("t", "\u0645");
    };
    settle(context, input, page, &out);
    CHECK(out.glyphs_missing);
    heading = true;
    settle(context, input, page, &out);
    CHECK(out.glyphs_missing);
}

TEST_CASE("for larger text the atlas is built once, not a second time for the sizes it turns out to need")
{
    UiContext context(font_file("regular.ttf"), font_file("bold.ttf"));
    FrameInput input;
    FrameOutput out;
    settle(context, input, gallery, &out);
    for (const float scale : {1.25F, 1.5F, 1.0F}) {
        CAPTURE(scale);
        input.text_scale = scale;
        context.fonts_changed();
        int builds = 0;
        for (int frames = 0; frames < 6; ++frames) {
            context.frame(input, gallery);
            builds += context.fonts_changed() ? 1 : 0;
        }
        CHECK(builds == 1);
    }
}

TEST_CASE("an option in a script the font lacks is the browser's to write, and no reason for Enkel vy")
{
    UiContext context(font_file("regular.ttf"), font_file("bold.ttf"));
    FrameInput input;
    FrameOutput out;
    const auto page = [&](Ui& ui) {
        ui.select("language", "Språk",
                  {{"sv", "Svenska", "sv"}, {"ar", "\u0627\u0644\u0639\u0631\u0628\u064A\u0629", "ar"}}, "sv");
    };
    CHECK(settle(context, input, page, &out) < 5);
    CHECK(!out.glyphs_missing);
}

TEST_CASE("every letter of every text in a left-to-right language is in the fonts")
{
    namespace fs = std::filesystem;
    const fs::path assets = fs::path(HEMVAL_SOURCE_DIR) / "assets";
    std::map<char32_t, std::string> needed;
    const auto add = [&](const std::string& text) {
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t start = at;
            const char32_t letter = next_code_point(text, at);
            if (letter >= 0x20) needed[letter] = text.substr(start, at - start);
        }
    };
    const std::function<void(const nlohmann::json&)> walk = [&](const nlohmann::json& json) {
        if (json.is_string()) add(json.get<std::string>());
        if (json.is_structured())
            for (const auto& [key, inner] : json.items())
                if (key != "ar") walk(inner);  // a sentence by language: Arabic is never drawn
    };
    int files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(assets)) {
        const fs::path& path = entry.path();
        if (path.extension() != ".json" || path.parent_path().filename() == "schemas") continue;
        std::stringstream text;
        text << std::ifstream(path).rdbuf();
        const auto json = nlohmann::json::parse(text.str());
        if (json.is_object() && json.value("format.direction", "ltr") == "rtl") continue;
        if (path.stem() == "ar") continue;  // the staff's words stand beside those of their language
        walk(json);
        ++files;
    }
    CHECK(files >= 13);
    CHECK(needed.count(U'\u00E4') == 1);
    add("ÅÄÖŠŽåäöšž");  // all that Finnish is written with
    UiContext context(font_file("regular.ttf"), font_file("bold.ttf"));
    FrameInput input;
    FrameOutput out;
    std::string shown;
    const auto page = [&](Ui& ui) {
        ui.text("regular", shown);
        ui.text("bold", shown, TextKind::Strong);
    };
    for (const auto& [letter, text] : needed) shown += text;
    settle(context, input, page, &out);
    std::string missing;
    for (const auto& [letter, text] : needed) {
        shown = text;
        settle(context, input, page, &out);
        if (out.glyphs_missing) missing += text;
    }
    CHECK(missing == "");
}

TEST_CASE("a script the font lacks is told of, and forgotten with the text")
{
    UiContext context(font_file("regular.ttf"), font_file("bold.ttf"));
    FrameInput input;
    FrameOutput out;
    std::string text = "\u0645\u0633\u0627\u0639\u062F\u0629 \U0001F600";
    const auto page = [&](Ui& ui) { ui.text("t", text); };
    CHECK(settle(context, input, page, &out) < 5);
    CHECK(out.glyphs_missing);
    text = "hjälp\noch stöd";
    settle(context, input, page, &out);
    CHECK(!out.glyphs_missing);
}
