#include "desk_service.h"
#include "every_staff_screen.h"
#include "golden.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace hemval;
using test::DeskService;
using test::MemoryDesk;

namespace {

// The workspace over HTTP, with the API answered in this process.
struct OverHttp {
    Municipality municipality = test::pack_of("strangnas");
    MemoryDesk desk{municipality};
    DeskService service{desk, "strangnas"};
    HeadlessApp app{"strangnas", "#/personal", "sv", "locales/staff/",
                    [](HeadlessPlatform& platform, AppSetup setup) {
                        return std::make_unique<StaffApp>(platform, std::move(setup));
                    }};

    OverHttp()
    {
        test::fill(desk, municipality);
        app.platform().service = [this](const HttpRequest& request) { return service(request); };
    }
    void as(Role role, const std::string& hash)
    {
        desk.staff = Staff{"anna", "Anna Åkesson", municipality.id, role};
        app.platform().history.back() = hash;
        app.reload();
    }
    void go(const std::string& hash)
    {
        app.platform().go(hash);
        app.send({});
    }
    void press(const std::string& key) { app.send({ui::EventKind::Press, key, ""}); }
};

// One has been started, one is only proposed.
void two_leave(MemoryDesk& desk)
{
    const auto nothing = [](const Result<DeskTransition, Problem>&) {};
    for (const char* provider : {"solglantan", "silverlarkan"}) {
        const ProviderId leaver(provider);
        desk.add(std::string("B-") + provider, leaver);
        desk.propose_leaving(leaver, IdempotencyKey("propose " + leaver.value), nothing);
    }
    const TransitionId id("solglantan-2026");
    LeavingStep step;
    step.terms = LeavingTerms{LeavingCause::Closes, plus_days(desk.today, 60), plus_days(desk.today, 30)};
    const std::string proposer = desk.staff->account;
    desk.staff->account = "another";
    desk.take_step(id, step, IdempotencyKey("decide"), nothing);
    desk.take_step(id, {TransitionPhase::Running, {}, {}}, IdempotencyKey("start"), nothing);
    desk.staff->account = proposer;
}

}  // namespace

TEST_CASE("over HTTP a case is found, confirmed, its notice given and its choice replaced by phone")
{
    OverHttp at;
    at.as(Role::CareManager, "#/personal/sok");
    at.app.send({ui::EventKind::Input, "find/reference", "B-1204"});
    at.press("find/go");
    CHECK(at.app.h1() == "Ärende B-1204");
    at.press("work/confirm");
    CHECK(at.app.has_text("Valet är bekräftat den"));
    at.go("#/personal/arende/case1/registrera");
    at.press("register/case1/channel/phone");
    at.press("register/case1/what/choose");
    at.press("register/case1/who/self");
    at.press("register/case1/provider/" + at.desk.provider(2).value);
    at.press("register/next");
    at.press("register/send");
    CHECK(at.app.tree().find("case/newest/channel/value")->name == "Telefon");
    for (const HttpRequest& request : at.app.platform().requests) {
        CHECK(request.path.find("B-1204") == std::string::npos);
        const bool writes = request.method == "POST" && request.path.find("/find") == std::string::npos;
        CHECK(writes == !request.idempotency_key.empty());
    }
    at.go("#/personal/arende/case4");
    at.press("case/mandate/yes");
    CHECK(at.app.has_text("rätten att företräda är bekräftad"));
    at.go("#/personal");
    at.press("who/sign_out");
    CHECK(at.app.h1() == "Logga in som personal");
}

TEST_CASE("over HTTP a change is proposed, agreed and withdrawn, and a text published")
{
    OverHttp at;
    at.as(Role::Coordinator, "#/personal/andringar");
    at.press("change/1/agree");
    CHECK(at.app.announcements().back() == "Ändringen är godkänd och gäller nu.");
    at.go("#/personal/utforare/" + at.desk.provider(1).value);
    at.press("row/" + at.desk.provider(1).value + "/warned");
    at.press("row/propose");
    CHECK(at.app.h1() == "Ändringar");
    at.press("change/3/withdraw");
    CHECK(at.app.has_text("Inga ändringar väntar."));
    const std::string text = "text/" + at.desk.provider(0).value;
    at.go("#/personal/utforare/" + at.desk.provider(0).value + "/text");
    at.app.send({ui::EventKind::Input, text + "/sv", "Vi har funnits sedan 1998."});
    at.app.send({ui::EventKind::Input, text + "/en", "Here since 1998."});
    at.press("text/publish");
    CHECK(at.app.announcements().back() == "Texten är publicerad.");
}

