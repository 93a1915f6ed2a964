#include "web/platform/browser/browser_platform.h"
#include "web/platform/browser/canvas.h"
#include "web/platform/browser/which.h"

#include <emscripten.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

// Everything the page may call; program.mjs is the only caller. Texts are UTF-8 ended by a zero and
// belong to the caller; a text returned lives until the next call.
//
//   hemval_start(setup, regular, its size, bold, its size)
//       setup: JSON object with the fields of AppSetup except the fonts
//   hemval_canvas(1 | 0)          takes up or lets go of the canvas; 1 when it can be drawn on
//   hemval_press(key), hemval_input(key, value)   wait for the next frame
//   hemval_navigated(hash)
//   hemval_whole(words, pack)                     the whole files, when it began with what a first page needs
//   hemval_present()                              somebody touches the page, whatever comes of it
//   hemval_answer(id, status, body)               for what the app asked of host.mjs
//   hemval_frame(input) -> output
//       input:  {width, height, scroll_y, pixel_ratio, root_scale, dark, more_contrast, plain, on_paper,
//                hovered, pressed, focused, focus_visible, draw}
//       output: {patch: [...] or null, document_height, focus, scroll_to_top, again, glyphs_missing,
//                text_scale, announcements: [{urgency: "polite" | "assertive", text}], waiting}

namespace hemval {
namespace {

using Json = nlohmann::json;

struct Running {
    BrowserPlatform platform;
    std::unique_ptr<Program> app;
    Canvas canvas;
    std::vector<ui::UiEvent> events;
    std::string answer;
};

// The page has one program; there is nowhere to pass a handle through.
Running& running()
{
    static Running instance;
    return instance;
}

std::string text(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

float number(const Json& json, const char* key, float otherwise)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_number() ? found->get<float>() : otherwise;
}

bool truth(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_boolean() && found->get<bool>();
}

ui::FrameInput read_input(const Json& json)
{
    ui::FrameInput input;
    input.width = number(json, "width", input.width);
    input.height = number(json, "height", input.height);
    input.scroll_y = number(json, "scroll_y", 0);
    input.pixel_ratio = number(json, "pixel_ratio", 1);
    input.text_scale = number(json, "root_scale", 1);  // the app adds its own
    const bool dark = truth(json, "dark");
    input.scheme = truth(json, "more_contrast")
                       ? (dark ? ui::ColorScheme::DarkContrast : ui::ColorScheme::LightContrast)
                       : (dark ? ui::ColorScheme::Dark : ui::ColorScheme::Light);
    input.plain = truth(json, "plain");
    input.on_paper = truth(json, "on_paper");
    input.hovered = text(json, "hovered");
    input.pressed = text(json, "pressed");
    input.focused = text(json, "focused");
    input.focus_visible = truth(json, "focus_visible");
    return input;
}

std::string write_output(const ui::FrameOutput& output, float text_scale)
{
    Json announcements = Json::array();
    for (const ui::Announcement& one : output.announcements)
        announcements.push_back(
            {{"urgency", one.urgency == ui::Urgency::Assertive ? "assertive" : "polite"},
             {"text", one.text}});
    const Json rest = {{"document_height", output.document_height},
                       {"focus", output.focus},
                       {"scroll_to_top", output.scroll_to_top},
                       {"again", output.again},
                       {"glyphs_missing", output.glyphs_missing},
                       {"text_scale", text_scale},
                       {"announcements", announcements},
                       {"waiting", output.waiting}};
    // The patch is JSON already; parsing it only to write it again would double the work.
    return "{\"patch\":" + (output.patch.empty() ? "null" : output.patch) + ","
           + rest.dump(-1, ' ', false, Json::error_handler_t::replace).substr(1);
}

}  // namespace
}  // namespace hemval

extern "C" {

EMSCRIPTEN_KEEPALIVE void hemval_start(const char* setup_json, const char* regular,
                                       int regular_size, const char* bold, int bold_size)
{
    using namespace hemval;
    const Json json = Json::parse(setup_json, nullptr, false);
    AppSetup setup;
    setup.municipality = text(json, "municipality");
    setup.language = text(json, "language");
    setup.locale_json = text(json, "locale_json");
    setup.pack_json = text(json, "pack_json");
    setup.first_page = truth(json, "first_page");
    setup.municipalities_json = text(json, "municipalities_json");
    setup.languages_json = text(json, "languages_json");
    setup.hash = text(json, "hash");
    setup.regular_ttf.assign(regular, static_cast<std::size_t>(regular_size));
    setup.bold_ttf.assign(bold, static_cast<std::size_t>(bold_size));
    running().app = make_program(running().platform, std::move(setup));
}

EMSCRIPTEN_KEEPALIVE int hemval_canvas(int take)
{
    hemval::Running& now = hemval::running();
    if (take == 0) now.canvas.let_go();
    return take != 0 && now.canvas.take(now.app->picture()) ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void hemval_press(const char* key)
{
    hemval::running().events.push_back({hemval::ui::EventKind::Press, key, {}});
}

EMSCRIPTEN_KEEPALIVE void hemval_input(const char* key, const char* value)
{
    hemval::running().events.push_back({hemval::ui::EventKind::Input, key, value});
}

EMSCRIPTEN_KEEPALIVE void hemval_navigated(const char* hash)
{
    hemval::running().app->navigated(hash);
}

EMSCRIPTEN_KEEPALIVE void hemval_whole(const char* locale_json, const char* pack_json)
{
    hemval::running().app->whole(locale_json, pack_json);
}

EMSCRIPTEN_KEEPALIVE void hemval_present()
{
    hemval::running().app->present();
}

EMSCRIPTEN_KEEPALIVE void hemval_answer(int id, int status, const char* body)
{
    hemval::running().platform.answer(id, {status, body});
}

EMSCRIPTEN_KEEPALIVE const char* hemval_frame(const char* input_json)
{
    using namespace hemval;
    Running& now = running();
    const Json json = Json::parse(input_json, nullptr, false);
    ui::FrameInput input = read_input(json);
    input.events.swap(now.events);
    const ui::FrameOutput output = now.app->frame(input);
    if (now.app->fonts_changed()) now.canvas.renew_fonts(now.app->picture());
    if (truth(json, "draw") && !input.plain && !output.again)
        now.canvas.draw(now.app->picture(), ui::palette(input.scheme).page);
    now.answer = write_output(output, now.app->text_scale());
    return now.answer.c_str();
}

}  // extern "C"
