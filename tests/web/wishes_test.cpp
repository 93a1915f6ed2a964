// "Det som är viktigt för dig": the list, what the providers state, and the list that goes with a choice.
#include "home.h"

#include "core/wishes.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace hemval;
using test::Home;
using ui::Role;

namespace {

void make_list(Home& home)
{
    home.go("#/viktigt");
    home.app.get(Role::Checkbox, "Mat som lagas hemma").press();
    home.app.get(Role::Checkbox, "Personal som talar mitt språk").press();
    home.app.get(Role::TextArea, "Något annat som är viktigt").type("Katten heter Sture.");
}

nlohmann::json last_submit(Home& home)
{
    for (auto one = home.app.platform().requests.rbegin(); one != home.app.platform().requests.rend(); ++one)
        if (!one->idempotency_key.empty()) return nlohmann::json::parse(one->body, nullptr, false);
    FAIL("nothing was submitted");
    return {};
}

void to_check(Home& home, const std::string& name = "Solgläntan")
{
    home.go("#/val");
    if (home.app.has(Role::TextField, "Kod från brevet")) {
        home.app.get(Role::TextField, "Kod från brevet").type(test::kCodeNew);
        home.app.get(Role::Button, "Logga in").press();
    }
    home.app.get(Role::Button, "Välj " + name).press();
    CHECK(home.app.h1() == "Kontrollera ditt val");
}

std::vector<std::string> names_under(const HeadlessApp& app, const std::string& beginning)
{
    std::vector<std::string> names;
    for (const ui::Node& node : app.tree().nodes())
        if (node.role == Role::FactName && node.key.rfind(beginning, 0) == 0) names.push_back(node.name);
    return names;
}

constexpr const char* kSend = "Skicka önskelistan till kommunen med valet";

}  // namespace

TEST_CASE("what matters is ticked by life area, and the list is read back in the person's own words too")
{
    Home home;
    home.app.get(Role::Link, "Det som är viktigt för dig").press();
    CHECK(home.app.h1() == "Det som är viktigt för dig");
    for (const LifeArea area : kAllLifeAreas)
        CHECK(home.app.tree().find(std::string("wishes/area/") + name_of(area)));
    CHECK(home.app.has_text("Du har inte kryssat i något än."));
    make_list(home);
    CHECK(home.app.has(Role::ListItem, "Katten heter Sture."));
    CHECK(home.app.has(Role::ListItem, "Mat som lagas hemma"));
    CHECK(home.app.has_text("Du kan inte välja vem i personalen som kommer hem till dig."));
    home.app.reload();
    CHECK(home.app.has(Role::ListItem, "Katten heter Sture."));
    home.app.get(Role::Button, "Ta bort listan").press();
    CHECK(home.app.has_text("Du har inte kryssat i något än."));
    CHECK(home.app.focused() == "wishes/list/heading");
}

TEST_CASE("what each provider states of a wish stands in the visit's order, and what nobody states is told so")
{
    Home home;
    make_list(home);
    HeadlessApp& app = home.app;
    CHECK(app.tree().find("wishes/example"));
    app.get(Role::Summary, "Mat som lagas hemma").press();
    const std::string key = "wishes/stated/cooking/";
    REQUIRE(app.tree().find(key + "silverlarkan/value"));
    CHECK(app.tree().find(key + "silverlarkan/value")->name == "Uppger att de erbjuder det");
    CHECK(app.tree().find(key + "solglantan/value")->name == "Inte angivet");
    const auto stated = names_under(app, key);
    CHECK(stated.size() == home.municipality.providers.size());
    // Who is silent has not said no, and nobody is shown as if they had.
    CHECK(app.has_text("Inte angivet betyder inte nej: fråga utföraren."));
    for (const Provider& one : home.municipality.providers)
        CHECK(app.tree().find(key + one.id.value + "/value")->name ==
              (one.offers.count("cooking") > 0 ? "Uppger att de erbjuder det" : "Inte angivet"));
    app.get(Role::Summary, "Personal som talar mitt språk").press();
    CHECK(app.tree().find("wishes/stated/my_language/solglantan/value")->name ==
          "svenska, engelska och arabiska");
    CHECK(names_under(app, "wishes/stated/my_language/") == stated);

    home.go("#/jamfor");
    std::vector<std::string> listed;
    for (const ui::Node& node : app.tree().nodes())
        for (const Provider& one : home.municipality.providers)
            if (node.role == Role::Heading && node.name == one.name) listed.push_back(one.name);
    CHECK(listed == stated);
}

