#include "home.h"

#include "core/comparison_code.h"
#include "core/wire.h"

#include <doctest/doctest.h>

using namespace hemval;
using test::Home;
using ui::Role;

namespace {

void to_check(Home& home)
{
    home.sign_in(test::kCodeNew);
    home.app.get(Role::Button, "Välj Solgläntan").press();
    CHECK(home.app.h1() == "Kontrollera ditt val");
}

void say_who(Home& home)
{
    home.app.send({ui::EventKind::Press, "behalf/who/other", ""});
    CHECK_FALSE(home.app.has(Role::Button, "Bekräfta valet"));
    home.app.get(Role::Button, "Fortsätt").press();
    CHECK(home.app.h1() == "Din roll");
    home.app.send({ui::EventKind::Press, "behalf/role/relative", ""});
    home.app.get(Role::Button, "Fortsätt").press();
    CHECK(home.app.h1() == "Hur når vi dig?");
    home.app.get(Role::TextField, "Ditt namn").type("Ulla Unik");
    home.app.get(Role::TextField, "Telefon eller e-post").type("070-12");
    home.app.get(Role::Button, "Fortsätt").press();
    CHECK(home.app.h1() == "Det här intygar du");
}

// What was sent as submits, oldest first.
std::vector<nlohmann::json> submits(Home& home)
{
    std::vector<nlohmann::json> all;
    for (const HttpRequest& request : home.app.platform().requests)
        if (!request.idempotency_key.empty()) all.push_back(nlohmann::json::parse(request.body));
    return all;
}

}  // namespace

TEST_CASE("who chooses for themself confirms at once, and nothing is sent of anybody else")
{
    Home home;
    to_check(home);
    CHECK(home.app.get(Role::Radio, "Jag gör valet själv").node().checked == ui::Tri::Yes);
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK(home.app.h1() == "Ditt val är mottaget");
    CHECK_FALSE(home.app.has_text("Valet är gjort av"));
    CHECK_FALSE(submits(home).back().contains("representation"));
}

TEST_CASE("a relative says their role, how they are reached and what they declare, and the receipt says so")
{
    Home home;
    to_check(home);
    say_who(home);
    home.app.get(Role::Button, "Fortsätt").press();
    CHECK(home.app.has_text("Stämmer det inte kan du inte göra valet."));
    home.app.send({ui::EventKind::Press, "behalf/declare/no_other_representative", ""});
    home.app.send({ui::EventKind::Press, "behalf/declare/nearest_of_kin", ""});
    home.app.get(Role::Button, "Fortsätt").press();
    CHECK(home.app.h1() == "Kontrollera ditt val");
    CHECK(home.app.has_text("Ulla Unik"));
    CHECK(home.app.has_text("avgör sedan om ditt uppdrag omfattar val av utförare"));
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK(home.app.h1() == "Ditt val är mottaget");
    CHECK(home.app.has_text("Valet är gjort av en anhörig. Kommunen bekräftar uppdraget."));
    CHECK_FALSE(home.app.has_text("Ulla Unik"));
    const auto sent = submits(home).back();
    CHECK(sent["representation"]["role"] == "relative");
    CHECK(sent["representation"]["declared"] ==
          nlohmann::json({"nearest_of_kin", "no_other_representative"}));
    CHECK(sent["representative"]["name"] == "Ulla Unik");
    // Nothing of the representative stays in the tab, and the next choice is asked anew.
    CHECK(home.app.platform().stored("visit/strangnas").find("Ulla") == std::string::npos);
}

TEST_CASE("what is missing is told, and nothing typed is lost by a reload or a session that ends")
{
    Home home;
    to_check(home);
    home.app.send({ui::EventKind::Press, "behalf/who/other", ""});
    home.app.get(Role::Button, "Fortsätt").press();
    home.app.get(Role::Button, "Fortsätt").press();
    CHECK(home.app.h1() == "Din roll");
    CHECK(home.app.has_text("Välj din roll."));
    home.app.send({ui::EventKind::Press, "behalf/role/god_man", ""});
    home.app.get(Role::Button, "Fortsätt").press();
    home.app.get(Role::TextField, "Ditt namn").type("Ulla Unik");
    home.app.get(Role::Button, "Fortsätt").press();
    CHECK(home.app.h1() == "Hur når vi dig?");
    CHECK(home.app.has_text("Skriv ett telefonnummer eller en e-postadress."));
    home.app.reload();
    CHECK(home.app.h1() == "Hur når vi dig?");
    CHECK(home.app.get(Role::TextField, "Ditt namn").node().value == "Ulla Unik");
    home.go("#/val");
    home.app.get(Role::Button, "Logga ut").press();
    CHECK(home.app.platform().stored("visit/strangnas").find("Ulla") == std::string::npos);
}

