#include "home.h"
#include "web/app/kept_submit.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace hemval;
using test::Home;
using ui::Role;

namespace {

constexpr const char* kKey = "unsent/strangnas";
constexpr const char* kNotSent = "Ingenting har skickats.";
constexpr const char* kWaits = "Inte skickat än";
constexpr const char* kTooOld = "Ett val har väntat här för länge för att skickas av sig självt.";
constexpr const char* kNoAnswerYet = "Vi har inte fått svar än";
constexpr const char* kSent = "Valet som väntade är skickat och mottaget.";
constexpr const char* kKeep = "Ja, den är min egen. Låt valet vänta";

// Somebody at home whose network comes and goes.
struct Own : Home {
    Own() { service.remembers = true; }
    void press(const std::string& name) { app.get(Role::Button, name).press(); }
    void cut() { offline = app.platform().no_network = true; app.touch(); }
    void mend() { offline = app.platform().no_network = false; app.touch(); }
    void choose(const std::string& name = "Solgläntan") { press("Välj " + name); press("Bekräfta valet"); }
    void let_it_wait()
    {
        sign_in(test::kCodeNew);
        cut();
        choose();
        press(kKeep);
    }
    void wait(int days)
    {
        app.platform().day = plus_days(app.platform().day, days);
        app.touch();
    }
    // Another tab, another day: what the tab kept is gone, what the device keeps is there.
    void open_anew()
    {
        app.platform().storage.clear();
        app.platform().history = {"#/"};
        app.reload();
    }
    std::string kept() { return app.platform().device[kKey]; }
    bool asks() { return app.has(Role::Button, kKeep); }
};

}  // namespace

TEST_CASE("a choice without a network is not tried, says so, and waits only where it is the person's own device")
{
    Own at;
    at.sign_in(test::kCodeNew);
    at.cut();
    at.choose();
    CHECK(at.app.has_text(kNotSent));
    CHECK(at.submit_keys().empty());
    CHECK(at.kept().empty());
    CHECK(at.asks());
    at.press(kKeep);
    CHECK(at.app.has_text(kWaits));
    CHECK(at.app.has_text("Du har valt Solgläntan."));
    CHECK(at.app.has_text("till och med 30 november 2026"));
    CHECK(at.app.focused() == "waiting/send");
    CHECK_FALSE(at.app.has(Role::Button, "Bekräfta valet"));
    for (const char* view : {"#/", "#/jamfor", "#/avgift", "#/fragor", "#/hjalp", "#/val", "#/tillganglighet"}) {
        at.go(view);
        CHECK_MESSAGE(at.app.has_text(kWaits), view);
        CHECK(at.app.has(Role::Button, "Ta tillbaka"));
    }
    at.mend();
    CHECK(at.submit_keys().size() == 1);
    CHECK(at.service.submits == 1);
    CHECK(at.app.has_text(kSent));
    CHECK(at.kept().empty());
    at.app.send({ui::EventKind::Press, "waited/receipt", ""});
    CHECK(at.app.h1() == "Ditt val är mottaget");
    at.app.touch();
    CHECK(at.service.submits == 1);
}

TEST_CASE("what waits outlives the tab and the session, asks its owner to sign in, and is sent once")
{
    Own at;
    at.let_it_wait();
    at.service.end_session();
    at.open_anew();
    CHECK(at.app.has_text(kWaits));
    CHECK_FALSE(at.app.has_text("Solgläntan"));  // whom they chose is told to nobody who is not signed in
    CHECK_FALSE(at.app.has(Role::Button, "Ta tillbaka"));
    at.mend();
    CHECK(at.service.submits == 0);
    at.press("Logga in och skicka");
    CHECK(at.app.h1() == "Logga in");
    at.app.get(Role::TextField, "Kod från brevet").type(test::kCodeNew);
    at.press("Logga in");
    CHECK(at.service.submits == 1);
    CHECK(at.app.has_text(kSent));
    CHECK(at.kept().empty());
    at.app.send({ui::EventKind::Press, "waited/receipt", ""});
    CHECK(at.app.h1() == "Ditt val är mottaget");
}

