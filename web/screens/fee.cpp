#include "web/app/fee_form.h"
#include "web/screens/page.h"

namespace hemval {

namespace {

constexpr const char* kHours = "fee/hours";
constexpr const char* kHousehold = "fee/household";
constexpr const char* kTariff = "/municipality.json/tariff";

struct Amount {
    const char* key;
    const char* name;
    std::string FeeForm::* typed;
    bool required;
};
constexpr Amount kIncome{"fee/income", "income", &FeeForm::income, true};
constexpr Amount kPartner{"fee/partner", "partner", &FeeForm::partner_income, true};
constexpr Amount kAllowance{"fee/allowance", "allowance", &FeeForm::housing_allowance, false};
constexpr Amount kHousing{"fee/housing", "housing", &FeeForm::housing_cost, false};

void field(Page& page, const char* key, const char* name, std::string& value,
           const char* suffix)
{
    ui::TextFieldSpec spec;
    spec.label = page.t(std::string("fee.field.") + name);
    spec.hint = page.t(std::string("fee.hint.") + name);
    spec.error = page.fault_of(key);
    spec.value = value;
    spec.suffix = page.t(suffix);
    spec.input_mode = "numeric";
    spec.autocomplete = "off";
    spec.max_length = 12;
    spec.width = 200;
    if (auto typed = page.ui.text_field(key, spec)) {
        value = *typed;
        page.visit.fee.calculated = false;
    }
}

void field(Page& page, const Amount& amount)
{
    field(page, amount.key, amount.name, page.visit.fee.*amount.typed, "fee.unit.month");
}

std::string fault_words(const Page& page, const char* error, const char* name)
{
    return page.t(std::string("fee.error.") + error,
                  {{"field", page.t(std::string("fee.field.") + name)}});
}

void check(const Page& page, std::vector<ui::FieldFault>& faults, const Amount& amount)
{
    const std::string& typed = page.visit.fee.*amount.typed;
    if (typed.empty() && !amount.required) return;
    const auto number = whole_number(typed);
    if (!number)
        faults.push_back({amount.key, fault_words(page, "number", amount.name)});
    else if (kLargestAmount < Ore::kronor(*number))
        faults.push_back({amount.key, fault_words(page, "amount_too_large", amount.name)});
}

std::vector<ui::FieldFault> faults_of(Page& page)
{
    const FeeForm& form = page.visit.fee;
    std::vector<ui::FieldFault> faults;
    const auto hours = whole_number(form.hours);
    if (!hours)
        faults.push_back({kHours, fault_words(page, "number", "hours")});
    else if (*hours > kMostHoursPerMonth)
        faults.push_back({kHours, page.t("fee.error.too_many_hours")});
    if (!form.household) faults.push_back({kHousehold, page.t("fee.error.household")});
    check(page, faults, kIncome);
    if (form.household == Household::Spouses) check(page, faults, kPartner);
    check(page, faults, kAllowance);
    check(page, faults, kHousing);
    const auto question = question_of(form);
    if (!faults.empty() || !question) return faults;

    // What is left to go wrong is the tariff's or the law's, and no field's but the hours'.
    const auto answer = monthly_fee(page.municipality.tariff, *question);
    if (!answer)
        faults.push_back({answer.error() == FeeError::NoLevelForHours ? kHours : "",
                          page.here(std::string("fee.error.") + name_of(answer.error()))});
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
    for (const std::string name : {"single", "cohabiting", "spouses"}) {
        // Somebody who lives with a child or a sibling is single in law (SoL 2025:400 32:8).
        const std::string key = "fee.household." + name;
        options.push_back({kHousehold + ("/" + name), page.t(key),
                           page.t.has(key + ".hint") ? page.t(key + ".hint") : ""});
    }
    std::optional<std::size_t> chosen;
    if (form.household) chosen = static_cast<std::size_t>(*form.household);
    if (const auto now = page.ui.radio_group(kHousehold, page.t("fee.household"), options, chosen,
                                             page.fault_of(kHousehold))) {
        form.household = static_cast<Household>(*now);
        form.calculated = false;
        page.platform.request_frame();
    }
    field(page, kIncome);
    if (form.household == Household::Spouses)
        field(page, kPartner);
    field(page, kAllowance);
    field(page, kHousing);
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
    page.example_of("fee/result/example", kTariff);
    page.ui.text("fee/result/why", page.t(std::string("fee.decided.") + name_of(answer.decided_by)));
    page.say("fee.result.estimate", ui::TextKind::Quiet);
    std::vector<ui::Bar> bars;
    for (const Provider* provider : page.providers)
        bars.push_back({"fee/bar/" + provider->id.value, provider->name, 1.0,
                        page.t.money(answer.fee)});
    page.say("fee.bars");
    page.ui.bars("fee/bars", page.t("fee.bars.label"), bars);
    page.example_of("fee/bars/example", kTariff);
    page.details("fee/steps", {page.t("fee.steps")}, [&] {
        ui::TableSpec table;
        table.caption = page.t("fee.steps.caption", {{"year", std::to_string(answer.year)}});
        table.corner = page.t("fee.steps.step");
        table.column_keys = {"amount", "source"};
        table.columns = {page.t("fee.steps.amount"), page.t("fee.steps.source")};
        for (const FeeStep& step : answer.steps) {
            const std::string name = name_of(step.kind);
            const std::string source =
                step.source.empty() ? page.t("fee.steps.yours") : step.source;
            table.rows.push_back(
                {name, page.t("fee.step." + name),
                 {page.t.money(step.amount),
                  step.kind == FeeStepKind::Tariff ? page.marked(source, kTariff) : source},
                 false,
                 {"", step.source.empty() || page.t.tag() == "sv" ? "" : "sv"}});
        }
        page.ui.table("fee/steps/table", table);
        page.say("fee.steps.formula");
    });
}

void tariff(Page& page)
{
    const ui::Scope section = page.ui.section("fee/tariff", page.t("fee.tariff"));
    const FeeTariff& tariff = page.municipality.tariff;
    page.example_of("fee/tariff/example", kTariff);
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
