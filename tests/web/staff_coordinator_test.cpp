#include "office.h"

#include <doctest/doctest.h>

using namespace hemval;
using test::Office;

namespace {

struct AtDesk : Office {
    explicit AtDesk(const std::string& hash = "#/personal", const std::string& id = "strangnas",
                    const std::string& language = "sv")
        : Office(Role::Coordinator, hash, id, language)
    {
    }
    std::string name(std::size_t i) const { return municipality.providers[i].name; }
    std::string row(std::size_t i, const char* field) const
    {
        return "row/" + desk.provider(i).value + "/" + field;
    }
};

}  // namespace

TEST_CASE("changing the rotation list takes two people: never one's own proposal")
{
    AtDesk at("#/personal/utforare");
    at.app.get(ui::Role::Link, at.name(0)).press();
    at.app.get(ui::Role::Button, "Föreslå ändringen").press();
    CHECK(at.app.has(ui::Role::Link, "Ändra något först."));
    at.type(at.row(0, "capacity"), "många");
    at.app.get(ui::Role::Button, "Föreslå ändringen").press();
    CHECK(at.app.has(ui::Role::Link, "Skriv ett helt tal med siffror, eller lämna tomt."));
    at.type(at.row(0, "capacity"), "40");
    at.press(at.row(0, "warned"));
    at.app.get(ui::Role::Button, "Föreslå ändringen").press();
    CHECK(at.app.h1() == "Ändringar");
    CHECK(at.app.has_text("Högst 40 kunder"));
    CHECK(at.app.has_text("Får en varning"));
    CHECK(at.app.has_text("Du har själv föreslagit den."));
    CHECK_FALSE(at.app.has(ui::Role::Button, "Godkänn"));
    CHECK_FALSE(at.desk.state.providers[0].warned);
    at.sign_in_as("berit", Role::Coordinator);
    at.app.get(ui::Role::Button, "Godkänn").press();
    CHECK(at.desk.state.providers[0].warned);
    CHECK(at.desk.state.providers[0].capacity == 40);
    CHECK(at.app.has_text("Inga ändringar väntar."));
    at.go("#/personal/utforare");
    CHECK(at.app.has_text("0 av högst 40"));
}

TEST_CASE("a proposal whose answer was lost is made once, also when sent again after a new sign-in")
{
    AtDesk at("#/personal/utforare/solglantan");
    at.type("row/solglantan/capacity", "40");
    at.desk.offline = true;
    at.app.get(ui::Role::Button, "Föreslå ändringen").press();
    CHECK(at.app.has_text("Vi får inget svar."));
    at.desk.offline = false;
    at.desk.staff.reset();
    at.app.reload();
    CHECK(at.app.h1() == "Logga in som personal");
    at.sign_in_as("anna", Role::Coordinator);
    at.app.get(ui::Role::Button, "Föreslå ändringen").press();
    CHECK(at.app.h1() == "Ändringar");
    CHECK(at.desk.carried_out == 1);
    CHECK_FALSE(at.app.has(ui::Role::Heading, "Ändring 2: Solgläntan"));
}

TEST_CASE("a proposal can be taken back by who made it")
{
    AtDesk at("#/personal/utforare/solglantan");
    at.type("row/solglantan/closing", "2027-02-01");
    at.app.get(ui::Role::Button, "Föreslå ändringen").press();
    CHECK(at.app.has_text("Upphör den 1 februari 2027"));
    at.app.get(ui::Role::Button, "Ta tillbaka förslaget").press();
    CHECK(at.app.has_text("Inga ändringar väntar."));
    at.press("changes/ended/summary");
    CHECK(at.app.has_text("Avslagen av anna den 23 november 2026"));
}