TEST_CASE("the order of what is stated is the visit's, and ticking moves nobody")
{
    Home home;
    make_list(home);
    home.app.get(Role::Summary, "Mat som lagas hemma").press();
    const auto before = names_under(home.app, "wishes/stated/cooking/");
    for (const CareWish& wish : kCareWishes)
        if (wish.id != "cooking" && wish.id != "my_language")
            home.app.send({ui::EventKind::Press, "wishes/" + std::string(wish.id), ""});
    CHECK(names_under(home.app, "wishes/stated/cooking/") == before);
}

TEST_CASE("a right of everybody's and what is agreed with each person are told as that")
{
    Home home;
    home.go("#/viktigt");
    home.app.get(Role::Checkbox, "En fast omsorgskontakt som jag lär känna").press();
    home.app.get(Role::Checkbox, "Tid för mina intressen").press();
    home.app.get(Role::Summary, "En fast omsorgskontakt som jag lär känna").press();
    home.app.get(Role::Summary, "Tid för mina intressen").press();
    CHECK(home.app.has_text("Alla utförare måste erbjuda det."));
    CHECK(home.app.has_text("Ingen kan uppge det i förväg."));
}

TEST_CASE("the list goes with the choice only when the person has ticked that it shall")
{
    Home home;
    make_list(home);
    to_check(home);
    CHECK(home.app.get(Role::Checkbox, kSend).node().checked == ui::Tri::No);
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK_FALSE(last_submit(home).contains("wish_list"));
    CHECK_FALSE(home.app.tree().find("wishes/sent"));

    to_check(home, "Silverlärkan");
    home.app.get(Role::Checkbox, kSend).press();
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK(home.app.h1() == "Ditt val är mottaget");
    CHECK(last_submit(home)["wish_list"] ==
          nlohmann::json{{"wishes", {"my_language", "cooking"}}, {"own_words", "Katten heter Sture."}});
    CHECK(home.app.has_text("Din önskelista kom in till kommunen den 23 november 2026."));
    home.app.reload();
    CHECK(home.app.has_text("Din önskelista kom in till kommunen den 23 november 2026."));

    to_check(home, "Tusenskönan");  // the next choice is asked anew, and what becomes of the list is told
    CHECK(home.app.get(Role::Checkbox, kSend).node().checked == ui::Tri::No);
    CHECK(home.app.has_text("Skickar du ingen ny nu tas den bort med det här valet."));
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK_FALSE(home.app.tree().find("wishes/sent"));
}

TEST_CASE("without a list nothing is asked at the check, and the way to one is there and back")
{
    Home home;
    to_check(home);
    CHECK_FALSE(home.app.has(Role::Checkbox, kSend));
    home.app.get(Role::Link, "Skriv ner det som är viktigt för dig").press();
    home.app.get(Role::Checkbox, "Mat som lagas hemma").press();
    home.app.get(Role::Link, "Tillbaka").press();
    CHECK(home.app.h1() == "Kontrollera ditt val");
    CHECK(home.app.has(Role::Checkbox, kSend));
}

TEST_CASE("a list goes with a decline, a switch and a place in a queue alike")
{
    Home home;
    make_list(home);
    to_check(home);
    home.go("#/turordning");
    home.app.get(Role::Checkbox, kSend).press();
    home.app.get(Role::Button, "Bekräfta att jag avstår").press();
    CHECK(last_submit(home)["action"] == "decline");
    CHECK(last_submit(home).contains("wish_list"));

    Home other;
    make_list(other);
    other.go("#/val");
    other.app.get(Role::TextField, "Kod från brevet").type(test::kCodeSwitch);
    other.app.get(Role::Button, "Logga in").press();
    other.app.get(Role::Button, "Byt utförare").press();
    for (const ui::Node& node : other.app.tree().nodes()) {
        if (node.role != Role::Button || node.name.rfind("Välj ", 0) != 0) continue;
        other.app.send({ui::EventKind::Press, std::string(node.key), ""});
        break;
    }
    other.app.get(Role::Checkbox, kSend).press();
    other.app.get(Role::Button, "Bekräfta bytet").press();
    CHECK(last_submit(other)["action"] == "switch");
    CHECK(last_submit(other).contains("wish_list"));
}

