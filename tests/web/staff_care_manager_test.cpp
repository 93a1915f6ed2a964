#include "office.h"

#include "web/staff/clock.h"
#include "web/staff/staff_route.h"

#include <doctest/doctest.h>

using namespace hemval;
using test::Office;

namespace {

Submission choice(const ProviderId& provider)
{
    Submission submission;
    submission.action = Action::Choose;
    submission.provider = provider;
    return submission;
}

// One new choice, made online, and the case opened from the queue.
struct AtCase : Office {
    CaseId person;
    AtCase() : Office(Role::CareManager)
    {
        person = desk.add("B-1204");
        desk.choose(person, choice(desk.provider(0)));
        go("#/personal/val");
        app.get(ui::Role::Link, "Ärende B-1204").press();
    }
    void confirm() { app.get(ui::Role::Button, "Bekräfta valet").press(); }
};

// A person who has sent a wish list with their choice on 23 November; and of whom a paper is registered.
struct AtPaper : Office {
    CaseId person;
    AtPaper() : Office(Role::CareManager)
    {
        person = desk.add("B-5");
        Submission online = choice(desk.able(person, 0));
        online.wish_list = WishList{{"faith"}, ""};
        desk.choose(person, online);
    }
    void enter(std::initializer_list<const char*> wishes)
    {
        go("#/personal/arende/case1/registrera");
        if (!app.has(ui::Role::Checkbox, "Mat som lagas hemma")) press("register/case1/wishes/fold/summary");
        for (const char* wish : wishes) press(std::string("register/case1/wishes/") + wish);
        for (const char* pressed : {"channel/paper", "what/choose", "who/self"})
            press(std::string("register/case1/") + pressed);
        press("register/case1/provider/" + desk.able(person, 1).value);
    }
    void came_in(const char* day)
    {
        type("register/case1/came_in", day);
        press("register/next");
    }
};

}  // namespace

TEST_CASE("who is not signed in is led to the municipality's own sign-in, and back to the same place")
{
    Office office(std::nullopt, "#/personal/val");
    CHECK(office.app.h1() == "Logga in som personal");
    office.app.get(ui::Role::Link, "Gå till inloggningen").press();
    CHECK(office.app.platform().opened_page ==
          "../login/staff?return=%2Fstrangnas%2F%23%2Fpersonal%2Fval");
    CHECK_FALSE(office.app.has_text("Nya val"));
}

TEST_CASE("without a network nobody of the staff is led to a page that does not come")
{
    Office office(std::nullopt);
    office.app.platform().no_network = true;
    office.app.send({});
    CHECK_FALSE(office.app.has(ui::Role::Link, "Gå till inloggningen"));
    CHECK(office.app.has_text("Det går när det finns nät igen."));
    office.app.platform().no_network = false;
    office.app.send({});
    CHECK(office.app.has(ui::Role::Link, "Gå till inloggningen"));
}

TEST_CASE("the start page says who one is, and what the role may open, and no more")
{
    Office office(Role::CareManager);
    CHECK(office.app.has_text("Anna Åkesson"));
    CHECK(office.app.has_text("Biståndshandläggare"));
    CHECK(office.app.has(ui::Role::Link, "Hitta ett ärende"));
    CHECK_FALSE(office.app.has(ui::Role::Link, "Åtkomstlogg"));
    office.go("#/personal/liggare");
    CHECK(office.app.h1() == "Sidan hör till en annan roll");
    office.go("#/personal");
    office.app.get(ui::Role::Button, "Logga ut").press();
    CHECK(office.app.h1() == "Logga in som personal");
    CHECK_FALSE(office.desk.staff);
}

