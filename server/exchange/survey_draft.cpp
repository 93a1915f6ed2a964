#include "server/exchange/survey_draft.h"

#include "server/exchange/provider_draft.h"

#include <charconv>
#include <cmath>

namespace hemval::server {

std::string SurveyDraft::provider_called(const std::string& name) const
{
    for (const Provider& provider : pack_.municipality.providers) {
        if (provider.id.value == name || provider.name == name)
            return provider.id.value;
    }
    return "";
}

std::vector<std::string> SurveyDraft::questions() const
{
    std::vector<std::string> all;
    for (const OrderedJson& one : pack_.providers["survey_questions"])
        all.push_back(one["id"].get<std::string>());
    return all;
}

bool SurveyDraft::asks(const std::string& question) const
{
    for (const std::string& one : questions()) {
        if (one == question)
            return true;
    }
    return false;
}

std::string SurveyDraft::add(const std::string& provider, int year, const std::string& question,
                             const Figure& figure)
{
    if (figure.positive && figure.answers && *figure.positive > *figure.answers)
        return "has more positive answers (" + std::to_string(*figure.positive) + ") than answers (" +
               std::to_string(*figure.answers) + ")";
    Survey& survey = surveys_[provider];
    if (survey.year != 0 && survey.year != year)
        return "is of " + std::to_string(year) + ", and other figures of " + provider + " are of " +
               std::to_string(survey.year) + ": import one year at a time";
    survey.year = year;
    if (!survey.figures.emplace(question, figure).second)
        return "is the second figure of " + provider + " for the question " + question;
    return "";
}

ImportAnswer SurveyDraft::finish(const std::map<std::string, std::string>& who, std::size_t rows,
                                 Sentences notes)
{
    Imported imported{pack_.providers, rows, std::move(notes)};
    OrderedJson source = OrderedJson::object();
    for (const std::string& language : pack_.municipality.languages) {
        const auto words = who.find(language);
        if (words != who.end())
            source["who"][language] = words->second;
    }
    for (OrderedJson& provider : imported.providers["providers"]) {
        const auto found = surveys_.find(provider["id"].get<std::string>());
        if (found == surveys_.end())
            continue;
        OrderedJson figures = OrderedJson::array();
        for (const std::string& question : questions()) {
            const auto answered = found->second.figures.find(question);
            if (answered == found->second.figures.end())
                continue;
            const Figure& figure = answered->second;
            OrderedJson json{{"id", question}};
            if (figure.too_few)
                json["too_few"] = true;
            if (figure.positive)
                json["positive"] = *figure.positive;
            if (figure.percent)
                json["percent"] = *figure.percent;
            if (figure.answers)
                json["answers"] = *figure.answers;
            figures.push_back(std::move(json));
        }
        put_provider_member(provider, "survey",
                            {{"year", found->second.year}, {"source", source}, {"figures", figures}});
    }
    return imported;
}

std::optional<int> whole_in(const std::string& text, int least, int most)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < least || value > most)
        return std::nullopt;
    return value;
}

std::optional<int> percent_in(std::string text)
{
    while (!text.empty() && (text.back() == '%' || text.back() == ' '))
        text.pop_back();
    const std::size_t mark = text.find_first_of(",.");
    const auto whole = whole_in(text.substr(0, mark), 0, 100);
    if (!whole || mark == std::string::npos)
        return whole;
    const std::string decimals = text.substr(mark + 1);
    if (decimals.empty() || decimals.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    const int up = decimals[0] >= '5' ? 1 : 0;
    if (*whole == 100 && decimals.find_first_not_of('0') != std::string::npos)
        return std::nullopt;
    return *whole + up;
}

std::map<std::string, std::string> source_in(const Mapping& mapping, const Municipality& municipality)
{
    std::map<std::string, std::string> who;
    for (const std::string& language : municipality.languages) {
        const auto words = mapping.constants.find("source." + language);
        if (words != mapping.constants.end())
            who[language] = words->second;
    }
    return who;
}

}  // namespace hemval::server