TEST_CASE("a provider's text is looked through as it is written, and is not published with claims in it")
{
    AtDesk at("#/personal/utforare/solglantan/text");
    at.type("text/solglantan/sv", "Vi är bäst i Strängnäs. Vi har funnits sedan 1998.");
    CHECK(at.app.has_text("Att ändra: 1"));
    CHECK(at.app.has_text("bäst"));
    CHECK(at.app.has_text("Jämför med andra eller berömmer sig själv."));
    at.app.get(ui::Role::Button, "Publicera texten").press();
    CHECK(at.app.has(ui::Role::Link, "Ändra det som är markerat under texten."));
    CHECK(at.desk.carried_out == 0);
    at.type("text/solglantan/sv", "Vi har funnits sedan 1998.");
    at.type("text/solglantan/en", "We have been here since 1998.");
    CHECK_FALSE(at.app.has_text("Att ändra:"));
    at.app.get(ui::Role::Button, "Publicera texten").press();
    CHECK(at.app.announcements().back() == "Texten är publicerad.");
    CHECK(at.desk.carried_out == 1);
    CHECK(at.app.tree().find("text/solglantan/sv")->value == "Vi har funnits sedan 1998.");
}

TEST_CASE("the rotation list is a ring in its own order, with the turn in words too")
{
    AtDesk at("#/personal/turordning");
    CHECK(at.app.has_text("Turen har "));
    std::vector<std::string> order;
    for (const ui::Node& node : at.app.tree().nodes())
        if (node.role == ui::Role::Paragraph && node.key.find("/place/") != std::string::npos &&
            node.key.find("/label") != std::string::npos)
            order.push_back(node.name);
    REQUIRE(order.size() == at.municipality.providers.size());
    const RotationList list = initial_list(at.desk.state.policy, at.desk.state.providers, AreaId(), at.desk.today);
    for (std::size_t i = 0; i < order.size(); ++i)
        CHECK(order[i] == at.municipality.find_provider(list.order[i])->name);
    CHECK(at.app.has_text("Den rangordnar inte utförarna."));
    AtDesk huddinge("#/personal/turordning", "huddinge");
    for (const Area& area : huddinge.municipality.areas) CHECK(huddinge.app.has(ui::Role::Heading, area.name));
}

TEST_CASE("assignments by turn are counted month by month, with the spread in words")
{
    AtDesk at;
    for (int i = 0; i < 7; ++i) {
        const CaseId person = at.desk.add("B-" + std::to_string(i));
        Submission decline;
        decline.action = Action::Decline;
        at.desk.choose(person, decline);
    }
    at.go("#/personal/fordelning");
    int sum = 0;
    for (const Provider& provider : at.municipality.providers)
        sum += std::stoi(at.app.tree().find("fairness/table/" + provider.id.value + "/sum")->name);
    CHECK(sum == 7);
    CHECK(at.app.has_text("skillnaden är"));
}

TEST_CASE("the order shown is tried on the spot, with its verdict in words")
{
    AtDesk at("#/personal/visningsordning");
    at.app.get(ui::Role::Button, "Gör provet nu").press();
    CHECK(at.app.has_text("Ordningen är jämn."));
    CHECK(at.app.has(ui::Role::Button, "Gör ett nytt prov"));
    long long sum = 0;
    for (const Provider& provider : at.municipality.providers) {
        std::string text = at.app.tree().find("exposure/table/" + provider.id.value + "/1")->name;
        text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c < '0' || c > '9'; }), text.end());
        sum += std::stoll(text);
    }
    CHECK(sum == 10'000);
}

TEST_CASE("follow-ups are counted demand by demand, and name no case")
{
    Office office(Role::CareManager);
    const CaseId person = office.desk.add("B-31");
    Submission submission;
    submission.provider = office.desk.provider(0);
    office.desk.choose(person, submission);
    FollowUp visit{office.desk.today, office.desk.provider(0), {}};
    for (const QualityDemand& demand : office.municipality.demands) visit.demands[demand.id] = Finding::Met;
    visit.demands.begin()->second = Finding::NotMet;
    office.desk.work(person, ConfirmChoice{}, IdempotencyKey("a"), [](const Result<DeskCase, Problem>&) {});
    office.desk.work(person, HeldFollowUp{visit}, IdempotencyKey("b"), [](const Result<DeskCase, Problem>&) {});
    office.app.platform().history.back() = "#/personal/uppfoljningar";
    office.sign_in_as("carin", Role::Coordinator);
    const std::string table = "followed/" + office.desk.provider(0).value + "/table/";
    CHECK(office.app.tree().find(table + visit.demands.begin()->first + "/not_met")->name == "1");
    CHECK(office.app.has_text("Inget besök är sparat än."));
    CHECK_FALSE(office.app.has_text("B-31"));
}

