#include "web/screens/page.h"

#include <cstdint>

namespace hemval {

namespace {

constexpr const char* kHours = "fee/hours";
constexpr const char* kHousehold = "fee/household";

// Whole kronor as people type them: digits, with or without spaces. Nothing for anything else.
std::optional<std::int64_t> whole(const std::string& text)
{
    std::int64_t value = 0;
    bool any = false;
    for (const char c : text) {
        if (c == ' ') continue;
        if (c < '0' || c > '9' || value > 100'000'000) return std::nullopt;
        value = value * 10 + (c - '0');
        any = true;
    }
    if (!any) return std::nullopt;
    return value;
}

void field(Page& page, const char* key, const char* name, std::string& value, const char* suffix)
{
    ui::TextFieldSpec spec;
    spec.label = page.t(std::string("fee.field.") + name);
    spec.hint = page.t(std::string("fee.hint.") + name);
    spec.error = page.fault_of(key);
    spec.value = value;
    spec.suffix = page.t(suffix);
    spec.input_mode = "numeric";
    spec.autocomplete = "off";
    spec.max_length = 9;
    spec.width = 200;
    if (auto typed = page.ui.text_field(key, spec)) {
        value = *typed;
        page.visit.fee.calculated = false;
    }
}

void must_be_whole(Page& page, std::vector<ui::FieldFault>& faults, const char* key,
                   const char* name, const std::string& value, bool required)
{
    if (value.empty() && !required) return;
    if (whole(value)) return;
    const std::string field = page.t(std::string("fee.field.") + name);
    faults.push_back({key, page.t("fee.error.number", {{"field", field}})});
}

std::vector<ui::FieldFault> faults_of(Page& page)
{
    const FeeForm& form = page.visit.fee;
    std::vector<ui::FieldFault> faults;
    must_be_whole(page, faults, kHours, "hours", form.hours, true);
    if (!form.household) faults.push_back({kHousehold, page.t("fee.error.household")});
    must_be_whole(page, faults, "fee/income", "income", form.income, true);
    if (form.household == Household::Spouses)
        must_be_whole(page, faults, "fee/partner", "partner", form.partner_income, true);
    must_be_whole(page, faults, "fee/allowance", "allowance", form.housing_allowance, false);
    must_be_whole(page, faults, "fee/housing", "housing", form.housing_cost, false);
    if (!faults.empty()) return faults;

    FeeQuestion question;
    question.hours_per_month = static_cast<int>(*whole(form.hours));
    question.household = *form.household;
    question.net_income = Ore::kronor(*whole(form.income));
    if (form.household == Household::Spouses)
        question.partner_net_income = Ore::kronor(*whole(form.partner_income));
    question.housing_allowance = Ore::kronor(whole(form.housing_allowance).value_or(0));
    question.housing_cost = Ore::kronor(whole(form.housing_cost).value_or(0));
    const auto answer = monthly_fee(page.municipality.tariff, question);
    if (!answer) {
        const bool hours = answer.error() == FeeError::TooManyHours ||
                           answer.error() == FeeError::NoLevelForHours;
        faults.push_back({hours ? kHours : "fee/income",
                          page.t(std::string("fee.error.") + name_of(answer.error()))});
    }
    return faults;
}

void calculator(Page& page)
{
    FeeForm& form = page.visit.fee;
    const ui::Scope section = page.ui.section("fee/calculator", page.t("fee.calculator"));
    {
        const ui::Scope box = page.ui.box("fee/private", ui::BoxKind::Notice);
        page.say("fee.private");
    }
    page.faults();
    field(page, kHours, "hours", form.hours, "fee.unit.hours");
    std::vector<ui::RadioOption> options;
    for (const char* name : {"single", "cohabiting", "spouses"})
        options.push_back({std::string(kHousehold) + "/" + name,
                           page.t(std::string("fee.household.") + name), ""});
    std::optional<std::size_t> chosen;
    if (form.household) chosen = static_cast<std::size_t>(*form.household);
    if (const auto now = page.ui.radio_group(kHousehold, page.t("fee.household"), options, chosen,
                                             page.fault_of(kHousehold))) {
        form.household = static_cast<Household>(*now);
        form.calculated = false;
        page.platform.request_frame();
    }
    field(page, "fee/income", "income", form.income, "fee.unit.month");
    if (form.household == Household::Spouses)
        field(page, "fee/partner", "partner", form.partner_income, "fee.unit.month");
    field(page, "fee/allowance", "allowance", form.housing_allowance, "fee.unit.month");
    field(page, "fee/housing", "housing", form.housing_cost, "fee.unit.month");
    if (page.ui.button("fee/calculate", page.t("fee.calculate"), ui::ButtonKind::Primary)) {
        page.memory.found(faults_of(page));
        form.calculated = page.memory.faults.empty();
        if (form.calculated) page.ui.focus("fee/result/heading");
        page.platform.request_frame();
    }
}

void result(Page& page, const FeeAnswer& answer)
{
    const ui::Scope section = page.ui.section("fee/result", page.t("fee.result"));
    page.ui.text("fee/result/figure", page.t("fee.result.figure", {{"fee", page.t.money(answer.fee)}}),
                 ui::TextKind::Figure);
    page.ui.text("fee/result/why", page.t(std::string("fee.decided.") + name_of(answer.decided_by)));
    page.say("fee.result.estimate", ui::TextKind::Quiet);
    std::vector<ui::Bar> bars;
    for (const Provider* provider : page.providers)
        bars.push_back({"fee/bar/" + provider->id.value, provider->name, 1.0,
                        page.t.money(answer.fee)});
    page.say("fee.bars");
    page.ui.bars("fee/bars", page.t("fee.bars.label"), bars);
    page.details("fee/steps", {page.t("fee.steps")}, [&] {
        ui::TableSpec table;
        table.caption = page.t("fee.steps.caption", {{"year", std::to_string(answer.year)}});
        table.corner = page.t("fee.steps.step");
        table.column_keys = {"amount", "source"};
        table.columns = {page.t("fee.steps.amount"), page.t("fee.steps.source")};
        for (const FeeStep& step : answer.steps) {
            const std::string name = name_of(step.kind);
            table.rows.push_back({name, page.t("fee.step." + name),
                                  {page.t.money(step.amount),
                                   step.source.empty() ? page.t("fee.steps.yours") : step.source},
                                  false});
        }
        page.ui.table("fee/steps/table", table);
        page.say("fee.steps.formula");
    });
}

void tariff(Page& page)
{
    const ui::Scope section = page.ui.section("fee/tariff", page.t("fee.tariff"));
    const FeeTariff& tariff = page.municipality.tariff;
    page.example_of("fee/tariff/example", "/municipality.json/tariff");
    if (const auto* hourly = std::get_if<HourlyTariff>(&tariff.rule)) {
        page.ui.text("fee/tariff/hourly",
                     page.t("fee.tariff.hourly", {{"amount", page.t.money(hourly->per_hour)}}));
        return;
    }
    const auto& levels = std::get<LevelTariff>(tariff.rule).levels;
    ui::TableSpec table;
    table.caption = page.t("fee.tariff.levels", {{"year", std::to_string(tariff.year)}});
    table.corner = page.t("fee.tariff.hours");
    table.column_keys = {"amount"};
    table.columns = {page.t("fee.steps.amount")};
    for (const FeeLevel& level : levels) {
        const auto amount = tariff_amount(tariff, level.from_hours);
        const std::string from = std::to_string(level.from_hours);
        table.rows.push_back(
            {from,
             level.to_hours ? page.t("fee.tariff.range", {{"from", from},
                                                          {"to", std::to_string(*level.to_hours)}})
                            : page.t("fee.tariff.and_more", {{"from", from}}),
             {amount ? page.t.money(*amount) : page.t("fact.not_stated")}, false});
    }
    page.ui.table("fee/tariff/table", table);
}

}  // namespace

void fee_screen(Page& page)
{
    page.heading("fee.title");
    page.say("fee.lead", ui::TextKind::Lead);
    if (const auto cap = fee_cap(page.municipality.tariff))
        page.ui.text("fee/cap", page.t("fee.cap", {{"cap", page.t.money(*cap)},
                                                   {"year", std::to_string(page.municipality.tariff.year)}}));
    page.say("fee.same");
    calculator(page);
    if (const auto answer = own_estimate(page)) result(page, *answer);
    tariff(page);
}

}  // namespace hemval
