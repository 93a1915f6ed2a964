#include "web/demonstration/demonstration.h"
#include "web/demonstration/number_field.h"

#include <algorithm>

// The same fee: change the provider and nothing happens; change hours or income and see why it does.
namespace hemval {

namespace {

constexpr const char* kTariff = "/municipality.json/tariff";
constexpr int kHours = 4, kIncome = 17'000, kHousing = 6'000;  // of the example person, at the start
constexpr int kHourStep = 1, kIncomeStep = 500;

// A number typed, or stepped with the buttons beside it.
struct Amount {
    const char* name;
    const char* suffix;
    int step, most;
    std::string typed;

    std::optional<int> value() const { return number_in(typed, most); }
};

class FeePlayground final : public Playground {
public:
    explicit FeePlayground(const Municipality& municipality) : tariff_(municipality.tariff)
    {
        now_ = answer();
        before_ = now_;
    }

    void screen(Page& page) override
    {
        page.heading("play.fee.title");
        page.say("play.fee.lead", ui::TextKind::Lead);
        page.say("play.fee.person");
        if (!now_) return page.say("fee.error.unknown_year");
        // Above what is changed, and as high whatever it is: in sight of whoever presses on a tablet.
        figure(page);
        {
            page.ui.gap(32);
            const ui::Scope row = page.ui.row("play/fee/both");
            {
                const ui::Scope left = page.ui.column("play/fee/left", 340, 1);
                providers(page);
                amounts(page);
            }
            const ui::Scope right = page.ui.column("play/fee/right", 420, 1.2F);
            page.ui.text("play/fee/told", told(page), ui::TextKind::Strong);
            bars(page);
            limits(page);
        }
        steps(page);
        page.ui.link("play/fee/own", page.t("play.fee.own"), page.to(Screen::Fee));
    }

private:
    std::optional<FeeAnswer> answer() const
    {
        FeeQuestion question;
        const auto hours = hours_.value(), income = income_.value();
        if (!hours || !income) return std::nullopt;
        question.hours_per_month = *hours;
        question.net_income = Ore::kronor(*income);
        question.housing_cost = Ore::kronor(kHousing);
        const auto given = monthly_fee(tariff_, question);
        return given ? std::optional(*given) : std::nullopt;
    }

    // What the fee was and is, and why.
    std::string told(const Page& page) const
    {
        const std::string was = page.t.money(before_->fee), is = page.t.money(now_->fee);
        const std::string why = page.t(std::string("fee.decided.") + name_of(now_->decided_by));
        switch (changed_) {
        case Changed::Nothing: return why;
        case Changed::Provider:
            return page.t("play.fee.provider_changed", {{"from", from_}, {"to", to_}, {"fee", is}});
        case Changed::Amount: break;
        }
        return page.t(was == is ? "play.fee.stayed" : "play.fee.moved", {{"was", was}, {"is", is}}) + " " + why;
    }

    void figure(Page& page) const
    {
        const ui::Scope box = page.ui.box("play/fee/box", ui::BoxKind::Notice);
        page.ui.text("play/fee/figure", page.t("play.fee.figure", {{"fee", page.t.money(now_->fee)}}),
                     ui::TextKind::Figure);
        page.example_of("play/fee/example", kTariff);
    }

    void providers(Page& page)
    {
        const ui::Scope section = page.ui.section("play/fee/providers", page.t("play.fee.providers"));
        std::vector<ui::RadioOption> options;
        for (const Provider* one : page.providers)
            options.push_back({"play/fee/provider/" + one->id.value, one->name, ""});
        if (const auto picked = page.ui.radio_group("play/fee/provider", page.t("play.fee.which"), options, chosen_)) {
            changed_ = chosen_ ? Changed::Provider : Changed::Nothing;
            from_ = chosen_ ? page.providers[*chosen_]->name : "";
            to_ = page.providers[*picked]->name;
            chosen_ = picked;
            before_ = now_;
            typing_ = false;
            page.ui.announce(told(page));
            page.platform.request_frame();
        }
        page.say("compare.order.short", ui::TextKind::Quiet);
    }

    void bars(Page& page) const
    {
        const auto cap = fee_cap(tariff_);
        const double share = cap && cap->value > 0
            ? static_cast<double>(now_->fee.value) / static_cast<double>(cap->value) : 1.0;
        std::vector<ui::Bar> bars;
        for (const Provider* one : page.providers)
            bars.push_back({"play/fee/bar/" + one->id.value, one->name, share, page.t.money(now_->fee)});
        page.say("fee.bars");
        page.ui.bars("play/fee/bars", page.t("fee.bars.label"), bars);
    }

