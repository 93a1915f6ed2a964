// "Om hemtjänsten": one topic a page, the municipality's own facts with their marks.
#include "home.h"

#include "core/neutrality.h"

#include <doctest/doctest.h>

using namespace hemval;
using test::Home;
using ui::Role;

namespace {

constexpr const char* kTopics[] = {"plan", "kontakt", "avboka", "kommunen", "tillagg", "klaga", "kontroll"};

std::string value(const HeadlessApp& app, const std::string& key)
{
    const ui::Node* node = app.tree().find(key + "/value");
    return node ? node->name : "";
}

bool marked(const HeadlessApp& app, const std::string& key)
{
    const ui::Node* node = app.tree().find(key);
    return node && node->name == "exempel";
}

}  // namespace

TEST_CASE("every topic is a page of its own, led to from the others, and an unknown one is not found")
{
    Home home;
    home.app.get(Role::Link, "Om hemtjänsten").press();
    CHECK(home.app.h1() == "Om hemtjänsten");
    for (const std::string topic : kTopics) {
        CAPTURE(topic);
        home.go("#/om-hemtjansten");
        const std::string key = "about/topic/" + topic + "/link";
        REQUIRE(home.app.tree().find(key));
        const std::string name = home.app.tree().find(key)->name;
        home.app.get(Role::Link, name).press();
        CHECK(home.app.h1() == name);
        CHECK(home.app.tree().find("about/topic/" + topic + "/link") == nullptr);
        int others = 0;
        for (const ui::Node& node : home.app.tree().nodes())
            others += node.role == Role::Link && node.key.rfind("about/topic/", 0) == 0 ? 1 : 0;
        CHECK(others == static_cast<int>(std::size(kTopics)) - 1);
    }
    home.go("#/om-hemtjansten/nonsens");
    CHECK(home.app.h1() == "Sidan finns inte");
}

TEST_CASE("questions, help and a provider's page lead to what they do not say themselves")
{
    Home home;
    for (const char* from : {"#/fragor", "#/hjalp"}) {
        home.go(from);
        home.app.get(Role::Link, "Vem kontrollerar utförarna?").press();
        CHECK(home.app.h1() == "Vem kontrollerar utförarna?");
    }
    home.go("#/utforare/solglantan");
    home.app.get(Role::Link, "Om du inte är nöjd").press();
    CHECK(home.app.has_text("Inspektionen för vård och omsorg"));
}

TEST_CASE("what stays municipal is the pack's, and where it says nothing that is told")
{
    Home home("huddinge");
    home.go("#/om-hemtjansten/kommunen");
    for (const char* service : {"alarm", "night", "safe_homecoming"})
        CHECK(marked(home.app, std::string("about/municipal/") + service + "/example"));
    CHECK(home.app.has(Role::ListItem, "trygghetslarm"));
    Home other;
    other.go("#/om-hemtjansten/kommunen");
    REQUIRE(other.app.tree().find("about/municipal/none"));
    CHECK(other.app.tree().find("about/municipal/none")->name == "Inte angivet");
}

TEST_CASE("when to cancel, when the plan is ready and how often providers are followed up differ by pack")
{
    Home strangnas;
    strangnas.go("#/om-hemtjansten/avboka");
    CHECK(value(strangnas.app, "about/cancel/when") == "Inte angivet");
    CHECK(strangnas.app.has_text("Om du ofta behöver avboka"));
    CHECK_FALSE(strangnas.app.tree().find("about/cancel/often/example"));
    strangnas.go("#/om-hemtjansten/plan");
    CHECK(value(strangnas.app, "about/plan/ready") == "14 dagar efter starten");
    strangnas.go("#/om-hemtjansten/kontroll");
    CHECK(value(strangnas.app, "about/checks/often") == "Inte angivet");

    Home botkyrka("botkyrka");
    botkyrka.go("#/om-hemtjansten/avboka");
    CHECK(value(botkyrka.app, "about/cancel/when") == "Senast 48 timmar före besöket");
    CHECK(marked(botkyrka.app, "about/cancel/when/badge"));
    CHECK(marked(botkyrka.app, "about/cancel/often/example"));
    botkyrka.go("#/om-hemtjansten/plan");
    CHECK(value(botkyrka.app, "about/plan/ready") == "30 dagar efter starten");
    botkyrka.go("#/om-hemtjansten/kontroll");
    CHECK(value(botkyrka.app, "about/checks/often") == "minst en gång på 6 månader");
    CHECK(marked(botkyrka.app, "about/checks/often/badge"));
    CHECK(marked(botkyrka.app, "about/checks/example"));
    botkyrka.go("#/om-hemtjansten/klaga");
    CHECK(marked(botkyrka.app, "about/complaints/example"));
}

TEST_CASE("who is responsible for an add-on service is told beside every provider's")
{
    Home home;
    home.go("#/utforare/solglantan");
    home.app.get(Role::Link, "Tilläggstjänster").press();
    CHECK(home.app.h1() == "Tilläggstjänster");
    CHECK(home.app.has_text("Utföraren säljer tjänsten, ansvarar för den och skickar räkningen."));
}

TEST_CASE("nothing that is published about home care claims anything of a provider")
{
    for (const std::string municipality : {"strangnas", "huddinge", "botkyrka"}) {
        Home home(municipality);
        for (const std::string topic : kTopics) {
            home.go("#/om-hemtjansten/" + topic);
            for (const ui::Node& node : home.app.tree().nodes()) {
                if (node.role != Role::Paragraph && node.role != Role::ListItem) continue;
                CAPTURE(node.name);
                CHECK(neutrality(node.name, "sv").empty());
            }
        }
    }
}
