// The person whose provider is full, and the person whose provider leaves step by step.
#include "home.h"

#include <doctest/doctest.h>

using namespace hemval;
using test::Home;
using ui::Role;

namespace {

Municipality full_at_solglantan()
{
    Municipality town = test::pack_of("strangnas");
    for (Provider& provider : town.providers)
        if (provider.id == ProviderId("solglantan")) provider.capacity = provider.clients = 10;
    return town;
}

nlohmann::json leaving(const char* phase)
{
    nlohmann::json json = {{"provider", "manskensstigen"}, {"phase", phase}, {"since", "2026-11-20"}};
    if (std::string(phase) != "proposed")
        json["terms"] = {{"cause", "closes"}, {"last_day", "2027-01-22"}, {"choose_by", "2026-12-20"}};
    return json;
}

}  // namespace

TEST_CASE("somebody who wants a full provider joins the queue, sees the place in it, and has another meanwhile")
{
    Home home("strangnas", full_at_solglantan());
    home.sign_in(test::kCodeNew);
    CHECK(home.app.has_text("Du kan ställa dig i kö."));
    home.app.get(Role::Button, "Ställ dig i kö till Solgläntan").press();
    CHECK(home.app.h1() == "Kontrollera din plats i kön");
    CHECK(home.app.has_text("nummer 1"));
    CHECK(home.app.has_text("Avgiften är densamma hela tiden."));
    CHECK(home.app.has_text("Ingen går före dig."));
    CHECK(home.app.has_text("Först gäller ditt eget val."));
    CHECK(home.app.has_text("Annars avgör turordningen."));
    home.app.get(Role::Button, "Bekräfta att jag står i kö").press();
    CHECK(home.app.h1() == "Du står i kö till Solgläntan");
    CHECK(home.app.has_text("Du är nummer 1 i kön till Solgläntan."));
    CHECK(home.app.has_text("utför hemtjänsten så länge."));
    CHECK(home.app.has_text("Turordningen har avgjort vem."));
    CHECK(home.app.has_text("Varför just den utföraren?"));
    home.go("#/val");
    CHECK(home.app.has_text("Du är nummer 1 i kön till Solgläntan."));
    CHECK(home.app.has_text("Du kan lämna kön"));
}

TEST_CASE("who performs meanwhile can be said, and be chosen for good afterwards")
{
    Home home("strangnas", full_at_solglantan());
    home.sign_in(test::kCodeNew);
    home.app.get(Role::Button, "Ställ dig i kö till Solgläntan").press();
    home.app.get(Role::Radio, "Tusenskönan").press();
    home.app.get(Role::Button, "Bekräfta att jag står i kö").press();
    CHECK(home.app.has_text("Tusenskönan utför hemtjänsten så länge."));
    CHECK(home.app.has_text("Det är den utförare du har eller har valt själv."));
    CHECK_FALSE(home.app.has_text("Varför just den utföraren?"));
    home.go("#/val");
    home.app.get(Role::Button, "Välj Tusenskönan").press();
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK(home.app.h1() == "Ditt val är mottaget");
    CHECK_FALSE(home.app.has_text("i kön till"));
}

TEST_CASE("a lost answer to a place in a queue is asked for again with the same key")
{
    Home home("strangnas", full_at_solglantan());
    home.sign_in(test::kCodeNew);
    home.app.get(Role::Button, "Ställ dig i kö till Solgläntan").press();
    home.service.silent_answers = 1;
    home.app.get(Role::Button, "Bekräfta att jag står i kö").press();
    home.app.reload();
    home.app.get(Role::Button, "Bekräfta att jag står i kö").press();
    const auto keys = home.submit_keys();
    REQUIRE(keys.size() == 2);
    CHECK(keys[0] == keys[1]);
    CHECK(home.app.h1() == "Du står i kö till Solgläntan");
}

TEST_CASE("what is proposed is only said; decided, the day and the deadline are; annulled, that nothing changed")
{
    Home home;
    home.edit_case = [](nlohmann::json& json) { json["transition"] = leaving("proposed"); };
    home.sign_in(test::kCodeSwitch);
    CHECK(home.app.has_text("Inget är beslutat. Du behöver inte göra något."));

    Home decided;
    decided.edit_case = [](nlohmann::json& json) { json["transition"] = leaving("running"); };
    decided.sign_in(test::kCodeLeaving);
    CHECK(decided.app.has_text("Ditt beslut om hemtjänst påverkas inte."));
    CHECK(decided.app.has_text("har valt att sluta."));
    CHECK(decided.app.has_text("Välj senast 20 december 2026."));

    Home paused;
    paused.edit_case = [](nlohmann::json& json) { json["transition"] = leaving("paused"); };
    paused.sign_in(test::kCodeLeaving);
    CHECK(paused.app.has_text("Det här är pausat."));
    CHECK_FALSE(paused.app.has_text("Välj senast"));

    Home annulled;
    annulled.edit_case = [](nlohmann::json& json) {
        json["transition"] = leaving("annulled");
        json["transition"]["offered_until"] = "2026-12-31";
    };
    annulled.sign_in(test::kCodeSwitch);
    CHECK(annulled.app.has_text("gäller inte längre att"));
    CHECK(annulled.app.has_text("Platsen är din till och med 31 december 2026."));
    CHECK_FALSE(annulled.app.has_text("Allt är som det var"));  // they have moved
}

TEST_CASE("that everything is as before is told to those for whom it is, and to nobody else")
{
    for (const bool restored : {true, false}) {
        Home home;
        home.edit_case = [&](nlohmann::json& json) {
            json["transition"] = leaving("annulled");
            const bool sun = json["current"] == "solglantan";
            json["transition"]["provider"] =
                restored ? json["current"] : nlohmann::json(sun ? "manskensstigen" : "solglantan");
        };
        home.sign_in(test::kCodeSwitch);
        CHECK(home.app.has_text("gäller inte längre att"));
        CHECK(home.app.has_text("Allt är som det var före beslutet.") == restored);
        CHECK_FALSE(home.app.has_text("Du har bytt"));
    }
}

TEST_CASE("who queues for a provider that closes is told when the queue ends")
{
    Home home;
    home.edit_case = [](nlohmann::json& json) {
        json["queue"] = {{"provider", json["providers"][0]["provider"]}, {"place", 2}, {"since", 7},
                         {"ends", "2026-12-31"}};
    };
    home.sign_in(test::kCodeSwitch);
    CHECK(home.app.has_text("31 december 2026. Då slutar kön."));
    CHECK_FALSE(home.app.has_text("När en plats blir ledig är den din."));
}

TEST_CASE("a first choice says when it must be made")
{
    Home home;
    home.edit_case = [](nlohmann::json& json) { json["choose_by"] = "2026-12-14"; };
    home.sign_in(test::kCodeNew);
    CHECK(home.app.has_text("Välj senast 14 december 2026."));
}
