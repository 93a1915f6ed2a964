#include "web/staff/staff_page.h"

#include "core/neutrality.h"

#include <algorithm>

// A provider's own words, looked through as they are written: what is found is quoted, with why.
namespace hemval {

namespace {

std::size_t letters_in(const std::string& text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

struct Written {
    std::string key, tag, text;
    std::vector<NeutralityFinding> found;
};

const char* slip_words(Slip slip)
{
    switch (slip) {
    case Slip::Superlative: return "text.slip.superlative";
    case Slip::PriceClaim: return "text.slip.price";
    case Slip::TooLong: return "text.slip.long";
    }
    return "";
}

// In the languages the pack is written in.
Written written(StaffPage& page, const DeskProvider& provider, const std::string& tag)
{
    Written one{"text/" + provider.row.id.value + "/" + tag, tag, {}, {}};
    const auto kept_text = page.visit.entered.find(one.key);
    const auto shown = provider.about.by_language.find(tag);
    if (kept_text != page.visit.entered.end())
        one.text = kept_text->second;
    else if (shown != provider.about.by_language.end())
        one.text = shown->second;
    one.found = neutrality(one.text, tag);
    return one;
}

void findings(StaffPage& page, const Written& one)
{
    const std::string key = one.key + "/found";
    page.ui.text(one.key + "/count",
                 page.t("text.count", {{"count", page.t.number(static_cast<long long>(letters_in(one.text)))},
                                       {"most", page.t.number(kLongestAbout)}}),
                 ui::TextKind::Quiet);
    if (one.found.empty()) {
        page.ui.text(key + "/none", page.t("text.none"), ui::TextKind::Quiet);
        return;
    }
    const ui::Scope box = page.ui.box(key, ui::BoxKind::Warning);
    page.ui.status(key + "/status", page.t("text.found", {{"count", std::to_string(one.found.size())}}));
    std::vector<ui::FactRow> rows;
    for (const NeutralityFinding& finding : one.found) {
        const std::string row = key + "/" + std::to_string(rows.size());
        const std::string quoted = page.t("text.quote", {{"words", one.text.substr(finding.at, finding.length)}});
        ui::FactRow fact{row, quoted, page.t(slip_words(finding.slip)), ""};
        if (one.tag != page.t.tag()) fact.name_lang = one.tag;
        rows.push_back(std::move(fact));
    }
    page.ui.facts(key + "/facts", rows);
}

}  // namespace

void provider_text_screen(StaffPage& page)
{
    const ProviderId id(page.route.id);
    page.heading("text.title", {{"name", page.name_of_provider(id)}});
    page.said();
    const auto* all = page.desk.providers();
    if (!all) return page.waiting();
    const auto provider = std::find_if(all->begin(), all->end(),
                                       [&](const DeskProvider& one) { return one.row.id == id; });
    if (provider == all->end()) {
        page.say("row.unknown");
        return;
    }
    page.faults();
    page.problem();
    page.say("text.lead", ui::TextKind::Lead);
    page.say("text.help", ui::TextKind::Quiet);
    std::vector<Written> texts;
    for (const std::string& tag : page.municipality.languages) {
        Written one = written(page, *provider, tag);
        ui::TextFieldSpec spec;
        spec.label = page.t("text.in", {{"language", page.words_of("language.", tag)}});
        spec.value = one.text;
        spec.rows = 8;
        spec.width = 660;
        page.field(one.key, spec);
        findings(page, one);
        texts.push_back(std::move(one));
    }
    if (page.ui.button("text/publish", page.t("text.publish"), ui::ButtonKind::Primary)) {
        std::vector<ui::FieldFault> faults;
        LocalizedText about;
        for (const Written& one : texts) {
            if (one.text.find_first_not_of(" \n") != std::string::npos) about.by_language[one.tag] = one.text;
            if (!one.found.empty()) faults.push_back({one.key, page.t("text.fault")});
        }
        if (about.by_language.count("sv") == 0)
            faults.push_back({"text/" + id.value + "/sv", page.t("text.empty")});
        page.memory.found(std::move(faults));
        if (page.memory.faults.empty())
            page.desk.publish(id, about, [&visit = page.visit, id, tell = page.tell("text.said")] {
                visit.forget("text/" + id.value + "/");
                tell();
            });
        page.platform.request_frame();
    }
    if (page.desk.sending()) page.ui.waiting("sending", page.t("sending"));
}

}  // namespace hemval
