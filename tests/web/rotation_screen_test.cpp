#include "home.h"

#include "core/rotation_trial.h"
#include "web/app/visit.h"

#include <doctest/doctest.h>

#include <string>

// The rotation one presses through (#/prova/visa/turordning).

using namespace hemval;
using test::Home;
using ui::Role;

namespace {

std::string said(const HeadlessApp& app, const std::string& key)
{
    const ui::Node* node = app.tree().find(key);
    return node ? node->name : "(nothing: " + key + ")";
}

int given(const Home& home, const Provider& provider)
{
    return std::stoi(said(home.app, "trial/table/" + provider.id.value + "/given"));
}

}  // namespace

TEST_CASE("fifty people who do not choose are ten for each of Strängnäs's five, and the last is explained")
{
    Home home;
    home.go("#/prova/visa/turordning");
    CHECK(home.app.h1() == "Prova turordningen");
    CHECK(home.app.has_text("Ingen person har kommit än."));
    home.app.get(Role::Button, "En person till").press();
    CHECK(home.app.has_text("Person 1, 23 november 2026: " + home.municipality.providers[0].name + "."));
    CHECK(home.app.has_text("Det var " + home.municipality.providers[0].name + " som stod i tur."));
    CHECK(home.app.has_text("Näst i tur: " + home.municipality.providers[1].name + "."));
    CHECK(home.app.announcements().back().rfind("Person 1, ", 0) == 0);
    home.app.get(Role::Button, "Tio till").press();
    CHECK(home.app.announcements().back().rfind("Person 11, ", 0) == 0);
    home.app.get(Role::Button, "Börja om med turordningen").press();
    CHECK(home.app.has_text("Ingen person har kommit än."));
    home.app.get(Role::Button, "Femtio till").press();
    for (const Provider& provider : home.municipality.providers) CHECK(given(home, provider) == 10);
    CHECK(home.app.has_text("Flest 10, minst 10: skillnaden är 0."));
    CHECK(home.app.has_text("Ingen hoppades över."));
    CHECK(home.app.tree().find("trial/ring"));
}

TEST_CASE("a full provider is passed over, in words and in figures")
{
    Home home;
    home.go("#/prova/visa/turordning");
    const Provider& first = home.municipality.providers[0];
    home.app.send({ui::EventKind::Input, "trial/room/" + first.id.value, "0"});
    home.app.get(Role::Button, "En person till").press();
    CHECK(home.app.has_text(first.name + " stod i tur men kunde inte ta emot. Turen gick vidare till " +
                            home.municipality.providers[1].name + "."));
    CHECK(home.app.has_text(first.name + ": fullt."));
    home.app.get(Role::Button, "Femtio till").press();
    CHECK(given(home, first) == 0);
    CHECK(said(home.app, "trial/table/" + first.id.value + "/room") == "0");
    CHECK(said(home.app, "trial/table/" + first.id.value + "/passed").find("fullt: ") != std::string::npos);
    home.app.send({ui::EventKind::Input, "trial/room/" + first.id.value, "none"});
    CHECK(said(home.app, "trial/table/" + first.id.value + "/room") == "Ingen gräns");
    home.app.get(Role::Button, "Tio till").press();
    CHECK(given(home, first) == 2);
}

TEST_CASE("a newcomer is let in and gets its turn, last in the round")
{
    Home home;
    home.go("#/prova/visa/turordning");
    home.app.get(Role::Button, "Tio till").press();
    home.app.get(Role::Button, "Släpp in en ny utförare").press();
    CHECK(home.app.has_text("Ny utförare är med från 13 december 2026."));
    CHECK_FALSE(home.app.has(Role::Button, "Släpp in en ny utförare"));
    for (int i = 0; i < 5; ++i) home.app.get(Role::Button, "En person till").press();
    CHECK(said(home.app, "trial/table/trial--newcomer/given") == "0");
    home.app.get(Role::Button, "En person till").press();
    CHECK(said(home.app, "trial/table/trial--newcomer/given") == "1");
    CHECK(home.app.has_text("Det var Ny utförare som stod i tur."));
    home.app.get(Role::Button, "Börja om med turordningen").press();
    CHECK(home.app.has(Role::Button, "Släpp in en ny utförare"));
}

TEST_CASE("the same visit presses through the same people after beginning again")
{
    Home home("botkyrka");
    home.go("#/prova/visa/turordning");
    const auto run = [&] {
        home.app.get(Role::Button, "Femtio till").press();
        home.app.get(Role::Summary, "De senaste tilldelningarna").press();
        std::string all;
        for (const ui::Node& node : home.app.tree().nodes())
            if (node.key.rfind("trial/all/table/", 0) == 0) all += node.name + "\n";
        home.app.get(Role::Summary, "De senaste tilldelningarna").press();
        return all;
    };
    const std::string first = run();
    CHECK(first.size() > 1000);
    home.app.get(Role::Button, "Börja om med turordningen").press();
    CHECK(run() == first);
}

TEST_CASE("where each area has its list one picks the area, and it begins anew there")
{
    Home home("huddinge");
    home.go("#/prova/visa/turordning");
    home.app.get(Role::Button, "Tio till").press();
    const AreaId other = home.municipality.areas[1].id;
    home.app.send({ui::EventKind::Input, "trial/area", other.value});
    CHECK(home.app.has_text("Ingen person har kommit än."));
    home.app.get(Role::Button, "Femtio till").press();
    int all = 0;
    for (const Provider& provider : home.municipality.providers) {
        all += given(home, provider);
        if (provider.areas.count(other) == 0) CHECK(given(home, provider) == 0);
    }
    CHECK(all == 50);
}

TEST_CASE("the figures are the fairness figures of core's own trial with this visit's seed")
{
    Home home("botkyrka");
    home.go("#/prova/visa/turordning");
    home.app.get(Role::Button, "Femtio till").press();
    const auto visit = read_visit(home.app.platform().storage.at("visit/botkyrka"));
    REQUIRE(visit);
    RotationTrial trial(home.municipality, visit->seed, home.app.platform().day,
                        home.municipality.areas.front().id);
    for (int i = 0; i < 50; ++i) REQUIRE(trial.next());
    for (const Provider& provider : home.municipality.providers) {
        CHECK(given(home, provider) == trial.given(provider.id));
        CHECK(said(home.app, "trial/table/" + provider.id.value + "/clients") ==
              std::to_string(trial.clients(provider.id)));
    }
}
