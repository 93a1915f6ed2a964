#pragma once

#include "core/day.h"
#include "core/money.h"

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hemval {

// One language's words, from assets/locales/<tag>.json: a flat object of key -> text, where {name}
// stands for a value. In a language written from right to left every value is set apart from the
// sentence around it, so that a Swedish name or a phone number keeps its own order.
class Locale {
public:
    using Value = std::pair<std::string_view, std::string_view>;

    // Nothing when the text is not a flat object of strings.
    static std::optional<Locale> read(const std::string& tag, const std::string& json);

    const std::string& tag() const { return tag_; }
    bool right_to_left() const { return right_to_left_; }
    bool has(std::string_view key) const;
    // A missing key is shown as itself between brackets: visible to a tester, never a blank screen.
    std::string operator()(std::string_view key, std::initializer_list<Value> values = {}) const;

    std::string money(Ore amount) const;   // "2 660 kr"; whole kronor
    std::string day(Day day) const;        // "30 november 2026"
    std::string weekday(Day day) const;    // "måndag"
    std::string number(long long value) const;           // "2 660"
    std::string decimal(double value, int digits) const;  // "8,5"
    std::string join(const std::vector<std::string>& parts) const;  // "a, b och c"
    // A value that stands without a sentence: a phone number, an address.
    std::string apart(std::string_view value) const;

private:
    std::string tag_;
    bool right_to_left_ = false;
    std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace hemval
