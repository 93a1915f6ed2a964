#include "web/screens/page.h"

// The person's provider leaves, or may: what is decided, what happens when, and what is only proposed.
namespace hemval {

namespace {

bool is_leaving(TransitionPhase phase)
{
    return phase == TransitionPhase::Decided || phase == TransitionPhase::Running ||
           phase == TransitionPhase::Paused;
}

}  // namespace

void transition_notice(Page& page, const CaseView& person)
{
    if (!person.transition || is_leaving(person.transition->phase)) return;
    const TransitionView& leaving = *person.transition;
    const std::string name = page.name_of_provider(leaving.provider);
    const ui::Scope box = page.ui.box("transition", ui::BoxKind::Notice);
    if (leaving.phase == TransitionPhase::Proposed) {
        page.ui.text("transition/proposed", page.t("transition.proposed", {{"name", name}}));
        return;
    }
    page.ui.text("transition/annulled", page.t("transition.annulled", {{"name", name}}),
                 ui::TextKind::Strong);
    if (leaving.offered_until)
        page.ui.text("transition/offered",
                     page.t("transition.offered",
                            {{"name", name}, {"day", page.t.day(*leaving.offered_until)}}));
    else if (person.current == leaving.provider && !person.pending)
        page.ui.text("transition/restored", page.t("transition.restored", {{"name", name}}));
}

void transition_steps(Page& page, const CaseView& person)
{
    if (!person.transition || !is_leaving(person.transition->phase) || !person.transition->terms)
        return;
    const TransitionView& leaving = *person.transition;
    page.ui.text("transition/cause",
                 page.t(std::string("transition.cause.") + name_of(leaving.terms->cause),
                        {{"name", page.name_of_provider(leaving.provider)}}));
    if (leaving.phase == TransitionPhase::Paused)
        page.say("transition.paused", ui::TextKind::Strong);
    else if (!person.pending)
        page.ui.text("transition/choose_by",
                     page.t("choose.by", {{"day", page.t.day(leaving.terms->choose_by)}}),
                     ui::TextKind::Strong);
}

}  // namespace hemval
