#pragma once

#include "core/municipality.h"
#include "server/csv.h"
#include "server/exchange/pack_folder.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace hemval::server {

// What a file's names mean here: see docs/import.md. Left out, each column is called as its field.
struct Mapping {
    std::map<std::string, std::string> columns;  // the file's name -> field
    std::set<std::string> ignore;                // the file's names that are none of ours
    std::map<std::string, std::map<std::string, std::string>> values;  // field -> the file's -> ours
    std::map<std::string, std::string> constants;                      // field -> text, for every row

    // What it means for this field: itself, where nothing else is said.
    const std::string& value(const std::string& field, const std::string& text) const;
    bool knows(const std::string& field, const std::string& text) const;
};
// From JSON text; each fault a sentence with its place.
Result<Mapping, Sentences> read_mapping(const std::string& text, const std::set<std::string>& fields);

// A table by fields: which column each is in, and rows with their numbers.
class Table {
public:
    // Reads the heading. `wanted` are the fields that must be there, in a column or as a constant.
    static Result<Table, Sentences> read(const std::string& name, std::string_view csv,
                                         const Mapping& mapping, const std::set<std::string>& fields,
                                         const std::vector<std::string>& wanted);

    const std::vector<CsvRow>& rows() const { return rows_; }
    bool has(const std::string& field) const;
    // The cell as it is meant, its constant, or nothing.
    std::string cell(const CsvRow& row, const std::string& field) const;
    // "cases.csv, row 12, column "Ort": " and what is wrong.
    std::string fault(const CsvRow& row, const std::string& field, const std::string& what) const;

private:
    std::string name_;
    const Mapping* mapping_ = nullptr;
    std::vector<std::string> heading_;
    std::map<std::string, std::size_t> columns_;
    std::vector<CsvRow> rows_;
};

}  // namespace hemval::server