TEST_CASE("new choices stand first in, first out, and a protected person's without what points them out")
{
    Office office(Role::CareManager);
    const CaseId first = office.desk.add("B-1"), second = office.desk.add("B-2"), third = office.desk.add("B-3");
    office.desk.choose(second, choice(office.desk.provider(1)));
    office.desk.choose(first, choice(office.desk.provider(0)));
    office.desk.choose(third, choice(office.desk.provider(0)));
    office.desk.protect(third);
    office.go("#/personal/val");
    std::vector<std::string> rows;
    for (const ui::Node& node : office.app.tree().nodes())
        if (node.role == ui::Role::Link && node.key.rfind("queue/table/", 0) == 0) rows.push_back(node.name);
    CHECK(rows == std::vector<std::string>{"Ärende B-2", "Ärende B-1", "Skyddade uppgifter"});
    CHECK_FALSE(office.app.has_text("B-3"));
    office.app.get(ui::Role::Link, "Skyddade uppgifter").press();
    CHECK(office.app.h1() == "Ärende med skyddade uppgifter");
    CHECK_FALSE(office.app.has_text("Område"));
    CHECK(office.app.has_text("Skriv aldrig var personen finns"));
}

TEST_CASE("of 200 choices the oldest fifty are shown, and how many there are is said")
{
    Office office(Role::CareManager);
    for (int i = 0; i < 200; ++i)
        office.desk.choose(office.desk.add("B-" + std::to_string(i)), choice(office.desk.provider(0)));
    office.go("#/personal/val");
    CHECK(office.app.has_text("Här är de 50 äldsta av 200 val som väntar"));
    office.app.resize(320, 60000);
    CHECK(office.app.has(ui::Role::Link, "Ärende B-49"));
    CHECK_FALSE(office.app.has(ui::Role::Link, "Ärende B-50"));
}

TEST_CASE("a case is found by the municipality's reference, and a slip says what to do")
{
    Office office(Role::CareManager, "#/personal/sok");
    office.desk.add("B-77");
    office.app.get(ui::Role::Button, "Öppna ärendet").press();
    CHECK(office.app.has(ui::Role::Link, "Skriv en referens."));
    office.app.get(ui::Role::TextField, "Kommunens referens").type("B-78");
    office.app.get(ui::Role::Button, "Öppna ärendet").press();
    CHECK(office.app.has_text("Inget ärende har den referensen här."));
    office.app.get(ui::Role::TextField, "Kommunens referens").type("B-77");
    office.app.get(ui::Role::Button, "Öppna ärendet").press();
    CHECK(office.app.h1() == "Ärende B-77");
    CHECK(office.desk.looked.size() == 1);  // found is seen: not opened once more
}

TEST_CASE("a slip told of to staff in one language is not left standing in another")
{
    Office office(Role::CareManager, "#/personal/sok");
    office.app.get(ui::Role::Button, "Öppna ärendet").press();
    REQUIRE(office.app.has(ui::Role::Link, "Skriv en referens."));
    office.app.get(ui::Role::Select, "Språk").type("en");
    CHECK_FALSE(office.app.has(ui::Role::Link, "Skriv en referens."));
}

TEST_CASE("a choice is confirmed, the providers told, things handed over, the plan and the visit noted")
{
    AtCase at;
    CHECK(at.app.h1() == "Ärende B-1204");
    at.confirm();
    CHECK(at.app.announcements().back() == "Valet är bekräftat.");
    at.app.get(ui::Role::Link, "Visa beskedet").press();
    const std::string name = at.municipality.providers[0].name;
    CHECK(at.app.h1() == "Besked till " + name);
    CHECK(at.app.has_text("Nycklar, Trygghetslarm, Matbeställningar och Digitalt lås"));
    at.app.get(ui::Role::Button, "Skriv ut").press();
    CHECK(at.app.platform().prints == 1);
    at.app.get(ui::Role::Button, "Beskedet är lämnat").press();
    CHECK(at.app.has_text("Beskedet lämnades den 23 november 2026."));
    at.app.get(ui::Role::Link, "Tillbaka").press();
    CHECK(at.app.has_text(name + ": fick besked den 23 november 2026."));
    at.press("work/handover/keys/done");
    at.press("work/handover/lock/not_needed");
    CHECK(at.app.has_text("Nycklar: klart den 23 november 2026"));
    CHECK(at.app.has_text("Digitalt lås: behövs inte"));
    at.type("work/case1/plan", "20261122");
    at.press("work/case1/plan/save");
    CHECK(at.app.has_text("Planen skrevs den 22 november 2026."));
    at.type("work/case1/follow_up", "2026-13-01");
    at.press("work/case1/follow_up/save");
    CHECK(at.app.has(ui::Role::Link, "Skriv en dag som finns, med år, månad och dag: 2026-11-30."));
    at.type("work/case1/follow_up", "2027-01-15");
    at.press("work/case1/follow_up/save");
    CHECK(at.app.has_text("Planerad till den 15 januari 2027."));
    CHECK(at.desk.carried_out == 6);
    for (const AccessLine& line : at.desk.looked) CHECK(line.person == "case1");
    at.go("#/personal/val");
    CHECK(at.app.has_text("Inga nya val väntar."));
}

