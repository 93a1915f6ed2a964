#include "web/screens/page.h"

#include <utility>

// A provider that is full: what that means, the queue, and who performs the care meanwhile.
namespace hemval {

namespace {

std::string number_in_queue(Page& page, int place)
{
    return page.t("queue.number", {{"place", std::to_string(place)}});
}

// Those the person could have meanwhile, in this visit's neutral order.
std::vector<const Provider*> possible_meanwhile(const Page& page)
{
    std::vector<const Provider*> possible;
    for (const Provider* provider : page.providers) {
        const Eligibility* one = page.errand.eligibility(provider->id);
        if (one && one->eligible()) possible.push_back(provider);
    }
    return possible;
}

// Whoever the person has and who stays performs meanwhile; nothing: somebody has to be found.
std::optional<ProviderId> kept_meanwhile(const CaseView& person)
{
    if (person.queue && person.queue->meanwhile && person.situation != Situation::ProviderLeaving)
        return person.queue->meanwhile;
    if (person.pending && person.pending->provider) return person.pending->provider;
    if (person.situation == Situation::HasProvider) return person.current;
    return std::nullopt;
}

void ask_meanwhile(Page& page)
{
    const std::vector<const Provider*> possible = possible_meanwhile(page);
    std::vector<ui::RadioOption> options = {
        {"rule", page.t("queue.meanwhile.rule"), ""}};
    std::size_t chosen = 0;
    for (const Provider* provider : possible) {
        if (provider->id.value == page.memory.meanwhile) chosen = options.size();
        options.push_back({provider->id.value, provider->name, ""});
    }
    const auto picked =
        page.ui.radio_group("queue/meanwhile", page.t("queue.meanwhile.who"), options, chosen);
    if (!picked) return;
    page.memory.meanwhile = *picked == 0 ? std::string() : options[*picked].key;
    page.platform.request_frame();
}

void queue_rules(Page& page)
{
    const ui::Scope section = page.ui.section("queue/rules", page.t("queue.rules"));
    page.ui.bullets("queue/rules/list",
                    {page.t("queue.rule.first"), page.t("queue.rule.yours"),
                     page.t("queue.rule.fee"), page.t("queue.rule.leave")});
}

}  // namespace

void precedence(Page& page)
{
    const ui::Scope section = page.ui.section("precedence", page.t("precedence.title"));
    std::vector<std::string> steps = {page.t("precedence.choice"), page.t("precedence.queue")};
    if (page.municipality.rotation.keeps_former_provider)
        steps.push_back(page.t("precedence.continuity"));
    steps.push_back(page.t("precedence.turn"));
    page.ui.bullets("precedence/list", steps);
}

bool only_full(const Eligibility* eligibility)
{
    return eligibility && eligibility->reasons == std::vector{Ineligible::Full};
}

void queue_check(Page& page, const CaseView& person, const Provider& provider, Action action)
{
    page.heading("queue.title");
    page.ui.steps("check/steps", page.t("steps", {{"now", "3"}, {"of", "4"}}), 3, 4);
    page.problem();
    page.ui.text("queue/full", page.t("queue.full", {{"name", provider.name}}), ui::TextKind::Lead);
    const Eligibility* eligibility = page.errand.eligibility(provider.id);
    const auto kept = kept_meanwhile(person);
    {
        const ui::Scope box = page.ui.box("check/summary", ui::BoxKind::Card);
        std::vector<ui::FactRow> rows = {
            page.fact("check/provider", page.t("check.provider"), provider.name),
            page.fact("queue/place", page.t("queue.place"),
                      number_in_queue(page, 1 + (eligibility ? eligibility->waiting : 0)))};
        if (kept)
            rows.push_back(page.fact("queue/meanwhile/kept", page.t("queue.meanwhile"),
                                     page.name_of_provider(*kept)));
        rows.push_back(page.fact("check/fee", page.t("comparison.fee"), fee_in_words(page),
                                 fee_pointer(page)));
        page.ui.facts("check/facts", rows);
    }
    if (!kept) ask_meanwhile(page);
    queue_rules(page);
    precedence(page);
    page.say("check.unchanged");
    wishes_with_choice(page);
    if (who_chooses(page) &&
        page.ui.button("check/confirm", page.t("queue.confirm"), ui::ButtonKind::Primary)) {
        Wish wish{action, provider.id};
        wish.queue = true;
        if (!kept) wish.meanwhile = ProviderId(page.memory.meanwhile);
        send(page, std::move(wish));
    }
    if (page.errand.sending()) page.ui.waiting("sending", page.t("sending"));
    page.ui.link("check/other", page.t("check.other"),
                 page.to(action == Action::Switch ? Screen::SwitchList : Screen::Choose));
    paper_instead(page, action, provider.id);
}

void queue_standing(Page& page, const CaseView& person)
{
    if (!person.queue) return;
    const QueueView& queue = *person.queue;
    const ui::Scope box = page.ui.box("queue/standing", ui::BoxKind::Notice);
    page.ui.text("queue/standing/place",
                 page.t("queue.standing", {{"place", std::to_string(queue.place)},
                                           {"name", page.name_of_provider(queue.provider)}}),
                 ui::TextKind::Strong);
    if (!queue.meanwhile) {
        page.say("queue.standing.nobody");
    } else {
        page.ui.text("queue/standing/meanwhile",
                     page.t("queue.standing.meanwhile",
                            {{"name", page.name_of_provider(*queue.meanwhile)}}));
        const bool by_rule = person.pending && person.pending->rotation &&
                             person.pending->provider == queue.meanwhile;
        page.say(by_rule ? "queue.standing.rule" : "queue.standing.own");
    }
    const auto& pending = person.pending;
    if (pending && pending->provider && pending->queue && pending->provider != person.current)
        page.stated("queue/standing/when", window_in_words(page, pending->previous, pending->window),
                    window_pointer(pending->previous));
    if (queue.ends) {
        page.ui.text("queue/standing/ends",
                     page.t("queue.ends", {{"name", page.name_of_provider(queue.provider)},
                                           {"day", page.t.day(*queue.ends)}}),
                     ui::TextKind::Strong);
        return;
    }
    page.say("queue.rule.yours");
    page.say("queue.rule.leave");
}

}  // namespace hemval
