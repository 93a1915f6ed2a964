#include "core/pack_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace hemval {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLargestFile = 1'000'000;  // bytes
constexpr std::size_t kDeepest = 16;

std::string line_and_column(const std::string& text, std::size_t position)
{
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(position, text.size()));
    const auto line = std::count(text.begin(), end, '\n') + 1;
    auto start = end;
    while (start != text.begin() && *(start - 1) != '\n') --start;
    const auto column = std::max<std::ptrdiff_t>(end - start, 1);
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

// Builds the value, and knows at every moment where it is.
class Builder final : public Json::json_sax_t {
public:
    Builder(const std::string& file, const std::string& text) : file_(file), text_(text) {}

    bool null() override { return put(nullptr); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(number_integer_t value) override { return put(value); }
    bool number_unsigned(number_unsigned_t value) override { return put(value); }
    bool number_float(number_float_t value, const string_t&) override { return put(value); }
    bool string(string_t& value) override { return put(std::move(value)); }
    bool binary(binary_t&) override { return false; }  // JSON text has none
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override
    {
        key_ = std::move(name);
        const Json& object = *open_.back().value;
        if (object.find(key_) == object.end()) return true;
        return refuse(pointer_to(place(), key_), "this name once in the object (it is there twice)");
    }
    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::detail::exception&) override
    {
        return refuse("", "JSON in UTF-8 (" + line_and_column(text_, position) + " is not)");
    }

    Json root;
    std::optional<PackError> fault;

private:
    struct Open {
        Json* value;
        std::string pointer;
    };

    bool refuse(std::string pointer, std::string expected)
    {
        if (!fault) fault = PackError{file_, std::move(pointer), std::move(expected)};
        return false;
    }

    std::string place() const { return open_.empty() ? "" : open_.back().pointer; }

    // A parent only grows when its open child is finished, so the addresses on the way stay valid.
    Json* add(Json value)
    {
        if (open_.empty()) {
            root = std::move(value);
            return &root;
        }
        Json& parent = *open_.back().value;
        if (parent.is_array()) {
            parent.push_back(std::move(value));
            return &parent.back();
        }
        return &(parent[key_] = std::move(value));
    }

    bool put(Json value)
    {
        add(std::move(value));
        return true;
    }

    bool open(Json value)
    {
        std::string pointer;
        if (!open_.empty()) {
            const Json& parent = *open_.back().value;
            pointer = pointer_to(place(), parent.is_array() ? std::to_string(parent.size()) : key_);
        }
        if (open_.size() == kDeepest)
            return refuse(pointer, "at most " + std::to_string(kDeepest) + " levels of nesting");
        open_.push_back({add(std::move(value)), std::move(pointer)});
        return true;
    }

    bool close()
    {
        open_.pop_back();
        return true;
    }

    const std::string& file_;
    const std::string& text_;
    std::vector<Open> open_;
    std::string key_;
};

}  // namespace

std::string pointer_to(const std::string& parent, std::string_view name)
{
    std::string pointer = parent + '/';
    for (const char c : name) {
        if (c == '~') pointer += "~0";
        else if (c == '/') pointer += "~1";
        else pointer += c;
    }
    return pointer;
}

Result<Json, PackError> parse_pack_json(const std::string& file, const std::string& text)
{
    if (text.size() > kLargestFile)
        return fail(PackError{file, "", "a file of at most 1 000 000 bytes"});
    // The library takes a zero byte for the end, and would not look at what comes after it.
    const std::size_t zero = text.find('\0');
    if (zero != std::string::npos)
        return fail(PackError{file, "", "JSON in UTF-8 (" + line_and_column(text, zero) + " is not)"});
    Builder builder(file, text);
    const bool parsed = Json::sax_parse(text, &builder);
    if (builder.fault) return fail(*builder.fault);
    if (!parsed) return fail(PackError{file, "", "JSON in UTF-8"});
    return std::move(builder.root);
}

}  // namespace hemval