TEST_CASE("a try that was left unanswered is sent again with the same key, also for somebody else")
{
    Home home;
    to_check(home);
    say_who(home);
    home.app.send({ui::EventKind::Press, "behalf/declare/nearest_of_kin", ""});
    home.app.send({ui::EventKind::Press, "behalf/declare/no_other_representative", ""});
    home.app.get(Role::Button, "Fortsätt").press();
    home.offline = true;
    home.app.get(Role::Button, "Bekräfta valet").press();
    home.app.reload();
    home.offline = false;
    home.app.reload();
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK(home.app.h1() == "Ditt val är mottaget");
    const auto keys = home.submit_keys();
    REQUIRE(keys.size() == 2);
    CHECK(keys[0] == keys[1]);
}

TEST_CASE("a confirmed mandate, and one that was not, is told to the person")
{
    Home home;
    home.edit_case = [](nlohmann::json& json) {
        if (json.contains("pending")) {
            json["pending"]["representation"] = {
                {"role", "god_man"}, {"declared", {"consent"}}, {"confirmed", true}};
        } else {
            json["rejected"] = {{"day", "2026-11-23"}, {"role", "relative"}, {"undone", true}};
        }
    };
    home.sign_in(test::kCodeNew);
    CHECK(home.app.has_text("Valet är gjort av en anhörig. Den 23 november 2026 svarade kommunen"));
    CHECK(home.app.has_text("Valet gäller därför inte heller."));
    home.app.get(Role::Button, "Välj Solgläntan").press();
    home.app.get(Role::Button, "Bekräfta valet").press();
    home.go("#/val");
    CHECK(home.app.has_text("Valet är gjort av en god man. Kommunen har bekräftat uppdraget."));
}

TEST_CASE("a case that has become one for the phone shows the number and nothing else")
{
    Home home;
    home.sign_in(test::kCodeNew);
    home.app.platform().service = [](const HttpRequest&) {
        return HttpResponse{403, R"({"problem":"phone_only"})"};
    };
    home.app.get(Role::Button, "Välj Solgläntan").press();
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK(home.app.has_text("Det här ärendet sköts per telefon. Ring 0152-291 00"));
    CHECK_FALSE(home.app.has_text("Solgläntan"));
}

TEST_CASE("a relative prepares a comparison and it opens on another device, by link and by code")
{
    const Municipality town = test::pack_of("strangnas");
    const std::string code =
        comparison_code(town, {ProviderId("solglantan"), ProviderId("silverlarkan")}, {"survey"});
    for (const bool by_link : {true, false}) {
        HeadlessApp app("strangnas", by_link ? "#/jamfor/" + code : "#/jamfor");
        if (by_link) {
            CHECK(app.h1() == "En jämförelse åt dig");
        } else {
            app.send({ui::EventKind::Press, "compare/open/summary", ""});
            app.get(Role::TextField, "Jämförelsens kod").type("nonsens");
            app.get(Role::Button, "Öppna jämförelsen").press();
            CHECK(app.has_text("Koden gick inte att öppna."));
            app.get(Role::TextField, "Jämförelsens kod").type(code);
        }
        app.get(Role::Button, "Öppna jämförelsen").press();
        CHECK(app.h1() == "Din jämförelse");
        CHECK(app.has_text("Solgläntan"));
        CHECK_FALSE(app.has_text("Nöjda i undersökningen (olika)"));
        app.send({ui::EventKind::Press, "comparison/share/summary", ""});
        CHECK(app.has_text(code));
    }
    HeadlessApp wrong("strangnas", "#/jamfor/nonsens");
    CHECK(wrong.has_text("Koden gick inte att öppna."));
}

TEST_CASE("every fact that can be hidden has its place in the code")
{
    HeadlessApp app("strangnas", "#/jamfor");
    std::vector<std::string> boxes;
    for (const ui::Node& node : app.tree().nodes())
        if (node.role == Role::Checkbox) boxes.push_back(node.key);
    for (std::size_t i = 0; i < 2; ++i) app.send({ui::EventKind::Press, boxes[i], ""});
    app.get(Role::Button, "Visa jämförelsen").press();
    app.send({ui::EventKind::Press, "comparison/pick/summary", ""});
    const std::string start = "comparison/pick/";
    std::vector<std::string> found;
    for (const ui::Node& node : app.tree().nodes())
        if (node.role == Role::Checkbox) found.push_back(node.key.substr(start.size()));
    CHECK(found == std::vector<std::string>(std::begin(kComparedFacts), std::end(kComparedFacts)));
}
