#include "web/staff/staff_page.h"

// Whether the neutral order gives nobody the first place: the very draw of a visit, made over and over
// on the spot.
namespace hemval {

namespace {

constexpr int kVisits = 10'000;

void counts(StaffPage& page, const Exposure& exposure)
{
    const std::size_t providers = exposure.times.size();
    page.ui.status("exposure/verdict",
                   page.t(exposure.even() ? "exposure.even" : "exposure.uneven",
                          {{"found", page.t.decimal(exposure.chi_square, 1)},
                           {"bound", page.t.decimal(exposure.bound, 1)}}));
    page.ui.text("exposure/expected",
                 page.t("exposure.expected",
                        {{"count", page.t.number(exposure.visits / static_cast<int>(providers))}}));
    ui::TableSpec table;
    table.caption = page.t("exposure.caption", {{"count", page.t.number(exposure.visits)}});
    table.corner = page.t("check.provider");
    table.least = 96;
    for (std::size_t place = 0; place < providers; ++place) {
        const std::string number = std::to_string(place + 1);
        table.column_keys.push_back(number);
        table.columns.push_back(page.t("exposure.place", {{"number", number}}));
    }
    for (const Provider* provider : page.providers) {
        const auto at = static_cast<std::size_t>(provider - page.municipality.providers.data());
        ui::TableRow row{provider->id.value, provider->name, {}};
        for (const int count : exposure.times[at]) row.cells.push_back(page.t.number(count));
        table.rows.push_back(std::move(row));
    }
    page.ui.table("exposure/table", table);
    page.say("staff.order", ui::TextKind::Quiet);
}

}  // namespace

void exposure_screen(StaffPage& page)
{
    page.heading("exposure.title");
    page.say("exposure.lead", ui::TextKind::Lead);
    page.ui.text("exposure/how", page.t("exposure.how", {{"count", page.t.number(kVisits)}}));
    const std::size_t providers = page.municipality.providers.size();
    if (providers < 2) {
        page.say("exposure.too_few", ui::TextKind::Strong);
        return;
    }
    std::optional<Exposure>& exposure = page.memory.exposure;
    if (page.ui.button("exposure/go", page.t(exposure ? "exposure.again" : "exposure.go"),
                       ui::ButtonKind::Primary)) {
        exposure = measure_exposure(providers, kVisits, page.platform.random());
        page.platform.request_frame();
    }
    if (exposure) counts(page, *exposure);
}

}  // namespace hemval
