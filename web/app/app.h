#pragma once

#include "web/platform/platform.h"
#include "web/ui/ui.h"

#include <memory>
#include <string>

namespace hemval {

// What the page was built with.
struct AppSetup {
    std::string municipality;       // "strangnas"; empty on the page where one is chosen
    std::string language = "sv";
    std::string locale_json;        // the text of that language's locale file
    std::string pack_json;          // the municipality's bundle: {"municipality.json": "<text>", ...}
    std::string municipalities_json;  // [{"id": "strangnas", "name": "Strängnäs kommun"}, ...]
    std::string languages_json;       // [{"tag": "sv", "name": "Svenska"}, ...]
    std::string hash;               // the address's "#/..." at start
    std::string regular_ttf, bold_ttf;
};

// The whole program: state of the visit, the registry in use, and the screen of the present route.
class App {
public:
    App(Platform& platform, AppSetup setup);
    ~App();
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    void navigated(const std::string& hash);  // hashchange, Back, deep link
    ui::FrameOutput frame(const ui::FrameInput& input);
    const ui::SemanticTree& tree() const;
    float text_scale() const;                 // Större text: 1 .. 2
    bool fonts_changed();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace hemval
