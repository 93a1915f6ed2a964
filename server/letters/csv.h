#pragma once

#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace hemval::server {

struct CsvRow {
    int number = 0;  // as a spreadsheet counts: the heading is row 1
    std::vector<std::string> cells;
};

// RFC 4180, in UTF-8 with or without its mark; the separator is the heading's, ';' as Swedish
// spreadsheets write or ','. Cells without space around them; rows without anything are left out. The
// error is a sentence.
Result<std::vector<CsvRow>, std::string> read_csv(std::string_view text);

}  // namespace hemval::server