TEST_CASE("somebody else who signs in on the same device never sends it, sees not what it is, and loses nothing")
{
    Own at;
    at.let_it_wait();
    const std::string kept = at.kept();
    at.service.end_session();
    at.open_anew();
    at.mend();
    at.sign_in(test::kCodeSwitch);
    CHECK(at.app.h1() == "Din utförare");
    CHECK(at.service.submits == 0);
    CHECK(at.app.has_text("Det skickas inte i ditt namn."));
    CHECK_FALSE(at.app.has_text("Du har valt Solgläntan."));
    CHECK_FALSE(at.app.has(Role::Button, "Skicka nu"));
    CHECK_FALSE(at.app.has(Role::Button, "Ta tillbaka"));
    at.cut();
    at.mend();
    CHECK(at.service.submits == 0);
    CHECK(at.kept() == kept);
    // Their own choice goes as ever, but cannot wait here.
    at.press("Byt utförare");
    at.cut();
    for (const ui::Node& node : at.app.tree().nodes())
        if (node.role == Role::Button && node.name.rfind("Välj ", 0) == 0) {
            at.press(std::string(node.name));
            break;
        }
    at.press("Bekräfta bytet");
    CHECK(at.app.has_text(kNotSent));
    CHECK_FALSE(at.asks());
    at.mend();
    at.press("Försök igen");
    CHECK(at.app.h1() == "Ditt byte är mottaget");
    CHECK(at.kept() == kept);
}

TEST_CASE("another tab in which somebody else has signed in meanwhile does not send it either")
{
    Own at;
    at.let_it_wait();
    at.service(HttpRequest{"POST", "api/strangnas/session",
                           nlohmann::json{{"code", test::kCodeSwitch}}.dump(), ""});
    at.service.submits = 0;
    // This page has not heard of it: the service says no, and the choice goes on waiting.
    at.offline = false;
    at.press("Skicka nu");
    at.app.platform().no_network = false;
    at.press("Skicka nu");
    CHECK(at.app.has_text(kWaits));
    CHECK_FALSE(at.kept().empty());
}

TEST_CASE("who comes after another in the same tab gets nothing of theirs, and none of it goes in their name")
{
    Own at;
    at.go("#/viktigt");
    at.app.send({ui::EventKind::Press, "wishes/cooking", ""});
    at.sign_in(test::kCodeNew);
    at.cut();
    at.press("Välj Solgläntan");
    at.app.send({ui::EventKind::Press, "wishes/send", ""});
    at.press("Bekräfta valet");
    CHECK(at.app.has_text(kNotSent));
    at.app.send({ui::EventKind::Press, "wishes/send", ""});  // something else is confirmed anew
    CHECK_FALSE(at.app.has(Role::Button, "Försök igen"));
    at.app.send({ui::EventKind::Press, "wishes/send", ""});
    at.press("Bekräfta valet");
    CHECK(at.app.has(Role::Button, "Försök igen"));
    CHECK(at.app.has_text("Önskelistan som du vill skicka med sparas också här."));
    // In another tab somebody else signs in, and the network comes back.
    at.service(HttpRequest{"POST", "api/strangnas/session",
                           nlohmann::json{{"code", test::kCodeSwitch}}.dump(), ""});
    at.mend();
    CHECK(at.app.h1() == "Din utförare");
    CHECK_FALSE(at.app.has(Role::Button, "Försök igen"));
    CHECK_FALSE(at.asks());
    CHECK(at.service.submits == 0);
    at.go("#/viktigt");
    CHECK(at.app.get(Role::Checkbox, "Mat som lagas hemma").node().checked == ui::Tri::No);
}

