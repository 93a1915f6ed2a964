// Whoever sits down next in the same tab finds nothing of the one before.
#include "home.h"

#include <doctest/doctest.h>

using namespace hemval;
using test::Home;
using ui::Role;

namespace {

void choose_solglantan(Home& home)
{
    home.app.get(Role::Button, "Välj Solgläntan").press();
    home.app.get(Role::Button, "Bekräfta valet").press();
    REQUIRE(home.app.h1() == "Ditt val är mottaget");
}

}  // namespace

TEST_CASE("signing out leaves neither the letter's code nor what was written about one's income")
{
    Home home;
    home.go("#/avgift");
    home.app.get(Role::TextField, "Din inkomst efter skatt").type("14321");
    home.go("#/");
    home.sign_in(test::kCodeNew);
    home.app.get(Role::Button, "Logga ut").press();
    CHECK(home.app.h1() == "Välj utförare av hemtjänst");
    home.app.get(Role::Link, "Gör ditt val").press();
    CHECK(home.app.h1() == "Logga in");
    CHECK(home.app.get(Role::TextField, "Kod från brevet").node().value.empty());
    home.go("#/avgift");
    CHECK(home.app.get(Role::TextField, "Din inkomst efter skatt").node().value.empty());
    for (const auto& [key, value] : home.app.platform().storage)
        CHECK(value.find("14321") == std::string::npos);
}

TEST_CASE("a code that has signed somebody in is forgotten at once")
{
    Home home;
    home.sign_in(test::kCodeNew);
    home.app.get(Role::Button, "Välj Solgläntan").press();
    home.service.refuse_next = Problem::NotSignedIn;
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK(home.app.h1() == "Logga in");
    CHECK(home.app.get(Role::TextField, "Kod från brevet").node().value.empty());
}

TEST_CASE("a sign-out that gets no answer says that one is still signed in, and can be tried again")
{
    Home home;
    home.sign_in(test::kCodeNew);
    home.offline = true;
    home.app.get(Role::Button, "Logga ut").press();
    CHECK(home.app.h1() == "Gör ditt val");
    CHECK(home.app.has(Role::Heading, "Det gick inte"));
    CHECK(home.app.has_text("Du kan fortfarande vara inloggad."));
    home.offline = false;
    home.app.get(Role::Button, "Logga ut").press();
    CHECK(home.app.h1() == "Välj utförare av hemtjänst");
    home.app.reload();
    home.app.get(Role::Link, "Gör ditt val").press();
    CHECK(home.app.h1() == "Logga in");
}

TEST_CASE("a sign-out when the session has already ended is done")
{
    Home home;
    home.sign_in(test::kCodeNew);
    home.app.platform().service = [&](const HttpRequest& request) {
        if (request.method == "DELETE")
            return HttpResponse{401, R"({"problem":"not_signed_in"})"};
        return home.service(request);
    };
    home.app.get(Role::Button, "Logga ut").press();
    CHECK(home.app.h1() == "Välj utförare av hemtjänst");
    CHECK_FALSE(home.app.has_text("Det gick inte"));
}

TEST_CASE("one person's checked receipt does not vouch for the next person's")
{
    Home home;
    home.sign_in(test::kCodeNew);
    choose_solglantan(home);
    home.app.get(Role::Button, "Kontrollera kvittot").press();
    REQUIRE(home.app.has_text("Kvittot stämmer med det som är sparat."));
    nlohmann::json receipt;
    home.edit_case = [&](nlohmann::json& person) { receipt = person["pending"]; };
    home.app.reload();
    REQUIRE(receipt.is_object());
    home.app.get(Role::Button, "Kontrollera kvittot").press();
    REQUIRE(home.app.has_text("Kvittot stämmer med det som är sparat."));

    home.edit_case = [&](nlohmann::json& person) {
        person["pending"] = receipt;
        person["pending"]["number"] = "ANNA-TNUM-ME";
    };
    SUBCASE("after signing out")
    {
        home.go("#/val");
        home.app.get(Role::Button, "Logga ut").press();
        home.sign_in(test::kCodeNew);
    }
    SUBCASE("and without, when another code is typed")
    {
        home.go("#/val/silverlarkan");
        home.service.refuse_next = Problem::NotSignedIn;
        home.app.get(Role::Button, "Bekräfta valet").press();
        home.app.get(Role::TextField, "Kod från brevet").type(test::kCodeNew);
        home.app.get(Role::Button, "Logga in").press();
    }
    home.go("#/kvitto");
    CHECK(home.app.has_text("ANNA-TNUM-ME"));
    CHECK_FALSE(home.app.has_text("Kvittot stämmer med det som är sparat."));
}

TEST_CASE("practising does not use up the key of a real submit that got no answer")
{
    Home home;
    home.sign_in(test::kCodeNew);
    home.app.get(Role::Button, "Välj Solgläntan").press();
    home.service.silent_answers = 1;
    home.app.get(Role::Button, "Bekräfta valet").press();
    REQUIRE(home.app.has_text("Vi vet inte om ditt val kom fram."));
    home.go("#/prova");
    home.app.get(Role::Button, "Prova som Karin").press();
    choose_solglantan(home);
    home.go("#/val/solglantan");
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK(home.app.h1() == "Ditt val är mottaget");
    const auto keys = home.submit_keys();
    REQUIRE(keys.size() == 2);
    CHECK(keys[0] == keys[1]);
}