TEST_CASE("a follow-up visit answers every demand of the pack")
{
    AtCase at;
    at.confirm();
    at.app.get(ui::Role::Link, "Uppföljningsbesök").press();
    at.type("visit/case1/day", "2026-11-20");
    at.app.get(ui::Role::Button, "Spara besöket").press();
    CHECK(at.app.has(ui::Role::Link, "Krav 1: välj vad besöket visade."));
    for (const QualityDemand& demand : at.municipality.demands)
        at.press("visit/case1/" + demand.id + (&demand == &at.municipality.demands[0] ? "/not_met" : "/met"));
    at.app.get(ui::Role::Button, "Spara besöket").press();
    CHECK(at.app.h1() == "Ärende B-1204");
    CHECK(at.app.has_text("Besök den 20 november 2026: 1 krav var inte uppfyllda."));
    CHECK(at.app.announcements().back() == "Besöket är sparat.");
}

TEST_CASE("a choice that came by phone is registered by the same rules, with its channel")
{
    Office office(Role::CareManager);
    const CaseId person = office.desk.add("B-5");
    office.go("#/personal/arende/" + person.value);
    office.app.get(ui::Role::Link, "Registrera ett val").press();
    office.app.get(ui::Role::Button, "Gå vidare och kontrollera").press();
    CHECK(office.app.has(ui::Role::Link, "Välj hur valet kom in."));
    CHECK(office.app.has_text("Först gäller personens eget val."));
    CHECK(office.app.has_text("Är den utföraren full kan personen stå i kö"));
    CHECK(office.app.has_text("Annars avgör turordningen."));
    CHECK_FALSE(office.app.has_text("Den som inte väljer får tillbaka"));  // not this municipality's rule
    office.press("register/case1/channel/phone");
    office.press("register/case1/what/choose");
    office.press("register/case1/who/self");
    const std::string name = office.municipality.providers[2].name;
    office.press("register/case1/provider/" + office.desk.provider(2).value);
    office.app.get(ui::Role::Button, "Gå vidare och kontrollera").press();
    CHECK(office.app.h1() == "Kontrollera valet");
    CHECK(office.app.has_text("Telefon"));
    office.app.get(ui::Role::Button, "Registrera valet").press();
    CHECK(office.app.h1() == "Ärende B-5");
    CHECK(office.app.announcements().back() == "Valet är registrerat.");
    CHECK(office.app.tree().find("case/newest/channel/value")->name == "Telefon");
    CHECK(office.app.tree().find("case/newest/provider/value")->name == name);
}