TEST_CASE("choices per area stand side by side, and what differs is said")
{
    CHECK(AtDesk("#/personal/omraden", "strangnas").app.has_text("Samma") == false);
    AtDesk huddinge("#/personal/omraden", "huddinge");
    bool differs = false;
    for (const ui::Node& node : huddinge.app.tree().nodes()) differs = differs || node.style == "differs";
    CHECK(differs == huddinge.app.has_text("Det skiljer sig mellan områdena."));
    for (const Area& area : huddinge.municipality.areas) CHECK(huddinge.app.has(ui::Role::ColumnHeader, area.name));
}

TEST_CASE("the external share stands beside the target where the pack states one")
{
    AtDesk botkyrka("#/personal/andel", "botkyrka");
    CHECK(botkyrka.app.has_text("Kommunens mål: 50,0 procent"));
    AtDesk strangnas("#/personal/andel", "strangnas");
    CHECK(strangnas.app.has_text("Kommunen har inte angett något mål."));
    CHECK(strangnas.app.has_text("november 2026"));
}

TEST_CASE("the rule's legal basis is shown with the competition authority's caution")
{
    AtDesk at("#/personal/regel");
    CHECK(at.app.has_text(at.municipality.rotation.legal_basis));
    CHECK(at.app.has_text("ställningstagande 2019:2"));
    CHECK(at.app.has_text("omtvistat"));
}

TEST_CASE("the auditor reads the ledger page by page and the access log, and can change nothing")
{
    Office office(Role::CareManager);
    for (int i = 0; i < 30; ++i) office.desk.add("B-" + std::to_string(i));
    office.go("#/personal/arende/case3");
    office.app.platform().history.back() = "#/personal/liggare";
    office.sign_in_as("doris", Role::Auditor);
    CHECK(office.app.has(ui::Role::RowHeader, "Nr 1"));
    CHECK(office.app.has_text("Regeln och listan antogs"));
    office.app.get(ui::Role::Link, "Nästa sida").press();
    CHECK(office.app.has(ui::Role::RowHeader, "Nr 31"));
    CHECK_FALSE(office.app.has(ui::Role::Link, "Nästa sida"));
    office.app.get(ui::Role::Link, "Till den första sidan").press();
    CHECK(office.app.has(ui::Role::RowHeader, "Nr 1"));
    office.go("#/personal/atkomst");
    CHECK(office.app.has_text("Öppnade ärendet"));
    CHECK(office.app.has_text("case3"));
    for (const ui::Node& node : office.app.tree().nodes())
        if (node.role == ui::Role::Button) CHECK(node.key.rfind("controls/", 0) == 0);
}