TEST_CASE("what has taken effect since is looked at first, though no receipt tells of it any more")
{
    Own at;
    at.edit_case = [](nlohmann::json& json) { json["current"] = "silverlarkan"; };
    at.let_it_wait();
    CHECK_FALSE(at.kept().empty());
    at.edit_case = [](nlohmann::json& json) { json["current"] = "tusenskonan"; };
    at.mend();
    CHECK(at.service.submits == 0);
    CHECK(at.app.has_text("Något har ändrats i ditt ärende sedan dess."));
}

TEST_CASE("whoever types a code when the network comes back goes on typing")
{
    Own at;
    at.go("#/logga-in");
    at.cut();
    at.app.get(Role::TextField, "Kod från brevet").type("4532");
    const auto service = at.app.platform().service;
    at.mend();
    CHECK(at.app.h1() == "Logga in");
    CHECK(at.app.get(Role::TextField, "Kod från brevet").node().value == "4532");
    CHECK(at.app.waits().empty());
}

TEST_CASE("an answer that was lost is told as one; what waits then is sent again with the same key")
{
    Own at;
    at.sign_in(test::kCodeNew);
    at.press("Välj Solgläntan");
    at.service.silent_answers = 1;
    at.press("Bekräfta valet");
    CHECK(at.app.has_text("Vi vet inte om ditt val kom fram."));
    // Without a network it is not said that nothing was sent.
    at.cut();
    at.press("Försök igen");
    CHECK_FALSE(at.app.has_text(kNotSent));
    CHECK(at.app.has_text("Vi vet inte om ditt val kom fram."));
    at.press(kKeep);
    CHECK(at.app.has_text(kNoAnswerYet));
    CHECK_FALSE(at.app.has_text(kWaits));
    at.open_anew();
    at.service.end_session();
    at.mend();
    at.sign_in(test::kCodeNew);
    // Their case has a receipt it did not have then: nothing goes before they have looked.
    CHECK(at.submit_keys().size() == 1);
    CHECK(at.app.has_text("Något har ändrats i ditt ärende sedan dess."));
    at.press("Skicka nu");
    CHECK(at.app.h1() == "Ditt val är mottaget");
    const auto keys = at.submit_keys();
    REQUIRE(keys.size() == 2);
    CHECK(keys[0] == keys[1]);
    CHECK(at.kept().empty());
}

TEST_CASE("what waits is taken back in one press, and the words say whether it may have come")
{
    Own at;
    at.let_it_wait();
    at.press("Ta tillbaka");
    CHECK(at.kept().empty());
    CHECK(at.app.has_text("Valet är borttaget från enheten och skickas inte."));
    CHECK(at.app.focused() == "waited/understood");
    at.mend();
    CHECK(at.service.submits == 0);
    at.press("Jag förstår");
    CHECK_FALSE(at.app.has_text("borttaget"));

    at.service.silent_answers = 1;
    at.press("Bekräfta valet");
    at.press(kKeep);
    at.press("Ta tillbaka");
    CHECK(at.app.has_text("Om det redan hade kommit fram gäller det."));
    CHECK(at.service.submits == 1);
}

TEST_CASE("another tab that has sent it, or taken it back, is believed")
{
    Own at;
    at.let_it_wait();
    at.app.platform().device[kKey] = "";
    at.mend();
    CHECK(at.service.submits == 0);
    CHECK_FALSE(at.app.has_text(kWaits));
}

TEST_CASE("what has waited a week is asked about: nobody sends it but its owner, who presses")
{
    Own at;
    at.let_it_wait();
    at.wait(kKeptDays);
    CHECK(at.app.has_text(kWaits));
    CHECK_FALSE(at.app.has_text(kTooOld));
    at.wait(1);
    at.service.end_session();
    at.open_anew();
    at.mend();
    CHECK(at.app.has_text(kTooOld));
    CHECK_FALSE(at.app.has_text("Du har valt Solgläntan."));
    at.sign_in(test::kCodeNew);
    CHECK(at.service.submits == 0);
    CHECK(at.app.has_text("Du har valt Solgläntan."));
    at.press("Skicka nu");
    CHECK(at.service.submits == 1);
    CHECK(at.app.h1() == "Ditt val är mottaget");
    CHECK(at.kept().empty());
}

