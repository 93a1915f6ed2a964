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
    bool first_page = false;        // of which pack_json has only what is on a first page
    std::string municipalities_json;  // [{"id": "strangnas", "name": "Strängnäs kommun"}, ...]
    std::string languages_json;       // [{"tag": "sv", "name": "Svenska"}, ...]
    std::string hash;               // the address's "#/..." at start
    std::string regular_ttf, bold_ttf;
};

// What runs on a page: the citizens' App, or the staff's StaffApp. Each is a program of its own, so
// that nobody loads the other's.
class Program {
public:
    virtual ~Program() = default;
    virtual void navigated(const std::string& hash) = 0;  // hashchange, Back, deep link
    // All words and the whole pack, after those that a first page is made of.
    virtual void whole(const std::string& /*locale_json*/, const std::string& /*pack_json*/) {}
    virtual void present() {}  // somebody touched, scrolled or typed, whatever came of it
    virtual ui::FrameOutput frame(const ui::FrameInput& input) = 0;
    virtual const ui::SemanticTree& tree() const = 0;
    virtual float text_scale() const = 0;                 // Större text: 1 .. 2
    virtual const ui::Picture& picture() const = 0;       // of the last frame
    virtual bool fonts_changed() = 0;
};

}  // namespace hemval
