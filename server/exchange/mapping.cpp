#include "server/exchange/mapping.h"

#include <algorithm>

namespace hemval::server {
namespace {

using Json = nlohmann::json;

// The members of an object of texts; what is not one is told.
std::map<std::string, std::string> texts(const Json& json, const std::string& place, Sentences& faults)
{
    std::map<std::string, std::string> found;
    if (!json.is_object()) {
        faults.push_back("The mapping, " + place + ": must be an object of texts.");
        return found;
    }
    for (const auto& [name, value] : json.items()) {
        if (value.is_string())
            found[name] = value.get<std::string>();
        else
            faults.push_back("The mapping, " + place + "/" + name + ": must be a text in quotation marks.");
    }
    return found;
}

void must_be_field(const std::string& field, const std::string& place, const std::set<std::string>& fields,
                   Sentences& faults)
{
    if (fields.count(field) > 0)
        return;
    std::string all;
    for (const std::string& one : fields)
        all += (all.empty() ? "" : ", ") + one;
    faults.push_back("The mapping, " + place + ": there is no field \"" + field + "\"; it must be one of " +
                     all + ".");
}

}  // namespace

bool Mapping::knows(const std::string& field, const std::string& text) const
{
    const auto known = values.find(field);
    return known != values.end() && known->second.count(text) > 0;
}

const std::string& Mapping::value(const std::string& field, const std::string& text) const
{
    return knows(field, text) ? values.at(field).at(text) : text;
}

Result<Mapping, Sentences> read_mapping(const std::string& text, const std::set<std::string>& fields)
{
    Mapping mapping;
    Sentences faults;
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        return fail(Sentences{"The mapping must be a JSON object in UTF-8, such as {\"columns\": {...}}."});
    for (const auto& [name, part] : json.items()) {
        const std::string place = "/" + name;
        if (name == "columns") {
            mapping.columns = texts(part, place, faults);
            for (const auto& [column, field] : mapping.columns)
                must_be_field(field, place + "/" + column, fields, faults);
        } else if (name == "constants") {
            mapping.constants = texts(part, place, faults);
            for (const auto& [field, value] : mapping.constants)
                must_be_field(field, place + "/" + field, fields, faults);
        } else if (name == "ignore" && part.is_array()) {
            for (const Json& one : part)
                mapping.ignore.insert(one.is_string() ? one.get<std::string>() : "");
        } else if (name == "values" && part.is_object()) {
            for (const auto& [field, meanings] : part.items()) {
                must_be_field(field, place + "/" + field, fields, faults);
                mapping.values[field] = texts(meanings, place + "/" + field, faults);
            }
        } else {
            faults.push_back("The mapping, " + place + ": it has only \"columns\", \"values\", \"constants\" "
                             "and \"ignore\", of which the last is a list and the others are objects.");
        }
    }
    if (!faults.empty())
        return fail(std::move(faults));
    return mapping;
}

Result<Table, Sentences> Table::read(const std::string& name, std::string_view csv, const Mapping& mapping,
                                     const std::set<std::string>& fields,
                                     const std::vector<std::string>& wanted)
{
    auto rows = read_csv(csv);
    if (!rows)
        return fail(Sentences{name + " cannot be read: " + rows.error() + "."});
    if (rows->size() < 2)
        return fail(Sentences{name + " has no rows below its heading."});
    Table table;
    table.name_ = name;
    table.mapping_ = &mapping;
    table.heading_ = rows->front().cells;
    rows->erase(rows->begin());
    table.rows_ = std::move(*rows);
    Sentences faults;
    const auto fault = [&](const std::string& column, const std::string& what) {
        faults.push_back(name + ", row 1, column \"" + column + "\": " + what + ".");
    };
    for (std::size_t i = 0; i < table.heading_.size(); ++i) {
        const std::string& column = table.heading_[i];
        const auto mapped = mapping.columns.find(column);
        const std::string field = mapped == mapping.columns.end() ? column : mapped->second;
        if (mapping.ignore.count(column) > 0)
            continue;
        if (fields.count(field) == 0)
            fault(column, "the program has no field of this name; say in the mapping which it is, or put it "
                          "under \"ignore\"");
        else if (!table.columns_.emplace(field, i).second)
            fault(column, "\"" + field + "\" is already in another column; put one of them under \"ignore\"");
    }
    for (const auto& [column, field] : mapping.columns) {
        if (std::find(table.heading_.begin(), table.heading_.end(), column) == table.heading_.end())
            fault(column, "the mapping names it, but the file has no such column");
    }
    for (const std::string& field : wanted) {
        if (!table.has(field))
            fault(field, "the file must have this column, or the mapping a constant for it");
    }
    if (!faults.empty())
        return fail(std::move(faults));
    return table;
}

bool Table::has(const std::string& field) const
{
    return columns_.count(field) > 0 || mapping_->constants.count(field) > 0;
}

std::string Table::cell(const CsvRow& row, const std::string& field) const
{
    const auto at = columns_.find(field);
    const auto constant = mapping_->constants.find(field);
    if (at == columns_.end())
        return constant == mapping_->constants.end() ? "" : constant->second;
    return at->second < row.cells.size() ? mapping_->value(field, plain_text(row.cells[at->second])) : "";
}

std::string Table::fault(const CsvRow& row, const std::string& field, const std::string& what) const
{
    const auto at = columns_.find(field);
    const std::string column =
        at == columns_.end() ? "" : ", column \"" + heading_[at->second] + '"';
    return name_ + ", row " + std::to_string(row.number) + column + ": " + what + ".";
}

}  // namespace hemval::server
