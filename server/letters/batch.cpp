#include "server/letters/batch.h"

#include "core/identity_number.h"
#include "core/protected.h"
#include "server/csv.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>

namespace hemval::server {
namespace {

constexpr int kHoursInAMonth = 31 * 24;
constexpr std::size_t kLongestCell = 100;

bool may_be_left_out(const std::string& column)
{
    return column == "care_of" || column == "provider" || column == "choose_by" ||
           column == "identity_number";
}

// One row being read: what is wrong is gathered, not thrown at the first fault.
class LetterRow {
public:
    LetterRow(const CsvRow& row, const std::map<std::string, std::size_t>& columns,
        std::vector<std::string>& faults)
        : row_(row), columns_(columns), faults_(faults)
    {
    }
    void fault(const std::string& what) const
    {
        faults_.push_back("Row " + std::to_string(row_.number) + ": " + what + ".");
    }
    std::string cell(const std::string& column) const
    {
        const auto at = columns_.find(column);
        return at == columns_.end() || at->second >= row_.cells.size() ? "" : row_.cells[at->second];
    }
    // A line of the letter.
    std::string line(const std::string& column, bool required = true) const
    {
        std::string text = cell(column);
        const auto control = [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127; };
        if (text.empty() && required)
            fault("the " + column + " is missing");
        else if (text.size() > kLongestCell)
            fault("the " + column + " is longer than " + std::to_string(kLongestCell) + " bytes");
        else if (std::any_of(text.begin(), text.end(), control))
            fault("the " + column + " has a line break or another control character in it");
        return text;
    }
    // One of those there are.
    template <class Known>
    bool one_of(const std::string& column, const std::string& text, const Known& known) const
    {
        if (std::find(known.begin(), known.end(), text) != known.end())
            return true;
        std::string all;
        for (const std::string& one : known)
            all += (all.empty() ? "" : ", ") + one;
        fault("the " + column + " \"" + text + "\" is not one of " + all);
        return false;
    }

private:
    const CsvRow& row_;
    const std::map<std::string, std::size_t>& columns_;
    std::vector<std::string>& faults_;
};

struct Known {
    std::vector<std::string> languages, areas, services, providers;
};

Known known_in(const Municipality& municipality, const std::set<std::string>& languages)
{
    Known known{{languages.begin(), languages.end()}, {}, {}, {}};
    for (const Area& area : municipality.areas)
        known.areas.push_back(area.id.value);
    for (const Service& service : municipality.services) {
        if (service.chosen)
            known.services.push_back(service.id.value);
    }
    for (const Provider& provider : municipality.providers)
        known.providers.push_back(provider.id.value);
    return known;
}

std::vector<ServiceId> services_of(const LetterRow& row, const Known& known)
{
    std::vector<ServiceId> services;
    std::string rest = row.cell("services");
    if (rest.empty())
        row.fault("the services are missing");
    while (!rest.empty()) {
        const std::size_t end = rest.find(' ');
        const std::string id = rest.substr(0, end);
        rest = end == std::string::npos ? "" : rest.substr(end + 1);
        if (id.empty() || !row.one_of("service", id, known.services))
            continue;
        if (std::find(services.begin(), services.end(), ServiceId(id)) != services.end())
            row.fault("the service \"" + id + "\" is there twice");
        services.emplace_back(id);
    }
    return services;
}

int hours_of(const LetterRow& row)
{
    const std::string text = row.cell("hours_per_month");
    int hours = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), hours);
    if (error != std::errc() || end != text.data() + text.size() || hours < 1 || hours > kHoursInAMonth)
        row.fault("the hours_per_month \"" + text + "\" is not a whole number from 1 to " +
                  std::to_string(kHoursInAMonth));
    return hours;
}

Day decision_day_of(const LetterRow& row, Day today)
{
    const std::string text = row.cell("decision_day");
    const auto day = from_iso(text);
    if (!day)
        row.fault("the decision_day \"" + text + "\" is not a day such as 2026-11-22");
    else if (before(today, *day))
        row.fault("the decision_day " + text + " is yet to come");
    return day.value_or(today);
}

std::optional<Day> choose_by_of(const LetterRow& row, Day today)
{
    const std::string text = row.cell("choose_by");
    if (text.empty())
        return std::nullopt;
    const auto day = from_iso(text);
    if (!day)
        row.fault("the choose_by \"" + text + "\" is not a day such as 2026-11-22");
    else if (before(*day, today))
        row.fault("the choose_by " + text + " has passed");
    else if (!row.cell("provider").empty())
        row.fault("it has both a provider and a choose_by");
    return day;
}