TEST_CASE("a choice that was left unanswered is sent again with the same list and key, after a reload too")
{
    Home home;
    make_list(home);
    to_check(home);
    home.app.get(Role::Checkbox, kSend).press();
    home.service.silent_answers = 1;
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK(home.app.h1() == "Kontrollera ditt val");
    const auto sent = last_submit(home);
    home.app.reload();
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK(home.app.h1() == "Ditt val är mottaget");
    CHECK(last_submit(home) == sent);
    const auto keys = home.submit_keys();
    REQUIRE(keys.size() == 2);
    CHECK(keys[0] == keys[1]);
}

TEST_CASE("a list that has changed since the unanswered try is another submit")
{
    Home home;
    make_list(home);
    to_check(home);
    home.app.get(Role::Checkbox, kSend).press();
    home.offline = true;
    home.app.get(Role::Button, "Bekräfta valet").press();
    home.offline = false;
    home.go("#/viktigt");
    home.app.get(Role::Checkbox, "Mat som lagas hemma").press();
    to_check(home);
    home.app.get(Role::Button, "Bekräfta valet").press();
    const auto keys = home.submit_keys();
    REQUIRE(keys.size() == 2);
    CHECK(keys[0] != keys[1]);
}

TEST_CASE("signing out takes the list from the tab, and trying it out never touches the real one")
{
    Home home;
    make_list(home);
    home.go("#/prova/viktigt");
    CHECK(home.app.has_text("Du har inte kryssat i något än."));
    home.app.get(Role::Checkbox, "Tid för mina intressen").press();
    home.go("#/viktigt");
    CHECK_FALSE(home.app.has(Role::ListItem, "Tid för mina intressen"));
    CHECK(home.app.has(Role::ListItem, "Mat som lagas hemma"));
    to_check(home);
    home.go("#/val");
    home.app.get(Role::Button, "Logga ut").press();
    home.go("#/viktigt");
    CHECK(home.app.has_text("Du har inte kryssat i något än."));
    CHECK(home.app.platform().stored("visit/strangnas").find("Sture") == std::string::npos);
}

TEST_CASE("on paper the list is a table to write on when the plan is made, and nothing else of the screen")
{
    Home home;
    make_list(home);
    home.app.get(Role::Button, "Skriv ut listan").press();
    CHECK(home.app.platform().prints == 1);
    home.app.on_paper(true);
    home.app.send({});
    CHECK(home.app.has(Role::ColumnHeader, "Det här kom vi överens om"));
    CHECK(home.app.has(Role::RowHeader, "Mat som lagas hemma"));
    CHECK(home.app.has(Role::RowHeader, "Katten heter Sture."));
    CHECK(home.app.has(Role::RowHeader, "Dag för mötet och vilka som var med"));
    CHECK_FALSE(home.app.has_text("Silverlärkan"));
    CHECK_FALSE(home.app.has(Role::Checkbox, "Mat som lagas hemma"));
}

TEST_CASE("in a kiosk the list is written with its own keys, and the next person finds nothing of it")
{
    Home home;
    HeadlessApp& app = home.app;
    app.platform().history = {"#/kiosk"};
    app.reload();
    app.get(Role::Link, "Det som är viktigt för dig").press();
    CHECK(app.has_text("Listan försvinner när du är klar här."));
    app.get(Role::Checkbox, "Mat som lagas hemma").press();
    app.send({ui::EventKind::Press, "wishes/own", ""});
    app.send({ui::EventKind::Press, "wishes/own/keys/k", ""});
    CHECK(app.get(Role::TextArea, "Något annat som är viktigt").node().value == "k");
    app.send({ui::EventKind::Press, "kiosk/end", ""});
    home.go("#/viktigt");
    CHECK(app.has_text("Du har inte kryssat i något än."));
    for (const auto& kept : app.platform().storage) CHECK(kept.second.find("cooking") == std::string::npos);
}

TEST_CASE("a provider's page says what it states that it offers, or that it has stated nothing")
{
    Home home;
    home.go("#/utforare/silverlarkan");
    CHECK(home.app.has(Role::Heading, "Det här uppger de att de erbjuder"));
    CHECK(home.app.has(Role::ListItem, "Mat som lagas hemma"));
    Home other("huddinge");
    other.go("#/utforare/stjarnlyktan");
    REQUIRE(other.app.tree().find("provider/stjarnlyktan/offers/none"));
    CHECK(other.app.tree().find("provider/stjarnlyktan/offers/none")->name == "Inte angivet");
}
