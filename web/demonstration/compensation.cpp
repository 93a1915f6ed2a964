#include "web/demonstration/compensation.h"

#include "web/demonstration/demonstration.h"
#include "web/demonstration/number_field.h"

#include "web/app/fee_form.h"
#include "web/screens/page.h"

#include <functional>

namespace hemval {

namespace {

constexpr int kFirstInHours = 120;  // "1 timmar" would be wrong
constexpr const char* kMeasured = "pay/measured";
constexpr const char* kDelay = "pay/delay";
constexpr const char* kPrices = "/municipality.json/compensation";

std::string model_name(const Page& page, CompensationModel model)
{
    return page.t(std::string("pay.model.") + name_of(model));
}

std::string minutes_in_words(const Page& page, int minutes)
{
    if (minutes < kFirstInHours) return page.t("pay.minutes", {{"count", page.t.number(minutes)}});
    return page.t(minutes % 60 == 0 ? "pay.hours.even" : "pay.hours",
                  {{"hours", page.t.number(minutes / 60)}, {"minutes", page.t.number(minutes % 60)}});
}

void show_week(Page& page, CompensationPlay& play, std::vector<CareVisit> week)
{
    play.week = std::move(week);
    play.typed.clear();
    play.saved.clear();
    page.platform.request_frame();
}

void weeks(Page& page, CompensationPlay& play)
{
    const ui::Scope section = page.ui.section("pay/week", page.t("pay.week"));
    {
        const ui::Scope row = page.ui.row("pay/weeks");
        if (page.ui.toggle("pay/as_planned", page.t("pay.as_planned"), play.week == example_week()))
            show_week(page, play, example_week());
        if (page.ui.toggle("pay/rough", page.t("pay.rough"), play.week == rough_week()))
            show_week(page, play, rough_week());
    }
    const WeekOfCare week = week_of_care(play.week);
    page.ui.text("pay/time", page.t("pay.time", {{"visits", page.t.number(week.visits)},
                                                 {"granted", minutes_in_words(page, week.granted)},
                                                 {"delivered", minutes_in_words(page, week.delivered)}}));
    if (week.undelivered_by_client + week.undelivered_by_provider > 0)
        page.ui.text("pay/undelivered",
                     page.t("pay.undelivered",
                            {{"provider", minutes_in_words(page, week.undelivered_by_provider)},
                             {"client", minutes_in_words(page, week.undelivered_by_client)}}));
    if (week.delayed_visits > 0)
        page.ui.text("pay/delayed", page.t("pay.delayed", {{"count", page.t.number(week.delayed_visits)}}));
}

ui::TableRow row_of(const char* name, const Page& page, const std::vector<Compensation>& models,
                    const std::function<std::string(const Compensation&)>& cell)
{
    ui::TableRow row{name, page.t(std::string("pay.row.") + name), {}};
    for (const Compensation& model : models) row.cells.push_back(cell(model));
    return row;
}

void side_by_side(Page& page, const std::vector<Compensation>& models)
{
    const ui::Scope section = page.ui.section("pay/models", page.t("pay.models"));
    Ore most{1};
    for (const Compensation& model : models)
        for (const Ore one : {model.paid, model.if_carried_out})
            if (most < one) most = one;
    std::vector<ui::Bar> bars;
    for (const Compensation& model : models)
        bars.push_back({std::string("pay/bar/") + name_of(model.model), model_name(page, model.model),
                        static_cast<double>(model.paid.value) / static_cast<double>(most.value),
                        page.t.money(model.paid)});
    page.ui.bars("pay/bars", page.t("pay.bars"), bars);
    ui::TableSpec table;
    table.caption = page.t("pay.table");
    table.corner = page.t("pay.corner");
    table.least = 150;
    for (const Compensation& model : models) {
        table.column_keys.push_back(name_of(model.model));
        table.columns.push_back(model_name(page, model.model));
    }
    const auto money = [&page](Ore amount) { return page.t.money(amount); };
    table.rows = {
        row_of("paid", page, models, [&](const Compensation& one) { return money(one.paid); }),
        row_of("if_carried_out", page, models, [&](const Compensation& one) { return money(one.if_carried_out); }),
        row_of("by_provider", page, models,
               [&](const Compensation& one) { return money(one.undelivered_by_provider); }),
        row_of("by_client", page, models,
               [&](const Compensation& one) { return money(one.undelivered_by_client); }),
        row_of("unpaid", page, models,
               [&](const Compensation& one) { return minutes_in_words(page, one.unpaid_minutes); })};
    page.ui.table("pay/table", table);
}

// What a board asks of a way to pay: does the provider get more when more of the decision is carried out?
void reward(Page& page, const std::vector<Compensation>& models)
{
    const ui::Scope section = page.ui.section("pay/reward", page.t("pay.reward"));
    std::vector<std::string> answers;
    for (const Compensation& model : models) {
        const Ore more = model.if_carried_out - model.paid;
        const char* key = Ore{} < more ? "pay.reward.more" : more < Ore{} ? "pay.reward.less" : "pay.reward.same";
        answers.push_back(page.t(key, {{"model", model_name(page, model.model)},
                                       {"amount", page.t.money(more < Ore{} ? Ore{} - more : more)}}));
    }
    page.ui.bullets("pay/reward/list", answers);
}

void fee(Page& page, const std::vector<Compensation>& models)
{
    const ui::Scope section = page.ui.section("pay/fee", page.t("pay.fee"));
    page.say("pay.fee.why");
    std::vector<ui::Bar> bars;
    for (const Compensation& model : models)
        bars.push_back({std::string("pay/fee/") + name_of(model.model), model_name(page, model.model), 1.0,
                        fee_in_words(page)});
    page.ui.bars("pay/fee/bars", page.t("pay.fee.label"), bars);
    if (!fee_pointer(page).empty()) page.example_of("pay/fee/example", fee_pointer(page));
}

std::vector<std::string> rule_in_words(const Page& page, const CompensationRules& rules, CompensationModel model)
{
    std::vector<std::string> said;
    switch (model) {
    case CompensationModel::PerformedTime:
        said.push_back(page.t("pay.rule.performed", {{"price", page.t.money(rules.performed.per_hour)}}));
        if (rules.performed.rounded_to_minutes > 1)
            said.push_back(
                page.t("pay.rule.rounded", {{"minutes", page.t.number(rules.performed.rounded_to_minutes)}}));
        if (rules.performed.at_most_granted) said.push_back(page.t("pay.rule.at_most"));
        said.push_back(page.t("pay.rule.late",
                              {{"percent", page.t.number(rules.performed.late_cancellation_percent)}}));
        break;
    case CompensationModel::GrantedTime: {
        said.push_back(page.t("pay.rule.granted", {{"price", page.t.money(rules.granted.per_hour)}}));
        std::vector<std::string> deducted;
        for (const VisitOutcome outcome : rules.granted.deducted)
            deducted.push_back(page.t(std::string("pay.unpaid.") + name_of(outcome)));
        if (!deducted.empty()) said.push_back(page.t("pay.rule.deducted", {{"what", page.t.join(deducted)}}));
        break;
    }
    case CompensationModel::Block:
        said.push_back(page.t("pay.rule.block"));
        for (const BlockLevel& level : rules.block.levels)
            said.push_back(level.up_to_hours
                               ? page.t("pay.rule.level", {{"hours", page.t.number(*level.up_to_hours)},
                                                           {"price", page.t.money(level.per_week)}})
                               : page.t("pay.rule.level.last", {{"price", page.t.money(level.per_week)}}));
        break;
    }
    return said;
}

bool priced_anew(const Page& page, const CompensationPlay& play, CompensationModel model)
{
    if (!play.prices) return false;
    const CompensationRules& before = page.municipality.compensation;
    switch (model) {
    case CompensationModel::PerformedTime: return play.prices->performed.per_hour != before.performed.per_hour;
    case CompensationModel::GrantedTime: return play.prices->granted.per_hour != before.granted.per_hour;
    case CompensationModel::Block: break;
    }
    for (std::size_t i = 0; i < before.block.levels.size(); ++i)
        if (play.prices->block.levels[i].per_week != before.block.levels[i].per_week) return true;
    return false;
}

std::string prices_of(CompensationModel model)
{
    return std::string(kPrices) + "/" + name_of(model);
}

void rules(Page& page, const CompensationPlay& play, const CompensationRules& rules)
{
    page.details("pay/rules", {page.t("pay.rules")}, [&] {
        for (const CompensationModel model : kAllCompensationModels) {
            const std::string key = std::string("pay/rules/") + name_of(model);
            page.ui.heading(key, 3, model_name(page, model));
            page.ui.bullets(key + "/list", rule_in_words(page, rules, model));
            if (priced_anew(page, play, model)) page.ui.badge(key + "/own", page.t("pay.prices.own"));
            else page.example_of(key + "/example", prices_of(model));
        }
    });
}

// For the table that is saved: what tells of its prices on the screen.
TableOrigin origin(const Page& page, const CompensationPlay& play, const CompensationRules& rules)
{
    TableOrigin told{page.municipality.name, {}};
    for (const CompensationModel model : kAllCompensationModels) {
        std::string text;
        for (const std::string& sentence : rule_in_words(page, rules, model))
            text += (text.empty() ? "" : " ") + sentence;
        if (priced_anew(page, play, model)) text += " (" + page.t("pay.prices.own") + ")";
        else if (page.municipality.is_example(prices_of(model))) text += " (" + page.t("badge.example") + ")";
        told.rules.push_back(std::move(text));
    }
    return told;
}

// True: the number is another now. What is no number, or too large, is told, and changes nothing.
bool amount_field(Page& page, CompensationPlay& play, const std::string& key, const std::string& label,
                  const char* suffix, int most, int& number)
{
    const auto kept = play.typed.find(key);
    std::string typed = kept == play.typed.end() ? std::to_string(number) : kept->second;
    if (number_field(page, {key, label, page.t(suffix), most}, typed) == NumberChange::None) return false;
    play.typed[key] = typed;
    const auto now = number_in(typed, most);
    if (!now) return false;
    number = *now;
    play.saved.clear();
    return true;
}

void one_visit(Page& page, CompensationPlay& play, const std::vector<Compensation>& models)
{
    if (page.ui.on_paper()) return;  // the table of all visits says what was changed
    const ui::Scope section = page.ui.section("pay/change", page.t("pay.change"));
    std::vector<ui::Option> options;
    for (std::size_t i = 0; i < play.week.size(); ++i)
        options.push_back({std::to_string(i), visit_in_words(page.t, play.week[i]), ""});
    const auto picked =
        page.ui.select("pay/visit", page.t("pay.visit"), options, std::to_string(play.chosen));
    if (picked) {
        play.chosen = static_cast<std::size_t>(whole_number(*picked).value_or(0)) % play.week.size();
        for (const char* key : {kMeasured, kDelay}) play.typed.erase(key);
        page.platform.request_frame();
    }
    CareVisit& visit = play.week[play.chosen];
    page.ui.text("pay/visit/granted",
                 page.t(visit.staff > 1 ? "pay.visit.granted.staff" : "pay.visit.granted",
                        {{"granted", minutes_in_words(page, visit.granted_minutes)},
                         {"staff", page.t.number(visit.staff)}}));
    std::vector<ui::RadioOption> outcomes;
    for (const VisitOutcome outcome : kAllVisitOutcomes)
        outcomes.push_back({std::string("pay/outcome/") + name_of(outcome),
                            page.t(std::string("pay.outcome.") + name_of(outcome)), ""});
    if (const auto now = page.ui.radio_group("pay/outcome", page.t("pay.outcome"), outcomes,
                                             static_cast<std::size_t>(visit.outcome))) {
        visit.outcome = kAllVisitOutcomes[*now];
        // Who comes after all stays as long as was meant, until something else is said.
        if (visit.outcome == VisitOutcome::Performed && visit.measured_minutes == 0)
            visit.measured_minutes = visit.planned_minutes;
        play.typed.erase(kMeasured);
        play.saved.clear();
        page.platform.request_frame();
    }
    if (visit.outcome == VisitOutcome::Performed) {
        amount_field(page, play, kMeasured, page.t("pay.measured"), "pay.unit", kMostVisitMinutes,
                     visit.measured_minutes);
        amount_field(page, play, kDelay, page.t("pay.delay"), "pay.unit", kMostVisitMinutes,
                     visit.delayed_minutes);
    }
    std::vector<std::string> parts;
    for (const Compensation& model : models)
        parts.push_back(page.t("pay.visit.part", {{"model", model_name(page, model.model)},
                                                  {"amount", page.t.money(model.visits[play.chosen].paid)}}));
    page.ui.text("pay/visit/pays", page.t("pay.visit.pays", {{"parts", page.t.join(parts)}}),
                 ui::TextKind::Strong);
}

void all_visits(Page& page, CompensationPlay& play, const CompensationRules& paying,
                const std::vector<Compensation>& models)
{
    const ui::Scope section = page.ui.section("pay/all", page.t("pay.all"));
    ui::TableSpec table;
    table.caption = page.t("pay.week");
    table.corner = page.t("pay.visit");
    table.least = 104;
    table.column_keys = {"granted", "measured", "delay", "outcome"};
    table.columns = {page.t("pay.column.granted"), page.t("pay.column.measured"), page.t("pay.delay"),
                     page.t("pay.outcome")};
    for (const Compensation& model : models) {
        table.column_keys.push_back(name_of(model.model));
        table.columns.push_back(model_name(page, model.model));
    }
    for (std::size_t i = 0; i < play.week.size(); ++i) {
        const CareVisit& visit = play.week[i];
        const bool performed = visit.outcome == VisitOutcome::Performed;
        const std::string times = visit.staff > 1 ? page.t("pay.times", {{"staff", page.t.number(visit.staff)}})
                                                  : std::string();
        ui::TableRow row{std::to_string(i), visit_in_words(page.t, visit),
                         {minutes_in_words(page, visit.granted_minutes) + times,
                          minutes_in_words(page, performed ? visit.measured_minutes : 0) + times,
                          minutes_in_words(page, performed ? visit.delayed_minutes : 0),
                          page.t(std::string("pay.outcome.") + name_of(visit.outcome))}};
        for (const Compensation& model : models) row.cells.push_back(page.t.money(model.visits[i].paid));
        table.rows.push_back(std::move(row));
    }
    if (!page.ui.on_paper()) page.say("pay.save.about");
    if (page.ui.button("pay/save", page.t("pay.save"))) {
        play.saved = page.t("pay.file") + ".csv";
        page.platform.save_file(play.saved, "text/csv;charset=utf-8",
                                compensation_table(page.t, origin(page, play, paying), play.week, models));
        page.platform.request_frame();
    }
    if (!play.saved.empty()) page.ui.status("pay/saved", page.t("pay.saved", {{"name", play.saved}}));
    page.ui.table("pay/visits", table);
}

void prices(Page& page, CompensationPlay& play)
{
    if (page.ui.on_paper()) return;  // the rules above name them
    page.details("pay/prices", {page.t("pay.prices")}, [&] {
        CompensationRules rules = play.prices.value_or(page.municipality.compensation);
        bool changed = false;
        const auto price = [&](const std::string& key, const std::string& label, Ore most, Ore& amount) {
            int kronor = static_cast<int>(amount.value / 100);
            if (!amount_field(page, play, key, label, "pay.kronor", static_cast<int>(most.value / 100), kronor))
                return;
            amount = Ore::kronor(kronor);
            changed = true;
        };
        const auto hour = [&](CompensationModel model) {
            return page.t("pay.price.hour", {{"model", model_name(page, model)}});
        };
        price("pay/price/performed", hour(CompensationModel::PerformedTime), kDearestCareHour,
              rules.performed.per_hour);
        price("pay/price/granted", hour(CompensationModel::GrantedTime), kDearestCareHour, rules.granted.per_hour);
        for (std::size_t i = 0; i < rules.block.levels.size(); ++i) {
            BlockLevel& level = rules.block.levels[i];
            const std::string hours = level.up_to_hours ? page.t.number(*level.up_to_hours) : std::string();
            price("pay/price/block/" + std::to_string(i),
                  page.t(level.up_to_hours ? "pay.price.block" : "pay.price.block.last", {{"hours", hours}}),
                  kDearestBlock, level.per_week);
        }
        if (changed) play.prices = rules;
        if (play.prices && page.ui.button("pay/prices/again", page.t("pay.prices.again"))) {
            play.prices.reset();
            play.typed.clear();
            play.saved.clear();
            page.platform.request_frame();
        }
    });
}

}  // namespace

void compensation_screen(Page& page, CompensationPlay& play)
{
    page.heading("pay.title");
    page.say("pay.lead", ui::TextKind::Lead);
    const CompensationModel own = page.municipality.compensation.model;
    page.stated("pay/own", page.t("pay.own", {{"municipality", page.municipality.name},
                                              {"model", model_name(page, own)}}),
                std::string(kPrices) + "/model");
    page.say("pay.invented", ui::TextKind::Quiet);
    const CompensationRules paying = play.prices.value_or(page.municipality.compensation);
    std::vector<Compensation> models;
    for (const CompensationModel model : kAllCompensationModels) {
        const auto answer = compensation(paying, model, play.week);
        if (!answer) return page.ui.text("pay/error", page.t(std::string("pay.error.") + name_of(answer.error())));
        models.push_back(*answer);
    }
    weeks(page, play);
    side_by_side(page, models);
    reward(page, models);
    fee(page, models);
    one_visit(page, play, models);
    all_visits(page, play, paying, models);
    rules(page, play, paying);
    prices(page, play);
}

std::unique_ptr<Playground> make_compensation_playground(const Municipality&, Day)
{
    class Played final : public Playground {
    public:
        void screen(Page& page) override { compensation_screen(page, play_); }

    private:
        CompensationPlay play_;
    };
    return std::make_unique<Played>();
}

}  // namespace hemval