// What is wrong is told without the number: the sentence may end up in a log.
std::string identity_number_of(const LetterRow& row)
{
    const std::string text = row.cell("identity_number");
    const auto number = canonical_identity_number(text);
    if (!number && !text.empty())
        row.fault("the identity_number is not a personal identity number or coordination number of "
                  "twelve digits");
    return number.value_or("");
}

// Of a protected person not even a fault in these may be told.
void read_whereabouts(Addressee& one, const LetterRow& row, const Known& known)
{
    one.identity_number = identity_number_of(row);
    one.name = row.line("name");
    const std::string care_of = row.line("care_of", false);
    if (!care_of.empty())
        one.address.push_back("c/o " + care_of);
    one.address.push_back(row.line("address"));
    const std::string postal_code = row.line("postal_code");
    one.address.push_back(postal_code + " " + row.line("city"));
    one.language = row.cell("language");
    row.one_of("language", one.language, known.languages);
    one.person.area = AreaId(row.cell("area"));
    row.one_of("area", one.person.area.value, known.areas);
}

Addressee addressee_of(const LetterRow& row, int number, const Known& known, Day today)
{
    Addressee one;
    one.row = number;
    one.reference = row.line("reference");
    one.person.is_protected = !says_ordinary(row.cell("protected"));
    if (!one.is_protected())
        read_whereabouts(one, row, known);
    one.person.services = services_of(row, known);
    one.person.hours_per_month = hours_of(row);
    one.person.decision_day = decision_day_of(row, today);
    one.person.choose_by = choose_by_of(row, today);
    const std::string provider = row.cell("provider");
    if (!provider.empty() && row.one_of("provider", provider, known.providers))
        one.person.current = ProviderId(provider);
    return one;
}

std::map<std::string, std::size_t> columns_of(const CsvRow& heading, std::vector<std::string>& faults)
{
    std::map<std::string, std::size_t> columns;
    const auto fault = [&](const std::string& what) { faults.push_back("Row 1: " + what + "."); };
    for (std::size_t i = 0; i < heading.cells.size(); ++i) {
        const std::string& name = heading.cells[i];
        if (std::find(std::begin(kColumns), std::end(kColumns), name) == std::end(kColumns))
            fault("there is no column \"" + name + "\"; leave it out");
        else if (!columns.emplace(name, i).second)
            fault("the column \"" + name + "\" is there twice");
    }
    for (const std::string name : kColumns) {
        if (columns.count(name) > 0 || may_be_left_out(name))
            continue;
        fault("the column \"" + name + "\" is missing" +
              (name == "protected" ? "; add it, with \"no\" for each person whose address may be known"
                                   : ""));
    }
    return columns;
}

}  // namespace

Result<std::vector<Addressee>, std::vector<std::string>> read_batch(
    std::string_view csv, const Municipality& municipality, const std::set<std::string>& languages,
    Day today)
{
    const auto rows = read_csv(csv);
    if (!rows)
        return fail(std::vector<std::string>{"The file cannot be read: " + rows.error() + "."});
    std::vector<std::string> faults;
    if (rows->size() < 2)
        return fail(std::vector<std::string>{"The file has no rows below its heading."});
    const auto columns = columns_of(rows->front(), faults);
    if (!faults.empty())
        return fail(faults);

    const Known known = known_in(municipality, languages);
    std::vector<Addressee> batch;
    std::map<std::string, int> seen, people;
    for (std::size_t i = 1; i < rows->size(); ++i) {
        const CsvRow& cells = (*rows)[i];
        const LetterRow row(cells, columns, faults);
        if (cells.cells.size() > rows->front().cells.size())
            row.fault("it has more cells than the heading");
        batch.push_back(addressee_of(row, cells.number, known, today));
        const auto [first, fresh] = seen.emplace(batch.back().reference, cells.number);
        if (!fresh && !first->first.empty())
            row.fault("the reference \"" + first->first + "\" is in row " +
                      std::to_string(first->second) + " too");
        const auto [other, first_of_person] = people.emplace(batch.back().identity_number, cells.number);
        if (!first_of_person && !other->first.empty())
            row.fault("the identity_number is in row " + std::to_string(other->second) + " too");
    }
    if (!faults.empty())
        return fail(faults);
    return batch;
}

}  // namespace hemval::server
