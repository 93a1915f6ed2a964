#include "web/screens/page.h"

namespace hemval {

namespace {

void survey(Page& page, const Provider& provider, const std::string& key)
{
    const ui::Scope section = page.ui.section(key + "/survey", page.t("provider.survey"));
    page.say("provider.survey.about", ui::TextKind::Quiet);
    if (provider.survey.empty()) {
        page.ui.text(key + "/survey/none", page.t("fact.not_stated"));
        return;
    }
    std::vector<ui::Bar> bars;
    for (const SurveyFact& fact : provider.survey) {
        const double share = fact.percent ? *fact.percent / 100.0
                                          : static_cast<double>(fact.positive) / fact.answers;
        const Words question = page.words(fact.question);
        bars.push_back({key + "/survey/" + fact.id, question.text,
                        too_few(fact) ? 0.0 : share,
                        survey_in_words(page, fact), question.lang});
    }
    page.ui.bars(key + "/survey/bars", page.t("provider.survey"), bars);
    // The pack gives one source for all of a provider's figures.
    const Words who = page.words(provider.survey.front().source.who);
    const ui::Scope source = page.ui.row(key + "/survey/source");
    page.ui.text(key + "/survey/source/label", page.t("fact.source"), ui::TextKind::Quiet);
    page.ui.text(key + "/survey/source/who", who.text, ui::TextKind::Quiet, who.lang);
}

void in_short(Page& page, const Provider& provider, const std::string& key)
{
    const ui::Scope section = page.ui.section(key + "/short", page.t("provider.short"));
    std::vector<ui::FactRow> rows = {page.fact(
        key + "/fact/fee", page.t("comparison.fee"), fee_in_words(page), fee_pointer(page))};
    for (const Fact& fact : facts(page, provider))
        rows.push_back({key + "/fact/" + fact.key, fact.name,
                        fact.whole.empty() ? fact.value : fact.whole,
                        fact.example ? page.t("badge.example") : "", "", fact.lang,
                        fact.note.text, fact.note.lang});
    rows.push_back(page.fact(key + "/fact/founded", page.t("fact.founded"),
                             provider.founded ? std::to_string(*provider.founded)
                                              : page.t("fact.not_stated")));
    page.ui.facts(key + "/facts", rows);
    page.say("comparison.fee.why", ui::TextKind::Quiet);
}

void services(Page& page, const Provider& provider, const std::string& key)
{
    const ui::Scope section = page.ui.section(key + "/services", page.t("provider.services"));
    std::vector<std::string> names, langs;
    std::vector<const LocalizedText*> municipal;
    for (const Service& service : page.municipality.services) {
        if (!service.chosen)
            municipal.push_back(&service.name);
        else if (provider.services.count(service.id) > 0) {
            Words name = page.words(service.name);
            names.push_back(std::move(name.text));
            langs.push_back(std::move(name.lang));
        }
    }
    page.ui.bullets(key + "/services/list", names, langs);
    if (municipal.empty()) return;
    const Words always = page.joined(municipal);
    page.ui.facts(key + "/services/municipal",
                  {{key + "/services/always", page.t("provider.services.municipal"), always.text, "",
                    "", always.lang}});
}

void add_ons(Page& page, const Provider& provider, const std::string& key)
{
    const ui::Scope section = page.ui.section(key + "/addons", page.t("provider.addons"));
    page.say("provider.addons.about", ui::TextKind::Quiet);
    about_link(page, key + "/addons/about", "tillagg");
    if (provider.add_on_services.empty()) {
        page.ui.text(key + "/addons/none", page.t("fact.add_ons.none"));
        return;
    }
    std::vector<ui::FactRow> rows;
    for (const AddOnService& service : provider.add_on_services) {
        const Words name = page.words(service.name), price = page.words(service.price);
        rows.push_back({key + "/addons/" + service.id, name.text, price.text, "", name.lang,
                        price.lang});
    }
    page.ui.facts(key + "/addons/list", rows);
}

void contact(Page& page, const Provider& provider, const std::string& key)
{
    const ui::Scope section = page.ui.section(key + "/contact", page.t("provider.contact"));
    std::vector<ui::FactRow> rows;
    const std::string unknown = page.t("fact.not_stated");
    const auto row = [&](const char* name, const std::string& value) {
        rows.push_back({key + "/contact/" + name, page.t(std::string("provider.") + name),
                        value.empty() ? unknown : page.t.apart(value), ""});
    };
    const Words title = page.words(provider.leader_title);
    row("leader", provider.leader.empty() ? "" : provider.leader + ", " + title.text);
    if (!provider.leader.empty()) rows.back().value_lang = title.lang;
    row("phone", provider.contact.phone);
    row("email", provider.contact.email);
    row("address", provider.contact.visiting_address);
    row("web", provider.contact.web);
    page.ui.facts(key + "/contact/list", rows);
    page.say("provider.complaints", ui::TextKind::Quiet);
    about_link(page, key + "/contact/complaints", "klaga");
}

void demands(Page& page, const std::string& key)
{
    const ui::Scope section = page.ui.section(key + "/demands", page.t("provider.demands"));
    page.say("provider.demands.about", ui::TextKind::Quiet);
    page.example_of(key + "/demands/example", "/municipality.json/demands");
    std::vector<ui::FactRow> rows;
    for (const QualityDemand& demand : page.municipality.demands) {
        const Words name = page.words(demand.name), text = page.words(demand.text);
        rows.push_back({key + "/demands/" + demand.id, name.text, text.text, "", name.lang, text.lang});
    }
    page.ui.facts(key + "/demands/list", rows);
    if (page.municipality.demands_link.empty()) return;
    page.ui.link(key + "/demands/link", page.t("provider.demands.link"),
                 page.municipality.demands_link);
    page.example_of(key + "/demands/link/example", "/municipality.json/demands_link");
}

}  // namespace

void provider_beginning(Page& page, const Provider& provider)
{
    const std::string key = "provider/" + provider.id.value;
    page.heading("provider.title", {{"name", provider.name}});
    page.ui.text(key + "/kind", kind_in_words(page, provider), ui::TextKind::Quiet);
    if (provider.example) {
        const ui::Scope row = page.ui.row(key + "/examples");
        page.example_badge(key + "/example", true);
        page.say("provider.example", ui::TextKind::Quiet);
    }
    const ProviderStatus* status = page.errand.status(provider.id);
    page.own(key + "/about", status && status->about ? *status->about : provider.about,
             ui::TextKind::Lead);
    in_short(page, provider, key);
}

void provider_rest(Page& page, const Provider& provider)
{
    const std::string key = "provider/" + provider.id.value;
    survey(page, provider, key);
    services(page, provider, key);
    offers(page, provider);
    add_ons(page, provider, key);
    contact(page, provider, key);
}

void provider_screen(Page& page)
{
    const Provider* provider = page.provider(ProviderId(page.route.id));
    if (!provider) {
        not_found_screen(page);
        return;
    }
    const std::string key = "provider/" + provider->id.value;
    provider_beginning(page, *provider);
    {
        const ui::Scope row = page.ui.row(key + "/do");
        choose_button(page, *provider);
        compare_box(page, *provider);
    }
    provider_rest(page, *provider);
    demands(page, key);
}

}  // namespace hemval
