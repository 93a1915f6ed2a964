#include "every_screen.h"
#include "fake_service.h"
#include "web/app/locale.h"

#include <doctest/doctest.h>

#include <set>

using namespace hemval;
using ui::Role;

namespace {

void gather(const LocalizedText& text, std::set<std::string>& into)
{
    if (!text.empty()) into.insert(text.in("sv"));
}

// Every Swedish text of a pack that has a language of its own.
std::set<std::string> swedish_texts(const Municipality& town)
{
    std::set<std::string> all;
    for (const Service& one : town.services) gather(one.name, all);
    for (const QualityDemand& one : town.demands) {
        gather(one.name, all);
        gather(one.text, all);
    }
    for (const QuestionAnswer& one : town.questions) {
        gather(one.question, all);
        gather(one.answer, all);
    }
    const MunicipalityContact& contact = town.contact;
    for (const LocalizedText* one :
         {&contact.hours, &contact.paper, &contact.coordinator, &contact.complaints})
        gather(*one, all);
    for (const Provider& provider : town.providers) {
        gather(provider.about, all);
        gather(provider.leader_title, all);
        for (const LocalizedText& one : provider.specialisations) gather(one, all);
        for (const AddOnService& one : provider.add_on_services) {
            gather(one.name, all);
            gather(one.price, all);
        }
        for (const SurveyFact& one : provider.survey) {
            gather(one.question, all);
            gather(one.source.who, all);
        }
        if (provider.continuity) gather(provider.continuity->source.who, all);
        gather(provider.closing_reason, all);
    }
    return all;
}

}  // namespace

TEST_CASE("a text the pack has only in Swedish is shown in Swedish and marked as Swedish, on every screen")
{
    for (const std::string language : {"fi", "ar"}) {
        std::set<std::string> met;
        std::map<std::string, std::set<std::string>> texts;
        test::every_screen(language, [&](const test::Shown& shown) {
            std::set<std::string>& swedish = texts[shown.municipality];
            if (swedish.empty()) swedish = swedish_texts(test::pack_of(shown.municipality));
            for (const ui::Node& node : shown.app.tree().nodes()) {
                if (node.name.empty()) continue;
                for (const std::string& text : swedish) {
                    // Whole, or as a part of a list of several.
                    if (text.size() < 8 || node.name.find(text) == std::string::npos) continue;
                    met.insert(text);
                    CAPTURE(language);
                    CAPTURE(shown.municipality);
                    CAPTURE(shown.screen);
                    CAPTURE(node.key);
                    CAPTURE(node.name);
                    CHECK(node.lang == "sv");
                    break;
                }
            }
        });
        CHECK(met.size() > 60);
    }
}

TEST_CASE("in the pack's own languages no text is marked as another, except what a minority is told")
{
    for (const std::string language : {"sv", "en"})
        test::every_screen(language, [&](const test::Shown& shown) {
            for (const ui::Node& node : shown.app.tree().nodes()) {
                CAPTURE(shown.screen);
                CAPTURE(node.key);
                if (node.key.rfind("start/minority/", 0) == 0)
                    CHECK(node.lang == (node.key.size() > 7 &&
                                                node.key.compare(node.key.size() - 7, 7, "/notice") == 0
                                            ? node.key.substr(15, node.key.size() - 22)
                                            : ""));
                else if (node.key.rfind("kiosk/language/", 0) == 0)
                    CHECK(node.lang == (node.key == "kiosk/language/" + language ||
                                                node.key == "kiosk/language/heading"
                                            ? ""
                                            : node.key.substr(15)));
                else if (shown.screen.rfind("#/papper/", 0) == 0 && node.key.size() > 5 &&
                         node.key.compare(node.key.size() - 5, 5, "/twin") == 0)
                    CHECK(node.lang == "sv");
                else if (node.role != Role::Select && node.key.rfind("fee/steps/", 0) != 0 &&
                         node.key.rfind("play/fee/steps/", 0) != 0)
                    CHECK(node.lang == "");  // the acts cited in the fee's steps: see below
            }
        });
}

TEST_CASE("who speaks Finnish, Meänkieli or Sámi is told of the right, in the language itself")
{
    for (const char* municipality : {"botkyrka", "huddinge", "strangnas"}) {
        HeadlessApp app(municipality, "#/");
        CAPTURE(municipality);
        CHECK(app.has(Role::Heading, "Hjälp på finska, meänkieli eller samiska"));
        CHECK(app.has_text("Talar du finska?") == (std::string(municipality) != "strangnas"));
        for (const char* tag : {"fi", "fit", "se"}) {
            const ui::Node* node =
                app.tree().find(std::string("start/minority/") + tag + "/notice");
            REQUIRE(node != nullptr);
            CHECK(node->lang == tag);
        }
        // What has not been checked with a source or a speaker says so.
        CHECK(app.tree().find("start/minority/se/example") != nullptr);
    }
    HeadlessApp elsewhere("strangnas", "#/");
    CHECK(elsewhere.has_text("hemtjänst på finska, meänkieli, samiska, jiddisch och romska."));
    HeadlessApp finnish("botkyrka", "#/", "fi");
    CHECK(finnish.tree().find("start/minority/fi/notice")->lang == "");
    CHECK(finnish.has_text("Apua suomeksi, meänkielellä tai saameksi"));
}

TEST_CASE("a rtl language sets phone numbers and names apart on the screen")
{
    HeadlessApp app("botkyrka", "#/hjalp", "ar");
    CHECK(app.tree().find("help/phone/value")->name == "\u206808-465 004 00\u2069");
    CHECK(app.has_text("\u206808-465 004 00\u2069"));
    CHECK(app.tree().find("help/paper")->lang == "sv");
    CHECK(app.tree().find("help/paper")->name.find("\u2068") == std::string::npos);
}

TEST_CASE("the acts cited in the fee are marked as Swedish in every other language")
{
    for (const char* language : {"sv", "en", "fi"}) {
        HeadlessApp app("strangnas", "#/avgift", language);
        for (const char* field : {"fee/hours", "fee/income", "fee/allowance", "fee/housing"})
            app.send({ui::EventKind::Input, field, "20"});
        app.send({ui::EventKind::Press, "fee/household/single", ""});
        app.send({ui::EventKind::Press, "fee/calculate", ""});
        app.send({ui::EventKind::Press, "fee/steps/summary", ""});
        int cited = 0;
        for (const ui::Node& node : app.tree().nodes()) {
            if (node.name.rfind("SoL (2025:400)", 0) != 0) continue;
            ++cited;
            CHECK(node.lang == (std::string(language) == "sv" ? "" : "sv"));
        }
        CHECK(cited >= 3);
    }
}
