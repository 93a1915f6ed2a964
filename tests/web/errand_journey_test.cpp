#include "home.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace hemval;
using test::Home;
using ui::Role;

TEST_CASE("a person without a provider chooses one and holds a receipt")
{
    Home home;
    CHECK(home.app.h1() == "Välj utförare av hemtjänst");
    home.sign_in(test::kCodeNew);
    CHECK(home.app.h1() == "Gör ditt val");
    home.app.get(Role::Button, "Välj Solgläntan").press();
    CHECK(home.app.h1() == "Kontrollera ditt val");
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK(home.app.h1() == "Ditt val är mottaget");
    CHECK(home.app.has(Role::FactName, "Kvittonummer"));
    CHECK(home.app.has_text("Solgläntan"));
    home.app.get(Role::Button, "Skriv ut").press();
    CHECK(home.app.platform().prints == 1);
    home.app.get(Role::Button, "Kontrollera kvittot").press();
    CHECK(home.app.has_text("Kvittot stämmer med det som är sparat."));
}

TEST_CASE("a person with a provider switches and sees between which days")
{
    Home home;
    home.sign_in(test::kCodeSwitch);
    CHECK(home.app.h1() == "Din utförare");
    home.app.get(Role::Button, "Byt utförare").press();
    const auto& nodes = home.app.tree().nodes();
    std::string name;
    for (const ui::Node& node : nodes)
        if (node.role == Role::Button && node.name.rfind("Välj ", 0) == 0) name = node.name;
    REQUIRE(!name.empty());
    home.app.get(Role::Button, name).press();
    CHECK(home.app.h1() == "Kontrollera ditt byte");
    home.app.get(Role::Button, "Bekräfta bytet").press();
    CHECK(home.app.h1() == "Ditt byte är mottaget");
    // 7-14 days after 23 November 2026.
    CHECK(home.app.has_text("Bytet sker mellan 30 november 2026 och 7 december 2026"));
}

TEST_CASE("a person who does not want to choose is assigned one and sees why just that one")
{
    Home home;
    home.sign_in(test::kCodeNew);
    home.app.get(Role::Button, "Jag vill inte välja").press();
    CHECK(home.app.h1() == "Turordning");
    home.app.get(Role::Button, "Bekräfta att jag avstår").press();
    CHECK(home.app.h1() == "Du har fått en utförare");
    CHECK(home.app.has(Role::Heading, "Varför just den utföraren?"));
    CHECK(home.app.has_text("som stod i tur."));
    CHECK(home.app.has_text("Nästa som inte vill välja får"));
}

TEST_CASE("a person whose provider is leaving sees the day, that the decision stands, and re-chooses")
{
    Home home;
    home.sign_in(test::kCodeLeaving);
    CHECK(home.app.h1() == "Din utförare upphör");
    CHECK(home.app.has_text("upphör den 22 januari 2027"));
    CHECK(home.app.has_text("Ditt beslut om hemtjänst påverkas inte."));
    home.app.get(Role::Button, "Välj Solgläntan").press();
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK(home.app.h1() == "Ditt val är mottaget");
}

TEST_CASE("choosing from the comparison by way of signing in ends at the same provider's check")
{
    Home home;
    home.app.get(Role::Link, "Jämför utförare").press();
    home.app.get(Role::Button, "Välj Solgläntan").press();
    CHECK(home.app.h1() == "Logga in");
    home.app.get(Role::TextField, "Kod från brevet").type(test::kCodeNew);
    home.app.get(Role::Button, "Logga in").press();
    CHECK(home.app.h1() == "Kontrollera ditt val");
    CHECK(home.app.has(Role::FactValue, "Solgläntan"));
}

TEST_CASE("a slip while typing the code is told apart from a wrong code, and the text is kept")
{
    Home home;
    home.app.get(Role::Link, "Gör ditt val").press();
    home.app.get(Role::TextField, "Kod från brevet").type("1234 5678");
    home.app.get(Role::Button, "Logga in").press();
    CHECK(home.app.has_text("Koden ska ha 16 siffror"));
    CHECK(home.app.get(Role::TextField, "Kod från brevet").node().value == "1234 5678");
    CHECK(home.app.get(Role::TextField, "Kod från brevet").node().invalid);
    home.app.get(Role::TextField, "Kod från brevet").type(code_from_digits("999999999999999"));
    home.app.get(Role::Button, "Logga in").press();
    CHECK(home.app.has_text("Koden stämmer inte. Jämför med brevet och försök igen, eller ring 0152-291 00"));
}

TEST_CASE("a lost connection at submit keeps the choice, and trying again makes one choice, not two")
{
    Home home;
    home.sign_in(test::kCodeNew);
    home.app.get(Role::Button, "Välj Solgläntan").press();
    home.service.silent_answers = 1;
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK(home.app.h1() == "Kontrollera ditt val");
    CHECK(home.app.has_text("Vi vet inte om ditt val kom fram."));
    const std::string first_key = home.app.platform().requests.back().idempotency_key;
    home.app.reload();
    CHECK(home.app.h1() == "Kontrollera ditt val");
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK(home.app.h1() == "Ditt val är mottaget");
    CHECK(home.service.submits == 2);
    std::string second_key;
    for (const HttpRequest& request : home.app.platform().requests)
        if (!request.idempotency_key.empty()) second_key = request.idempotency_key;
    CHECK(!first_key.empty());
    CHECK(first_key == second_key);
}

TEST_CASE("a refusal says what to do next and leaves everything as it was")
{
    for (const Problem problem : {Problem::ProviderFull, Problem::ProviderClosing}) {
        Home home;
        home.sign_in(test::kCodeNew);
        home.app.get(Role::Button, "Välj Solgläntan").press();
        home.service.refuse_next = problem;
        home.app.get(Role::Button, "Bekräfta valet").press();
        CHECK(home.app.h1() == "Kontrollera ditt val");
        CHECK(home.app.has(Role::Heading, "Det gick inte"));
        CHECK(home.app.has_text("Välj en annan"));
        home.app.get(Role::Button, "Bekräfta valet").press();
        CHECK(home.app.h1() == "Ditt val är mottaget");
    }
}

TEST_CASE("a reload and Back in the middle lose nothing")
{
    Home home;
    home.sign_in(test::kCodeNew);
    home.app.get(Role::Button, "Välj Solgläntan").press();
    home.app.reload();
    CHECK(home.app.h1() == "Kontrollera ditt val");
    home.app.back();
    CHECK(home.app.h1() == "Gör ditt val");
    home.app.get(Role::Button, "Välj Solgläntan").press();
    home.app.get(Role::Button, "Bekräfta valet").press();
    home.app.reload();
    CHECK(home.app.h1() == "Ditt val är mottaget");
}

TEST_CASE("no screen of the errand asks for a reason")
{
    Home home;
    home.sign_in(test::kCodeSwitch);
    home.app.get(Role::Button, "Byt utförare").press();
    for (const ui::Node& node : home.app.tree().nodes()) CHECK(node.role != Role::TextField);
}

TEST_CASE("sending is shown at once, and said only by a page that waits long: the answer is said first")
{
    Home home;
    home.sign_in(test::kCodeNew);
    home.app.get(Role::Button, "Välj Solgläntan").press();
    home.app.get(Role::Button, "Bekräfta valet").press();
    const std::string sending = "Skickar. Vänta ett ögonblick.";
    CHECK(home.app.waits() == std::vector<std::string>{sending, sending});  // signing in, and the choice
    CHECK(home.app.last().waiting.empty());
    const auto& said = home.app.announcements();
    CHECK(std::count(said.begin(), said.end(), sending) == 0);
}