TEST_CASE("over HTTP a provider's leaving is proposed, decided, started and annulled")
{
    OverHttp at;
    const std::string provider = at.desk.provider(0).value;
    at.as(Role::Coordinator, "#/personal/utforare/" + provider + "/upphor");
    at.press("propose/go");
    const std::string id = provider + "-2026", days = "leaving/" + id + "/besluta/";
    CHECK(at.app.announcements().back() == "Förslaget är lagt.");
    at.desk.staff->account = "another";
    at.press("leaving/besluta");
    at.press(days + "cause/bankrupt");
    at.app.send({ui::EventKind::Input, days + "choose_by", "20270115"});
    at.app.send({ui::EventKind::Input, days + "last_day", "2026-12-01"});
    at.press("days/next");
    at.press("step/go");
    CHECK(at.desk.state.transitions.at(TransitionId(id)).now.terms->cause == LeavingCause::Bankrupt);
    at.press("leaving/starta");
    at.press("days/next");
    at.press("step/go");
    CHECK(at.app.has_text("Pågår"));
    at.press("leaving/annul");
    at.press("step/go");
    CHECK(at.app.has_text("Upphävd"));
    for (const HttpRequest& request : at.app.platform().requests)
        CHECK((request.method == "POST") == !request.idempotency_key.empty());
}

TEST_CASE("over HTTP signing out everywhere goes on to where the sign-in is ended, and only there")
{
    OverHttp at;
    at.as(Role::Auditor, "#/personal");
    at.desk.continue_at = "/login/callback?logout=x";
    at.press("who/everywhere");
    CHECK(at.app.h1() == "Logga in som personal");
    CHECK(at.app.platform().opened_path == "/login/callback?logout=x");
    at.app.platform().opened_path.clear();
    at.as(Role::Auditor, "#/personal");
    at.desk.continue_at = "//elsewhere.example/";
    at.press("who/everywhere");
    CHECK(at.app.platform().opened_path.empty());
    CHECK(at.app.has_text("Svaret gick inte att läsa."));
}

TEST_CASE("a desk that is not there, or answers what it should not, is told as such")
{
    OverHttp at;
    at.as(Role::CareManager, "#/personal/val");
    at.app.platform().service = nullptr;
    at.go("#/personal/arende/case1");
    CHECK(at.app.has_text("Vi får inget svar."));
    at.app.platform().service = [](const HttpRequest&) { return HttpResponse{200, "{}"}; };
    at.press("retry");
    CHECK(at.app.has_text("Svaret gick inte att läsa."));
    at.app.platform().service = [&](const HttpRequest& request) { return at.service(request); };
    at.press("retry");
    CHECK(at.app.h1() == "Ärende B-1204");
}

// tests/browser has no desk of its own: it is given these very answers.
TEST_CASE("the answers that the browser's tests are given are the desk's own")
{
    nlohmann::json all = nlohmann::json::object();
    const auto gather = [&](Role role, const std::vector<std::string>& addresses) {
        OverHttp at;
        at.as(role, "#/personal");
        if (role == Role::Coordinator) two_leave(at.desk);
        for (const std::string& address : addresses) at.go("#/personal/" + address);
        nlohmann::json& own = all[name_of(role)] = nlohmann::json::object();
        for (const auto& [path, body] : at.service.gets) own[path] = nlohmann::json::parse(body, nullptr, false);
    };
    gather(Role::CareManager,
           {"val", "arende/case1", "arende/case2", "arende/case3", "arende/case4", "arende/case5"});
    gather(Role::Coordinator, {"utforare", "andringar", "turordning", "fordelning", "uppfoljningar",
                               "avvecklingar", "avvecklingar/solglantan-2026",
                               "avvecklingar/silverlarkan-2026", "utforare/solglantan/upphor"});
    gather(Role::Auditor, {"liggare", "atkomst"});
    const std::string path = std::string(HEMVAL_SOURCE_DIR) + "/tests/browser/support/staff_answers.json";
    const std::string now = all.dump(1) + "\n";
    if (std::getenv("HEMVAL_WRITE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << now;
    CHECK(test::read(path) == now);
}
