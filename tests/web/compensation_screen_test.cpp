#include "home.h"

#include "core/compensation.h"

#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

// The same week under three ways to pay (#/prova/visa/ersattning): what stands there is what core says.

using namespace hemval;
using test::Home;
using ui::Role;

namespace {

std::string said(const HeadlessApp& app, const std::string& key)
{
    const ui::Node* node = app.tree().find(key);
    return node ? node->name : "(nothing: " + key + ")";
}

std::string kronor(Ore amount)
{
    std::string digits = std::to_string(nearest_krona(amount).value / 100);
    if (digits.size() > 3) digits.insert(digits.size() - 3, " ");
    return digits + " kr";
}

// Each model's figures, as they stand beside its bar and in the table.
void shows(const Home& home, const std::vector<CareVisit>& week, const CompensationRules& prices)
{
    for (const CompensationModel model : kAllCompensationModels) {
        const std::string name = name_of(model);
        CAPTURE(name);
        const auto answer = compensation(prices, model, week);
        REQUIRE(answer);
        CHECK(said(home.app, "pay/bar/" + name + "/figure") == kronor(answer->paid));
        CHECK(said(home.app, "pay/table/paid/" + name) == kronor(answer->paid));
        CHECK(said(home.app, "pay/table/if_carried_out/" + name) == kronor(answer->if_carried_out));
        CHECK(said(home.app, "pay/table/by_provider/" + name) == kronor(answer->undelivered_by_provider));
        CHECK(said(home.app, "pay/table/by_client/" + name) == kronor(answer->undelivered_by_client));
        for (std::size_t i = 0; i < week.size(); ++i)
            CHECK(said(home.app, "pay/visits/" + std::to_string(i) + "/" + name) ==
                  kronor(answer->visits[i].paid));
    }
}

void shows(const Home& home, const std::vector<CareVisit>& week)
{
    shows(home, week, home.municipality.compensation);
}

std::vector<std::string> fees(const Home& home)
{
    std::vector<std::string> figures;
    for (const CompensationModel model : kAllCompensationModels)
        figures.push_back(said(home.app, std::string("pay/fee/") + name_of(model) + "/figure"));
    return figures;
}

}  // namespace

TEST_CASE("the week's figures are core's, planned and rough, in every municipality")
{
    for (const char* municipality : {"strangnas", "huddinge", "botkyrka"}) {
        CAPTURE(municipality);
        Home home(municipality);
        home.go("#/prova/visa/ersattning");
        CHECK(home.app.h1() == "Ersättningen till utföraren");
        shows(home, example_week());
        home.app.get(Role::Button, "En rörig vecka").press();
        shows(home, rough_week());
        home.app.get(Role::Button, "Allt som planerat").press();
        shows(home, example_week());
    }
}

TEST_CASE("a visit one changes changes its own pay and the sums, and never the fee")
{
    Home home;
    home.go("#/prova/visa/ersattning");
    const auto before = fees(home);
    CHECK(before == std::vector<std::string>(3, "högst 2 660 kr"));
    auto week = example_week();
    const auto input = [&](const char* key, const char* value) {
        home.app.send({ui::EventKind::Input, key, value});
    };
    input("pay/visit", "2");
    input("pay/measured", "61");
    input("pay/delay", "25");
    week[2].measured_minutes = 61;
    week[2].delayed_minutes = 25;
    shows(home, week);
    CHECK(home.app.has_text("Försenade besök: 1."));

    input("pay/visit", "5");
    home.app.get(Role::Radio, "Ingen kom").press();
    week[5].outcome = VisitOutcome::NeverDelivered;
    shows(home, week);
    CHECK_FALSE(home.app.has(Role::TextField, "Utförd tid"));
    // The board's question: granted time and the fixed price pay the same whether anybody came.
    CHECK(home.app.has_text("Utförd tid: utföraren hade fått"));
    CHECK(home.app.has_text("Beviljad tid: utföraren får inte mer för att utföra allt som personerna inte avbokade."));
    CHECK(home.app.has_text("Fast pris: utföraren får inte mer för att utföra allt som personerna inte avbokade."));

    home.app.get(Role::Radio, "Besöket utfördes").press();
    week[5].outcome = VisitOutcome::Performed;
    shows(home, week);
    CHECK(fees(home) == before);
}

TEST_CASE("what is no number of minutes is told, and changes nothing")
{
    Home home;
    home.go("#/prova/visa/ersattning");
    for (const char* typed : {"många", "1441", "-5", ""}) {
        CAPTURE(typed);
        home.app.send({ui::EventKind::Input, "pay/measured", typed});
        CHECK(home.app.has_text("Skriv ett helt tal med siffror, högst 1 440."));
        shows(home, example_week());
    }
    home.app.send({ui::EventKind::Input, "pay/measured", "30"});
    CHECK_FALSE(home.app.has_text("Skriv ett helt tal"));
}

TEST_CASE("the person's own estimate stands as the fee, the same with every model")
{
    Home home;
    home.go("#/prova/avgift");
    home.app.get(Role::TextField, "Timmar hemtjänst i månaden").type("3");
    home.app.get(Role::Radio, "Jag är ensamstående").press();
    home.app.get(Role::TextField, "Din inkomst efter skatt").type("30 000");
    home.app.get(Role::Button, "Räkna ut").press();
    home.go("#/prova/visa/ersattning");
    const auto shown = fees(home);
    CHECK(shown.front().find("1 185 kr") != std::string::npos);  // 3 hours of 395 kr
    CHECK(shown == std::vector<std::string>(3, shown.front()));
    CHECK(home.app.tree().find("pay/fee/example"));              // an invented tariff
    home.app.get(Role::Button, "En rörig vecka").press();
    CHECK(fees(home) == shown);
}

