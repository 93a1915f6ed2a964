#include "core/leaving_trial.h"
#include "core/sample.h"
#include "web/demonstration/demonstration.h"
#include "web/demonstration/number_field.h"

#include <algorithm>
#include <map>

// A provider's closing, tried on invented people: who gets a place by the rule, who waits, and what more
// room would change.
namespace hemval {

namespace {

constexpr std::uint64_t kSeed = 2026;  // the same town each time, so that it can be talked about
constexpr int kMostPlaces = 9999, kPlaceStep = 5;

double share(int count, int of)
{
    return of > 0 ? static_cast<double>(count) / of : 0;
}

class LeavingPlayground final : public Playground {
public:
    LeavingPlayground(const Municipality& municipality, Day today)
        : municipality_(municipality), today_(today), town_(sample_town(municipality, kSeed, today)),
          leaver_(sample_leaver(municipality).value_or(municipality.providers.front().id))
    {
        // An invented provider's numbers are as invented as those that are drawn.
        drawn_ = town_.drawn || std::any_of(municipality.providers.begin(), municipality.providers.end(),
                                            [](const Provider& one) { return one.example; });
        anew();
    }

    void screen(Page& page) override
    {
        page.heading("play.leaving.title");
        page.say("play.leaving.lead", ui::TextKind::Lead);
        {
            const ui::Scope box = page.ui.box("play/leaving/invented", ui::BoxKind::Notice);
            page.ui.badge("play/leaving/example", page.t("badge.example"));
            page.say(drawn_ ? "play.leaving.drawn" : "play.leaving.invented");
        }
        {
            const ui::Scope row = page.ui.row("play/leaving/both");
            {
                const ui::Scope left = page.ui.column("play/leaving/left", 340, 1);
                leaver(page);
                places(page);
            }
            const ui::Scope right = page.ui.column("play/leaving/right", 420, 1.2F);
            outcome(page);
            providers(page);
        }
        areas(page);
    }

private:
    void anew()
    {
        typed_.clear();
        for (const ListedProvider& row : town_.state.providers)
            typed_[row.id] = std::to_string(row.capacity.value_or(0));
        try_it();
    }

    void try_it()
    {
        Ceilings ceilings;
        for (const auto& [id, typed] : typed_)
            if (const auto places = number_in(typed, kMostPlaces)) ceilings[id] = *places;
        trial_ = try_leaving(town_, municipality_.schedule, leaver_, ceilings, kSeed, today_);
    }

    void changed(Page& page)
    {
        try_it();
        page.ui.announce(summary(page));
        page.platform.request_frame();
    }

    std::string count(const Page& page, const char* what, int number) const
    {
        return page.t(std::string("play.leaving.") + what, {{"count", page.t.number(number)}});
    }

    std::string summary(const Page& page) const
    {
        return count(page, "placed", trial_.whole.placed) + " " + count(page, "over", trial_.whole.over_ceiling) +
               " " + count(page, "waiting", trial_.whole.waiting);
    }

    void leaver(Page& page)
    {
        std::vector<ui::RadioOption> options;
        std::optional<std::size_t> chosen;
        for (const Provider* one : page.providers) {
            if (one->id == leaver_) chosen = options.size();
            options.push_back({"play/leaving/leaver/" + one->id.value, one->name, ""});
        }
        if (const auto picked =
                page.ui.radio_group("play/leaving/leaver", page.t("play.leaving.which"), options, chosen)) {
            leaver_ = page.providers[*picked]->id;
            changed(page);
        }
        page.say("compare.order.short", ui::TextKind::Quiet);
    }

    void outcome(Page& page) const
    {
        const ui::Scope section = page.ui.section("play/leaving/outcome", page.t("play.leaving.outcome"));
        page.ui.text("play/leaving/people",
                     page.t("play.leaving.people", {{"name", page.name_of_provider(leaver_)},
                                                    {"count", page.t.number(trial_.whole.people)}}),
                     ui::TextKind::Strong);
        page.ui.bullets("play/leaving/counts", {count(page, "placed", trial_.whole.placed),
                                                count(page, "over", trial_.whole.over_ceiling),
                                                count(page, "waiting", trial_.whole.waiting)});
        page.ui.text("play/leaving/best", trial_.whole.without_place == 0
                                              ? page.t("play.leaving.room")
                                              : count(page, "without", trial_.whole.without_place));
        page.say("play.leaving.about", ui::TextKind::Quiet);
    }

