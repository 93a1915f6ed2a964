#include "server/exchange/survey_draft.h"

#include <algorithm>

namespace hemval::server {
namespace {

using Json = nlohmann::json;

constexpr const char* kAnswers = "answers.";

std::string text_at(const Json& object, const char* name)
{
    const auto found = object.find(name);
    if (found == object.end())
        return "";
    if (found->is_number_integer())
        return std::to_string(found->get<std::int64_t>());
    return found->is_string() ? found->get<std::string>() : "";
}

// One value of one unit, for both sexes together.
struct Value {
    std::string place;
    std::string provider;
    std::string meaning;  // a question, or "answers." and a question
    std::string kpi;
    int year = 0;
    std::optional<double> value;
    std::string status;
};

class Reading {
public:
    Reading(const PackFolder& pack, const Mapping& mapping) : mapping_(mapping), draft_(pack) {}

    // Pages of one list come as several files; all of them must be there.
    void read(const NamedText& file)
    {
        const Json json = Json::parse(file.text, nullptr, false);
        const auto values = json.is_object() ? json.find("values") : json.end();
        if (!json.is_object() || values == json.end() || !values->is_array()) {
            fault(file.name, "is not a page of Kolada: it must be a JSON object in UTF-8 with \"values\"");
            return;
        }
        const auto count = json.find("count");
        if (count != json.end() && count->is_number_unsigned() && !has_next(json) && !has_previous(json) &&
            count->get<std::size_t>() != values->size())
            fault(file.name + " at /count", "says " + count->dump() + ", but there are " +
                                                std::to_string(values->size()) + " values: fetch it again");
        bool units = false;
        for (std::size_t i = 0; i < values->size(); ++i) {
            const Json& one = (*values)[i];
            const std::string place = file.name + " at /values/" + std::to_string(i);
            if (!one.is_object())
                fault(place, "must be an object");
            else if (one.contains("kpi"))
                read_data(one, place);
            else if (units = one.contains("title"); units)
                titles_[text_at(one, "id")] = text_at(one, "title");
            else
                fault(place, "is neither a unit (id, title) nor data (kpi, ou, period, values)");
        }
        // The last page of each list has no next; every other has.
        pages_left_ += has_next(json) ? 1 : 0;
        pages_left_ -= has_previous(json) ? 1 : 0;
        if (has_next(json))
            next_ = text_at(json, json.contains("next_page") ? "next_page" : "next_url");
        values_ += values->size();
    }

    ImportAnswer answer(const std::map<std::string, std::string>& who)
    {
        if (pages_left_ > 0)
            fault("Kolada's answer goes on", "fetch " + next_ + " too, and name all pages as files");
        if (faults_.empty())
            settle();
        if (!faults_.empty())
            return fail(std::move(faults_));
        return draft_.finish(who, values_, std::move(notes_));
    }

    // Units are named in files that may come after the data.
    void name_units()
    {
        std::set<std::string> told;
        for (Value& value : found_) {
            const std::string unit = value.provider;
            const auto title = titles_.find(unit);
            const std::string named = title == titles_.end() ? unit : title->second;
            value.provider = draft_.provider_called(mapping_.knows("unit", unit)
                                                        ? mapping_.value("unit", unit)
                                                        : mapping_.value("unit", named));
            const bool ignored = mapping_.ignore.count(unit) > 0 || mapping_.ignore.count(named) > 0 ||
                                 mapping_.ignore.count("*") > 0;
            if (value.provider.empty() && !ignored && told.insert(unit).second)
                fault(value.place + "/ou", "the unit " + unit + (named == unit ? "" : " (" + named + ")") +
                                               " is no provider of the pack; say in the mapping under "
                                               "values/unit which it is, or put it under \"ignore\"");
        }
        found_.erase(std::remove_if(found_.begin(), found_.end(),
                                    [](const Value& value) { return value.provider.empty(); }),
                     found_.end());
    }

private:
    void fault(const std::string& place, const std::string& what)
    {
        faults_.push_back(place + ": " + what + ".");
    }
    static bool is_there(const Json& json, const char* name)
    {
        const auto found = json.find(name);
        return found != json.end() && found->is_string() && !found->get<std::string>().empty();
    }
    static bool has_next(const Json& json) { return is_there(json, "next_page") || is_there(json, "next_url"); }
    static bool has_previous(const Json& json)
    {
        return is_there(json, "previous_page") || is_there(json, "previous_url");
    }