    // While a number is being typed, what it was before it is what the new fee is compared with; and nothing
    // is said aloud between two digits.
    void change(Page& page, bool typing)
    {
        const auto given = answer();
        if (!given) return;
        if (!typing || !typing_) before_ = now_;
        typing_ = typing;
        now_ = given;
        changed_ = Changed::Amount;
        if (!typing)
            page.ui.announce(page.t("play.fee.figure", {{"fee", page.t.money(now_->fee)}}) + " " + told(page));
    }

    void amount(Page& page, Amount& one)
    {
        const std::string words = std::string("play.fee.") + one.name;
        const NumberChange changed =
            number_field(page, {std::string("play/fee/") + one.name, page.t(words), page.t(one.suffix), one.most,
                                one.step, page.t(words + ".less"), page.t(words + ".more")}, one.typed);
        if (changed != NumberChange::None) change(page, changed == NumberChange::Typed);
    }

    void amounts(Page& page)
    {
        const ui::Scope section = page.ui.section("play/fee/change", page.t("play.fee.change"));
        amount(page, hours_);
        amount(page, income_);
    }

    // The fee is the least of three: which one it is, beside the others.
    void limits(Page& page) const
    {
        const ui::Scope section = page.ui.section("play/fee/limits", page.t("play.fee.limits"));
        page.say("fee.steps.formula");
        Ore most{1};
        std::vector<const FeeStep*> three;
        for (const FeeStep& step : now_->steps)
            if (step.kind == FeeStepKind::Tariff || step.kind == FeeStepKind::Headroom ||
                step.kind == FeeStepKind::Cap) {
                three.push_back(&step);
                most = std::max(most, step.amount);
            }
        std::vector<ui::Bar> bars;
        for (const FeeStep* step : three) {
            const std::string name = page.t(std::string("fee.step.") + name_of(step->kind));
            bars.push_back({std::string("play/fee/limit/") + name_of(step->kind),
                            step->kind == now_->decided_by ? page.t("play.fee.decides", {{"name", name}}) : name,
                            static_cast<double>(step->amount.value) / static_cast<double>(most.value),
                            page.t.money(step->amount)});
        }
        page.ui.bars("play/fee/limits/bars", page.t("play.fee.limits.label"), bars);
    }

    std::string former_amount(const Page& page, FeeStepKind kind) const
    {
        for (const FeeStep& step : before_->steps)
            if (step.kind == kind) return page.t.money(step.amount);
        return "";
    }

    void steps(Page& page) const
    {
        const ui::Scope section = page.ui.section("play/fee/steps", page.t("play.fee.steps"));
        ui::TableSpec table;
        table.caption = page.t("fee.steps.caption", {{"year", std::to_string(now_->year)}});
        table.corner = page.t("fee.steps.step");
        table.column_keys = {"before", "now", "source"};
        table.columns = {page.t("play.fee.before"), page.t("play.fee.now"), page.t("fee.steps.source")};
        table.least = 130;
        for (const FeeStep& step : now_->steps) {
            const std::string name = name_of(step.kind), now = page.t.money(step.amount),
                              before = former_amount(page, step.kind),
                              source = step.source.empty() ? page.t("play.fee.example") : step.source;
            const std::string row = page.t("fee.step." + name);
            const bool differs = before != now;
            table.rows.push_back(
                {name, differs ? page.t("play.fee.differs", {{"name", row}}) : row,
                 {before, now, step.kind == FeeStepKind::Tariff ? page.marked(source, kTariff) : source},
                 differs,
                 {"", "", step.source.empty() || page.t.tag() == "sv" ? "" : "sv"}});
        }
        page.ui.table("play/fee/steps/table", table);
    }

    enum class Changed : unsigned char { Nothing, Provider, Amount };

    const FeeTariff& tariff_;
    Amount hours_{"hours", "fee.unit.hours", kHourStep, kMostHoursPerMonth, std::to_string(kHours)};
    Amount income_{"income", "fee.unit.month", kIncomeStep, 1'000'000, std::to_string(kIncome)};
    std::optional<std::size_t> chosen_;
    std::optional<FeeAnswer> now_, before_;
    Changed changed_ = Changed::Nothing;
    bool typing_ = false;
    std::string from_, to_;
};

}  // namespace

std::unique_ptr<Playground> make_fee_playground(const Municipality& municipality, Day)
{
    return std::make_unique<FeePlayground>(municipality);
}

}  // namespace hemval
