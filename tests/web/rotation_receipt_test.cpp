// What somebody who does not choose is told of why just that provider.
#include "home.h"

#include <doctest/doctest.h>

using namespace hemval;
using test::Home;
using ui::Role;

namespace {

// Strängnäs with the provider whose turn it is about to close.
Municipality first_closes(RotationMethod method)
{
    Municipality town = test::pack_of("strangnas");
    town.rotation.method = method;
    town.providers.front().closing = Day{std::chrono::year{2027}, std::chrono::month{1},
                                         std::chrono::day{31}};
    return town;
}

void decline(Home& home)
{
    home.app.get(Role::Button, "Jag vill inte välja").press();
    home.app.get(Role::Button, "Bekräfta att jag avstår").press();
}

}  // namespace

TEST_CASE("the receipt names whose turn it was, also when the turn went on to another")
{
    const auto receipt_says = [](RotationMethod method, const std::string& words) {
        Home home("strangnas", first_closes(method));
        home.sign_in(test::kCodeNew);
        decline(home);
        CHECK(home.app.has_text(words));
        CHECK_FALSE(home.app.has_text("Nästa som inte vill välja får Silverlärkan"));
        CHECK_FALSE(home.app.has_text("Det var Solgläntan som stod i tur"));
    };
    receipt_says(RotationMethod::StrictTurn,
                 "Det var Silverlärkan som stod i tur, men de kunde inte ta emot dig. "
                 "Därför gick turen vidare till Solgläntan.");
    receipt_says(RotationMethod::ProviderOfTheMonth,
                 "Den här månaden är det Silverlärkan som har turen, men de kunde inte ta emot dig. "
                 "Därför får du Solgläntan.");
}

TEST_CASE("declining again says that the answer is the same, and where it stands in the record")
{
    Home home;
    home.sign_in(test::kCodeNew);
    decline(home);
    CHECK(home.app.has_text("Det var Silverlärkan som stod i tur."));
    CHECK_FALSE(home.app.has_text("Du har avstått från att välja förut"));
    const std::string place = home.app.tree().find("receipt/why/rule")->name;
    home.app.get(Role::Link, "Ändra ditt val").press();
    home.app.get(Role::Button, "Välj Solgläntan").press();
    home.app.get(Role::Button, "Bekräfta valet").press();
    home.app.get(Role::Link, "Ändra ditt val").press();
    decline(home);
    CHECK(home.app.has_text("Du har avstått från att välja förut. Därför är svaret detsamma som då."));
    CHECK(home.app.has_text("Det var Silverlärkan som stod i tur."));
    CHECK(home.app.tree().find("receipt/why/rule")->name == place);
}
