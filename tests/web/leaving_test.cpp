// The person whose provider leaves, and the person nobody has room for.
#include "home.h"

#include <doctest/doctest.h>

using namespace hemval;
using test::Home;
using ui::Role;

namespace {

Day day_of(int year, unsigned month, unsigned day)
{
    return Day{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
}

constexpr const char* kGap = "Ring kommunen på 0152-291 00 så att du inte blir utan hjälp";

// Strängnäs as it would be with every provider full and no way out but the queue.
Municipality all_full()
{
    Municipality town = test::pack_of("strangnas");
    town.rotation.ceiling = CeilingRule::Clients;
    town.rotation.all_full = AllFull::Wait;
    for (Provider& provider : town.providers) provider.capacity = provider.clients = 10;
    return town;
}

}  // namespace

TEST_CASE("somebody with help already is told of a switch, not of a start, also when the provider leaves")
{
    Home home;
    home.sign_in(test::kCodeLeaving);
    home.app.get(Role::Button, "Välj Solgläntan").press();
    CHECK(home.app.has_text("Bytet sker mellan 30 november 2026 och 7 december 2026"));
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK(home.app.h1() == "Ditt val är mottaget");
    CHECK(home.app.has_text("Bytet sker mellan 30 november 2026 och 7 december 2026"));
    CHECK(home.app.has_text("Den nya utföraren tar över."));
    CHECK_FALSE(home.app.has_text("Hemtjänsten börjar"));
    home.go("#/val");
    CHECK(home.app.has_text("Bytet sker mellan"));
    CHECK_FALSE(home.app.has_text("Hemtjänsten börjar"));
}

TEST_CASE("the same holds when the turn list decides")
{
    Home home;
    home.sign_in(test::kCodeLeaving);
    home.app.get(Role::Button, "Jag vill inte välja").press();
    home.app.get(Role::Button, "Bekräfta att jag avstår").press();
    CHECK(home.app.has_text("Bytet sker mellan"));
    CHECK_FALSE(home.app.has_text("Hemtjänsten börjar"));
}

TEST_CASE("days between the leaving provider and the new one are told of, with a number to call")
{
    Home home;
    home.sign_in(test::kCodeLeaving);
    CHECK_FALSE(home.app.has_text(kGap));  // closes 22 January, would start by 7 December
    home.service.today = day_of(2027, 1, 10);
    home.app.reload();
    CHECK(home.app.has_text(kGap));        // would start by 24 January
    home.app.get(Role::Button, "Välj Solgläntan").press();
    CHECK(home.app.has_text(kGap));
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK(home.app.h1() == "Ditt val är mottaget");
    CHECK(home.app.has_text(kGap));
}

TEST_CASE("the gap is told of to somebody about to decline, too, and not when there is none")
{
    Home home;
    home.sign_in(test::kCodeLeaving);
    home.go("#/turordning");
    CHECK_FALSE(home.app.has_text(kGap));
    home.service.today = day_of(2027, 1, 8);  // by 22 January, the very day
    home.app.reload();
    CHECK_FALSE(home.app.has_text(kGap));
    home.service.today = day_of(2027, 1, 9);
    home.app.reload();
    CHECK(home.app.has_text(kGap));
}

TEST_CASE("a provider that is gone from the list leaves the decision, the right and a number to call")
{
    Home home;
    home.edit_case = [](nlohmann::json& person) {
        person["current"] = "borttagen";
        person.erase("closing");
    };
    home.sign_in(test::kCodeLeaving);
    CHECK(home.app.h1() == "Din utförare upphör");
    CHECK(home.app.has_text("Ditt beslut om hemtjänst påverkas inte."));
    CHECK(home.app.has_text("0152-291 00 om du blir utan hjälp"));
    CHECK_FALSE(home.app.has_text("borttagen"));
    home.app.get(Role::Button, "Välj Solgläntan").press();
    CHECK_FALSE(home.app.has_text("borttagen"));
}

TEST_CASE("somebody in the queue is told so and nothing about a start or a provider that calls")
{
    Home home("strangnas", all_full());
    home.sign_in(test::kCodeNew);
    home.app.get(Role::Button, "Jag vill inte välja").press();
    home.app.get(Role::Button, "Bekräfta att jag avstår").press();
    CHECK(home.app.h1() == "Du står i kö");
    CHECK(home.app.has(Role::Heading, "Varför du står i kö"));
    CHECK_FALSE(home.app.has(Role::Heading, "Varför just den utföraren?"));
    CHECK_FALSE(home.app.has_text("Hemtjänsten börjar"));
    CHECK_FALSE(home.app.has_text("hör av sig"));
    CHECK_FALSE(home.app.has_text("genomförandeplan"));
    CHECK(home.app.has_text("Vilken dag går inte att säga än."));
    home.go("#/turordning");
    CHECK(home.app.has_text("Du står redan i kö"));
    CHECK_FALSE(home.app.has_text("Du har redan en utförare."));
    CHECK_FALSE(home.app.has(Role::Button, "Bekräfta att jag avstår"));
}

TEST_CASE("somebody whom the turn list has given a provider is not told that they have had one all along")
{
    Home home;
    home.sign_in(test::kCodeNew);
    home.edit_case = [](nlohmann::json& person) { person["allowed"] = {"choose"}; };
    home.app.get(Role::Button, "Jag vill inte välja").press();
    home.app.get(Role::Button, "Bekräfta att jag avstår").press();
    home.go("#/turordning");
    CHECK(home.app.has_text("Turordningen har redan gett dig en utförare"));
    CHECK_FALSE(home.app.has_text("Du har redan en utförare."));
}

TEST_CASE("the receipt promises no call that no municipality has promised, and says where to ask")
{
    Home home;
    home.sign_in(test::kCodeNew);
    home.app.get(Role::Button, "Välj Solgläntan").press();
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK_FALSE(home.app.has_text("Inom några dagar"));
    CHECK_FALSE(home.app.has_text("hör av sig"));
    CHECK(home.app.has(Role::Link, "Läs mer om Solgläntan"));
}