TEST_CASE("a paper form by a representative is registered whole: who signed, what they declared, and the day")
{
    Office office(Role::CareManager);
    const CaseId online = office.desk.add("B-4"), paper = office.desk.add("B-5");
    office.desk.choose(online, choice(office.desk.able(online, 0)));
    office.go("#/personal/arende/" + paper.value + "/registrera");
    office.press("register/case2/channel/paper");
    office.press("register/case2/what/decline");
    office.press("register/next");
    CHECK(office.app.has(ui::Role::Link, "Välj vem som har skrivit under eller sagt det."));
    office.press("register/case2/who/other");
    office.press("register/next");
    for (const char* fault : {"Välj i vilken roll.", "Skriv namnet på den som väljer.",
                              "Skriv ett telefonnummer eller en e-postadress."})
        CHECK(office.app.has(ui::Role::Link, fault));
    office.press("register/case2/role/relative");
    office.type("register/case2/name", "Ulla Ek");
    office.type("register/case2/reach", "0152-291 00");
    office.press("register/case2/declared/nearest_of_kin");
    office.type("register/case2/came_in", "2026-11-24");
    office.press("register/next");
    CHECK(office.app.has(ui::Role::Link, "Allt ska vara intygat. Annars kan valet inte göras åt personen."));
    CHECK(office.app.has(ui::Role::Link, "Dagen kan inte vara senare än i dag."));
    office.press("register/case2/declared/no_other_representative");
    office.type("register/case2/came_in", "2026-11-19");
    office.press("register/next");
    CHECK(office.app.h1() == "Kontrollera valet");
    CHECK(office.app.tree().find("register/name/value")->name == "Ulla Ek");
    CHECK(office.app.tree().find("register/came_in/value")->name == "19 november 2026");
    office.press("register/send");
    CHECK(office.app.h1() == "Ärende B-5");
    CHECK(office.app.tree().find("case/newest/came_in/value")->name == "19 november 2026");
    CHECK(office.app.tree().find("case/newest/channel/value")->name == "Papper");
    // It waits to be judged like any other, in the same list as the choice made online.
    CHECK(office.app.tree().find("case/mandate/name/value")->name == "Ulla Ek");
    const Receipt receipt = *office.desk.receipt(paper);
    CHECK(receipt.received == office.desk.today);
    CHECK(is_declared(*receipt.representation));
    office.go("#/personal/val");
    CHECK(office.app.has(ui::Role::Link, "Ärende B-4"));
    CHECK(office.app.has(ui::Role::Link, "Ärende B-5"));
}

TEST_CASE("a wish list that came on paper is registered with the choice, and read once more before it is kept")
{
    AtPaper office;
    office.go("#/personal/arende/case1/registrera");
    CHECK_FALSE(office.app.has(ui::Role::Checkbox, "Mat som lagas hemma"));
    office.enter({"pets", "cooking", "together", "together"});
    for (const LifeArea area : kAllLifeAreas)
        CHECK(office.app.tree().find(std::string("register/case1/wishes/area/") + name_of(area)));
    office.type("register/case1/wishes/own", " Katten heter Sture. ");
    office.app.reload();  // a page that is loaded anew has lost nothing
    office.press("register/next");
    CHECK(office.app.h1() == "Kontrollera valet");
    std::vector<std::string> read;
    for (const ui::Node& node : office.app.tree().nodes())
        if (node.key.rfind("register/wishes/list/", 0) == 0) read.push_back(node.name);
    // In the wishes' order, as the person's own list stands: nothing is ranked.
    CHECK(read == std::vector<std::string>{"Mat som lagas hemma", "Personal som trivs med husdjur",
                                           "Katten heter Sture."});
    CHECK(office.app.has_text("Ärendet har en önskelista från den 23 november 2026. Den här tar dess plats."));
    CHECK(office.app.has_text("Listan sparas i ärendet."));
    office.press("register/send");
    CHECK(office.app.h1() == "Ärende B-5");
    CHECK(office.app.has_text("Kom med valet den 23 november 2026."));
    CHECK(office.app.has_text("Personal som trivs med husdjur"));
    CHECK(office.app.has(ui::Role::FactValue, "Katten heter Sture."));
    CHECK_FALSE(office.app.has_text("Hänsyn till tro och högtider"));
    // What has been sent is not there for the next paper.
    office.go("#/personal/arende/case1/registrera");
    if (!office.app.has(ui::Role::Checkbox, "Mat som lagas hemma")) office.press("register/case1/wishes/fold/summary");
    CHECK(office.app.get(ui::Role::Checkbox, "Mat som lagas hemma").node().checked == ui::Tri::No);
}

TEST_CASE("a wish list on an older paper takes no newer one's place, and that is said before it is sent")
{
    AtPaper office;
    office.enter({"pets"});
    office.came_in("2026-11-19");
    CHECK(office.app.has_text("Ärendet har en nyare önskelista, från den 23 november 2026. "
                              "Den gäller, och inte den här."));
    CHECK_FALSE(office.app.has_text("Listan sparas i ärendet."));
    CHECK_FALSE(office.app.has_text("Den här tar dess plats."));
    office.press("register/send");
    CHECK(office.app.has_text("Kom med valet den 23 november 2026."));
    CHECK(office.app.has_text("Hänsyn till tro och högtider"));
}

