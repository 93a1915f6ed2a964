#include "every_staff_screen.h"
#include "golden.h"

#include "core/wire.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <set>
#include <utility>
#include <variant>

using namespace hemval;

TEST_CASE("the semantic tree of every staff screen is the one looked through last")
{
    std::set<std::string> shown;
    test::every_staff_screen("sv", [&](const test::StaffShown& one) {
        shown.insert(one.screen);
        test::is_as_looked_through(one.app, "tests/web/staff_trees/", one.screen);
    });
    std::set<std::string> kept;
    for (const auto& file :
         std::filesystem::directory_iterator(std::string(HEMVAL_SOURCE_DIR) + "/tests/web/staff_trees"))
        kept.insert(file.path().stem().string());
    CHECK(kept == shown);
}

// HeadlessApp asks the oracle each time a page has settled.
TEST_CASE("every staff screen is drawn whole, in every size and language that is drawn")
{
    int screens = 0;
    for (const std::string language : {"sv", "sv-simple", "en", "fi"})
        test::every_staff_screen(language, [&](const test::StaffShown& shown) {
            shown.app.resize(320, 24000);
            shown.app.enlarge(2);
            shown.app.resize(1280, 24000);
            shown.app.enlarge(1);
            CHECK_FALSE(shown.app.last().glyphs_missing);
            ++screens;
        });
    test::every_staff_screen("sv", [&](const test::StaffShown&) { ++screens; }, "huddinge");
    test::every_staff_screen("sv", [&](const test::StaffShown&) { ++screens; }, "botkyrka");
    CHECK(screens >= 6 * 28);
}

TEST_CASE("no word is missing on any staff screen, in any language")
{
    for (const std::string language : {"sv", "sv-simple", "en", "fi", "ar"})
        test::every_staff_screen(language, [&](const test::StaffShown& shown) {
            for (const ui::Node& node : shown.app.tree().nodes()) {
                CAPTURE(shown.screen);
                CAPTURE(node.key);
                CHECK(node.name.find('[') == std::string::npos);
                CHECK(node.name.find('{') == std::string::npos);
            }
        });
}

namespace {

template <std::size_t... At>
std::vector<EventBody> one_of_each(std::index_sequence<At...>)
{
    return {EventBody(std::in_place_index<At>)...};
}

}  // namespace

TEST_CASE("every kind of entry the ledger may hold has words for whoever reads it, in every language")
{
    const auto bodies = one_of_each(std::make_index_sequence<std::variant_size_v<EventBody>>());
    REQUIRE(bodies.size() == std::variant_size_v<EventBody>);
    std::vector<std::string> keys = {"ledger.by_deadline"};
    for (const EventBody& body : bodies) {
        const wire::Json written = wire::write(Event{1, Day{}, body});
        keys.push_back("ledger.event." + written.value("kind", ""));
    }
    for (const TransitionPhase phase : kAllTransitionPhases)
        keys.push_back(std::string("ledger.transition.") + name_of(phase));
    for (const PlaceChange place : kAllPlaceChanges) keys.push_back(std::string("ledger.place.") + name_of(place));
    for (const Action action : kAllActions) keys.push_back(std::string("ledger.action.") + name_of(action));
    for (const std::string tag : {"sv", "sv-simple", "en", "fi", "ar"}) {
        const auto words = wire::Json::parse(
            test::read(std::string(HEMVAL_SOURCE_DIR) + "/assets/locales/staff/" + tag + ".json"), nullptr, false);
        for (const std::string& key : keys) {
            CAPTURE(tag);
            CAPTURE(key);
            CHECK(words.contains(key));
        }
    }
}

TEST_CASE("what the pack has only in Swedish is marked as Swedish on every staff screen")
{
    const Municipality town = test::pack_of("strangnas");
    std::set<std::string> swedish = {town.rotation.legal_basis}, met;
    for (const Service& one : town.services) swedish.insert(one.name.in("sv"));
    for (const QualityDemand& one : town.demands) swedish.insert(one.name.in("sv"));
    for (const std::string language : {"fi", "ar"})
        test::every_staff_screen(language, [&](const test::StaffShown& shown) {
            for (const ui::Node& node : shown.app.tree().nodes())
                for (const std::string& text : swedish) {
                    if (text.size() < 8 || node.name.find(text) == std::string::npos) continue;
                    met.insert(text);
                    CAPTURE(shown.screen);
                    CAPTURE(node.key);
                    CHECK(node.lang == "sv");
                }
        });
    CHECK(met.size() > 6);
}

TEST_CASE("nothing of the workspace ranks a provider: every list says which order it has")
{
    test::every_staff_screen("sv", [&](const test::StaffShown& shown) {
        std::set<std::string> listed;
        for (const ui::Node& node : shown.app.tree().nodes())
            if (node.role == ui::Role::RowHeader || node.role == ui::Role::Radio || node.role == ui::Role::Heading)
                for (const Provider& provider : test::pack_of(shown.municipality).providers)
                    if (node.name == provider.name) listed.insert(provider.name);
        if (listed.size() < 3) return;
        CAPTURE(shown.screen);
        CHECK((shown.app.has_text("lottad") || shown.app.has_text("Ordningen är listans egen")));
    });
}
