// Signing in by e-ID happens at the service's front: the app leads there, and takes over afterwards.
#include "home.h"

#include <doctest/doctest.h>

using namespace hemval;
using test::Home;
using ui::Role;

namespace {

constexpr const char* kEId = "Logga in med e-legitimation";

std::string way_in(Home& home) { return home.app.get(Role::Link, kEId).node().href; }

}  // namespace

TEST_CASE("e-ID is offered beside the code where the service has it, and nowhere else")
{
    Home without;
    without.go("#/val");
    CHECK_FALSE(without.app.has(Role::Link, kEId));
    CHECK(without.app.has(Role::TextField, "Kod från brevet"));

    Home home;
    home.service.e_id = true;
    home.app.reload();
    home.go("#/val");
    CHECK(home.app.has(Role::TextField, "Kod från brevet"));
    CHECK(way_in(home) == "../login/person?return=/strangnas/%23/val");
    home.go("#/prova/val");
    CHECK_FALSE(home.app.has(Role::Link, kEId));
}

TEST_CASE("e-ID leads back to the page one was on")
{
    Home home;
    home.service.e_id = true;
    home.app.reload();
    home.go("#/val/solglantan");
    CHECK(way_in(home) == "../login/person?return=/strangnas/%23/val/solglantan");
    home.go("#/logga-in");
    CHECK(way_in(home) == "../login/person?return=/strangnas/%23/val");
}

TEST_CASE("who was signed out while deciding signs in by e-ID and goes on with the same submit")
{
    Home home;
    home.service.e_id = true;
    home.app.reload();
    home.sign_in(test::kCodeNew);
    home.app.get(Role::Button, "Välj Solgläntan").press();
    home.service.refuse_next = Problem::NotSignedIn;
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK(way_in(home) == "../login/person?return=/strangnas/%23/val/solglantan");
    home.app.reload();  // back from the front, in the same tab; the service knows who it is
    CHECK(home.app.h1() == "Kontrollera ditt val");
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK(home.app.h1() == "Ditt val är mottaget");
    const auto keys = home.submit_keys();
    REQUIRE(keys.size() == 2);
    CHECK(keys[0] == keys[1]);
}

TEST_CASE("a sign-in that signed nobody in says why, once, with whom to call")
{
    Home home;
    home.go("#/logga-in/no_open_case");
    CHECK(home.app.h1() == "Logga in");
    CHECK(home.app.platform().history.back() == "#/logga-in");
    CHECK(home.app.has_text("Vi hittar inget beslut om hemtjänst som hör till dig här."));
    CHECK(home.app.has_text("0152-291 00"));
    home.go("#/jamfor");
    home.go("#/logga-in");
    CHECK_FALSE(home.app.has_text("Vi hittar inget beslut"));
    home.go("#/logga-in/offline");  // not what a sign-in ends in
    CHECK(home.app.h1() != "Logga in");
}

TEST_CASE("signing out everywhere goes on to where e-ID is signed out of, when there is such a place")
{
    Home home;
    home.sign_in(test::kCodeNew);
    home.app.get(Role::Button, "Logga ut överallt").press();
    CHECK(home.app.h1() == "Välj utförare av hemtjänst");
    CHECK(home.app.platform().opened_path.empty());
    CHECK(home.app.platform().requests.back().path != "api/strangnas/session");

    home.sign_in(test::kCodeNew);
    home.service.continue_at = "/login/callback?logout=x";
    home.app.get(Role::Button, "Logga ut överallt").press();
    CHECK(home.app.platform().opened_path == "/login/callback?logout=x");

    home.go("#/");
    home.sign_in(test::kCodeNew);
    home.app.platform().opened_path.clear();
    home.service.continue_at = "https://evil.example/";
    home.app.get(Role::Button, "Logga ut överallt").press();
    CHECK(home.app.platform().opened_path.empty());
}

TEST_CASE("the demonstration has one way to sign out")
{
    Home home;
    home.go("#/prova");
    home.go("#/prova/val");
    CHECK_FALSE(home.app.has(Role::Button, "Logga ut överallt"));
}

TEST_CASE("without a network nobody is led to a page that does not come")
{
    Home home;
    home.service.e_id = true;
    home.app.reload();
    home.go("#/val/solglantan");
    home.app.platform().no_network = true;
    home.app.send({});
    CHECK_FALSE(home.app.has(Role::Link, kEId));
    CHECK(home.app.has_text("Det går när det finns nät igen."));
    home.app.platform().no_network = false;
    home.app.send({});
    CHECK(way_in(home) == "../login/person?return=/strangnas/%23/val/solglantan");
}
