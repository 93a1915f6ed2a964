// The letter's QR code: the link opens the errand, and its code is kept nowhere.
#include "home.h"
#include "web/app/errand.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace hemval;
using test::Home;
using ui::Role;

namespace {

// The page is opened by the camera.
void scan(Home& home, const std::string& code)
{
    home.app.platform().requests.clear();
    home.app.platform().history = {"#/kod/" + code};
    home.app.reload();
}

std::vector<HttpRequest> to(Home& home, const char* method, const char* path)
{
    std::vector<HttpRequest> found;
    for (const HttpRequest& one : home.app.platform().requests)
        if (one.method == method && one.path == path) found.push_back(one);
    return found;
}

void check_code_is_gone(Home& home, const std::string& code)
{
    const HeadlessPlatform& platform = home.app.platform();
    const auto holds = [&](const std::string& text) { return text.find(code) != std::string::npos; };
    CHECK(std::none_of(platform.history.begin(), platform.history.end(), holds));
    for (const auto& [key, value] : platform.storage) CHECK_FALSE(holds(value));
    for (const auto& [key, value] : platform.device) CHECK_FALSE(holds(value));
    CHECK_FALSE(holds(platform.title));
    CHECK_FALSE(holds(home.app.transcript()));
}

}  // namespace

TEST_CASE("a scanned letter opens its errand, and the code is out of the address")
{
    Home home;
    scan(home, test::kLinkNew);
    CHECK(home.app.h1() == "Gör ditt val");
    CHECK(home.app.platform().history == std::vector<std::string>{"#/val"});
    REQUIRE(to(home, "POST", "api/strangnas/session").size() == 1);
    CHECK(to(home, "POST", "api/strangnas/session")[0].body.find(test::kLinkNew) !=
          std::string::npos);
    CHECK(to(home, "GET", "api/strangnas/case").empty());
    check_code_is_gone(home, test::kLinkNew);
    home.app.get(Role::Button, "Välj Solgläntan").press();
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK(home.app.h1() == "Ditt val är mottaget");
    check_code_is_gone(home, test::kLinkNew);
}

TEST_CASE("a link followed while the page is open takes the letter's errand, not the one before it")
{
    Home home;
    home.sign_in(test::kCodeSwitch);
    CHECK(home.app.h1() == "Din utförare");
    home.go("#/avgift");
    home.go("#/kod/" + test::kLinkNew);
    CHECK(home.app.h1() == "Gör ditt val");
    check_code_is_gone(home, test::kLinkNew);
    home.app.back();
    check_code_is_gone(home, test::kLinkNew);
}

TEST_CASE("a link followed from the demonstration asks of nobody but the letter's person")
{
    Home home;
    home.sign_in(test::kCodeSwitch);
    home.go("#/prova");
    home.app.platform().requests.clear();
    home.go("#/kod/" + std::string(test::kLinkNew));
    CHECK(home.app.h1() == "Gör ditt val");
    CHECK(to(home, "POST", "api/strangnas/session").size() == 1);
    CHECK(to(home, "GET", "api/strangnas/case").empty());
    check_code_is_gone(home, test::kLinkNew);
}

TEST_CASE("a letter's code that opens nothing says what to do, beside the field for the other code")
{
    for (const auto& [problem, sentence] :
         {std::pair(Problem::LinkWrong, "QR-koden öppnade inget ärende."),
          std::pair(Problem::CodeUsed, "Koden är redan använd"),
          std::pair(Problem::CodeExpired, "Koden är för gammal.")}) {
        Home home;
        home.service.link_refusal = problem;
        scan(home, link_code(1, 1));
        CHECK(home.app.h1() == "Logga in");
        CHECK(home.app.has_text(sentence));
        CHECK(home.app.has_text("0152-291 00"));
        check_code_is_gone(home, link_code(1, 1));
        home.app.get(Role::TextField, "Kod från brevet").type(test::kCodeNew);
        home.app.get(Role::Button, "Logga in").press();
        CHECK(home.app.h1() == "Gör ditt val");
        CHECK_FALSE(home.app.has_text(sentence));
    }
}

TEST_CASE("half a link asks nobody and says the same")
{
    Home home;
    scan(home, test::kLinkNew.substr(1));
    CHECK(home.app.h1() == "Logga in");
    CHECK(home.app.has_text("QR-koden öppnade inget ärende."));
    CHECK(to(home, "POST", "api/strangnas/session").empty());
}

TEST_CASE("a wrong letter shows nothing of the person who was signed in before")
{
    Home home;
    home.sign_in(test::kCodeSwitch);
    home.go("#/kod/" + link_code(1, 1));
    CHECK(home.app.h1() == "Logga in");
    CHECK_FALSE(home.app.has_text("Din utförare är"));
}

namespace {

// Answers when the test says so.
struct SlowRegistry final : Registry {
    int idle_seconds() const override { return 0; }
    void statuses(Then<std::vector<ProviderStatus>>) override {}
    void sign_in(const std::string&, Then<CaseView> then) override { signing_in = then; }
    void sign_out(std::function<void(std::optional<Problem>)> then) override { signing_out = then; }
    void current(Then<CaseView> then) override { asked = then; }
    void submit(const Submission&, Then<Receipt>) override {}
    void check(const ReceiptNumber&, Then<ReceiptCheck>) override {}
    Then<CaseView> signing_in, asked;
    std::function<void(std::optional<Problem>)> signing_out;
};

struct SlowErrand {
    SlowRegistry registry;
    HeadlessPlatform platform{HEMVAL_SOURCE_DIR};
    std::optional<PendingSubmit> pending;
    Errand errand{registry, platform, pending, [] {}};
};

}  // namespace

TEST_CASE("an answer about the person before, come late, does not take the letter's place")
{
    SlowErrand at;
    at.errand.start();
    at.errand.open_link(test::kLinkNew);
    CaseView mine, theirs;
    theirs.current = ProviderId("theirs");
    at.registry.signing_in(mine);
    at.registry.asked(theirs);
    REQUIRE(at.errand.person());
    CHECK_FALSE(at.errand.person()->current);
    CHECK(at.errand.phase() == Errand::Phase::SignedIn);
}

TEST_CASE("an answer asked for before somebody signed in, come late, does not sign them out again")
{
    SlowErrand at;
    at.errand.open_link(test::kLinkNew);
    at.errand.network_back();  // the network comes back while the code is on its way
    at.registry.signing_in(CaseView{});
    at.registry.asked(fail(Problem::NotSignedIn));
    CHECK(at.errand.person());
    CHECK(at.errand.phase() == Errand::Phase::SignedIn);
}

TEST_CASE("an answer asked for before somebody signed out, come late, does not show them to the next")
{
    SlowErrand at;
    at.errand.sign_in(test::kCodeNew);
    at.registry.signing_in(CaseView{});
    at.errand.network_back();
    at.errand.sign_out();
    at.registry.signing_out(std::nullopt);
    at.registry.asked(CaseView{});
    CHECK_FALSE(at.errand.person());
    CHECK(at.errand.phase() == Errand::Phase::SignedOut);
}
