#include "home.h"
#include "web/app/fee_form.h"

#include <doctest/doctest.h>

using namespace hemval;
using ui::Role;

namespace {

constexpr const char* kHours = "Timmar hemtjänst i månaden";
constexpr const char* kIncome = "Din inkomst efter skatt";
constexpr const char* kHousing = "Din bostadskostnad";

struct Form {
    HeadlessApp app{"botkyrka", "#/avgift"};
    Form()
    {
        app.get(Role::TextField, kHours).type("10");
        app.get(Role::Radio, "Jag är ensamstående").press();
        app.get(Role::TextField, kIncome).type("30000");
    }
    bool invalid(const char* field) { return app.get(Role::TextField, field).node().invalid; }
    void calculate() { app.get(Role::Button, "Räkna ut").press(); }
};

}  // namespace

TEST_CASE("an amount too large to be meant is told of at its own field")
{
    for (const char* amount : {"100000000", "1000001", "99999999999"}) {
        CAPTURE(amount);
        Form form;
        form.app.get(Role::TextField, kHousing).type(amount);
        form.calculate();
        CHECK(form.invalid(kHousing));
        CHECK_FALSE(form.invalid(kIncome));
        CHECK(form.app.has_text("Din bostadskostnad: beloppet är ovanligt stort."));
        CHECK_FALSE(form.app.has_text("1 381 kr i månaden"));
    }
}

TEST_CASE("a slip of the finger is told of at every field that has one")
{
    Form form;
    form.app.get(Role::TextField, kHours).type("1000");
    form.app.get(Role::TextField, kIncome).type("30000000");
    form.app.get(Role::TextField, "Ditt bostadstillägg").type("-5");
    form.calculate();
    CHECK(form.invalid(kHours));
    CHECK(form.invalid(kIncome));
    CHECK(form.invalid("Ditt bostadstillägg"));
    CHECK_FALSE(form.invalid(kHousing));
}

TEST_CASE("a slip told of in one language is not left standing in another, and is told of there when tried again")
{
    Form form;
    form.app.get(Role::TextField, kHousing).type("99999999999");
    form.calculate();
    REQUIRE(form.invalid(kHousing));
    form.app.get(Role::Select, "Språk").type("en");
    CHECK_FALSE(form.app.has_text("Din bostadskostnad: beloppet är ovanligt stort."));
    CHECK_FALSE(form.app.get(Role::TextField, "Your housing cost").node().invalid);
    form.app.get(Role::Button, "Calculate").press();
    CHECK(form.app.get(Role::TextField, "Your housing cost").node().invalid);
}

TEST_CASE("a sum pasted with a no-break space is the sum it looks like")
{
    for (const char* sum : {"30 000", "30\xC2\xA0" "000", "30\xE2\x80\xAF" "000", "30\xE2\x80\x89" "000"}) {
        CAPTURE(sum);
        Form form;
        form.app.get(Role::TextField, kIncome).type(sum);
        form.calculate();
        CHECK(form.app.has_text("1 381 kr i månaden"));
        form.app.platform().go("#/jamfor");
        form.app.send({});
        CHECK(form.app.has_text("omkring 1 381 kr"));
    }
}

TEST_CASE("half a space, letters and nothing at all are no sums, and a long one stays a number")
{
    for (const char* sum : {"30\xC2", "30\xE2\x80", "trettio", " ", "", "3e4", "30,5", "-5"}) {
        CAPTURE(sum);
        CHECK_FALSE(whole_number(sum));
    }
    CHECK(whole_number(" 12 000 ") == 12'000);
    CHECK(whole_number("99999999999999999999999") > 1'000'000);
}

TEST_CASE("who counts as single is said where one chooses, as the law has it")
{
    Form form;
    CHECK(form.app.has_text("också om du bor med barn"));
    CHECK_FALSE(form.app.has(Role::Radio, "Jag bor ensam"));
}
