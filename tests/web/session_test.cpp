// A session nobody uses ends; before that the person is asked, as often as it takes.
#include "home.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace hemval;
using test::Home;
using ui::Role;

namespace {

constexpr const char* kQuestion = "Du loggas snart ut. Du har inte gjort något på en stund. Är du kvar?";

// Lets the time pass until the app wants to be woken. How many seconds that was.
int sleep(Home& home)
{
    HeadlessPlatform& platform = home.app.platform();
    const int seconds = std::exchange(platform.alarm_seconds, 0);
    REQUIRE(seconds > 0);
    const auto wake = std::exchange(platform.alarm, nullptr);
    wake();
    home.app.send({});
    return seconds;
}

int asked_of_case(Home& home)
{
    const auto& all = home.app.platform().requests;
    return static_cast<int>(std::count_if(all.begin(), all.end(), [](const HttpRequest& one) {
        return one.method == "GET" && one.path.find("/case") != std::string::npos;
    }));
}

}  // namespace

TEST_CASE("before the session ends one is asked, and may stay as often as one wants")
{
    Home home;
    home.sign_in(test::kCodeNew);
    home.app.get(Role::Button, "Välj Solgläntan").press();
    sleep(home);  // the press was something done: the session goes on unasked
    for (int times = 0; times < 5; ++times) {
        CHECK_FALSE(home.app.has_text(kQuestion));
        const int quiet = sleep(home);
        REQUIRE(home.app.has_text(kQuestion));
        CHECK(quiet + home.app.platform().alarm_seconds <= kSessionIdleSeconds);
        CHECK(home.app.platform().alarm_seconds >= 20);
        const ui::Node& stay = home.app.get(Role::Button, "Ja, fortsätt").node();
        CHECK(stay.description == kQuestion);
        const int before = asked_of_case(home);
        home.app.get(Role::Button, "Ja, fortsätt").press();
        CHECK(asked_of_case(home) == before + 1);
    }
    CHECK(home.app.h1() == "Kontrollera ditt val");
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK(home.app.h1() == "Ditt val är mottaget");
}

TEST_CASE("the question takes focus and gives it back")
{
    Home home;
    home.sign_in(test::kCodeNew);
    sleep(home);
    CHECK(home.app.focused() == "session/stay");
    home.app.get(Role::Button, "Ja, fortsätt").press();
    CHECK(home.app.focused() != "session/stay");
    CHECK(home.app.tree().find(home.app.focused()));
}

TEST_CASE("who does something is not asked: the session is kept without a word")
{
    Home home;
    home.sign_in(test::kCodeNew);
    for (int times = 0; times < 4; ++times) {
        home.go("#/avgift");
        home.app.get(Role::TextField, "Timmar hemtjänst i månaden").type(std::to_string(times));
        const int before = asked_of_case(home);
        sleep(home);
        CHECK(asked_of_case(home) == before + 1);
        CHECK_FALSE(home.app.has_text(kQuestion));
    }
}

TEST_CASE("a lost connection while one is busy asks before it ends anything, and shows no fault")
{
    Home home;
    home.sign_in(test::kCodeNew);
    home.app.get(Role::Button, "Välj Solgläntan").press();
    home.offline = true;
    sleep(home);
    CHECK(home.app.has_text(kQuestion));
    CHECK_FALSE(home.app.has_text("Det gick inte"));
    home.offline = false;
    home.app.get(Role::Button, "Ja, fortsätt").press();
    CHECK_FALSE(home.app.has_text(kQuestion));
    CHECK(home.app.h1() == "Kontrollera ditt val");
}

TEST_CASE("when the session has ended it is said, and signing in again goes on where one was")
{
    Home home;
    home.sign_in(test::kCodeNew);
    home.app.get(Role::Button, "Välj Solgläntan").press();
    sleep(home);
    sleep(home);
    sleep(home);
    CHECK(home.app.h1() == "Logga in");
    CHECK(home.app.has_text("Du har loggats ut, eftersom du inte gjorde något på en stund."));
    CHECK(home.app.platform().alarm_seconds == 0);
    home.app.get(Role::TextField, "Kod från brevet").type(test::kCodeNew);
    home.app.get(Role::Button, "Logga in").press();
    CHECK(home.app.h1() == "Kontrollera ditt val");
    CHECK(home.app.has_text("Solgläntan"));
    CHECK_FALSE(home.app.has_text("Du har loggats ut"));
}

TEST_CASE("who is signed in and tries the demonstration sends nothing from it, and is signed in after it")
{
    Home home;
    home.sign_in(test::kCodeNew);
    home.go("#/prova/jamfor");
    const std::size_t sent = home.app.platform().requests.size();
    home.app.send({ui::EventKind::Press, "compare/order/summary", ""});
    CHECK(home.app.platform().alarm_seconds == 0);
    CHECK(home.app.platform().requests.size() == sent);
    home.go("#/val");
    CHECK(home.app.platform().requests.size() == sent + 3);  // as after any page load
    CHECK(home.app.h1() == "Gör ditt val");
    CHECK(home.app.platform().alarm_seconds > 0);
}

TEST_CASE("a session that ended during the demonstration is not shown after it")
{
    Home home;
    home.sign_in(test::kCodeNew);
    home.go("#/prova");
    home.app.platform().service = [](const HttpRequest&) {
        return HttpResponse{401, R"({"title":"?","problem":"not_signed_in"})"};
    };
    home.go("#/val");
    CHECK(home.app.h1() == "Logga in");
    CHECK(home.app.platform().alarm_seconds == 0);
}

TEST_CASE("nobody is asked in the demonstration, nor after signing out")
{
    Home home;
    home.go("#/prova");
    home.app.get(Role::Button, home.app.tree().find("demo/no_provider/go")->name).press();
    CHECK(home.app.platform().alarm_seconds == 0);
    home.go("#/");
    home.sign_in(test::kCodeNew);
    CHECK(home.app.platform().alarm_seconds > 0);
    home.app.get(Role::Button, "Logga ut").press();
    CHECK(home.app.platform().alarm_seconds == 0);
}