TEST_CASE("the table is saved as a file for a Swedish spreadsheet, with what stands on the screen")
{
    Home home;
    home.go("#/prova/visa/ersattning");
    home.app.get(Role::Button, "En rörig vecka").press();
    home.app.get(Role::Button, "Spara tabellen").press();
    CHECK(home.app.announcements().back() == "Tabellen är sparad som ersättning.csv.");
    const auto& files = home.app.platform().saved_files;
    REQUIRE(files.count("ersättning.csv") == 1);
    const std::string& file = files.at("ersättning.csv");
    CHECK(file.rfind("\xEF\xBB\xBF\"Exempel\";\"Kommun\";\"Veckodag\";\"Klockan\";\"Person\";", 0) == 0);
    std::istringstream lines(file);
    std::vector<std::string> rows;
    for (std::string line; std::getline(lines, line);) rows.push_back(line);
    REQUIRE(rows.size() == rough_week().size() + 2);
    // Person 2 on Monday: two of the staff for 46 minutes instead of 40; at most the granted time is paid.
    // 80 min of 465 kr and of 432 kr an hour; 80 of the 300 granted minutes of 2 580 kr.
    const std::string from = "\"exempel\";\"Strängnäs kommun\";";
    const auto begins = [&](std::size_t row, const std::string& with) { return rows[row].rfind(from + with, 0) == 0; };
    CHECK(begins(2, "\"måndag\";8:30;2;2;40;40;46;0;\"Besöket utfördes\";620,00;576,00;688,00;"));
    // Nobody came: no minutes, and what each model pays all the same.
    CHECK(begins(10, "\"torsdag\";7:30;1;1;30;30;0;0;\"Ingen kom\";0,00;216,00;220,00;"));
    // Whoever is handed the file reads in each row that it is an example, by which rules and at whose prices.
    CHECK(begins(rows.size() - 1, "\"Summa\";\"\";\"\";"));
    for (std::size_t row = 1; row < rows.size(); ++row) {
        CHECK(begins(row, ""));
        CHECK(rows[row].find("i timmen för den tid som mättes hos personen.") != std::string::npos);
        CHECK(rows[row].find("(exempel)\"") != std::string::npos);
    }
}

TEST_CASE("prices of the pack are told, with their mark, and what is not paid under granted time")
{
    Home home("botkyrka");
    home.go("#/prova/visa/ersattning");
    CHECK(home.app.has_text("Botkyrka kommun räknar så här: Beviljad tid."));
    CHECK_FALSE(home.app.tree().find("pay/own/example"));  // its own model is public
    home.app.get(Role::Summary, "Så räknas ersättningen").press();
    CHECK(home.app.has_text("436 kr i timmen för den tid som står i beslutet"));
    CHECK(home.app.has_text("Detta betalas inte: besök som personen avbokar i tid."));
    CHECK(said(home.app, "pay/rules/granted_time/example") == "exempel");
    Home other("strangnas");
    other.go("#/prova/visa/ersattning");
    CHECK(said(other.app, "pay/own/example") == "exempel");
}

TEST_CASE("a board tries prices of its own, and comes back to those from the beginning")
{
    Home home;
    home.go("#/prova/visa/ersattning");
    home.app.get(Role::Summary, "Ändra priserna").press();
    const auto fee = fees(home);
    CompensationRules prices = home.municipality.compensation;
    prices.performed.per_hour = Ore::kronor(500);
    prices.granted.per_hour = Ore::kronor(401);
    prices.block.levels[1].per_week = Ore::kronor(1700);
    home.app.send({ui::EventKind::Input, "pay/price/performed", "500"});
    home.app.send({ui::EventKind::Input, "pay/price/granted", "401"});
    home.app.send({ui::EventKind::Input, "pay/price/block/1", "1 700"});
    shows(home, example_week(), prices);
    home.app.send({ui::EventKind::Input, "pay/price/granted", "10001"});
    CHECK(home.app.has_text("Skriv ett helt tal med siffror, högst 10 000."));
    shows(home, example_week(), prices);
    home.app.get(Role::Button, "En rörig vecka").press();
    shows(home, rough_week(), prices);
    CHECK(fees(home) == fee);
    home.app.get(Role::Summary, "Så räknas ersättningen").press();
    CHECK(said(home.app, "pay/rules/granted_time/own") == "Dina priser");
    CHECK_FALSE(home.app.tree().find("pay/rules/granted_time/example"));  // the pack's mark is of its own prices
    home.app.get(Role::Button, "Spara tabellen").press();
    const std::string& file = home.app.platform().saved_files.at("ersättning.csv");
    CHECK(file.find("401 kr i timmen") != std::string::npos);
    CHECK(file.find("(Dina priser)") != std::string::npos);
    home.app.get(Role::Button, "Tillbaka till priserna från början").press();
    shows(home, rough_week());
    CHECK_FALSE(home.app.tree().find("pay/rules/granted_time/own"));
}

TEST_CASE("compensation is explained in the demonstration and nowhere else")
{
    HeadlessApp app("strangnas", "#/visa/ersattning");
    CHECK(app.h1() != "Ersättningen till utföraren");
}
