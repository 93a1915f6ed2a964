#pragma once

#include "core/day.h"
#include "core/localized.h"

#include <optional>
#include <string>
#include <vector>

namespace hemval {

// What the accessibility statement (tillgänglighetsredogörelse, lag 2018:1937, 13 §) rests on:
// assets/accessibility.json, in which every criterion names the tests that show it.
struct Statement {
    Day assessed{};
    std::vector<LocalizedText> shortfalls;  // what is not met, or not shown by a test
};

// Nothing when the text is not such a file.
std::optional<Statement> read_statement(const std::string& text);

}  // namespace hemval
