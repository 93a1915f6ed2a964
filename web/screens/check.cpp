#include "web/screens/page.h"

namespace hemval {

namespace {

// Why somebody cannot decline now, in the words of their own situation.
const char* not_now(const CaseView& person)
{
    if (!person.pending || person.pending->action != Action::Decline) return "decline.not_now";
    return person.pending->provider ? "decline.given" : "decline.waiting";
}

void confirm(Page& page, const std::string& text, Action action, const ProviderId& provider)
{
    wishes_with_choice(page);
    if (who_chooses(page) && page.ui.button("check/confirm", text, ui::ButtonKind::Primary))
        send(page, {action, provider});
    if (page.errand.sending()) page.ui.waiting("sending", page.t("sending"));
}

// The person's own provider, after a switch that has not taken effect: they would rather stay.
void take_back(Page& page, const Provider& own, const Receipt& pending)
{
    page.heading("check.title.taken_back");
    page.ui.steps("check/steps", page.t("steps", {{"now", "3"}, {"of", "4"}}), 3, 4);
    page.problem();
    {
        const ui::Scope box = page.ui.box("check/summary", ui::BoxKind::Card);
        page.ui.facts("check/facts",
                      {page.fact("check/from", page.t("check.from"), own.name),
                       page.fact("check/taken_back", page.t("check.taken_back"),
                                 page.name_of_provider(*pending.provider))});
    }
    page.ui.text("check/kept", page.t("taken_back.kept", {{"name", own.name}}));
    page.say("check.unchanged");
    confirm(page, page.t("check.keep", {{"name", own.name}}), Action::Switch, own.id);
    page.ui.link("check/other", page.t("check.other"), page.to(Screen::SwitchList));
}

}  // namespace

void send(Page& page, Wish wish)
{
    Behalf& behalf = page.visit.behalf;
    wish.by = on_behalf(behalf);
    OwnWishes& wishes = page.visit.wishes;
    const WishList list = tidy(wishes.list);
    wish.list = wishes.send && !is_empty(list) ? std::optional(list) : std::nullopt;
    page.errand.submit(wish, [&platform = page.platform, &behalf, &wishes, hash = page.to(Screen::Receipt)] {
        behalf = {};
        wishes.send = false;
        platform.go(hash);
    });
}

void check_screen(Page& page)
{
    const Provider* provider = page.provider(ProviderId(page.route.id));
    if (!provider) {
        not_found_screen(page);
        return;
    }
    const CaseView* person = page.errand.person();
    if (!person) {
        sign_in_screen(page);
        return;
    }
    const bool switching = page.errand.allows(Action::Switch);
    if (switching && person->current == provider->id && person->pending &&
        person->pending->provider && person->pending->provider != person->current) {
        take_back(page, *provider, *person->pending);
        return;
    }
    const Action action = switching ? Action::Switch : Action::Choose;
    if (only_full(page.errand.eligibility(provider->id))) {
        queue_check(page, *person, *provider, action);
        return;
    }
    page.heading(switching ? "check.title.switch" : "check.title.choose");
    page.ui.steps("check/steps", page.t("steps", {{"now", "3"}, {"of", "4"}}), 3, 4);
    page.problem();
    {
        const ui::Scope box = page.ui.box("check/summary", ui::BoxKind::Card);
        std::vector<ui::FactRow> rows;
        if (person->current)
            rows.push_back(page.fact("check/from", page.t("check.from"),
                                     page.name_of_provider(*person->current)));
        rows.push_back(page.fact("check/to", page.t(person->current ? "check.to" : "check.provider"),
                                 provider->name));
        rows.push_back(page.fact("check/when", page.t("check.when"),
                                 window_in_words(page, person->current, person->if_chosen_today),
                                 window_pointer(person->current)));
        rows.push_back(page.fact("check/fee", page.t("comparison.fee"), fee_in_words(page),
                                 fee_pointer(page)));
        page.ui.facts("check/facts", rows);
    }
    gap_warning(page, person->if_chosen_today);
    page.say("check.unchanged");
    page.say("check.change_mind");
    confirm(page, page.t(switching ? "check.confirm.switch" : "check.confirm"), action,
            provider->id);
    page.ui.link("check/other", page.t("check.other"),
                 page.to(switching ? Screen::SwitchList : Screen::Choose));
    paper_instead(page, action, provider->id);
}

void decline_screen(Page& page)
{
    const CaseView* person = page.errand.person();
    if (!person) {
        sign_in_screen(page);
        return;
    }
    page.heading("decline.title");
    page.ui.steps("decline/steps", page.t("steps", {{"now", "3"}, {"of", "4"}}), 3, 4);
    page.say("decline.lead", ui::TextKind::Lead);
    page.problem();
    {
        const ui::Scope section = page.ui.section("decline/rule", page.t("decline.rule"));
        page.example_of("decline/rule/example", "/municipality.json/rotation");
        page.ui.bullets("decline/rule/list", rotation_in_words(page));
    }
    precedence(page);
    fee_line(page, "decline/fee");
    gap_warning(page, person->if_chosen_today);
    page.say("check.unchanged");
    page.say("check.change_mind");
    if (!page.errand.allows(Action::Decline)) {
        page.say(not_now(*person), ui::TextKind::Strong);
    } else {
        wishes_with_choice(page);
        if (who_chooses(page) &&
            page.ui.button("decline/confirm", page.t("decline.confirm"), ui::ButtonKind::Primary))
            send(page, {Action::Decline, ProviderId()});
    }
    if (page.errand.sending()) page.ui.waiting("sending", page.t("sending"));
    page.ui.link("decline/choose", page.t("decline.choose"), page.to(Screen::Choose));
    paper_instead(page, Action::Decline, {});
}

}  // namespace hemval
