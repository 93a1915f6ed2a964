#include "core/compensation.h"
#include "core/rotation.h"
#include "web/app/locale.h"
#include "web/platform/headless/headless_app.h"

#include <doctest/doctest.h>

#include <string>

using namespace hemval;

TEST_CASE("every value that the explained screens put into words has a text in every language")
{
    for (const std::string tag : {"sv", "sv-simple", "en", "fi", "ar"}) {
        const HeadlessPlatform platform(HEMVAL_SOURCE_DIR);
        const auto locale = Locale::read(tag, platform.read_asset("locales/demonstration/" + tag + ".json"));
        REQUIRE(locale);
        const auto has = [&](const std::string& key) { CHECK_MESSAGE(locale->has(key), tag << ": " << key); };
        for (const CompensationModel one : kAllCompensationModels) has(std::string("pay.model.") + name_of(one));
        for (const VisitOutcome one : kAllVisitOutcomes) {
            has(std::string("pay.outcome.") + name_of(one));
            if (one != VisitOutcome::Performed) has(std::string("pay.unpaid.") + name_of(one));
        }
        for (const CompensationError one : kAllCompensationErrors) has(std::string("pay.error.") + name_of(one));
        for (const AssignmentBasis one : kAllAssignmentBases) has(std::string("trial.basis.") + name_of(one));
        for (const char* passed_on : {"trial.basis.turn.passed_on", "trial.basis.monthly_turn.passed_on"})
            has(passed_on);
        for (const SkipReason one : kAllSkipReasons) has(std::string("trial.reason.") + name_of(one));
    }
}
