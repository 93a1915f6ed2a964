#include "web/demonstration/compensation.h"

namespace hemval {

namespace {

std::string two_digits(std::int64_t number)
{
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string decimal_comma(Ore amount)
{
    return std::to_string(amount.value / 100) + ',' + two_digits(amount.value % 100);
}

// A quoted cell may hold anything; a quotation mark in it is doubled.
std::string quoted(const std::string& text)
{
    std::string cell = "\"";
    for (const char letter : text) {
        if (letter == '"') cell += '"';
        cell += letter;
    }
    return cell + '"';
}

std::string row(const std::vector<std::string>& cells)
{
    std::string line;
    for (const std::string& cell : cells) line += (line.empty() ? "" : ";") + cell;
    return line + "\r\n";
}

std::string clock_time(int minutes, const char* between)
{
    return std::to_string(minutes / 60) + between + two_digits(minutes % 60);
}

}  // namespace

std::string visit_in_words(const Locale& words, const CareVisit& visit)
{
    return words("pay.visit.name", {{"weekday", words("format.weekday." + std::to_string(visit.weekday))},
                                    {"time", clock_time(visit.starts, ".")},
                                    {"client", std::to_string(visit.client)}});
}

std::string compensation_table(const Locale& words, const TableOrigin& origin, const std::vector<CareVisit>& week,
                               const std::vector<Compensation>& models)
{
    std::vector<std::string> head;
    for (const char* key : {"pay.csv.example", "pay.csv.municipality", "pay.csv.weekday", "pay.csv.time",
                            "pay.csv.client", "pay.csv.staff", "pay.csv.planned", "pay.csv.granted",
                            "pay.csv.measured", "pay.csv.delay", "pay.csv.outcome"})
        head.push_back(quoted(words(key)));
    for (const Compensation& model : models)
        head.push_back(quoted(words("pay.csv.paid", {{"model", words(std::string("pay.model.") +
                                                                     name_of(model.model))}})));
    for (const Compensation& model : models)
        head.push_back(quoted(words("pay.csv.rule", {{"model", words(std::string("pay.model.") +
                                                                     name_of(model.model))}})));
    std::string table = row(head);
    const std::vector<std::string> first = {quoted(words("badge.example")), quoted(origin.municipality)};
    for (std::size_t i = 0; i < week.size(); ++i) {
        const CareVisit& visit = week[i];
        const bool performed = visit.outcome == VisitOutcome::Performed;
        std::vector<std::string> cells = first;
        cells.push_back(quoted(words("format.weekday." + std::to_string(visit.weekday))));
        cells.push_back(clock_time(visit.starts, ":"));
        for (const int number : {visit.client, visit.staff, visit.planned_minutes, visit.granted_minutes,
                                 performed ? visit.measured_minutes : 0, performed ? visit.delayed_minutes : 0})
            cells.push_back(std::to_string(number));
        cells.push_back(quoted(words(std::string("pay.outcome.") + name_of(visit.outcome))));
        for (const Compensation& model : models) cells.push_back(decimal_comma(model.visits[i].paid));
        for (const std::string& rule : origin.rules) cells.push_back(quoted(rule));
        table += row(cells);
    }
    std::vector<std::string> sums = first;
    sums.push_back(quoted(words("pay.csv.sum")));
    sums.resize(head.size() - models.size() - origin.rules.size(), quoted(""));
    for (const Compensation& model : models) sums.push_back(decimal_comma(model.paid));
    for (const std::string& rule : origin.rules) sums.push_back(quoted(rule));
    return table + row(sums);
}

}  // namespace hemval
