#include "web/app/fee_form.h"
#include "web/screens/page.h"

#include <algorithm>

namespace hemval {

namespace {

std::string languages_in_words(const Page& page, const Provider& provider)
{
    std::vector<std::string> names;
    for (const std::string& tag : provider.languages) {
        const std::string key = "language." + tag;
        names.push_back(page.t.has(key) ? page.t(key) : tag);
    }
    return page.t.join(names);
}

Fact continuity_fact(const Page& page, const Provider& provider)
{
    Fact fact{"continuity", page.t("fact.continuity"), page.t("fact.not_stated")};
    if (!provider.continuity) return fact;
    const Continuity& measured = *provider.continuity;
    const std::string staff = page.t.decimal(measured.staff_per_14_days, 0);
    const std::string year = std::to_string(measured.year);
    fact.value = page.t("fact.continuity.value", {{"staff", staff}, {"year", year}});
    fact.whole = page.t("fact.continuity.measured",
                        {{"staff", staff},
                         {"clients", std::to_string(measured.clients_measured)},
                         {"year", year}});
    fact.note = page.words(measured.source.who);
    fact.example = measured.source.example && !provider.example;
    return fact;
}

Fact survey_fact(const Page& page, const Provider& provider)
{
    Fact fact{"survey", page.t("fact.survey"), page.t("fact.not_stated")};
    for (const SurveyFact& one : provider.survey) {
        if (one.id != "overall") continue;
        fact.value = survey_in_words(page, one);
        fact.note = page.words(one.source.who);
        fact.example = one.source.example && !provider.example;
    }
    return fact;
}

// The pack's reason is for the pack's own closing: one that the service knows of has none here.
Fact place_fact(const Page& page, const Provider& provider)
{
    Fact fact{"place", page.t("fact.place"), place_in_words(page, provider)};
    const ProviderStatus* status = page.errand.status(provider.id);
    if (provider.closing && (!status || status->closing == provider.closing))
        fact.note = page.words(provider.closing_reason);
    return fact;
}

Words list_or_none(const Page& page, const std::vector<const LocalizedText*>& parts,
                   const char* none)
{
    return parts.empty() ? Words{page.t(none)} : page.joined(parts);
}

}  // namespace

std::string survey_in_words(const Page& page, const SurveyFact& fact)
{
    const std::string year = std::to_string(fact.year);
    if (too_few(fact)) return page.t("fact.survey.few", {{"year", year}});
    if (fact.percent) {
        const std::string percent = std::to_string(*fact.percent);
        if (!fact.answers_stated)
            return page.t("fact.survey.share", {{"percent", percent}, {"year", year}});
        return page.t("fact.survey.share_of", {{"percent", percent},
                                               {"answers", std::to_string(fact.answers)},
                                               {"year", year}});
    }
    return page.t("fact.survey.value", {{"positive", std::to_string(fact.positive)},
                                        {"answers", std::to_string(fact.answers)},
                                        {"year", year}});
}

std::string kind_in_words(const Sheet& sheet, const Provider& provider)
{
    switch (provider.kind) {
    case ProviderKind::Municipal: return sheet.t("kind.municipal");
    case ProviderKind::Private: return sheet.t("kind.private");
    case ProviderKind::NonProfit: return sheet.t("kind.non_profit");
    }
    return {};
}

std::string area_names(const Page& page, const Provider& provider)
{
    const auto& areas = page.municipality.areas;
    const bool everywhere = std::all_of(areas.begin(), areas.end(), [&](const Area& area) {
        return provider.areas.count(area.id) > 0;
    });
    if (everywhere) return page.t("fact.areas.all");
    std::vector<std::string> names;
    for (const Area& area : areas)
        if (provider.areas.count(area.id) > 0) names.push_back(area.name);
    return page.t.join(names);
}

std::string place_in_words(const Page& page, const Provider& provider)
{
    const ProviderStatus* status = page.errand.status(provider.id);
    const std::optional<Day> closing = status ? status->closing : provider.closing;
    if (closing) return page.t("place.closing", {{"day", page.t.day(*closing)}});
    if (!status && (page.platform.offline() || page.errand.statuses_silent())) return page.t("place.unknown");
    const bool full = status ? status->full
                             : provider.capacity && provider.clients &&
                                   *provider.clients >= *provider.capacity;
    return page.t(full ? "place.full" : "place.free");
}

std::optional<FeeAnswer> own_estimate(const Page& page)
{
    if (!page.visit.fee.calculated) return std::nullopt;
    const auto question = question_of(page.visit.fee);
    if (!question) return std::nullopt;
    const auto answer = monthly_fee(page.municipality.tariff, *question);
    if (!answer) return std::nullopt;
    return *answer;
}

std::string_view fee_pointer(const Page& page)
{
    return own_estimate(page) ? "/municipality.json/tariff" : std::string_view();
}

void fee_line(Page& page, const std::string& key)
{
    page.stated(key, page.t("compare.fee", {{"fee", fee_in_words(page)}}), fee_pointer(page));
}

std::string fee_in_words(const Page& page)
{
    if (const auto estimate = own_estimate(page))
        return page.t("fee.estimate_short", {{"fee", page.t.money(estimate->fee)}});
    const auto cap = fee_cap(page.municipality.tariff);
    return cap ? page.t("fee.at_most", {{"cap", page.t.money(*cap)}}) : page.t("fact.not_stated");
}

std::vector<Fact> facts(const Page& page, const Provider& provider)
{
    std::vector<const LocalizedText*> specialisations, add_ons;
    for (const LocalizedText& one : provider.specialisations) specialisations.push_back(&one);
    for (const AddOnService& one : provider.add_on_services) add_ons.push_back(&one.name);

    const auto own = [&](const char* key, Words value) {
        return Fact{key, page.t(std::string("fact.") + key), std::move(value.text),
                    std::move(value.lang)};
    };
    const auto fact = [&](const char* key, std::string value) { return own(key, {std::move(value)}); };
    return {
        fact("kind", kind_in_words(page, provider)),
        continuity_fact(page, provider),
        survey_fact(page, provider),
        fact("languages", provider.languages.empty() ? page.t("fact.not_stated")
                                                     : languages_in_words(page, provider)),
        own("specialisations", list_or_none(page, specialisations, "fact.not_stated")),
        fact("areas", area_names(page, provider)),
        own("add_ons", list_or_none(page, add_ons, "fact.add_ons.none")),
        place_fact(page, provider),
    };
}

std::string window_in_words(const Sheet& sheet, const std::optional<ProviderId>& from,
                            const EffectiveWindow& window)
{
    const std::string base = from ? "window.switch" : "window.start";
    if (window.single_day()) return sheet.t(base + ".day", {{"day", sheet.t.day(window.first)}});
    return sheet.t(base + ".between", {{"first", sheet.t.day(window.first)},
                                      {"last", sheet.t.day(window.last)}});
}

std::vector<std::string> rotation_in_words(const Sheet& sheet)
{
    const RotationPolicy& policy = sheet.municipality.rotation;
    std::vector<std::string> rules;
    const auto rule = [&](const std::string& key) { rules.push_back(sheet.t("rotation." + key)); };
    switch (policy.method) {
    case RotationMethod::StrictTurn: rule("strict_turn"); break;
    case RotationMethod::ProviderOfTheMonth: rule("provider_of_the_month"); break;
    case RotationMethod::RandomDraw: rule("random_draw"); break;
    case RotationMethod::GreatestFreeCapacity: rule("greatest_free_capacity"); break;
    case RotationMethod::MunicipalProvider: rule("municipal_provider"); break;
    }
    rule(policy.per_area ? "per_area" : "whole");
    if (policy.ceiling != CeilingRule::None)
        rule(policy.full_turn == FullTurn::Keeps ? "full_keeps" : "full_loses");
    if (policy.excludes_warned) rule("excludes_warned");
    if (policy.keeps_former_provider) rule("keeps_former");
    rule("closing");
    rule("recorded");
    return rules;
}

void choose_button(Page& page, const Provider& provider)
{
    const std::string key = "provider/" + provider.id.value;
    const auto say = [&](const std::string& name, const std::string& text) {
        page.ui.text(key + "/" + name, text, ui::TextKind::Strong);
    };
    const auto refuse = [&](Ineligible reason) {
        const std::string name = name_of(reason);
        say(name, page.t("ineligible." + name));
    };
    if (const CaseView* person = page.errand.person()) {
        const auto& chosen = person->pending ? person->pending->provider : person->current;
        if (person->queue && person->queue->provider == provider.id) {
            say("queued", page.t("queue.standing", {{"place", std::to_string(person->queue->place)},
                                                    {"name", provider.name}}));
            return;
        }
        // Who performs meanwhile may be chosen for good.
        if (chosen == provider.id && !person->queue) {
            say("yours",
                page.t(person->current == provider.id ? "choose.yours" : "choose.chosen"));
            return;
        }
        const Eligibility* eligibility = page.errand.eligibility(provider.id);
        if (only_full(eligibility)) {
            refuse(Ineligible::Full);
            page.ui.text(key + "/queue/about", page.t("queue.about"));
            if (page.ui.button(key + "/queue", page.t("queue.button", {{"name", provider.name}})))
                page.go(Screen::Check, provider.id.value);
            return;
        }
        if (eligibility && !eligibility->eligible()) {
            for (const Ineligible reason : eligibility->reasons) refuse(reason);
            return;
        }
    } else if (const ProviderStatus* status = page.errand.status(provider.id)) {
        if (status->closing || status->full) {
            refuse(status->closing ? Ineligible::Closing : Ineligible::Full);
            return;
        }
    }
    if (page.ui.button(key + "/choose", page.t("choose.button", {{"name", provider.name}}),
                       ui::ButtonKind::Primary))
        page.go(Screen::Check, provider.id.value);
}

std::string_view window_pointer(const std::optional<ProviderId>& from)
{
    return from ? "/municipality.json/schedule/change" : "/municipality.json/schedule/first_choice";
}

bool taken_back(const CaseView& person, const Receipt& receipt)
{
    return receipt.action == Action::Switch && receipt.provider && !receipt.queue &&
           receipt.provider == person.current;
}

void gap_warning(Page& page, const EffectiveWindow& window)
{
    const CaseView* person = page.errand.person();
    if (!person || !person->current || !person->closing || !before(*person->closing, window.last))
        return;
    const ui::Scope box = page.ui.box("gap", ui::BoxKind::Warning);
    page.stated("gap/text",
                page.t("choose.gap", {{"name", page.name_of_provider(*person->current)},
                                      {"closing", page.t.day(*person->closing)},
                                      {"last", page.t.day(window.last)},
                                      {"phone", page.municipality.contact.phone}}),
                "/municipality.json/contact/phone");
}

void compare_box(Page& page, const Provider& provider)
{
    auto& compared = page.visit.compared;
    const auto found = std::find(compared.begin(), compared.end(), provider.id);
    const bool ticked = found != compared.end();
    if (!page.ui.checkbox("provider/" + provider.id.value + "/compare",
                          page.t("compare.box", {{"name", provider.name}}), ticked))
        return;
    if (ticked)
        compared.erase(found);
    else if (compared.size() < kMostCompared)
        compared.push_back(provider.id);
    else {
        page.memory.found({{"provider/" + provider.id.value + "/compare",
                            page.t("compare.too_many")}});
        page.platform.request_frame();
        return;
    }
    page.memory.faults.clear();
    page.ui.announce(page.t("compare.count", {{"count", std::to_string(compared.size())}}));
    page.platform.request_frame();
}

}  // namespace hemval
