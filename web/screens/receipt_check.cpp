#include "web/app/receipt_link.h"
#include "web/app/receipt_number.h"
#include "web/screens/page.h"

namespace hemval {

namespace {
constexpr const char* kNumber = "receipt_check/number";

// A number asks the service; a receipt's own link is enough by itself.
void check(Page& page, const std::string& text)
{
    page.errand.clear_problem();
    page.memory.found({});
    if (const auto saved = read_receipt_link(text))
        page.errand.check_saved(*saved, page.municipality.id);
    else if (const auto canonical = canonical_receipt(text))
        page.errand.check_number(*canonical, page.municipality.id);
    else
        page.memory.found({{kNumber, page.t("receipt_check.malformed")}});
    page.platform.request_frame();
}

// What the receipt itself says. The key that came with it vouches for nothing: without a published one
// it is shown, to be compared.
void found_saved(Page& page, const Errand::FoundReceipt& found)
{
    const std::string& key = page.errand.found_key();
    const bool published = !page.municipality.signing_key.empty();
    const ui::Scope box = page.ui.box(
        "receipt_check/saved", found.proven && published ? ui::BoxKind::Success : ui::BoxKind::Notice);
    page.ui.status("receipt_check/answer",
                   page.t(!found.proven ? "receipt_check.cannot"
                          : published   ? "receipt.genuine"
                                        : "receipt_check.signed"));
    std::vector<ui::FactRow> rows = {
        page.fact("receipt_check/saved/number", page.t("receipt.number"), found.receipt.number.value),
        page.fact("receipt_check/saved/received", page.t("receipt.received"),
                  page.t.day(found.receipt.received))};
    if (found.receipt.provider)
        rows.push_back(page.fact("receipt_check/saved/provider", page.t("check.provider"),
                                 page.name_of_provider(*found.receipt.provider)));
    rows.push_back(page.fact("receipt_check/saved/key", page.t("receipt_check.key"), key));
    page.ui.facts("receipt_check/saved/facts", rows);
}

}  // namespace

bool is_other_key(const Page& page, const std::string& key)
{
    const std::string& published = page.municipality.signing_key;
    return !published.empty() && !key.empty() && key != published;
}

void receipt_other_key(Page& page)
{
    const ui::Scope box = page.ui.box("receipt/other_key", ui::BoxKind::Warning);
    page.call_status("receipt.other_key");
}

void receipt_wrong(Page& page)
{
    const ui::Scope box = page.ui.box("receipt/wrong", ui::BoxKind::Warning);
    page.call_status("receipt.wrong");
}

void receipt_checker(Page& page)
{
    const ui::Scope section = page.ui.section("receipt_check", page.t("receipt_check.title"));
    page.say("receipt_check.about");
    page.faults();
    page.problem();
    ui::TextFieldSpec number;
    number.label = page.t("receipt.number");
    number.hint = page.t("receipt_check.hint");
    number.error = page.fault_of(kNumber);
    number.value = page.memory.receipt_number;
    number.autocomplete = "off";
    if (auto typed = page.ui.text_field(kNumber, number)) page.memory.receipt_number = *typed;
    if (page.ui.button("receipt_check/go", page.t("receipt.check")))
        check(page, page.memory.receipt_number);
    if (!page.memory.scanned.empty()) check(page, std::exchange(page.memory.scanned, ""));
    if (page.errand.found_wrong()) receipt_wrong(page);
    if (is_other_key(page, page.errand.found_key()) && !page.errand.found_wrong() &&
        (page.errand.found() || page.errand.found_saved()))
        return receipt_other_key(page);
    if (const auto& saved = page.errand.found_saved()) found_saved(page, *saved);
    if (const auto& found = page.errand.found()) {
        const ui::Scope box = page.ui.box("receipt_check/found", ui::BoxKind::Success);
        page.ui.status("receipt_check/answer",
                       page.t("receipt_check.found",
                              {{"number", found->number.value},
                               {"day", page.t.day(found->received)},
                               {"sequence", std::to_string(found->sequence)}}));
    }
}

void receipt_check_screen(Page& page)
{
    page.heading("receipt.check");
    receipt_checker(page);
}

}  // namespace hemval
