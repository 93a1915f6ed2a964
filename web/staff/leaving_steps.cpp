#include "web/staff/leaving_steps.h"

#include <algorithm>

// A step is taken on a screen of its own that says what it will do. One that sets days asks for them first.
namespace hemval {

namespace {

using Phase = TransitionPhase;

constexpr LeavingWay kWays[] = {
    {Phase::Proposed, Phase::Decided, "besluta", "leaving.decide.", true},
    {Phase::Decided, Phase::Running, "starta", "leaving.start.", true},
    {Phase::Running, Phase::Paused, "pausa", "leaving.pause.", false},
    {Phase::Paused, Phase::Running, "fortsatt", "leaving.resume.", true},
    {Phase::Running, Phase::Completed, "avsluta", "leaving.complete.", false},
    {Phase::Proposed, Phase::Annulled, "upphav", "leaving.annul.", false},
    {Phase::Decided, Phase::Annulled, "upphav", "leaving.annul.", false},
    {Phase::Running, Phase::Annulled, "upphav", "leaving.annul.", false},
    {Phase::Paused, Phase::Annulled, "upphav", "leaving.annul.", false},
};

// Of those that may follow today, the one the address names.
const LeavingWay* way_of(const StaffPage& page, const DeskTransition& desk)
{
    for (const LeavingWay& way : kWays)
        if (way.from == desk.now.transition.phase && way.name == page.route.part)
            return std::find(desk.next.begin(), desk.next.end(), way.to) == desk.next.end() ? nullptr : &way;
    return nullptr;
}

std::string field_of(const StaffPage& page, const char* name)
{
    return "leaving/" + page.route.id + "/" + page.route.part + "/" + name;
}

std::optional<LeavingCause> cause_entered(StaffPage& page, const DeskTransition& desk)
{
    if (desk.now.transition.terms) return desk.now.transition.terms->cause;
    for (const LeavingCause cause : kAllLeavingCauses)
        if (page.entered(field_of(page, "cause")) == name_of(cause)) return cause;
    return std::nullopt;
}

// Of two days on one screen each fault says which it is about.
std::optional<Day> named_day(StaffPage& page, const char* name, std::vector<ui::FieldFault>& faults)
{
    const std::size_t before_it = faults.size();
    const auto day = page.day_entered(field_of(page, name), faults);
    if (faults.size() > before_it)
        faults.back().text = page.t(std::string("leaving.") + name) + ": " + faults.back().text;
    return day;
}

std::optional<LeavingTerms> terms_entered(StaffPage& page, const DeskTransition& desk,
                                          std::vector<ui::FieldFault>& faults)
{
    const auto cause = cause_entered(page, desk);
    if (!cause)
        faults.push_back({field_of(page, "cause"), page.t("leaving.days.fault.cause")});
    const auto choose_by = named_day(page, "choose_by", faults);
    const auto last_day = named_day(page, "last_day", faults);
    if (!cause || !choose_by || !last_day) return std::nullopt;
    const LeavingTerms terms{*cause, *last_day, *choose_by};
    if (before(*choose_by, desk.today))
        faults.push_back({field_of(page, "choose_by"), page.t("leaving.days.fault.past")});
    else if (!terms_add_up(terms, desk.today))
        faults.push_back({field_of(page, "last_day"), page.t("leaving.days.fault.order")});
    if (!faults.empty()) return std::nullopt;
    return terms;
}

// What stands is filled in; it may be changed.
void fill_in(StaffPage& page, const DeskTransition& desk)
{
    const auto& terms = desk.now.transition.terms;
    if (!terms) return;
    page.visit.entered.emplace(field_of(page, "choose_by"), to_iso(terms->choose_by));
    page.visit.entered.emplace(field_of(page, "last_day"), to_iso(terms->last_day));
}

std::vector<std::string> what_happens(const StaffPage& page, const DeskTransition& desk, const LeavingWay& way,
                                      const std::optional<LeavingTerms>& terms)
{
    const Transition& leaving = desk.now.transition;
    if (way.to == Phase::Annulled) return what_annulling_does(page, desk);
    const auto& days = terms ? terms : leaving.terms;
    const auto say = [&](const char* key) {
        return page.t(std::string(way.words) + key,
                      {{"name", page.name_of_provider(leaving.provider)},
                       {"id", leaving.id.value},
                       {"by", days ? page.t.day(days->choose_by) : ""},
                       {"last", days ? page.t.day(days->last_day) : ""},
                       {"silent", page.t.number(desk.progress.silent)},
                       {"count", page.t.number(desk.progress.affected)}});
    };
    std::vector<std::string> lines = {say("who")};
    if (days) lines.push_back(say("days"));
    lines.push_back(say("then"));
    if (way.to == Phase::Decided && desk.outlook && desk.outlook->without_place > 0)
        lines.push_back(page.t("outlook.without", {{"count", page.t.number(desk.outlook->without_place)}}));
    lines.push_back(page.t("leaving.step.ledger"));
    return lines;
}

Day offered_until(const DeskTransition& desk) { return plus_days(desk.today, kPlaceOfferedDays); }

// The transition and the way, or what there is to say instead.
const DeskTransition* found(StaffPage& page, const LeavingWay** way)
{
    const DeskTransition* desk = page.desk.leaving(TransitionId(page.route.id));
    *way = desk ? way_of(page, *desk) : nullptr;
    if (*way) {
        page.heading(std::string((*way)->words) + "title",
                     {{"name", page.name_of_provider(desk->now.transition.provider)}});
        return desk;
    }
    page.heading("leaving.title.asking");
    if (!desk) {
        page.waiting();
        return nullptr;
    }
    page.say("leaving.step.not_now");
    page.ui.link("step/back", page.t("leaving.step.to_it"), page.to(StaffScreen::Leaving, page.route.id));
    return nullptr;
}

}  // namespace

const LeavingWay* way_from(Phase from, Phase to)
{
    for (const LeavingWay& way : kWays)
        if (way.from == from && way.to == to) return &way;
    return nullptr;
}

std::vector<std::string> what_annulling_does(const StaffPage& page, const DeskTransition& desk)
{
    const Transition& leaving = desk.now.transition;
    const std::string name = page.name_of_provider(leaving.provider);
    if (leaving.phase == Phase::Proposed)
        return {page.t("leaving.annul.proposed", {{"name", name}}), page.t("leaving.step.ledger")};
    std::vector<std::string> lines = {
        page.t("leaving.annul.open_again", {{"name", name}}),
        page.t("leaving.annul.put_back", {{"count", page.t.number(desk.undoing.put_back)}})};
    if (desk.undoing.offered > 0)
        lines.push_back(page.t("leaving.annul.offered", {{"count", page.t.number(desk.undoing.offered)},
                                                         {"name", name},
                                                         {"day", page.t.day(offered_until(desk))}}));
    lines.push_back(page.t("leaving.annul.ledger"));
    return lines;
}

void leaving_days_screen(StaffPage& page)
{
    const LeavingWay* way = nullptr;
    const DeskTransition* desk = found(page, &way);
    if (!desk) return;
    page.faults();
    page.problem();
    fill_in(page, *desk);
    if (!desk->now.transition.terms) {
        std::vector<std::string> causes;
        for (const LeavingCause cause : kAllLeavingCauses) causes.emplace_back(name_of(cause));
        page.choice(field_of(page, "cause"), {page.t("leaving.cause")}, "leaving.cause.", causes);
    }
    page.say("leaving.days.about");
    page.day_field(field_of(page, "choose_by"), page.t("leaving.choose_by"));
    page.day_field(field_of(page, "last_day"), page.t("leaving.last_day"));
    if (page.ui.button("days/next", page.t("leaving.days.next"), ui::ButtonKind::Primary)) {
        std::vector<ui::FieldFault> faults;
        const auto terms = terms_entered(page, *desk, faults);
        page.memory.found(std::move(faults));
        if (terms) page.go(StaffScreen::LeavingStep, page.route.id, page.route.part);
        page.platform.request_frame();
    }
}

void leaving_step_screen(StaffPage& page)
{
    const LeavingWay* way = nullptr;
    const DeskTransition* desk = found(page, &way);
    if (!desk) return;
    page.problem();
    LeavingStep step;
    step.to = way->to;
    if (way->asks_days) {
        std::vector<ui::FieldFault> faults;
        step.terms = terms_entered(page, *desk, faults);
        if (!step.terms) {
            page.say("leaving.step.no_days");
            page.ui.link("step/days", page.t("leaving.step.to_days"),
                         page.to(StaffScreen::LeavingDays, page.route.id, page.route.part));
            return;
        }
    }
    if (way->to == Phase::Annulled) step.offered_until = offered_until(*desk);
    page.say("leaving.step.happens", ui::TextKind::Lead);
    {
        const ui::Scope box = page.ui.box("step/box", ui::BoxKind::Notice);
        page.ui.bullets("step/what", what_happens(page, *desk, *way, step.terms));
    }
    const ui::Scope row = page.ui.row("step/do");
    const StaffRoute back{StaffScreen::Leaving, page.route.id, ""};
    if (page.ui.button("step/go", page.words_of(way->words, "do"), ui::ButtonKind::Primary))
        page.desk.take_step(desk->now.transition.id, step,
                            [&visit = page.visit, beginning = field_of(page, ""),
                             tell = page.tell("leaving.step.said", back)] {
                                visit.forget(beginning);
                                tell();
                            });
    if (way->asks_days)
        page.ui.link_button("step/days", page.t("leaving.step.to_days"),
                            page.to(StaffScreen::LeavingDays, page.route.id, page.route.part));
    page.ui.link_button("step/cancel", page.t("leaving.step.cancel"),
                        page.to(StaffScreen::Leaving, page.route.id));
    if (page.desk.sending()) page.ui.waiting("sending", page.t("sending"));
}

}  // namespace hemval