TEST_CASE("a wish list that came in before the person took theirs back is not kept, and that is said before")
{
    AtPaper office;
    office.desk.choose(office.person, choice(office.desk.able(office.person, 2)));  // on the 23rd, without a list
    office.enter({"pets"});
    office.came_in("2026-11-22");
    CHECK(office.app.has_text("Personen tog tillbaka sin önskelista den 23 november 2026, efter att den här kom in. "
                              "Den här sparas inte."));
    CHECK_FALSE(office.app.has_text("Listan sparas i ärendet."));
    office.press("register/send");
    CHECK(office.app.h1() == "Ärende B-5");
    CHECK_FALSE(office.app.has_text("Personal som trivs med husdjur"));

    office.enter({"pets"});
    office.came_in("2026-11-23");  // the same day: what is registered last
    CHECK(office.app.has_text("Listan sparas i ärendet."));
    office.press("register/send");
    CHECK(office.app.has_text("Personal som trivs med husdjur"));
}

TEST_CASE("what is typed of somebody's choice is forgotten when their case is left")
{
    constexpr const char* kWords = "Katten heter Sturebert.";
    Office office(Role::CareManager);
    const CaseId person = office.desk.add("B-5");
    office.desk.add("B-6");
    const auto kept = [&] {
        for (const auto& [key, text] : office.app.platform().storage)
            if (text.find("Sturebert") != std::string::npos) return true;
        return false;
    };
    const auto type = [&] {
        office.go("#/personal/arende/case1/registrera");
        if (!office.app.tree().find("register/case1/wishes/own")) office.press("register/case1/wishes/fold/summary");
        office.type("register/case1/wishes/own", kWords);
        CHECK(kept());
    };
    for (const char* elsewhere : {"#/personal/val", "#/personal", "#/personal/arende/case2",
                                  "#/personal/arende/case2/registrera"}) {
        type();
        office.go("#/personal/arende/case1");  // the case itself is no other place
        CHECK(kept());
        office.go(elsewhere);
        CHECK_FALSE(kept());
    }
    // Nor does a send without an answer keep it.
    type();
    for (const char* pressed : {"channel/paper", "what/choose", "who/self"})
        office.press(std::string("register/case1/") + pressed);
    office.press("register/case1/provider/" + office.desk.able(person, 1).value);
    office.press("register/next");
    office.desk.offline = true;
    office.press("register/send");
    CHECK(office.app.has_text("Vi får inget svar."));
    office.desk.offline = false;
    office.go("#/personal/val");
    CHECK_FALSE(kept());
    // But typed once more it is the same paper: it may have been kept the first time.
    const int written = office.desk.carried_out;
    type();
    for (const char* pressed : {"channel/paper", "what/choose", "who/self"})
        office.press(std::string("register/case1/") + pressed);
    office.press("register/case1/provider/" + office.desk.able(person, 1).value);
    office.press("register/next");
    office.press("register/send");
    CHECK(office.desk.carried_out == written);
    // Nor does a page that was left for another while it was typed on.
    type();
    office.app.platform().history.back() = "#/personal/val";
    office.app.reload();
    CHECK_FALSE(kept());
}

TEST_CASE("what is registered for a protected person and not answered is sent again under the same key")
{
    Office office(Role::CareManager);
    office.desk.add("B-5");
    office.desk.protect(CaseId("case1"));
    office.go("#/personal/arende/case1/registrera");
    for (const char* pressed : {"channel/paper", "what/decline", "who/self"})
        office.press(std::string("register/case1/") + pressed);
    office.press("register/next");
    const int written = office.desk.carried_out;
    office.desk.offline = true;
    office.press("register/send");
    office.desk.offline = false;
    office.press("register/send");
    CHECK(office.desk.carried_out == written + 1);
}

