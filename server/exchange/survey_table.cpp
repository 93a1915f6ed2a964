#include "server/exchange/survey_draft.h"

namespace hemval::server {
namespace {

constexpr const char* kTooFew = "too_few";
constexpr int kMost = 100'000;
constexpr const char* kParts[] = {"positive", "percent", "answers"};

class Reading {
public:
    Reading(const PackFolder& pack, const Mapping& mapping) : mapping_(mapping), draft_(pack) {}

    void read(const Table& table)
    {
        for (const CsvRow& row : table.rows())
            read_row(table, row);
    }

    ImportAnswer answer(const Municipality& municipality)
    {
        if (!faults_.empty())
            return fail(std::move(faults_));
        return draft_.finish(source_in(mapping_, municipality), rows_, std::move(notes_));
    }

private:
    void fault(const Table& table, const CsvRow& row, const std::string& field, const std::string& what)
    {
        faults_.push_back(table.fault(row, field, what));
    }

    void read_row(const Table& table, const CsvRow& row)
    {
        const std::size_t before_it = faults_.size();
        const std::string name = table.cell(row, "provider");
        const std::string provider = draft_.provider_called(name);
        if (provider.empty())
            fault(table, row, "provider",
                  name.empty() ? "is missing: say which provider"
                               : "\"" + name + "\" is no provider of the pack, by id or by name; say in the "
                                               "mapping which it is, or leave the row out");
        const std::string typed = table.cell(row, "year");
        const auto year = whole_in(typed, 1800, 2100);
        if (!year)
            fault(table, row, "year", "\"" + typed + "\" is not a year such as 2025");
        const std::string question = table.cell(row, "question");
        if (table.has("question") && !draft_.asks(question)) {
            fault(table, row, "question", "\"" + question + "\" is not one of the pack's survey_questions" +
                                              asked());
        } else if (table.has("question")) {
            read_figure(table, row, provider, year, question, "");
        } else {
            for (const std::string& one : draft_.questions())
                read_figure(table, row, provider, year, one, "." + one);
        }
        if (faults_.size() == before_it)
            ++rows_;
    }

    std::string asked() const
    {
        std::string all;
        for (const std::string& one : draft_.questions())
            all += (all.empty() ? ": " : ", ") + one;
        return all;
    }

    void read_figure(const Table& table, const CsvRow& row, const std::string& provider,
                     std::optional<int> year, const std::string& question, const std::string& suffix)
    {
        const auto field = [&](const char* part) { return part + suffix; };
        if (!table.has(field("positive")) && !table.has(field("percent")))
            return;
        const std::string positive = table.cell(row, field("positive"));
        const std::string percent = table.cell(row, field("percent"));
        const std::string answers = table.cell(row, field("answers"));
        const std::string where = field(table.has(field("percent")) ? "percent" : "positive");
        Figure figure;
        const std::size_t before_it = faults_.size();
        if (positive == kTooFew || percent == kTooFew) {
            figure.too_few = true;
        } else if (positive.empty() && percent.empty()) {
            if (!provider.empty())
                notes_.push_back(table.fault(row, where, "no figure of " + provider + " for the question " +
                                                             question + ": it is shown as not stated"));
            return;
        } else {
            const auto number = [&](const char* part, const std::string& text, std::optional<int>& into) {
                if (text.empty())
                    return;
                into = std::string(part) == "percent" ? percent_in(text) : whole_in(text, 0, kMost);
                if (!into)
                    fault(table, row, field(part),
                          "\"" + text + "\" is not " +
                              (std::string(part) == "percent" ? "a share from 0 to 100 per cent"
                                                              : "a whole number from 0 to 100000") +
                              "; where the source says that the answers are too few, write too_few");
            };
            number("positive", positive, figure.positive);
            number("percent", percent, figure.percent);
            number("answers", answers, figure.answers);
            if (!positive.empty() && !percent.empty())
                fault(table, row, where, "there is both a number and a share: keep one of them");
            else if (!positive.empty() && answers.empty())
                fault(table, row, field("answers"), "is missing: how many answered at all");
        }
        if (faults_.size() > before_it || provider.empty() || !year)
            return;
        if (const std::string wrong = draft_.add(provider, *year, question, figure); !wrong.empty())
            fault(table, row, where, wrong);
    }

    const Mapping& mapping_;
    SurveyDraft draft_;
    std::size_t rows_ = 0;
    Sentences notes_;
    Sentences faults_;
};

std::set<std::string> survey_fields(const PackFolder& pack)
{
    std::set<std::string> fields{"provider", "year", "question"};
    for (const char* part : kParts) {
        fields.insert(part);
        for (const std::string& question : SurveyDraft(pack).questions())
            fields.insert(std::string(part) + '.' + question);
    }
    for (const std::string& language : pack.municipality.languages)
        fields.insert("source." + language);
    return fields;
}

}  // namespace

ImportAnswer import_survey(const PackFolder& pack, const std::vector<NamedText>& files,
                           const std::string& mapping_text)
{
    const std::set<std::string> fields = survey_fields(pack);
    const auto mapping = read_mapping(mapping_text, fields);
    if (!mapping)
        return fail(mapping.error());
    if (mapping->constants.count("source.sv") == 0)
        return fail(Sentences{"The mapping must say whose survey it is: \"constants\": {\"source.sv\": "
                              "\"...\"}. A figure is never shown without its source."});
    Reading reading(pack, *mapping);
    for (const NamedText& file : files) {
        const auto table = Table::read(file.name, file.text, *mapping, fields, {"provider", "year"});
        if (!table)
            return fail(table.error());
        reading.read(*table);
    }
    return reading.answer(pack.municipality);
}

}  // namespace hemval::server
