#include "web/app/receipt_number.h"
#include "web/screens/page.h"

namespace hemval {

namespace {
constexpr const char* kNumber = "receipt_check/number";
}

void receipt_wrong(Page& page)
{
    const ui::Scope box = page.ui.box("receipt/wrong", ui::BoxKind::Warning);
    page.ui.status("receipt.wrong",
                   page.t("receipt.wrong", {{"phone", page.municipality.contact.phone}}));
    page.example_of("receipt.wrong/example", "/municipality.json/contact/phone");
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
    number.max_length = 20;
    if (auto typed = page.ui.text_field(kNumber, number)) page.memory.receipt_number = *typed;
    if (page.ui.button("receipt_check/go", page.t("receipt.check"))) {
        page.errand.clear_problem();
        if (const auto canonical = canonical_receipt(page.memory.receipt_number)) {
            page.memory.found({});
            page.errand.check_number(*canonical, page.municipality.id);
        } else {
            page.memory.found({{kNumber, page.t("receipt_check.malformed")}});
        }
        page.platform.request_frame();
    }
    if (page.errand.found_wrong()) receipt_wrong(page);
    if (const auto& found = page.errand.found()) {
        const ui::Scope box = page.ui.box("receipt_check/found", ui::BoxKind::Success);
        page.ui.status("receipt_check/answer",
                       page.t("receipt_check.found",
                              {{"number", found->number.value},
                               {"day", page.t.day(found->received)},
                               {"sequence", std::to_string(found->sequence)}}));
    }
}

}  // namespace hemval
