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

// A cell as a spreadsheet takes it for text: one that begins as a formula does (=, +, -, @) gets a '
// before it, which plain_text() takes off again.
std::string spreadsheet_text(std::string_view text);
std::string plain_text(std::string_view cell);
// With ';' between, quoted where needed, and a line's end.
std::string csv_line(const std::vector<std::string>& cells);

}  // namespace hemval::server
