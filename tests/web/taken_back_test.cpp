// Somebody who asked for a switch and would rather stay.
#include "home.h"

#include <doctest/doctest.h>

using namespace hemval;
using test::Home;
using ui::Role;

namespace {

std::string value_of(const HeadlessApp& app, const std::string& key)
{
    const ui::Node* node = app.tree().find(key + "/value");
    return node ? node->name : std::string();
}

struct Staying {
    Home home;
    std::string own, other;  // names

    Staying()
    {
        home.sign_in(test::kCodeSwitch);
        home.app.get(Role::Button, "Byt utförare").press();
        for (const ui::Node& node : home.app.tree().nodes())
            if (node.role == Role::Button && node.name.rfind("Välj ", 0) == 0) {
                other = node.name.substr(std::string("Välj ").size());
                break;
            }
        home.app.get(Role::Button, "Välj " + other).press();
        own = value_of(home.app, "check/from");
        home.app.get(Role::Button, "Bekräfta bytet").press();
        REQUIRE(home.app.h1() == "Ditt byte är mottaget");
        REQUIRE(own != other);
        home.app.get(Role::Link, "Ändra ditt val").press();
        home.app.get(Role::Button, "Byt utförare").press();
        home.app.get(Role::Button, "Välj " + own).press();
    }
};

}  // namespace

TEST_CASE("before a switch is taken back it is said which, and that nothing else happens")
{
    Staying staying;
    HeadlessApp& app = staying.home.app;
    CHECK(app.h1() == "Ta tillbaka ditt byte");
    CHECK(value_of(app, "check/from") == staying.own);
    CHECK(value_of(app, "check/taken_back") == staying.other);
    CHECK(app.has_text("Du har kvar " + staying.own + " som förut. Inget byte sker."));
    CHECK_FALSE(app.has_text("Bytet sker mellan"));
    CHECK_FALSE(app.has_text("Ny utförare"));
    CHECK(app.has(Role::Button, "Behåll " + staying.own));
}

TEST_CASE("the receipt of a switch taken back names the provider one has, and no days")
{
    Staying staying;
    HeadlessApp& app = staying.home.app;
    app.get(Role::Button, "Behåll " + staying.own).press();
    CHECK(app.h1() == "Ditt byte är återtaget");
    CHECK(value_of(app, "receipt/current") == staying.own);
    CHECK(value_of(app, "receipt/previous").empty());
    CHECK(app.has_text("Du har kvar " + staying.own + " som förut. Inget byte sker."));
    CHECK_FALSE(app.has_text("Bytet sker mellan"));
    CHECK_FALSE(app.has_text("Den nya utföraren tar över."));
    CHECK_FALSE(app.has_text("genomförandeplan"));
    CHECK_FALSE(app.has_text(staying.other));
    app.reload();
    CHECK(app.h1() == "Ditt byte är återtaget");
    app.get(Role::Button, "Kontrollera kvittot").press();
    CHECK(app.has_text("Kvittot stämmer med det som är sparat."));
}

TEST_CASE("after a switch is taken back nobody is told of a new provider")
{
    Staying staying;
    HeadlessApp& app = staying.home.app;
    app.get(Role::Button, "Behåll " + staying.own).press();
    app.get(Role::Link, "Ändra ditt val").press();
    CHECK(app.h1() == "Din utförare");
    CHECK(app.has_text("Ditt byte är återtaget."));
    CHECK_FALSE(app.has_text("Din nya utförare blir"));
    CHECK_FALSE(app.has_text("Bytet sker mellan"));
    app.get(Role::Button, "Byt utförare").press();
    CHECK(app.has_text("Din utförare i dag"));
    CHECK_FALSE(app.has_text("Den här har du valt"));
    CHECK(app.has(Role::Button, "Välj " + staying.other));
}
