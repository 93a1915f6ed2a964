// What a pack flags as invented carries its mark in every place where it is drawn, asserted by key.
#include "home.h"

#include <doctest/doctest.h>

using namespace hemval;
using test::Home;
using ui::Role;

namespace {

bool marked(const HeadlessApp& app, const std::string& key)
{
    const ui::Node* node = app.tree().find(key);
    return node && node->name == "exempel";
}

bool marked(const char* municipality, const char* address, const std::string& key)
{
    return marked(HeadlessApp(municipality, address), key);
}

void estimate(HeadlessApp& app)
{
    app.platform().go("#/avgift");
    app.send({});
    app.get(Role::TextField, "Timmar hemtjänst i månaden").type("3");
    app.get(Role::Radio, "Jag är ensamstående").press();
    app.get(Role::TextField, "Din inkomst efter skatt").type("30 000");
    app.get(Role::Button, "Räkna ut").press();
    REQUIRE(app.has_text("i månaden"));
}

std::string first_choice_button(const HeadlessApp& app)
{
    for (const ui::Node& node : app.tree().nodes())
        if (node.role == Role::Button && node.name.rfind("Välj ", 0) == 0) return node.key;
    FAIL("nobody can be chosen");
    return "";
}

}  // namespace

TEST_CASE("an estimate that rests on an invented tariff is marked wherever it is shown")
{
    for (const std::string municipality : {"strangnas", "huddinge"}) {
        CAPTURE(municipality);
        Home home(municipality);
        HeadlessApp& app = home.app;
        estimate(app);
        CHECK(marked(app, "fee/result/example"));
        CHECK(marked(app, "fee/bars/example"));
        CHECK(marked(app, "fee/tariff/example"));
        app.get(Role::Summary, "Visa hela uträkningen").press();
        const ui::Node* source = app.tree().find("fee/steps/table/tariff/source");
        REQUIRE(source);
        CHECK(source->name.find("exempel") != std::string::npos);

        home.go("#/jamfor");
        CHECK(marked(app, "compare/fee/example"));
        for (const char* box : {"0", "1"}) {
            (void)box;
            for (const ui::Node& node : app.tree().nodes())
                if (node.role == Role::Checkbox && node.checked == ui::Tri::No) {
                    app.send({ui::EventKind::Press, std::string(node.key), ""});
                    break;
                }
        }
        home.go("#/jamforelse");
        CHECK(marked(app, "comparison/fee/example"));
        const std::string id = home.municipality.providers.front().id.value;
        home.go("#/utforare/" + id);
        CHECK(marked(app, "provider/" + id + "/fact/fee/badge"));

        home.go("#/");
        home.sign_in(test::kCodeNew);
        CHECK(marked(app, "choose/fee/example"));
        home.go("#/turordning");
        CHECK(marked(app, "decline/fee/example"));
        home.go("#/val");
        app.send({ui::EventKind::Press, first_choice_button(app), ""});
        CHECK(marked(app, "check/fee/badge"));
        app.get(Role::Button, "Bekräfta valet").press();
        CHECK(marked(app, "receipt/fee/badge"));
    }
}

TEST_CASE("a switch's fee, estimated on an invented tariff, is marked")
{
    Home home("huddinge");
    estimate(home.app);
    home.go("#/");
    home.sign_in(test::kCodeSwitch);
    home.app.get(Role::Button, "Byt utförare").press();
    CHECK(marked(home.app, "switch/fee/example"));
}

TEST_CASE("the law's cap and a tariff that is the municipality's own are not marked")
{
    for (const char* key : {"compare/fee/example"}) {
        CHECK_FALSE(marked("strangnas", "#/jamfor", key));  // "högst 2 660 kr": the law
        CHECK_FALSE(marked("botkyrka", "#/jamfor", key));
    }
    Home home("botkyrka");
    estimate(home.app);
    CHECK_FALSE(marked(home.app, "fee/result/example"));
    CHECK_FALSE(marked(home.app, "fee/bars/example"));
    home.go("#/jamfor");
    CHECK_FALSE(marked(home.app, "compare/fee/example"));
}

TEST_CASE("days reckoned by invented lead times are marked, for a switch")
{
    for (const std::string municipality : {"huddinge", "botkyrka"}) {
        CAPTURE(municipality);
        Home home(municipality);
        home.sign_in(test::kCodeSwitch);
        home.app.get(Role::Button, "Byt utförare").press();
        CHECK(marked(home.app, "switch/when/example"));
        home.app.send({ui::EventKind::Press, first_choice_button(home.app), ""});
        CHECK(marked(home.app, "check/when/badge"));
        home.app.get(Role::Button, "Bekräfta bytet").press();
        CHECK(marked(home.app, "receipt/when/example"));
        const ui::Node* day = home.app.tree().find("receipt/timeline/start/when");
        REQUIRE(day);
        CHECK(day->name.find(" (exempel)") != std::string::npos);
        home.go("#/val");
        CHECK(marked(home.app, "choose/pending/when/example"));
    }
}

