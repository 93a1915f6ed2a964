#include "home.h"

#include <doctest/doctest.h>

using namespace hemval;
using namespace hemval::test;

namespace {

std::string about(const HeadlessApp& app, const char* provider)
{
    const ui::Node* node = app.tree().find("provider/" + std::string(provider) + "/about");
    return node ? node->name : std::string();
}

}  // namespace

TEST_CASE("what a provider has published stands on its page instead of the pack's words")
{
    Home home;
    home.go("#/utforare/solglantan");
    const auto of_the_pack = [&](const char* id) {
        return home.municipality.find_provider(ProviderId(id))->about.in("sv");
    };
    CHECK(about(home.app, "solglantan") == of_the_pack("solglantan"));

    home.app.platform().service = [&](const HttpRequest& request) {
        HttpResponse response = home.service(request);
        if (request.path.find("/providers") != std::string::npos) {
            auto json = nlohmann::json::parse(response.body, nullptr, false);
            for (auto& row : json) {
                if (row["provider"] == "solglantan") row["about"] = {{"sv", "Nya ord."}};
            }
            response.body = json.dump();
        }
        return response;
    };
    home.app.reload();
    home.go("#/utforare/solglantan");
    CHECK(about(home.app, "solglantan") == "Nya ord.");
    home.go("#/utforare/silverlarkan");
    CHECK(about(home.app, "silverlarkan") == of_the_pack("silverlarkan"));
}