TEST_CASE("what is typed of a wish list is forgotten when its person turns protected")
{
    Office office(Role::CareManager);
    office.desk.add("B-5");
    office.go("#/personal/arende/case1/registrera");
    office.press("register/case1/channel/phone");
    office.press("register/case1/wishes/fold/summary");
    office.press("register/case1/wishes/pets");
    office.type("register/case1/wishes/own", "Katten heter Sturebert.");
    office.desk.protect(CaseId("case1"));
    office.app.reload();
    CHECK_FALSE(office.app.tree().find("register/case1/wishes/fold"));
    CHECK(office.app.tree().find("register/case1/channel/phone")->checked == ui::Tri::Yes);
    for (const auto& [key, text] : office.app.platform().storage) {
        CHECK(text.find("Sturebert") == std::string::npos);
        CHECK(text.find("wishes/pets") == std::string::npos);
    }
}

TEST_CASE("of a protected person no wish list is asked for, and another's takes no place of the person's own")
{
    Office office(Role::CareManager);
    office.desk.add("B-5");
    office.desk.protect(CaseId("case1"));
    office.go("#/personal/arende/case1/registrera");
    CHECK(office.app.has(ui::Role::Button, "Gå vidare och kontrollera"));
    CHECK_FALSE(office.app.tree().find("register/case1/wishes/fold"));

    const CaseId other = office.desk.add("B-6");
    Submission online{Action::Choose, office.desk.able(other, 0), {}};
    online.wish_list = WishList{{"faith"}, ""};
    office.desk.choose(other, online);
    office.go("#/personal/arende/case2/registrera");
    office.press("register/case2/wishes/fold/summary");
    office.press("register/case2/wishes/pets");
    for (const char* pressed : {"channel/paper", "what/choose", "who/other", "role/god_man"})
        office.press(std::string("register/case2/") + pressed);
    office.press("register/case2/provider/" + office.desk.able(other, 1).value);
    office.type("register/case2/name", "Ulla Ek");
    office.type("register/case2/reach", "0152-291 00");
    for (const Declaration one : declarations_for(RepresentativeRole::GodMan))
        office.press(std::string("register/case2/declared/") + name_of(one));
    office.press("register/next");
    CHECK(office.app.has_text("Personal som trivs med husdjur"));
    CHECK_FALSE(office.app.has_text("Den här tar dess plats."));
}

TEST_CASE("the providers stand in the visit's neutral order where a choice is registered")
{
    std::set<std::string> first;
    for (std::uint64_t seed = 1; seed < 12; ++seed) {
        Office office(Role::CareManager);
        office.app.platform().storage.clear();
        office.app.platform().next_random = seed * 97;
        office.desk.add("B-5");
        office.app.reload();
        office.go("#/personal/arende/case1/registrera");
        office.press("register/case1/what/choose");
        for (const ui::Node& node : office.app.tree().nodes())
            if (node.role == ui::Role::Radio && node.key.find("/provider/") != std::string::npos) {
                first.insert(node.key);
                break;
            }
        CHECK(office.app.has_text("lottad för ditt besök"));
    }
    CHECK(first.size() >= 3);
}

TEST_CASE("a send left unanswered goes again with the same key")
{
    AtCase at;
    at.desk.offline = true;
    at.confirm();
    CHECK(at.app.has_text("Vi får inget svar."));
    at.desk.offline = false;
    at.confirm();
    CHECK(at.app.has_text("Valet är bekräftat den"));
    CHECK(at.desk.keys.size() == 1);
    CHECK(at.desk.carried_out == 1);
}

TEST_CASE("who rests is asked in good time, and after the session has ended what was entered is there")
{
    AtCase at;
    at.confirm();
    at.type("work/case1/plan", "2026-11-2");
    CHECK(at.app.platform().alarm_seconds == kSessionIdleSeconds - kSessionWarningSeconds - 60);
    at.app.platform().alarm();  // somebody who typed a moment ago is there
    at.app.send({});
    CHECK_FALSE(at.app.has_text("Är du kvar?"));
    at.app.platform().alarm();
    at.app.send({});
    CHECK(at.app.has_text("Är du kvar?"));
    at.app.get(ui::Role::Button, "Ja, fortsätt").press();
    CHECK_FALSE(at.app.has_text("Är du kvar?"));
    at.app.platform().alarm();
    at.app.send({});
    at.desk.staff.reset();
    at.app.platform().alarm();
    at.app.send({});
    CHECK(at.app.h1() == "Logga in som personal");
    CHECK(at.app.has_text("Du har loggats ut"));
    at.sign_in_as("anna", Role::CareManager);
    CHECK(at.app.h1() == "Ärende B-1204");
    CHECK(at.app.tree().find("work/case1/plan")->value == "2026-11-2");
    at.sign_in_as("berit", Role::CareManager);  // another account: theirs is gone
    CHECK(at.app.tree().find("work/case1/plan")->value.empty());
}

