// What is stated about a provider says where it comes from, on the page where there is room for it.
#include "fake_service.h"
#include "web/platform/headless/headless_app.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <functional>

using namespace hemval;
using ui::Role;
using Json = nlohmann::json;

namespace {

std::string said(const HeadlessApp& app, const std::string& key)
{
    const ui::Node* node = app.tree().find(key);
    return node ? node->name : "(nothing)";
}

// Strängnäs with a Solgläntan of another kind.
void edit(HeadlessApp& app, const std::function<void(Json&)>& change)
{
    const std::string name = "municipalities/strangnas.json";
    Json pack = Json::parse(app.platform().read_asset(name));
    Json file = Json::parse(pack["providers.json"].get<std::string>());
    for (Json& provider : file["providers"])
        if (provider["id"] == "solglantan") change(provider);
    pack["providers.json"] = file.dump();
    app.platform().other_assets[name] = pack.dump();
    app.reload();
}

}  // namespace

TEST_CASE("every figure on a provider's page says who measured, in which year and among how many")
{
    for (const char* municipality : {"strangnas", "huddinge", "botkyrka"})
        for (const Provider& provider : test::pack_of(municipality).providers) {
            CAPTURE(provider.name);
            const std::string key = "provider/" + provider.id.value;
            HeadlessApp app(municipality, "#/utforare/" + provider.id.value);
            if (const auto& measured = provider.continuity) {
                const std::string figure = said(app, key + "/fact/continuity/value");
                CHECK(figure.find("hos " + std::to_string(measured->clients_measured) + " kunder") !=
                      std::string::npos);
                CHECK(figure.find(std::to_string(measured->year)) != std::string::npos);
                CHECK(said(app, key + "/fact/continuity/note") == measured->source.who.in("sv"));
            }
            for (const SurveyFact& fact : provider.survey) {
                const std::string figure = said(app, key + "/survey/" + fact.id + "/figure");
                CHECK(figure.find(std::to_string(fact.year)) != std::string::npos);
                if (fact.answers >= kTooFewAnswers)
                    CHECK(figure.find(" av " + std::to_string(fact.answers)) != std::string::npos);
                CHECK(said(app, key + "/survey/source/who") == fact.source.who.in("sv"));
                CHECK(said(app, key + "/fact/survey/note") == fact.source.who.in("sv"));
            }
            CHECK(said(app, key + "/fact/founded/value") ==
                  (provider.founded ? std::to_string(*provider.founded) : "Inte angivet"));
        }
}

TEST_CASE("a share says of how many, or that their number is not stated, and too few are no figure")
{
    HeadlessApp app("strangnas", "#/utforare/solglantan");
    const auto figure = [&](const char* text) {
        edit(app, [&](Json& provider) {
            provider["survey"]["figures"] = Json::array({Json::parse(text)});
        });
        return said(app, "provider/solglantan/survey/overall/figure");
    };
    CHECK(figure(R"({"id": "overall", "percent": 86})") ==
          "86 % av dem som svarade, antal inte angivet (2025)");
    CHECK(figure(R"({"id": "overall", "percent": 86, "answers": 44})") == "86 % av 44 som svarade (2025)");
    for (const char* few : {R"({"id": "overall", "percent": 75, "answers": 4})",
                            R"({"id": "overall", "too_few": true})"})
        CHECK(figure(few) == "För få svar för att visas (2025)");
}

TEST_CASE("the list stays short: it shows the figures without their sources")
{
    const HeadlessApp app("strangnas", "#/jamfor");
    for (const Provider& provider : test::pack_of("strangnas").providers) {
        if (provider.continuity) CHECK_FALSE(app.has_text(provider.continuity->source.who.in("sv")));
        for (const SurveyFact& fact : provider.survey) CHECK_FALSE(app.has_text(fact.source.who.in("sv")));
    }
}

TEST_CASE("a provider that leaves says why, as long as it leaves")
{
    HeadlessApp app("strangnas", "#/utforare/solglantan");
    edit(app, [](Json& provider) {
        provider["closing"] = {{"day", "2027-01-31"}, {"reason", {{"sv", "Flyttar söderut."}}}};
    });
    CHECK(said(app, "provider/solglantan/fact/place/value") == "Upphör 31 januari 2027");
    CHECK(said(app, "provider/solglantan/fact/place/note") == "Flyttar söderut.");
    // The service knows better: the closing was annulled after the pack was written.
    const Municipality town = test::pack_of("strangnas");
    test::FakeService service(town);
    app.platform().service = [&service](const HttpRequest& request) { return service(request); };
    app.reload();
    CHECK(said(app, "provider/solglantan/fact/place/value") == "Tar emot nya kunder");
    CHECK_FALSE(app.has_text("Flyttar söderut."));
}

TEST_CASE("a real provider's figure from an invented source is marked wherever it is shown")
{
    HeadlessApp app("strangnas", "#/utforare/solglantan");
    edit(app, [](Json& provider) { provider["example"] = false; });
    const std::string key = "provider/solglantan";
    for (const char* fact : {"/fact/continuity", "/fact/survey"})
        CHECK(said(app, key + fact + "/badge") == "exempel");
    app.platform().go("#/jamfor");
    app.send({});
    for (const char* fact : {"/continuity", "/survey"})
        CHECK(said(app, key + fact + "/badge") == "exempel");
    for (const char* name : {"Solgläntan", "Silverlärkan"})
        app.get(Role::Checkbox, std::string("Jämför ") + name).press();
    app.platform().go("#/jamforelse");
    app.send({});
    int marked = 0;
    for (const ui::Node& node : app.tree().nodes())
        if (node.name.find("(exempel)") != std::string::npos) ++marked;
    CHECK(marked == 2);
}