TEST_CASE("days are marked by the lead time they come from: a first choice's or a switch's")
{
    // Strängnäs: the lead time of a switch is its own, the one of a first choice is invented.
    Home first;
    first.sign_in(test::kCodeNew);
    first.app.get(Role::Button, "Välj Solgläntan").press();
    CHECK(marked(first.app, "check/when/badge"));
    first.app.get(Role::Button, "Bekräfta valet").press();
    CHECK(marked(first.app, "receipt/when/example"));

    for (const std::string& code : {test::kCodeSwitch, test::kCodeLeaving}) {
        Home later;
        later.sign_in(code);
        if (code == test::kCodeSwitch) later.app.get(Role::Button, "Byt utförare").press();
        CHECK_FALSE(marked(later.app, "switch/when/example"));
        later.app.send({ui::EventKind::Press, first_choice_button(later.app), ""});
        CHECK_FALSE(marked(later.app, "check/when/badge"));
        for (const ui::Node& node : later.app.tree().nodes())
            if (node.key == "check/confirm") {
                later.app.send({ui::EventKind::Press, "check/confirm", ""});
                break;
            }
        CHECK_FALSE(marked(later.app, "receipt/when/example"));
    }
}

TEST_CASE("an invented turn rule is marked where it is explained and on the receipt it decided")
{
    for (const std::string municipality : {"strangnas", "huddinge", "botkyrka"}) {
        CAPTURE(municipality);
        Home home(municipality);
        home.sign_in(test::kCodeNew);
        home.app.get(Role::Button, "Jag vill inte välja").press();
        CHECK(marked(home.app, "decline/rule/example"));
        home.app.get(Role::Button, "Bekräfta att jag avstår").press();
        CHECK(marked(home.app, "receipt/why/rule/example"));
        // Only parts of Strängnäs's and Botkyrka's rule are invented, and that is said.
        CHECK((home.app.tree().find("receipt/why/rule/example/partly") != nullptr) ==
              (municipality != "huddinge"));
    }
}

TEST_CASE("a link to the full demands that only leads to a front page is marked")
{
    for (const char* municipality : {"strangnas", "huddinge", "botkyrka"}) {
        const std::string id = test::pack_of(municipality).providers.front().id.value;
        CHECK(marked(municipality, ("#/utforare/" + id).c_str(),
                     "provider/" + id + "/demands/link/example"));
    }
}

TEST_CASE("an invented telephone number is marked wherever somebody is told to call it")
{
    const auto both = [](const char* address, const std::string& key) {
        CAPTURE(address);
        CAPTURE(key);
        CHECK(marked("botkyrka", address, key));
        CHECK_FALSE(marked("strangnas", address, key));  // Strängnäs's own number
    };
    both("#/", "start/phone/example");
    both("#/", "bottom/phone/example");
    both("#/logga-in", "sign_in/phone/example");
    both("#/hjalp", "help/lead/example");
    both("#/hjalp", "help/phone/badge");
    both("#/nonsens", "not_found/what/example");
}

TEST_CASE("an invented number in a sentence about what went wrong is marked")
{
    for (const std::string municipality : {"botkyrka", "strangnas"}) {
        CAPTURE(municipality);
        const bool invented = municipality == "botkyrka";
        Home home(municipality);
        home.sign_in(code_from_digits("999999999999999"));
        REQUIRE(home.app.has_text("Koden stämmer inte."));
        CHECK(marked(home.app, "problem/example") == invented);

        home.app.get(Role::TextField, "Kod från brevet").type(test::kCodeNew);
        home.app.get(Role::Button, "Logga in").press();
        home.app.send({ui::EventKind::Press, first_choice_button(home.app), ""});
        home.service.refuse_next = Problem::ProviderClosing;  // a sentence without the number
        home.app.get(Role::Button, "Bekräfta valet").press();
        REQUIRE(home.app.has(Role::Heading, "Det gick inte"));
        CHECK_FALSE(marked(home.app, "problem/example"));
        home.app.get(Role::Button, "Bekräfta valet").press();
        REQUIRE(home.app.h1() == "Ditt val är mottaget");
        home.offline = true;
        home.app.platform().storage.erase("receipt_proof");  // else it holds without the service
        home.app.get(Role::Button, "Kontrollera kvittot").press();
        CHECK(marked(home.app, "receipt.not_genuine/example") == invented);
        CHECK(marked(home.app, "problem/example") == invented);
    }
}