TEST_CASE("a device whose clock jumps and comes back loses nothing, and sends what waits as if nothing had been")
{
    Own at;
    at.let_it_wait();
    const std::string before = at.kept();
    at.wait(3650);
    CHECK(at.app.has_text(kTooOld));
    at.open_anew();
    CHECK(at.app.has_text(kTooOld));
    at.wait(-3650);
    CHECK_FALSE(at.app.has_text(kTooOld));
    CHECK(at.kept() == before);
    at.service.end_session();
    at.open_anew();
    at.mend();
    at.sign_in(test::kCodeNew);
    CHECK(at.app.has_text(kSent));
    CHECK(at.service.submits == 1);
}

TEST_CASE("what nobody answers for another week is gone, is sent by nobody, and that is told once")
{
    Own at;
    at.let_it_wait();
    at.wait(kKeptDays + 1);
    at.wait(kKeptDays);
    CHECK(at.app.has_text(kTooOld));
    at.wait(1);
    CHECK_FALSE(at.app.has_text(kTooOld));
    CHECK(at.app.has_text("Ett val väntade här för länge och är borttaget."));
    CHECK(at.kept().find("Solgläntan") == std::string::npos);
    CHECK(at.kept().find("submit") == std::string::npos);
    at.open_anew();
    at.mend();
    CHECK(at.app.has_text("Ett val väntade här för länge och är borttaget."));
    at.press("Jag förstår");
    CHECK(at.kept().empty());
    at.open_anew();
    CHECK_FALSE(at.app.has_text("väntade"));
    CHECK(at.service.submits == 0);
}

TEST_CASE("a refusal of what waited is the ordinary problem, told wherever one is, and it waits no longer")
{
    Own at;
    at.let_it_wait();
    at.go("#/fragor");
    at.service.refuse_next = Problem::ProviderFull;
    at.mend();
    CHECK(at.app.has_text("Valet som väntade kunde inte tas emot. Det har inte ändrat något."));
    CHECK(at.app.has(Role::Button, "Jag förstår"));
    CHECK(at.kept().empty());
    at.go("#/kvitto");
    CHECK(at.app.has_text("Valet som väntade kunde inte tas emot."));
    at.press("Jag förstår");
    CHECK_FALSE(at.app.has_text("Valet som väntade"));
    CHECK(at.service.submits == 1);
}

TEST_CASE("a service that is silent keeps what waits waiting, and says so")
{
    Own at;
    at.let_it_wait();
    at.app.platform().no_network = false;
    at.app.touch();  // the network is back, the service is not
    CHECK(at.app.has_text("Det gick inte att skicka nu. Valet ligger kvar här."));
    CHECK(at.app.has_text(kWaits));
    at.press("Skicka nu");
    CHECK(at.app.has_text(kNoAnswerYet));
    at.offline = false;
    at.press("Skicka nu");
    CHECK(at.app.h1() == "Ditt val är mottaget");
    CHECK(at.service.submits == 1);
}

TEST_CASE("who declines while it cannot be sent is told when their turn is drawn")
{
    Own at;
    at.sign_in(test::kCodeNew);
    at.press("Jag vill inte välja");
    at.cut();
    at.press("Bekräfta att jag avstår");
    CHECK(at.app.has_text("Du får den utförare som står i tur när ditt besked kommer fram"));
    at.press(kKeep);
    CHECK(at.app.has_text("Du vill inte välja."));
    CHECK(at.app.has_text("Du får den utförare som står i tur när ditt besked kommer fram"));
    at.mend();
    at.go("#/kvitto");
    CHECK(at.app.h1() == "Du har fått en utförare");
}

TEST_CASE("a session that ends while it waits asks to sign in, and what waits is not lost")
{
    Own at;
    at.let_it_wait();
    at.service.end_session();
    at.mend();
    CHECK(at.app.has_text(kWaits));
    CHECK(at.app.has(Role::Button, "Logga in och skicka"));
    CHECK(at.service.submits == 0);
}