TEST_CASE("a provider's leaving is led from proposal to annulment, and each step says what it will do first")
{
    AtDesk at("#/personal/utforare/solglantan");
    for (int i = 0; i < 3; ++i) at.desk.add("B-" + std::to_string(i), ProviderId("solglantan"));
    const TransitionId id("solglantan-2026");
    const auto phase = [&] { return at.desk.state.transitions.at(id).now.phase; };
    at.app.get(ui::Role::Link, "Föreslå att utföraren upphör").press();
    CHECK(at.app.h1() == "Föreslå att Solgläntan upphör");
    CHECK(at.app.has_text("att de inte behöver göra något. Antal: 3."));
    CHECK(at.desk.state.transitions.empty());
    at.app.get(ui::Role::Button, "Lägg förslaget").press();
    CHECK(at.app.h1() == "Solgläntan: avveckling");
    CHECK(phase() == TransitionPhase::Proposed);

    at.app.get(ui::Role::Link, "Besluta").press();
    at.app.get(ui::Role::Button, "Gå vidare och kontrollera").press();
    CHECK(at.app.has(ui::Role::Link, "Välj en orsak."));
    CHECK(at.app.has_text("Utförarens sista dag: Skriv en dag som finns"));
    const std::string days = "leaving/solglantan-2026/besluta/";
    at.press(days + "cause/closes");
    at.type(days + "choose_by", "2027-02-28");
    at.type(days + "last_day", "2027-01-31");
    at.app.get(ui::Role::Button, "Gå vidare och kontrollera").press();
    CHECK(at.app.has(ui::Role::Link, "Utförarens sista dag får inte vara före den sista dagen att välja."));
    at.type(days + "choose_by", "2026-12-31");
    at.app.get(ui::Role::Button, "Gå vidare och kontrollera").press();
    CHECK(at.app.h1() == "Besluta att Solgläntan upphör");
    CHECK(at.app.has_text("Personer som berörs: 3."));
    CHECK(at.app.has_text("De ska välja senast den 31 december 2026."));
    CHECK(at.app.has_text("Sista dagen hos Solgläntan är den 31 januari 2027."));
    at.app.get(ui::Role::Button, "Besluta").press();
    CHECK(at.app.has_text("Förslaget är ditt eget. Någon annan måste godkänna det."));
    CHECK(phase() == TransitionPhase::Proposed);
    at.desk.staff->account = "another";
    at.app.get(ui::Role::Button, "Besluta").press();
    CHECK(phase() == TransitionPhase::Decided);
    CHECK(at.app.announcements().back() == "Steget är taget.");

    at.app.get(ui::Role::Link, "Starta").press();
    at.app.get(ui::Role::Button, "Gå vidare och kontrollera").press();
    CHECK(at.app.has_text("med namnet solglantan-2026"));
    at.app.get(ui::Role::Button, "Starta").press();
    at.desk.choose(CaseId("case1"), [&] {
        Submission submission;
        submission.provider = at.desk.able(CaseId("case1"), 0);
        return submission;
    }());
    at.go("#/personal/avvecklingar");
    at.app.get(ui::Role::Link, "Solgläntan").press();
    CHECK(at.app.tree().find("leaving/progress/chosen/value")->name == "1");
    CHECK(at.app.tree().find("leaving/progress/silent/value")->name == "2");
    at.app.get(ui::Role::Link, "Pausa").press();
    CHECK(at.app.has_text("Personer som inte har svarat än: 2."));
    at.app.get(ui::Role::Button, "Pausa").press();
    CHECK(phase() == TransitionPhase::Paused);

    // The days stand as they were, to be changed.
    at.app.get(ui::Role::Link, "Fortsätt").press();
    CHECK(at.app.tree().find("leaving/solglantan-2026/fortsatt/choose_by")->value == "2026-12-31");
    at.app.get(ui::Role::Button, "Gå vidare och kontrollera").press();
    at.app.get(ui::Role::Button, "Fortsätt").press();
    CHECK(phase() == TransitionPhase::Running);

    CHECK(at.app.has_text("Personer som får tillbaka det de hade före beslutet: 1."));
    at.app.get(ui::Role::Link, "Upphäv").press();
    CHECK(at.app.h1() == "Upphäv: Solgläntan är kvar");
    CHECK(phase() == TransitionPhase::Running);
    at.app.get(ui::Role::Button, "Upphäv").press();
    CHECK(phase() == TransitionPhase::Annulled);
    CHECK(at.app.has_text("Det här gäller inte längre"));
    CHECK_FALSE(at.app.has(ui::Role::Link, "Upphäv"));
}

TEST_CASE("a step that no longer follows is not offered, also from its own address")
{
    AtDesk at("#/personal/utforare/solglantan/upphor");
    at.press("propose/go");
    at.go("#/personal/avvecklingar/solglantan-2026/steg/starta");
    CHECK(at.app.has_text("Det steget går inte att ta nu."));
    CHECK_FALSE(at.app.has(ui::Role::Button, "Starta"));
    at.go("#/personal/avvecklingar/solglantan-2026/steg/besluta");
    CHECK(at.app.has_text("Ange dagarna först."));
    CHECK_FALSE(at.app.has(ui::Role::Button, "Besluta"));
}

TEST_CASE("a step whose answer was lost is taken once when it is sent again")
{
    AtDesk at("#/personal/utforare/solglantan/upphor");
    at.desk.offline = true;
    at.press("propose/go");
    CHECK(at.app.has_text("Vi får inget svar."));
    at.desk.offline = false;
    at.press("propose/go");
    CHECK(at.app.h1() == "Solgläntan: avveckling");
    CHECK(at.desk.state.transitions.size() == 1);
    CHECK(at.desk.carried_out == 1);
}
