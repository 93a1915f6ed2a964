#pragma once

#include "core/compensation.h"
#include "web/app/locale.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hemval {

struct Page;

// The week one plays with. It ends with the tab.
struct CompensationPlay {
    std::vector<CareVisit> week = example_week();
    std::size_t chosen = 0;                    // which visit is being changed
    std::optional<CompensationRules> prices{}; // once one has been changed; else the pack's
    std::map<std::string, std::string> typed;  // by field, where that is not its number written out
    std::string saved;                         // the file's name, once there is one
};

void compensation_screen(Page& page, CompensationPlay& play);

// Where the figures of a table come from: it is read by those who never saw the screen.
struct TableOrigin {
    std::string municipality;
    std::vector<std::string> rules;  // of each model, in words, with its prices and whose they are
};
// For a Swedish spreadsheet: semicolons and decimal commas. One row a visit and one of the sums; each says
// that it is an example.
std::string compensation_table(const Locale& words, const TableOrigin& origin, const std::vector<CareVisit>& week,
                               const std::vector<Compensation>& models);
std::string visit_in_words(const Locale& words, const CareVisit& visit);  // "Måndag 7.30, person 1"

}  // namespace hemval
