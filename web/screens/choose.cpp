#include "web/screens/page.h"

namespace hemval {

namespace {

void choice_card(Page& page, const Provider& provider)
{
    const std::string key = "choice/" + provider.id.value;
    const ui::Scope card = page.ui.card(key);
    page.ui.heading(key + "/name", 3, provider.name);
    page.ui.text(key + "/kind", kind_in_words(page, provider), ui::TextKind::Quiet);
    page.ui.text(key + "/areas", area_names(page, provider));
    page.ui.link(key + "/more", page.t("provider.more", {{"name", provider.name}}),
                 page.to(Screen::ProviderPage, provider.id.value));
    choose_button(page, provider);
}

void choices(Page& page, const char* heading)
{
    const ui::Scope section = page.ui.section("choices", page.t(heading));
    page.say("compare.order.short", ui::TextKind::Quiet);
    const ui::Scope cards = page.ui.cards("choices/list", 320, 2);
    for (const Provider* provider : page.providers) choice_card(page, *provider);
}

void decline_way(Page& page)
{
    if (!page.errand.allows(Action::Decline)) return;
    const ui::Scope section = page.ui.section("decline", page.t("choose.decline.title"));
    page.say("choose.decline.about");
    if (page.ui.button("choose/decline", page.t("choose.decline"))) page.go(Screen::Decline);
}

// A change that has been received and not yet taken effect.
void pending(Page& page, const CaseView& person, const Receipt& receipt)
{
    const bool stays = taken_back(person, receipt);
    if (!stays) gap_warning(page, receipt.window);
    const ui::Scope box = page.ui.box("choose/pending", ui::BoxKind::Notice);
    if (stays) {
        page.say("choose.taken_back", ui::TextKind::Strong);
        page.ui.link("choose/pending/receipt", page.t("choose.receipt"), page.to(Screen::Receipt));
        return;
    }
    page.ui.text("choose/pending/what",
                 receipt.provider
                     ? page.t("choose.pending", {{"name", page.name_of_provider(*receipt.provider)}})
                     : page.t("choose.waiting"),
                 ui::TextKind::Strong);
    if (receipt.provider)
        page.stated("choose/pending/when",
                    window_in_words(page, receipt.previous, receipt.window),
                    window_pointer(receipt.previous));
    represented(page, "choose/pending/by", receipt);
    page.say("choose.pending.change");
    page.ui.link("choose/pending/receipt", page.t("choose.receipt"), page.to(Screen::Receipt));
}

void leaving(Page& page, const CaseView& person)
{
    const ui::Scope box = page.ui.box("choose/leaving", ui::BoxKind::Warning);
    const std::string name = page.name_of_provider(*person.current);
    const bool gone = !person.closing || before(*person.closing, person.today);
    if (person.closing)
        page.ui.text("choose/leaving/when",
                     page.t(gone ? "choose.left.day" : "choose.leaving",
                            {{"name", name}, {"day", page.t.day(*person.closing)}}),
                     ui::TextKind::Strong);
    else
        page.say("choose.left", ui::TextKind::Strong);
    page.say("choose.leaving.decision");
    if (gone) page.call("choose/left/call", "choose.left.call");
    transition_steps(page, person);
    page.say("choose.leaving.what");
}

void sign_out_ways(Page& page)
{
    const bool here = page.ui.button("choose/sign_out", page.t("choose.sign_out"), ui::ButtonKind::Quiet);
    // The demonstration is nowhere else.
    const bool everywhere = !page.demonstration && page.ui.button("choose/everywhere", page.t("choose.everywhere"),
                                                               ui::ButtonKind::Quiet);
    if (!here && !everywhere) return;
    // What the next person in this tab must not find goes at once, whatever the service answers.
    page.memory.code.clear();
    page.memory.receipt_number.clear();
    page.visit.fee = {};
    page.visit.behalf = {};
    page.visit.wishes = {};
    page.visit.pending.reset();
    page.visit.owner.clear();
    const auto leave = [&platform = page.platform, hash = page.to(Screen::Start)] { platform.go(hash); };
    if (here) return page.errand.sign_out(leave);
    page.errand.sign_out_everywhere([&platform = page.platform, leave](const std::string& on) {
        if (on.empty()) return leave();
        platform.open_path(on);
    });
}

}  // namespace

void choose_screen(Page& page)
{
    const CaseView* person = page.errand.person();
    if (!person) {
        sign_in_screen(page);
        return;
    }
    switch (person->situation) {
    case Situation::NoProvider: page.heading("choose.title.new"); break;
    case Situation::HasProvider: page.heading("choose.title.has"); break;
    case Situation::ProviderLeaving: page.heading("choose.title.leaving"); break;
    }
    page.problem();
    rejected(page, *person);
    if (person->situation == Situation::ProviderLeaving && person->current) {
        leaving(page, *person);
        if (!person->pending) gap_warning(page, person->if_chosen_today);
    }
    transition_notice(page, *person);
    if (person->choose_by)
        page.ui.text("choose/by", page.t("choose.by", {{"day", page.t.day(*person->choose_by)}}),
                     ui::TextKind::Strong);
    queue_standing(page, *person);
    if (person->pending && !person->queue) pending(page, *person, *person->pending);
    if (person->situation == Situation::HasProvider && person->current) {
        page.ui.text("choose/current",
                     page.t("choose.current", {{"name", page.name_of_provider(*person->current)}}),
                     ui::TextKind::Lead);
        page.ui.link("choose/current/more",
                     page.t("provider.more", {{"name", page.name_of_provider(*person->current)}}),
                     page.to(Screen::ProviderPage, person->current->value));
        page.say("choose.current.about");
        if (page.errand.allows(Action::Switch) &&
            page.ui.button("choose/switch", page.t("choose.switch"), ui::ButtonKind::Primary))
            page.go(Screen::SwitchList);
    } else {
        page.ui.steps("choose/steps", page.t("steps", {{"now", "2"}, {"of", "4"}}), 2, 4);
        fee_line(page, "choose/fee");
        choices(page, "choose.list");
        decline_way(page);
    }
    page.ui.gap(ui::Metrics::section_gap);
    if (page.errand.still_signed_in()) page.say("choose.still_signed_in", ui::TextKind::Strong);
    if (!page.kiosk) sign_out_ways(page);  // it has an end of its own
}

void switch_screen(Page& page)
{
    const CaseView* person = page.errand.person();
    if (!person) {
        sign_in_screen(page);
        return;
    }
    page.heading("switch.title");
    page.ui.steps("switch/steps", page.t("steps", {{"now", "2"}, {"of", "4"}}), 2, 4);
    if (person->current)
        page.ui.text("switch/current",
                     page.t("choose.current", {{"name", page.name_of_provider(*person->current)}}));
    page.stated("switch/when", window_in_words(page, person->current, person->if_chosen_today),
                window_pointer(person->current));
    fee_line(page, "switch/fee");
    page.say("switch.reason", ui::TextKind::Quiet);
    choices(page, "choose.list");
}

}  // namespace hemval
