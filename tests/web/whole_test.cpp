#include "web/app/app.h"
#include "web/platform/headless/headless_app.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <vector>

using namespace hemval;

namespace {

using Json = nlohmann::json;

constexpr const char* kStroke = "Inte här än";

// The pack with each provider's own words struck out, as scripts/site/first_pack.mjs does.
std::string struck_out(const std::string& pack_json)
{
    Json files = Json::parse(pack_json);
    Json providers = Json::parse(files["providers.json"].get<std::string>());
    for (Json& provider : providers["providers"]) provider["about"] = {{"sv", kStroke}};
    files["providers.json"] = providers.dump();
    return files.dump();
}

std::vector<std::string> order_of(const HeadlessApp& app)
{
    std::vector<std::string> names;
    for (const ui::Node& node : app.tree().nodes())
        if (node.role == ui::Role::Heading && node.level == 2) names.push_back(node.name);
    return names;
}

}  // namespace

TEST_CASE("the whole pack takes the place of what a first page began with, and the visit's order stays")
{
    Program* program = nullptr;
    std::string words, pack;
    HeadlessApp app("strangnas", "#/utforare/silverlarkan", "sv", "locales/",
                    [&](HeadlessPlatform& platform, AppSetup setup) {
                        words = setup.locale_json;
                        pack = setup.pack_json;
                        setup.pack_json = struck_out(pack);
                        auto made = std::make_unique<App>(platform, std::move(setup));
                        program = made.get();
                        return made;
                    });
    CHECK(app.has_text(kStroke));
    app.platform().go("#/jamfor");
    app.touch();
    const std::vector<std::string> order = order_of(app);
    REQUIRE(order.size() > 3);
    program->whole(words, pack);
    app.touch();
    CHECK(order_of(app) == order);
    app.platform().go("#/utforare/silverlarkan");
    app.touch();
    CHECK_FALSE(app.has_text(kStroke));
}
