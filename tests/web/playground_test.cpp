#include "core/fee.h"
#include "core/leaving_trial.h"
#include "core/sample.h"
#include "home.h"
#include "web/app/locale.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace hemval;
using ui::Role;
using test::pack_of;

namespace {

const char* const kTowns[] = {"strangnas", "huddinge", "botkyrka"};

struct Play {
    Play(const char* id, const char* what)
        : town(pack_of(id)), app(id, std::string("#/prova/visa/") + what),
          words(*Locale::read("sv", app.platform().read_asset("locales/demonstration/sv.json")))
    {
    }

    void press(const std::string& key) { app.send({ui::EventKind::Press, key, ""}); }
    void type(const std::string& key, const std::string& text)
    {
        app.send({ui::EventKind::Input, key, text});
    }
    std::string at(const std::string& key) const
    {
        const ui::Node* node = app.tree().find(key);
        REQUIRE_MESSAGE(node, key);
        return node->name;
    }
    // The words of a node and of all that is in it.
    std::string all_of(const std::string& start) const
    {
        std::string all;
        for (const ui::Node& node : app.tree().nodes())
            if (node.key.rfind(start, 0) == 0) all += node.name + "\n";
        return all;
    }
    FeeAnswer fee(int hours, int income) const
    {
        FeeQuestion question;
        question.hours_per_month = hours;
        question.net_income = Ore::kronor(income);
        question.housing_cost = Ore::kronor(6000);
        return *monthly_fee(town.tariff, question);
    }
    std::string figure(const FeeAnswer& answer) const
    {
        return words("play.fee.figure", {{"fee", words.money(answer.fee)}});
    }
    LeavingTrial trial(const ProviderId& leaver, const Ceilings& ceilings = {}) const
    {
        const Day today = HeadlessPlatform("").today();
        return try_leaving(sample_town(town, 2026, today), town.schedule, leaver, ceilings, 2026, today);
    }

    Municipality town;
    HeadlessApp app;
    Locale words;
};

}  // namespace

