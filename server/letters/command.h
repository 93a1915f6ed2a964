#pragma once

#include "core/day.h"

#include <optional>
#include <string>

namespace hemval::server {

struct LettersOptions {
    std::string data;
    std::string municipalities;
    std::string locales;       // empty = beside the municipalities
    std::string municipality;
    std::string cases;         // the CSV file
    std::string out;           // the folder the letters are put in
    std::string base_url;      // of the site, for the links
    bool again = false;        // new letters also for references that have a case
    // Letters to those whose provider leaves, to cases that are open already: a stage of them at a time,
    // `stage_size` people in each, from 1; nothing says which stage somebody is in but chance.
    std::string transition;
    int stage = 1;
    int stage_size = 0;        // 0: everybody at once
    std::optional<Day> today;  // for tests
    std::string database = {};  // a PostgreSQL URL, instead of the file in `data`
};

// `hemval letters`: opens a case and makes a letter for each row, or says everything that is wrong and
// does nothing at all. The answer is the process's exit code.
int make_letters(const LettersOptions& options);

}  // namespace hemval::server