TEST_CASE("signing out leaves what waits, without whom they chose")
{
    Own at;
    at.let_it_wait();
    at.offline = false;  // the service hears them, though the device thinks that it has no network
    at.go("#/val");
    at.press("Logga ut");
    CHECK(at.app.has_text(kWaits));
    CHECK_FALSE(at.app.has_text("Du har valt"));
    CHECK(at.service.submits == 0);
}

TEST_CASE("a device that keeps nothing says so, and nothing is told to wait")
{
    Own at;
    at.app.platform().no_device = true;
    at.let_it_wait();
    CHECK(at.app.has_text("Den här enheten kan inte spara ditt val."));
    CHECK_FALSE(at.app.has_text(kWaits));
    at.mend();
    at.press("Försök igen");
    CHECK(at.app.h1() == "Ditt val är mottaget");
    CHECK(at.service.submits == 1);
}

TEST_CASE("while one waits no second is sent past it")
{
    Own at;
    at.let_it_wait();
    at.go("#/val");
    at.press("Jag vill inte välja");
    CHECK(at.app.has_text("Ett val väntar redan på att skickas."));
    CHECK_FALSE(at.app.has(Role::Button, "Bekräfta att jag avstår"));
}

TEST_CASE("the demonstration needs no network and keeps nothing")
{
    Own at;
    at.cut();
    at.go("#/prova");
    at.go("#/prova/val");
    CHECK_FALSE(at.app.has_text("Det finns inget nät just nu."));
    CHECK(at.kept().empty());
}

TEST_CASE("without a network it is said how old the words about places are, or that they are not known")
{
    Own at;
    at.go("#/jamfor");
    CHECK(at.app.has_text("Tar emot nya kunder"));
    at.cut();
    CHECK(at.app.has_text("hämtades 23 november 2026"));
    CHECK(at.app.has_text("Tar emot nya kunder"));
    at.app.reload();
    CHECK(at.app.has_text("Det finns inget nät just nu."));
    CHECK_FALSE(at.app.has_text("hämtades"));
    CHECK_FALSE(at.app.has_text("Tar emot nya kunder"));
    CHECK(at.app.has_text("Går inte att se utan nät"));
    at.mend();
    CHECK(at.app.has_text("Tar emot nya kunder"));
    CHECK_FALSE(at.app.has_text("Det finns inget nät just nu."));
}

TEST_CASE("what waits is read back as it was written, and anything else is nothing")
{
    HeadlessPlatform platform(HEMVAL_SOURCE_DIR);
    const MunicipalityId id("strangnas");
    KeptOnDevice device(platform, id);
    KeptSubmit kept{{{Action::Choose, ProviderId("a")}, IdempotencyKey("k"), true}, "mark", "K7F2-9QXM-4T",
                    ProviderId("c"), plus_days(platform.day, 3)};
    kept.submit.wish.by = OnBehalf{{RepresentativeRole::Relative, {}}, {"Eva", "070"}};
    kept.submit.wish.queue = true;
    kept.submit.wish.meanwhile = ProviderId("b");
    kept.asked_until = plus_days(platform.day, 9);
    kept.until = plus_days(platform.day, -1);
    REQUIRE(device.keep(kept));
    KeptOnDevice again(platform, id);
    REQUIRE(again.waiting());
    CHECK(*again.waiting() == kept);
    CHECK_FALSE(KeptOnDevice(platform, MunicipalityId("huddinge")).waiting());
    for (const char* odd : {"{", "[]", "{}", R"({"submit":{},"owner":"a","until":"2026-12-01"})",
                            R"({"submit":{"action":"decline","key":"k"},"owner":"","until":"2026-12-01"})",
                            R"({"submit":{"action":"decline","key":"k"},"owner":"a","until":"soon"})"}) {
        platform.device[kKey] = odd;
        KeptOnDevice nothing(platform, id);
        CHECK_MESSAGE(!nothing.waiting(), odd);
        CHECK_FALSE(nothing.ended());
    }
}
