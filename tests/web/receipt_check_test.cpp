// A receipt whose change has taken effect is gone from the screen; its number can still be checked.
#include "home.h"
#include "web/app/receipt_number.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>

using namespace hemval;
using test::Home;
using ui::Role;

namespace {

std::string receipt_of(Home& home)
{
    home.sign_in(test::kCodeNew);
    home.app.get(Role::Button, "Välj Solgläntan").press();
    home.app.get(Role::Button, "Bekräfta valet").press();
    const ui::Node* number = home.app.tree().find("receipt/number/value");
    REQUIRE(number);
    return number->name;
}

void check(HeadlessApp& app, const std::string& typed)
{
    app.get(Role::TextField, "Kvittonummer").type(typed);
    app.get(Role::Button, "Kontrollera kvittot").press();
}

}  // namespace

TEST_CASE("a receipt number is read as it is written on paper, and a slip is told apart")
{
    for (const char* typed : {"K7F2-9QXM-4T", "k7f2 9qxm 4t", "K7F29QXM4T", " K7F2-9QXM-4T "})
        CHECK(canonical_receipt(typed) == ReceiptNumber("K7F2-9QXM-4T"));
    CHECK(canonical_receipt("oil2-9qxm-4t") == ReceiptNumber("0112-9QXM-4T"));
    for (const char* typed : {"", "K7F2-9QXM", "K7F2-9QXM-4TT", "K7F2-9QXM-4U", "../../case", "K7F2-9QXM-4\xC3"})
        CHECK_FALSE(canonical_receipt(typed));
}

TEST_CASE("whoever has a receipt's number can check it, signed in or not, and learns no provider")
{
    Home home;
    std::string number = receipt_of(home);
    home.go("#/val");
    home.app.get(Role::Button, "Logga ut").press();
    home.go("#/hjalp");
    std::transform(number.begin(), number.end(), number.begin(),
                   [](unsigned char sign) { return static_cast<char>(std::tolower(sign)); });
    check(home.app, number);
    CHECK(home.app.has_text("är äkta. Det togs emot den 23 november 2026"));
    CHECK_FALSE(home.app.has_text("Solgläntan"));
    const auto& said = home.app.announcements();
    CHECK(std::count_if(said.begin(), said.end(), [](const std::string& text) {
              return text.find("är äkta") != std::string::npos;
          }) == 1);
    home.go("#/");
    home.go("#/hjalp");
    CHECK_FALSE(home.app.has_text("är äkta"));
}

TEST_CASE("a number that does not exist, a slip and a lost connection each say what to do")
{
    Home home;
    home.go("#/hjalp");
    check(home.app, "K7F2");
    CHECK(home.app.get(Role::TextField, "Kvittonummer").node().invalid);
    CHECK(home.app.has_text("Numret ska ha tio tecken"));
    check(home.app, "0000-0000-00");
    CHECK_FALSE(home.app.get(Role::TextField, "Kvittonummer").node().invalid);
    CHECK(home.app.has_text("Kvittot finns inte."));
    home.offline = true;
    check(home.app, "0000-0000-00");
    CHECK(home.app.has_text("Vi får inget svar."));
    CHECK(home.app.get(Role::TextField, "Kvittonummer").node().value == "0000-0000-00");
}
