#pragma once

#include "core/day.h"
#include "core/result.h"

#include <initializer_list>
#include <map>
#include <string>
#include <utility>

namespace hemval::server {

// One locale file's texts, for what the service itself writes to people.
class Words {
public:
    using Value = std::pair<const char*, std::string>;

    const std::string& tag() const { return tag_; }
    std::string operator()(const std::string& key, std::initializer_list<Value> values = {}) const;
    std::string day(Day day) const;
    bool right_to_left() const { return (*this)("format.direction") == "rtl"; }

    // Every locale of the folder by its tag. The error is a sentence.
    static Result<std::map<std::string, Words>, std::string> load(const std::string& folder);

private:
    std::string tag_;
    std::map<std::string, std::string> texts_;
};

}  // namespace hemval::server