TEST_CASE("what somebody else has chosen for the person awaits that the mandate is judged")
{
    Office office(Role::CareManager);
    const CaseId person = office.desk.add("B-9");
    Submission submission = choice(office.desk.provider(0));
    submission.representation = Representation{RepresentativeRole::GodMan, {Declaration::Consent}, false};
    submission.representative = RepresentativeContact{"Ulla Ek", "0152-291 00"};
    office.desk.choose(person, submission);
    office.go("#/personal/arende/" + person.value);
    CHECK(office.app.has(ui::Role::Heading, "Någon annan har valt åt personen"));
    CHECK(office.app.has_text("Den som har valt är god man."));
    CHECK(office.app.tree().find("case/mandate/name/value")->name == "Ulla Ek");
    CHECK(office.app.tree().find("case/mandate/reach/value")->name == "0152-291 00");
    office.app.get(ui::Role::Button, "Bekräfta företrädaren").press();
    CHECK(office.app.has_text("rätten att företräda är bekräftad"));
    CHECK_FALSE(office.app.has_text("Ulla Ek"));
    CHECK_FALSE(office.app.has(ui::Role::Button, "Avslå"));
}

TEST_CASE("an address of the workspace leads where it says, and any other nowhere")
{
    for (const char* address :
         {"#/personal", "#/personal/val", "#/personal/arende/3f", "#/personal/arende/3f/registrera",
          "#/personal/arende/3f/besked/solglantan", "#/personal/utforare/solglantan",
          "#/personal/utforare/solglantan/text", "#/personal/liggare", "#/personal/liggare/41"})
        CHECK(to_hash(parse_staff_route(address)) == address);
    CHECK(parse_staff_route("#/personal/arende").screen == StaffScreen::NotFound);
    CHECK(parse_staff_route("#/personal/nonsens").screen == StaffScreen::NotFound);
    CHECK(to_hash(parent_of(parse_staff_route("#/personal/arende/3f/kontrollera"))) ==
          "#/personal/arende/3f/registrera");
    CHECK(to_hash(parent_of(parse_staff_route("#/personal/arende/3f"))) == "#/personal/val");
}

TEST_CASE("times are those of Swedish clocks, in winter and summer")
{
    CHECK(swedish_time(1'774'745'999).time == "01:59");  // 29 March 2026, the last minute of winter time
    CHECK(swedish_time(1'774'746'000).time == "03:00");
    CHECK(swedish_time(1'792'889'999).time == "02:59");  // 25 October
    CHECK(swedish_time(1'792'890'000).time == "02:00");
    const LocalTime new_year = swedish_time(1'798'758'000);
    CHECK(to_iso(new_year.day) == "2027-01-01");
    CHECK(new_year.time == "00:00");
}

TEST_CASE("what matters to the person stands on their case when they have sent it along, and else nothing does")
{
    Office office(Role::CareManager);
    const CaseId person = office.desk.add("B-10");
    Submission choice{Action::Choose, office.desk.able(person, 0), {}};
    choice.wish_list = WishList{{"my_language", "cooking"}, "Katten heter Sture."};
    office.desk.choose(person, choice);
    office.go("#/personal/arende/" + person.value);
    CHECK(office.app.has(ui::Role::Heading, "Personens önskelista"));
    CHECK(office.app.has_text("Kom med valet den 23 november 2026."));
    CHECK(office.app.has_text("Mat som lagas hemma"));
    CHECK(office.app.has(ui::Role::FactValue, "Katten heter Sture."));

    const CaseId other = office.desk.add("B-11");
    office.desk.choose(other, Submission{Action::Choose, office.desk.able(other, 0), {}});
    office.go("#/personal/arende/" + other.value);
    CHECK_FALSE(office.app.has(ui::Role::Heading, "Personens önskelista"));
}