    std::string in_words(const Page& page, const TrialProvider& one) const
    {
        const int free = std::max(0, one.capacity.value_or(0) - one.clients - one.moved_here);
        const int over = std::max(0, one.clients + one.moved_here - one.capacity.value_or(0));
        return page.t(over > 0 ? "play.leaving.provider.over" : "play.leaving.provider",
                      {{"clients", page.t.number(one.clients)},
                       {"moved", page.t.number(one.moved_here)},
                       {"left", page.t.number(over > 0 ? over : free)}});
    }

    void providers(Page& page) const
    {
        const ui::Scope section = page.ui.section("play/leaving/providers", page.t("play.leaving.providers"));
        int most = 1;
        for (const TrialProvider& one : trial_.providers)
            most = std::max({most, one.clients + one.moved_here, one.capacity.value_or(0)});
        std::vector<ui::Stack> stacks;
        for (const Provider* provider : page.providers) {
            const auto at = std::find_if(trial_.providers.begin(), trial_.providers.end(),
                                         [&](const TrialProvider& one) { return one.provider == provider->id; });
            if (at == trial_.providers.end()) continue;
            const int capacity = at->capacity.value_or(0), all = at->clients + at->moved_here;
            const int over = std::min(at->moved_here, std::max(0, all - capacity));
            stacks.push_back({"play/leaving/provider/" + provider->id.value, provider->name,
                              {{ui::Fill::Solid, share(at->clients, most)},
                               {ui::Fill::Striped, share(at->moved_here - over, most)},
                               {ui::Fill::Grid, share(over, most)},
                               {ui::Fill::Empty, share(std::max(0, capacity - all), most)}},
                              in_words(page, *at)});
        }
        page.ui.stacks("play/leaving/stacks", page.t("play.leaving.stacks"),
                       {{ui::Fill::Solid, page.t("play.leaving.fill.clients")},
                        {ui::Fill::Striped, page.t("play.leaving.fill.moved")},
                        {ui::Fill::Grid, page.t("play.leaving.fill.over")},
                        {ui::Fill::Empty, page.t("play.leaving.fill.free")}},
                       stacks);
    }

    void areas(Page& page) const
    {
        const ui::Scope section = page.ui.section("play/leaving/areas", page.t("play.leaving.areas"));
        ui::TableSpec table;
        table.caption = page.t("play.leaving.areas.caption");
        table.corner = page.t("play.leaving.area");
        table.column_keys = {"people", "placed", "over", "waiting", "without"};
        for (const char* column : {"people", "placed", "over", "waiting", "without"})
            table.columns.push_back(page.t(std::string("play.leaving.column.") + column));
        table.least = 120;
        const auto row = [&](const std::string& key, const std::string& name, const TrialArea& area) {
            std::vector<std::string> cells;
            for (const int one : {area.people, area.placed, area.over_ceiling, area.waiting, area.without_place})
                cells.push_back(page.t.number(one));
            table.rows.push_back({key, name, cells});
        };
        for (const TrialArea& area : trial_.areas) {
            const Area* named = municipality_.find_area(area.area);
            row(area.area.value, named ? named->name : area.area.value, area);
        }
        row("whole", page.t("play.leaving.whole"), trial_.whole);
        page.ui.table("play/leaving/areas/table", table);
    }

    void places(Page& page)
    {
        const ui::Scope section = page.ui.section("play/leaving/places", page.t("play.leaving.places"));
        page.say("play.leaving.places.about");
        for (const Provider* provider : page.providers)
            if (provider->id != leaver_) places_of(page, *provider);
        if (page.ui.button("play/leaving/again", page.t("play.leaving.again"))) {
            anew();
            changed(page);
        }
    }

    void places_of(Page& page, const Provider& provider)
    {
        const NumberChange change = number_field(
            page, {"play/leaving/places/" + provider.id.value,
                   page.t("play.leaving.places.of", {{"name", provider.name}}), "", kMostPlaces, kPlaceStep,
                   page.t("play.leaving.fewer"), page.t("play.leaving.more"), provider.name},
            typed_[provider.id]);
        if (change == NumberChange::Typed) try_it();
        if (change == NumberChange::Stepped) changed(page);
    }

    const Municipality& municipality_;
    Day today_;
    SampleTown town_;
    bool drawn_ = false;
    ProviderId leaver_;
    std::map<ProviderId, std::string> typed_;  // how many there is room for
    LeavingTrial trial_;
};

}  // namespace

std::unique_ptr<Playground> make_leaving_playground(const Municipality& municipality, Day today)
{
    return std::make_unique<LeavingPlayground>(municipality, today);
}

}  // namespace hemval
