#include "web/demonstration/rotation.h"

#include "web/demonstration/demonstration.h"

#include "web/app/fee_form.h"
#include "web/screens/assigned.h"
#include "web/screens/page.h"

#include <algorithm>

namespace hemval {

namespace {

constexpr const char* kRule = "/municipality.json/rotation";
constexpr std::size_t kShownAssignments = 50;

std::string name_of_one(const Page& page, const RotationTrial& trial, const ProviderId& id)
{
    const auto& newcomer = trial.newcomer();
    return newcomer && newcomer->id == id ? newcomer->name : page.name_of_provider(id);
}

// The municipality's in this visit's neutral order, then the one that was let in.
std::vector<ProviderId> shown(const Page& page, const RotationTrial& trial)
{
    std::vector<ProviderId> ids;
    for (const Provider* provider : page.providers) ids.push_back(provider->id);
    if (trial.newcomer()) ids.push_back(trial.newcomer()->id);
    return ids;
}

Assigned assigned(const Page& page, const RotationTrial& trial, const TrialAssignment& one)
{
    return {one.why, one.provider, [&](const ProviderId& id) { return name_of_one(page, trial, id); }, "trial."};
}

std::string result_in_words(const Page& page, const RotationTrial& trial, const TrialAssignment& one)
{
    return page.t(one.provider ? "trial.result" : "trial.result.waiting",
                  {{"number", page.t.number(one.number)},
                   {"day", page.t.day(one.day)},
                   {"name", one.provider ? name_of_one(page, trial, *one.provider) : ""}});
}

void ring(Page& page, const RotationTrial& trial)
{
    std::vector<ui::RingPlace> places;
    if (!trial.assignments().empty()) {
        places = ring_places(page, assigned(page, trial, trial.assignments().back()), "trial/ring");
    } else if (const RotationList* list = trial.list()) {
        TrialAssignment nobody;
        nobody.why.order = list->order;
        places = ring_places(page, assigned(page, trial, nobody), "trial/ring");
    }
    if (!places.empty()) page.ui.ring("trial/ring", page.t("ring.label"), places);
}

void presses(Page& page, RotationPlay& play)
{
    RotationTrial& trial = *play.trial;
    int people = 0;
    {
        const ui::Scope row = page.ui.row("trial/do");
        if (page.ui.button("trial/one", page.t("trial.one"), ui::ButtonKind::Primary)) people = 1;
        if (page.ui.button("trial/ten", page.t("trial.ten"))) people = 10;
        if (page.ui.button("trial/fifty", page.t("trial.fifty"))) people = 50;
        if (page.ui.button("trial/again", page.t("trial.again"), ui::ButtonKind::Quiet)) {
            play.trial.reset();
            page.platform.request_frame();
            return;
        }
    }
    if (people > 0) page.platform.request_frame();
    bool all = true;
    for (; people > 0 && all; --people) all = trial.next();
    if (trial.people() >= kMostTrialAssignments)
        page.ui.status("trial/most", page.t("trial.most", {{"most", page.t.number(kMostTrialAssignments)}}));
}

void latest(Page& page, const RotationTrial& trial)
{
    if (trial.assignments().empty()) {
        page.say("trial.none", ui::TextKind::Strong);
        ring(page, trial);
        return;
    }
    const TrialAssignment& last = trial.assignments().back();
    page.ui.status("trial/result/" + std::to_string(last.number), result_in_words(page, trial, last));
    const Assigned told = assigned(page, trial, last);
    page.ui.text("trial/basis", basis_in_words(page, told));
    const auto skips = skips_in_words(page, told);
    if (skips.empty()) {
        page.say("trial.nobody");
    } else {
        page.say("trial.skipped");
        page.ui.bullets("trial/skips", skips);
    }
    if (last.why.next)
        page.ui.text("trial/next", page.t("trial.next", {{"name", name_of_one(page, trial, *last.why.next)}}));
    ring(page, trial);
}

void fairness(Page& page, const RotationTrial& trial)
{
    const ui::Scope section = page.ui.section("trial/fairness", page.t("trial.fairness"));
    const std::vector<ProviderId> ids = shown(page, trial);
    if (ids.empty()) return;
    int least = trial.given(ids.front()), most = least;
    for (const ProviderId& id : ids) {
        least = std::min(least, trial.given(id));
        most = std::max(most, trial.given(id));
    }
    page.ui.text("trial/spread", page.t("trial.spread", {{"least", page.t.number(least)},
                                                         {"most", page.t.number(most)},
                                                         {"spread", page.t.number(most - least)}}),
                 ui::TextKind::Strong);
    page.say("trial.why");
    std::vector<ui::Bar> bars;
    ui::TableSpec table;
    table.caption = page.t("trial.table");
    table.corner = page.t("check.provider");
    table.least = 120;
    table.column_keys = {"given", "passed", "clients", "room"};
    table.columns = {page.t("trial.given"), page.t("trial.passed"), page.t("trial.clients"), page.t("trial.ceiling")};
    for (const ProviderId& id : ids) {
        const std::string name = name_of_one(page, trial, id);
        bars.push_back({"trial/bar/" + id.value, name,
                        most == 0 ? 0 : static_cast<double>(trial.given(id)) / most,
                        page.t.number(trial.given(id))});
        std::vector<std::string> reasons;
        for (const auto& [reason, count] : trial.passed_over(id))
            reasons.push_back(page.t(std::string("trial.reason.") + name_of(reason),
                                     {{"count", page.t.number(count)}}));
        std::string ceiling = page.t("trial.ceiling.none");
        for (const ListedProvider& row : trial.providers())
            if (row.id == id && row.capacity && trial.policy().ceiling == CeilingRule::Clients)
                ceiling = page.t.number(*row.capacity);
        table.rows.push_back({id.value, name,
                              {page.t.number(trial.given(id)),
                               reasons.empty() ? page.t("trial.never") : page.t.join(reasons),
                               page.t.number(trial.clients(id)), ceiling}});
    }
    page.ui.bars("trial/bars", page.t("trial.bars"), bars);
    page.ui.table("trial/table", table);
}

void change(Page& page, RotationPlay& play)
{
    if (page.ui.on_paper()) return;  // the figures say how many each has room for
    RotationTrial& trial = *play.trial;
    const ui::Scope section = page.ui.section("trial/change", page.t("trial.change"));
    page.say("trial.change.about");
    for (const ProviderId& id : shown(page, trial)) {
        const auto chosen = play.rooms.find(id);
        std::vector<ui::Option> options;
        if (chosen == play.rooms.end()) options.push_back({"", page.t("trial.room.as_is"), ""});
        options.push_back({"none", page.t("trial.room.none"), ""});
        options.push_back({"0", page.t("trial.room.full"), ""});
        for (const char* count : {"5", "10", "20"})
            options.push_back({count, page.t("trial.room.more", {{"count", count}}), ""});
        const auto now = page.ui.select("trial/room/" + id.value,
                                        page.t("trial.room", {{"name", name_of_one(page, trial, id)}}), options,
                                        chosen == play.rooms.end() ? "" : chosen->second);
        if (!now || now->empty()) continue;
        const auto more = whole_number(*now);
        trial.set_room(id, more ? std::optional<int>(static_cast<int>(*more)) : std::nullopt);
        play.rooms[id] = *now;
        page.platform.request_frame();
    }
    static_assert(static_cast<int>(NewcomerRule::EntersNextYear) == 2);
    constexpr const char* kNewcomerWords[] = {"trial.newcomer.joins_last", "trial.newcomer.next_month",
                                              "trial.newcomer.next_year"};
    page.stated("trial/newcomer/rule", page.t(kNewcomerWords[static_cast<int>(trial.policy().newcomer)]),
                std::string(kRule) + "/newcomer");
    if (trial.newcomer()) {
        const ListedProvider& one = *trial.newcomer();
        page.ui.status("trial/newcomer/in",
                       page.t("trial.newcomer.in", {{"name", one.name}, {"day", page.t.day(*one.joined)}}));
    } else if (page.ui.button("trial/newcomer", page.t("trial.newcomer"))) {
        trial.let_in(page.t("trial.newcomer.name"));
        page.platform.request_frame();
    }
}

void all(Page& page, const RotationTrial& trial)
{
    const auto& assignments = trial.assignments();
    if (assignments.empty()) return;
    page.details("trial/all", {page.t("trial.all")}, [&] {
        ui::TableSpec table;
        table.caption = page.t("trial.all");
        table.corner = page.t("trial.person");
        table.column_keys = {"provider", "why"};
        table.columns = {page.t("check.provider"), page.t("trial.because")};
        const std::size_t count = std::min(assignments.size(), kShownAssignments);
        for (std::size_t i = 0; i < count; ++i) {
            const TrialAssignment& one = assignments[assignments.size() - 1 - i];
            const Assigned told = assigned(page, trial, one);
            std::string why = basis_in_words(page, told);
            for (const std::string& skip : skips_in_words(page, told)) why += " " + skip;
            table.rows.push_back({std::to_string(assignments.size() - i), page.t.number(one.number),
                                  {one.provider ? name_of_one(page, trial, *one.provider)
                                                : page.t("trial.waits"),
                                   why}});
        }
        page.ui.table("trial/all/table", table);
    });
}

AreaId first_area(const Page& page)
{
    return page.municipality.areas.empty() ? AreaId() : page.municipality.areas.front().id;
}

}  // namespace

void rotation_screen(Page& page, RotationPlay& play)
{
    page.heading("trial.title");
    page.ui.text("trial/lead", page.t("trial.lead", {{"municipality", page.municipality.name}}), ui::TextKind::Lead);
    page.say("trial.people", ui::TextKind::Quiet);
    const auto begin = [&](const AreaId& area) {
        play.rooms.clear();
        play.trial.emplace(page.municipality, page.visit.seed, page.platform.today(), area);
    };
    if (!play.trial) begin(first_area(page));
    page.details("trial/rule", {page.t("decline.rule")}, [&] {
        page.ui.bullets("trial/rule/list", rotation_in_words(page));
        page.example_of("trial/rule/example", kRule);
    });
    if (page.municipality.rotation.per_area) {
        std::vector<ui::Option> areas;
        for (const Area& area : page.municipality.areas) areas.push_back({area.id.value, area.name, ""});
        if (const auto area = page.ui.select("trial/area", page.t("trial.area"), areas, play.trial->area().value)) {
            begin(AreaId(*area));
            page.platform.request_frame();
        }
    }
    presses(page, play);
    if (!play.trial) return;  // begun anew in the next frame
    latest(page, *play.trial);
    fairness(page, *play.trial);
    change(page, play);
    all(page, *play.trial);
}

std::unique_ptr<Playground> make_rotation_playground(const Municipality&, Day)
{
    class Played final : public Playground {
    public:
        void screen(Page& page) override { rotation_screen(page, play_); }

    private:
        RotationPlay play_;
    };
    return std::make_unique<Played>();
}

}  // namespace hemval