    void read_data(const Json& one, const std::string& place)
    {
        const std::string kpi = text_at(one, "kpi");
        if (mapping_.ignore.count(kpi) > 0)
            return;
        const std::string meaning = mapping_.value("kpi", kpi);
        const std::string question =
            meaning.rfind(kAnswers, 0) == 0 ? meaning.substr(std::string(kAnswers).size()) : meaning;
        if (!draft_.asks(question)) {
            fault(place + "/kpi", "the key figure \"" + kpi + "\" is none of the pack's survey_questions; say "
                                  "in the mapping under values/kpi which it is, or put it under \"ignore\"");
            return;
        }
        const std::string unit = text_at(one, "ou");
        if (unit.empty()) {
            fault(place + "/ou", "is missing: figures of a whole municipality are of no provider; fetch "
                                 "/oudata");
            return;
        }
        const std::string period = text_at(one, "period");
        const auto year = whole_in(period, 1800, 2100);
        if (!year)
            fault(place + "/period", "\"" + period + "\" is not a year");
        const auto values = one.find("values");
        if (values == one.end() || !values->is_array()) {
            fault(place + "/values", "is missing");
            return;
        }
        for (std::size_t i = 0; i < values->size(); ++i) {
            const Json& value = (*values)[i];
            const std::string at = place + "/values/" + std::to_string(i);
            const auto deleted = value.find("isdeleted");
            const bool gone = deleted != value.end() && deleted->is_boolean() && deleted->get<bool>();
            if (!value.is_object() || text_at(value, "gender") != "T" || gone)
                continue;
            const auto number = value.find("value");
            Value found{at, unit, meaning, kpi, year.value_or(0), std::nullopt, text_at(value, "status")};
            if (number != value.end() && number->is_number())
                found.value = number->get<double>();
            else if (number == value.end() || !number->is_null())
                fault(at + "/value", "must be a number, or null where there is none");
            const double most = meaning == question ? 100 : 100'000;
            if (found.value && (*found.value < 0 || *found.value > most))
                fault(at + "/value", number->dump() + " is not from 0 to " +
                                         std::to_string(static_cast<int>(most)));
            found_.push_back(std::move(found));
        }
    }

    // The newest year of each provider; older ones are told of.
    void settle()
    {
        std::map<std::string, int> newest;
        const auto given = mapping_.constants.find("year");
        const auto wanted = given == mapping_.constants.end() ? std::nullopt
                                                              : whole_in(given->second, 1800, 2100);
        for (const Value& value : found_) {
            int& year = newest[value.provider];
            year = wanted ? *wanted : std::max(year, value.year);
        }
        std::map<std::pair<std::string, std::string>, Figure> figures;
        std::map<std::pair<std::string, std::string>, std::string> places;
        std::size_t older = 0;
        for (const Value& value : found_) {
            if (value.year != newest[value.provider]) {
                ++older;
                continue;
            }
            const bool answers = value.meaning.rfind(kAnswers, 0) == 0;
            const std::string question =
                answers ? value.meaning.substr(std::string(kAnswers).size()) : value.meaning;
            Figure& figure = figures[{value.provider, question}];
            std::optional<int>& part = answers ? figure.answers : figure.percent;
            if (part || (!answers && figure.too_few))
                fault(value.place, "is the second value of " + value.provider + " for " + value.kpi + " and " +
                                       std::to_string(value.year));
            if (value.value)
                part = static_cast<int>(*value.value + 0.5);
            else if (!answers && mapping_.value("status", value.status) == "too_few")
                figure.too_few = true;
            else
                notes_.push_back(value.place + ": no figure of " + value.provider + " for " + value.kpi + ", " +
                                 std::to_string(value.year) + " (status \"" + value.status +
                                 "\"): it is shown as not stated.");
            places[{value.provider, question}] = value.place;
        }
        if (older > 0)
            notes_.push_back("Of each provider only the newest year was taken; " + std::to_string(older) +
                             " older values were left out.");
        for (auto& [key, figure] : figures) {
            if (figure.too_few)
                figure.answers.reset();
            if (!figure.percent && !figure.too_few)
                continue;
            const std::string wrong = draft_.add(key.first, newest[key.first], key.second, figure);
            if (!wrong.empty())
                fault(places[key], wrong);
        }
    }

    const Mapping& mapping_;
    SurveyDraft draft_;
    std::map<std::string, std::string> titles_;
    std::vector<Value> found_;
    std::size_t values_ = 0;
    int pages_left_ = 0;
    std::string next_;
    Sentences notes_;
    Sentences faults_;
};

}  // namespace

ImportAnswer import_kolada(const PackFolder& pack, const std::vector<NamedText>& files,
                           const std::string& mapping_text)
{
    std::set<std::string> fields{"unit", "kpi", "status", "year"};
    for (const std::string& language : pack.municipality.languages)
        fields.insert("source." + language);
    const auto mapping = read_mapping(mapping_text, fields);
    if (!mapping)
        return fail(mapping.error());
    std::map<std::string, std::string> who = source_in(*mapping, pack.municipality);
    if (who.empty())
        who = {{"sv", "Kolada, nyckeltal per enhet"}, {"en", "Kolada, key figures by unit"}};
    Reading reading(pack, *mapping);
    for (const NamedText& file : files)
        reading.read(file);
    reading.name_units();
    return reading.answer(who);
}

}  // namespace hemval::server
