#include "web/app/receipt_link.h"
#include "web/screens/assigned.h"
#include "web/screens/page.h"

namespace hemval {

namespace {

void explanation(Page& page, const Receipt& receipt, const RotationAnswer& why)
{
    const ui::Scope section = page.ui.section(
        "receipt/why", page.t(receipt.provider ? "receipt.why" : "receipt.why.waiting"));
    const bool again = why.sequence != receipt.sequence;  // who was next then need not be next now
    const Assigned assigned{why, receipt.provider,
                            [&page](const ProviderId& id) { return page.name_of_provider(id); }, "", !again};
    page.ui.text("receipt/why/basis", basis_in_words(page, assigned));
    if (receipt.channel == Channel::Deadline) page.say("receipt.by_deadline");
    if (again) page.say("receipt.why.again");
    const std::vector<std::string> skipped = skips_in_words(page, assigned);
    if (skipped.empty()) {
        page.say("receipt.why.nobody_skipped");
    } else {
        page.say("receipt.why.skipped");
        page.ui.bullets("receipt/why/skips", skipped);
    }
    if (why.next && !again)
        page.ui.text("receipt/why/next",
                     page.t("receipt.why.next", {{"name", page.name_of_provider(*why.next)}}));
    const std::vector<ui::RingPlace> places = ring_places(page, assigned, "receipt/ring");
    if (!places.empty()) page.ui.ring("receipt/ring", page.t("ring.label"), places);
    page.stated("receipt/why/rule",
                page.t("receipt.why.rule", {{"rule", why.rule},
                                            {"version", std::to_string(why.rule_version)},
                                            {"sequence", std::to_string(why.sequence)}}),
                "/municipality.json/rotation", ui::TextKind::Quiet);
}

void timeline(Page& page, const Receipt& receipt)
{
    const ui::Scope section = page.ui.section("receipt/next", page.t("receipt.next"));
    if (!receipt.provider) {
        page.call("receipt/waiting", "receipt.waiting.next");
        return;
    }
    const auto between = [&](const EffectiveWindow& window) {
        return window.single_day() ? page.t.day(window.first)
                                   : page.t("receipt.between", {{"first", page.t.day(window.first)},
                                                                {"last", page.t.day(window.last)}});
    };
    const std::string days = std::to_string(page.municipality.care_plan_days);
    page.ui.timeline(
        "receipt/timeline", page.t("receipt.next"),
        {{"receipt/timeline/received", page.t.day(receipt.received),
          page.t(receipt.action == Action::Decline ? "receipt.step.declined"
                                                   : "receipt.step.received"),
          true},
         {"receipt/timeline/start",
          page.marked(between(receipt.window), window_pointer(receipt.previous)),
          page.t(receipt.previous ? "receipt.step.switch" : "receipt.step.start"), false},
         {"receipt/timeline/plan",
          page.marked(page.t("receipt.step.within", {{"days", days}}),
                      "/municipality.json/care_plan_days"),
          page.t("receipt.step.plan"), false}});
    if (const Provider* provider = page.provider(*receipt.provider))
        page.ui.link("receipt/more", page.t("provider.more", {{"name", provider->name}}),
                     page.to(Screen::ProviderPage, provider->id.value));
}

void checked(Page& page)
{
    switch (page.errand.checked()) {
    case Errand::Checked::No: break;
    case Errand::Checked::Asking: page.ui.waiting("receipt.checking", page.t("receipt.checking")); break;
    case Errand::Checked::Genuine: {
        const auto proof = page.errand.proof();
        if (proof && is_other_key(page, proof->key)) {
            receipt_other_key(page);
            break;
        }
        const ui::Scope box = page.ui.box("receipt/genuine", ui::BoxKind::Success);
        page.ui.status("receipt.genuine", page.t("receipt.genuine"));
        break;
    }
    case Errand::Checked::Wrong: receipt_wrong(page); break;
    case Errand::Checked::Failed: {
        const ui::Scope box = page.ui.box("receipt/not_genuine", ui::BoxKind::Warning);
        page.call_status("receipt.not_genuine");
        break;
    }
    }
}

// The receipt as a QR code and as an address: checked later without us, or on another device.
void code_of(Page& page)
{
    const auto proof = page.errand.proof();
    if (!proof) return;
    const ui::Scope section = page.ui.section("receipt/code", page.t("receipt.code"));
    page.say("receipt.code.about");
    const std::string link = receipt_link(*proof);
    page.ui.qr_code("receipt/qr", page.t("receipt.code"), link);
    if (!page.kiosk) page.ui.link("receipt/link", page.t("receipt.code.link"), link);
}

const char* title_of(const CaseView& person, const Receipt& receipt)
{
    switch (receipt.action) {
    case Action::Choose: return "receipt.title.choose";
    case Action::Switch:
        return taken_back(person, receipt) ? "receipt.title.taken_back" : "receipt.title.switch";
    case Action::Decline:
        return receipt.provider ? "receipt.title.decline" : "receipt.title.waiting";
    }
    return "";
}

void outcome(Page& page, const CaseView& person, const Receipt& receipt)
{
    if (!receipt.provider) {
        page.say("choose.waiting", ui::TextKind::Lead);
        return;
    }
    if (receipt.queue)
        page.ui.text("receipt/served",
                     page.t("queue.served",
                            {{"name", page.name_of_provider(receipt.queue->provider)}}));
    const std::string name = page.name_of_provider(*receipt.provider);
    page.ui.text("receipt/provider", name, ui::TextKind::Figure);
    if (taken_back(person, receipt)) {
        page.ui.text("receipt/kept", page.t("taken_back.kept", {{"name", name}}),
                     ui::TextKind::Lead);
        return;
    }
    page.stated("receipt/when", window_in_words(page, receipt.previous, receipt.window),
                window_pointer(receipt.previous), ui::TextKind::Lead);
    gap_warning(page, receipt.window);
}

void facts_of(Page& page, const CaseView& person, const Receipt& receipt)
{
    const ui::Scope box = page.ui.box("receipt/box", ui::BoxKind::Card);
    std::vector<ui::FactRow> rows = {
        page.fact("receipt/number", page.t("receipt.number"), receipt.number.value),
        page.fact("receipt/received", page.t("receipt.received"), page.t.day(receipt.received))};
    if (taken_back(person, receipt))
        rows.push_back(page.fact("receipt/current", page.t("check.from"),
                                 page.name_of_provider(*receipt.provider)));
    else if (receipt.previous)
        rows.push_back(page.fact("receipt/previous", page.t("check.from"),
                                 page.name_of_provider(*receipt.previous)));
    rows.push_back(page.fact("receipt/fee", page.t("comparison.fee"), fee_in_words(page),
                             fee_pointer(page)));
    page.ui.facts("receipt/facts", rows);
}

}  // namespace

void receipt_screen(Page& page)
{
    const CaseView* person = page.errand.person();
    if (!person) {
        sign_in_screen(page);
        return;
    }
    if (!person->pending && person->queue) {
        page.heading("queue.received", {{"name", page.name_of_provider(person->queue->provider)}});
        queue_standing(page, *person);
        page.ui.link("receipt/change", page.t("receipt.change"), page.to(Screen::Choose));
        receipt_checker(page);
        return;
    }
    if (!person->pending) {
        page.heading("receipt.none.title");
        page.say("receipt.none");
        page.ui.link("receipt/choose", page.t("start.choose"), page.to(Screen::Choose));
        receipt_checker(page);
        return;
    }
    const Receipt& receipt = *person->pending;
    if (waits(receipt) && receipt.queue)
        page.heading("queue.received", {{"name", page.name_of_provider(receipt.queue->provider)}});
    else
        page.heading(title_of(*person, receipt));
    page.ui.steps("receipt/steps", page.t("steps", {{"now", "4"}, {"of", "4"}}), 4, 4);
    if (waits(receipt) && receipt.queue)
        queue_standing(page, *person);
    else
        outcome(page, *person, receipt);
    represented(page, "receipt/by", receipt);
    facts_of(page, *person, receipt);
    wishes_sent(page);
    page.problem();
    {
        const ui::Scope row = page.ui.row("receipt/do");
        if (page.ui.button("receipt/print", page.t("receipt.print"))) page.platform.print();
        if (page.ui.button("receipt/check", page.t("receipt.check"))) page.errand.check_receipt();
        if (page.kiosk) kiosk_end(page, "receipt/end", ui::ButtonKind::Primary);
    }
    checked(page);
    if (receipt.rotation) explanation(page, receipt, *receipt.rotation);
    if (!taken_back(*person, receipt) && !(waits(receipt) && receipt.queue)) timeline(page, receipt);
    code_of(page);
    page.say("check.change_mind");
    page.ui.link("receipt/change", page.t("receipt.change"), page.to(Screen::Choose));
}

}  // namespace hemval
