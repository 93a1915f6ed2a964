#pragma once

#include <optional>
#include <string>

namespace hemval {

struct Page;

// A whole number in a playground: typed, or stepped with two buttons beside the field.
struct NumberField {
    std::string key;      // of the field; its buttons stand below it
    std::string label;
    std::string suffix = {};
    int most = 0;
    int step = 0;         // none: no buttons
    std::string less = {}, more = {};
    std::string context = {};  // tells its buttons from those of its neighbours
};
enum class NumberChange : unsigned char { None, Typed, Stepped };

// Nothing for what is no whole number, or more than `most`.
std::optional<int> number_in(const std::string& typed, int most);
// `typed` is written to, whatever it is; what is no number is told at the field.
NumberChange number_field(Page& page, const NumberField& field, std::string& typed);

}  // namespace hemval