TEST_CASE("whichever provider is picked the fee stays, and the bars are equal for all")
{
    for (const char* town : kTowns) {
        Play play(town, "avgift");
        const std::string figure = play.figure(play.fee(4, 17'000));
        CHECK(play.at("play/fee/figure") == figure);
        const std::string steps = play.all_of("play/fee/steps/table");
        for (int round = 0; round < 2; ++round) {
            for (const Provider& provider : play.town.providers) {
                play.press("play/fee/provider/" + provider.id.value);
                CHECK(play.at("play/fee/figure") == figure);
                CHECK(play.all_of("play/fee/steps/table") == steps);
            }
        }
        CHECK(play.at("play/fee/told").find("fortfarande") != std::string::npos);
        CHECK(play.app.announcements().back() == play.at("play/fee/told"));
        std::set<std::string> figures;
        for (const Provider& provider : play.town.providers)
            figures.insert(play.at("play/fee/bar/" + provider.id.value + "/figure"));
        CHECK(figures == std::set<std::string>{play.words.money(play.fee(4, 17'000).fee)});
    }
}

TEST_CASE("hours and income change the fee as the calculation says, step by step with its source")
{
    for (const char* town : kTowns) {
        Play play(town, "avgift");
        int hours = 4, income = 17'000;
        const auto agrees = [&] {
            const FeeAnswer now = play.fee(hours, income);
            CHECK(play.at("play/fee/figure") == play.figure(now));
            const std::string table = play.all_of("play/fee/steps/table");
            for (const FeeStep& step : now.steps) {
                CHECK(table.find(play.words.money(step.amount)) != std::string::npos);
                CHECK(table.find(step.source) != std::string::npos);
            }
            const std::string why = play.words(std::string("fee.decided.") + name_of(now.decided_by));
            CHECK(play.at("play/fee/told").find(why) != std::string::npos);
            CHECK(play.at(std::string("play/fee/limit/") + name_of(now.decided_by) + "/label")
                      .find("(bestämmer avgiften)") != std::string::npos);
        };
        agrees();
        for (int times = 0; times < 30; ++times, ++hours) play.press("play/fee/hours/more");
        agrees();
        for (int times = 0; times < 5; ++times, income -= 500) play.press("play/fee/income/less");
        agrees();
        play.type("play/fee/hours", "1");
        play.type("play/fee/hours", "12");
        hours = 12;
        agrees();
        play.type("play/fee/income", "10000");
        income = 10'000;
        agrees();
        CHECK(play.fee(hours, income).decided_by == FeeStepKind::Headroom);
    }
}

TEST_CASE("what the fee was before a number was typed stands beside what it became")
{
    Play play("strangnas", "avgift");
    const std::string before = play.words.money(play.fee(4, 17'000).fee);
    const std::size_t said = play.app.announcements().size();
    play.type("play/fee/hours", "5");
    play.type("play/fee/hours", "56");
    CHECK(play.at("play/fee/told").find("från " + before) != std::string::npos);
    CHECK(play.app.announcements().size() == said);
    play.type("play/fee/hours", "femtio");
    CHECK(play.at("play/fee/figure") == play.figure(play.fee(56, 17'000)));
    CHECK(play.app.has_text("Skriv ett helt tal"));
}

TEST_CASE("whoever closes, the figures shown are those that core works out")
{
    for (const char* town : kTowns) {
        Play play(town, "avveckling");
        for (const Provider& provider : play.town.providers) {
            play.press("play/leaving/leaver/" + provider.id.value);
            const LeavingTrial trial = play.trial(provider.id);
            const auto said = [&](const char* what, int count) {
                return play.words(std::string("play.leaving.") + what, {{"count", play.words.number(count)}});
            };
            const std::string counts = play.all_of("play/leaving/counts");
            CHECK(counts.find(said("placed", trial.whole.placed)) != std::string::npos);
            CHECK(counts.find(said("over", trial.whole.over_ceiling)) != std::string::npos);
            CHECK(counts.find(said("waiting", trial.whole.waiting)) != std::string::npos);
            for (const TrialProvider& one : trial.providers) {
                const std::string figure = play.at("play/leaving/provider/" + one.provider.value + "/figure");
                CHECK(figure.find("Flyttar dit: " + play.words.number(one.moved_here) + ".") != std::string::npos);
                CHECK(figure.find("I dag: " + play.words.number(one.clients) + ".") != std::string::npos);
            }
            CHECK_FALSE(play.app.tree().find("play/leaving/provider/" + provider.id.value + "/figure"));
            const std::string whole = play.all_of("play/leaving/areas/table/whole");
            CHECK(whole.find(play.words.number(trial.whole.people)) != std::string::npos);
        }
    }
}

TEST_CASE("more and fewer places change who gets one, and can be put back")
{
    Play play("botkyrka", "avveckling");
    const ProviderId leaver("havtornet"), other("humlesurret");
    play.press("play/leaving/leaver/" + leaver.value);
    const std::string before = play.all_of("play/leaving/counts");
    const std::string field = "play/leaving/places/humlesurret";
    play.press("play/leaving/places/humlesurret/more");
    const LeavingTrial more = play.trial(leaver, {{other, 45}});
    CHECK(more.whole.placed == play.trial(leaver).whole.placed + 5);
    CHECK(play.all_of("play/leaving/counts") != before);
    CHECK(play.at("play/leaving/provider/humlesurret/figure")
              .find("Flyttar dit: " + play.words.number(more.whole.people) + ".") == std::string::npos);
    CHECK(play.app.announcements().back().find(play.words(
              "play.leaving.placed", {{"count", play.words.number(more.whole.placed)}})) == 0);
    play.type(field, "0");
    CHECK(play.at("play/leaving/provider/humlesurret/figure").find("Fler än det finns plats för") != std::string::npos);
    play.type(field, "mycket");
    CHECK(play.app.has_text("Skriv ett helt tal"));
    play.press("play/leaving/again");
    CHECK(play.all_of("play/leaving/counts") == before);
}

TEST_CASE("it is plainly said that the people are invented, and where their number is too")
{
    for (const char* town : kTowns) {  // whose providers are invented, each with its numbers
        Play play(town, "avveckling");
        CHECK(play.app.has_text("Personerna är påhittade."));
        CHECK(play.app.has_text("också påhittat"));
        CHECK(play.app.platform().requests.empty());
    }
}

TEST_CASE("what is played with is forgotten with the rest, and another address explains nothing")
{
    Play play("strangnas", "avgift");
    play.press("play/fee/hours/more");
    const std::string moved = play.at("play/fee/figure");
    play.press("demo/bar/reset");
    play.app.platform().go("#/prova/visa/avgift");
    play.app.send({});
    CHECK(play.at("play/fee/figure") != moved);
    CHECK(play.at("play/fee/figure") == play.figure(play.fee(4, 17'000)));
    play.app.platform().go("#/prova/visa/nonsens");
    play.app.send({});
    CHECK_FALSE(play.app.tree().find("play/fee/figure"));
    HeadlessApp real("strangnas", "#/visa/avgift");
    CHECK_FALSE(real.tree().find("play/fee/figure"));
}
