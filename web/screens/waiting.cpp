#include "web/screens/page.h"

#include <utility>

// A choice that could not be sent: whether it may wait on this device, and how it stands while it does.
namespace hemval {

namespace {

constexpr const char* kSend = "waiting/send";

std::string what(const Page& page, const Wish& wish)
{
    if (wish.action == Action::Decline) return page.t("waiting.decline");
    return page.t(wish.queue ? "waiting.queue" : "waiting.choice",
                  {{"name", page.name_of_provider(wish.provider)}});
}

void offer_to_keep(Page& page)
{
    if (page.errand.not_kept()) page.ui.status("keep/none", page.t("keep.none"));
    if (!page.errand.can_keep() || page.errand.not_kept()) return;
    const ui::Scope section = page.ui.section("keep", page.t("keep.title"));
    page.ui.text("keep/what", page.t("keep.what", {{"days", std::to_string(kKeptDays)}}));
    page.say("keep.kept");
    if (page.visit.pending->wish.list) page.say("keep.list");
    if (page.visit.pending->wish.action == Action::Decline) page.say("waiting.turn");
    if (!page.ui.button("keep/yes", page.t("keep.yes"))) return;
    page.errand.keep_on_device();
    page.visit.behalf = {};
    page.visit.wishes.send = false;
    page.memory.to_waiting = true;
    page.ui.announce(page.t("waiting.title"));
}

// Without the person's name on it: whoever has the device in hand sees that much.
void how_it_stands(Page& page, const KeptSubmit& kept)
{
    const bool mine = page.errand.waiting() == Errand::Waiting::Mine;
    page.ui.text("waiting/title", page.t(kept.submit.tried ? "waiting.title.tried" : "waiting.title"),
                 ui::TextKind::Strong);
    if (mine) page.ui.text("waiting/what", what(page, kept.submit.wish));
    const bool too_old = kept.asked_until.has_value();
    page.ui.text("waiting/until", page.t(too_old ? "waiting.too_old" : "waiting.until",
                                         {{"day", page.t.day(too_old ? *kept.asked_until : kept.until)}}));
    if (page.errand.waiting() == Errand::Waiting::Anothers) return page.say("waiting.another");
    if (kept.submit.tried) page.say("waiting.tried");
    if (page.errand.happened_since()) page.say("waiting.since");
    else page.say(too_old ? "waiting.still" : "waiting.when");
    if (mine && kept.submit.wish.action == Action::Decline) page.say("waiting.turn");
    if (page.errand.waiting_failed()) page.ui.status("waiting/failed", page.t("waiting.failed"));
    if (page.errand.sending()) page.ui.waiting("waiting/sending", page.t("sending"));
    if (std::exchange(page.memory.to_waiting, false)) page.ui.focus(kSend);
    const ui::Scope row = page.ui.row("waiting/do");
    if (page.ui.button(kSend, page.t(mine ? "waiting.send" : "waiting.sign_in"), ui::ButtonKind::Primary)) {
        if (!mine) page.go(Screen::SignIn);
        else page.errand.send_waiting(
                [&platform = page.platform, hash = page.to(Screen::Receipt)] { platform.go(hash); });
    }
    // Whoever else has the device in hand takes nothing away.
    if (mine && page.ui.button("waiting/take_back", page.t("waiting.take_back"))) {
        page.errand.take_back_waiting();
        page.memory.to_waiting = true;
    }
}

const char* words_of(Errand::Waited waited)
{
    switch (waited) {
    case Errand::Waited::Untold: break;
    case Errand::Waited::Sent: return "waited.sent";
    case Errand::Waited::Refused: return "waited.refused";
    case Errand::Waited::TakenBack: return "waited.taken_back";
    case Errand::Waited::TakenBackTried: return "waited.taken_back.tried";
    case Errand::Waited::Ended: return "waited.ended";
    }
    return "";
}

void what_became(Page& page)
{
    const Errand::Waited waited = page.errand.waited();
    const bool sent = waited == Errand::Waited::Sent;
    if (sent && page.route.screen == Screen::Receipt) return;  // which says so itself
    const ui::Scope box = page.ui.box("waited", sent ? ui::BoxKind::Success : ui::BoxKind::Notice);
    page.ui.status(std::string("waited/") + words_of(waited), page.t(words_of(waited)));
    if (const auto& refusal = page.errand.refusal())
        page.call("waited/why", (std::string("problem.") + name_of(*refusal)).c_str());
    if (sent && page.errand.receipt())
        page.ui.link("waited/receipt", page.t("choose.receipt"), page.to(Screen::Receipt));
    if (std::exchange(page.memory.to_waiting, false)) page.ui.focus("waited/understood");
    if (page.ui.button("waited/understood", page.t("waited.understood"))) {
        page.errand.understood();
        page.ui.focus("main");
        page.platform.request_frame();
    }
}

}  // namespace

void unsent_at_home(Page& page)
{
    const bool sent = page.errand.unsent() == Errand::Unsent::NoAnswer;
    const std::string key = "unsent/" + std::to_string(page.errand.problem_round());
    page.ui.error_summary(key, page.t(sent ? "kiosk.no_answer" : "kiosk.not_sent"),
                          {{"", page.t(sent ? "kiosk.no_answer.what" : "kiosk.not_sent.what")}});
    if (page.visit.pending && page.ui.button("unsent/again", page.t("kiosk.again"), ui::ButtonKind::Primary))
        send(page, page.visit.pending->wish);
    page.call("unsent/phone", "start.phone");
    offer_to_keep(page);
}

void waiting_choice(Page& page)
{
    if (page.demonstration || page.kiosk || page.municipality.id.empty()) return;
    if (page.errand.waited() != Errand::Waited::Untold) what_became(page);
    if (page.errand.waiting() == Errand::Waiting::Nothing) return;
    const ui::Scope box = page.ui.box("waiting", ui::BoxKind::Warning);
    how_it_stands(page, *page.errand.kept());
}

void no_network(Page& page)
{
    if (page.demonstration || page.municipality.id.empty() || !page.platform.offline()) return;
    const ui::Scope box = page.ui.box("offline", ui::BoxKind::Notice);
    page.say("offline.now");
    if (const auto& day = page.errand.statuses_day())
        page.ui.text("offline/room", page.t("offline.room", {{"day", page.t.day(*day)}}));
}

}  // namespace hemval
