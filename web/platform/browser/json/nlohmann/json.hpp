#pragma once

// In the browser this stands in for nlohmann/json, which is a fifth of a program there: the part of its interface
// that core/ and web/ use, with the same answers (tests/web/small_json_test.cpp compares the two). The build for
// wasm finds it under the library's own name; every other build has the library itself. Decision 036.
//
// Other than there: a wrong type asked for ends the program, no text nests deeper than 200, what is not UTF-8 is
// written as U+FFFD whatever is asked.

#include "json_fwd.hpp"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace nlohmann {

namespace detail {
struct exception {};

// Which a browser does best; small_json_numbers.cpp.
double number_of(const std::string& text);
std::string text_of(double value);  // the shortest that is read as the same number
}  // namespace detail

class json {
public:
    enum class error_handler_t { strict, replace, ignore };
    struct item;
    struct json_sax_t;

    // Of lists and of objects: an element of a list is one whose name is empty.
    template <class Item, class Value>
    class place {
    public:
        explicit place(Item* at) : at_(at) {}
        Value& operator*() const { return at_->value_of; }
        Value* operator->() const { return &at_->value_of; }
        const std::string& key() const { return at_->name; }
        Value& value() const { return at_->value_of; }
        place& operator++()
        {
            ++at_;
            return *this;
        }
        bool operator==(const place& other) const { return at_ == other.at_; }
        bool operator!=(const place& other) const { return at_ != other.at_; }

    private:
        Item* at_;
    };
    using iterator = place<item, json>;
    using const_iterator = place<const item, const json>;
    struct named_items {
        const item *first, *last;
        const item* begin() const { return first; }
        const item* end() const { return last; }
    };

    json() = default;
    json(std::nullptr_t) {}
    json(bool value) : kind_(Kind::Truth) { held_.truth = value; }
    json(std::string value) : kind_(Kind::Text) { held_.text = new std::string(std::move(value)); }
    json(std::string_view value) : json(std::string(value)) {}
    json(const char* value) : json(std::string(value)) {}
    template <class Number, std::enable_if_t<std::is_arithmetic_v<Number>, int> = 0>
    json(Number value)
    {
        if constexpr (std::is_floating_point_v<Number>) set(static_cast<double>(value));
        else if constexpr (std::is_signed_v<Number>) set(static_cast<std::int64_t>(value));
        else set(static_cast<std::uint64_t>(value));
    }
    template <class Elements, class = typename Elements::key_compare>
    json(const Elements& elements)  // a set or a map
    {
        constexpr bool named = requires { typename Elements::mapped_type; };
        kind_ = named ? Kind::Object : Kind::List;
        hold_items();
        for (const auto& element : elements) {
            if constexpr (named) (*this)[element.first] = element.second;
            else push_back(element);
        }
    }
    template <class Element>
    json(const std::vector<Element>& elements) : kind_(Kind::List)
    {
        hold_items();
        for (const Element& element : elements) push_back(element);
    }
    // {{"name", value}, ...} is an object, anything else a list.
    json(std::initializer_list<json> elements);
    json(const json& other);
    json(json&& other) noexcept : kind_(other.kind_), held_(other.held_) { other.kind_ = Kind::Nothing; }
    json& operator=(json other) noexcept
    {
        std::swap(kind_, other.kind_);
        std::swap(held_, other.held_);
        return *this;
    }
    ~json();

    static json array() { return json(Kind::List); }
    static json object() { return json(Kind::Object); }
    static json array(std::initializer_list<json> elements);

    // Where the text is no JSON, is_discarded(). Exceptions are asked for by nobody.
    static json parse(std::string_view text, std::nullptr_t = nullptr, bool exceptions = false);
    static bool sax_parse(std::string_view text, json_sax_t* told);
    std::string dump(int indent = -1, char fill = ' ', bool ascii = false,
                     error_handler_t = error_handler_t::replace) const;

    bool is_discarded() const { return kind_ == Kind::Discarded; }
    bool is_null() const { return kind_ == Kind::Nothing; }
    bool is_boolean() const { return kind_ == Kind::Truth; }
    bool is_string() const { return kind_ == Kind::Text; }
    bool is_array() const { return kind_ == Kind::List; }
    bool is_object() const { return kind_ == Kind::Object; }
    bool is_number_unsigned() const { return kind_ == Kind::Unsigned; }
    bool is_number_integer() const { return kind_ == Kind::Unsigned || kind_ == Kind::Signed; }
    bool is_number() const { return is_number_integer() || kind_ == Kind::Float; }

    template <class T>
    T get() const
    {
        if constexpr (std::is_same_v<T, std::string>) return text();
        else if constexpr (std::is_same_v<T, bool>) return truth();
        else if constexpr (std::is_floating_point_v<T>) return static_cast<T>(floating());
        else return static_cast<T>(whole());
    }
    template <class Reference>
    Reference get_ref() const
    {
        return text();
    }

    bool empty() const { return size() == 0; }
    std::size_t size() const;
    bool contains(std::string_view name) const { return find(name) != end(); }
    const_iterator find(std::string_view name) const;
    iterator find(std::string_view name);
    const_iterator begin() const { return const_iterator(first()); }
    const_iterator end() const { return const_iterator(last()); }
    iterator begin() { return iterator(first()); }
    iterator end() { return iterator(last()); }
    named_items items() const { return {first(), last()}; }
    json value(std::string_view name, json otherwise) const;
    json& back();
    const json& operator[](std::string_view name) const { return *find(name); }
    const json& operator[](const char* name) const { return *find(name); }
    json& operator[](std::string_view name);
    json& operator[](const char* name) { return (*this)[std::string_view(name)]; }
    json& operator[](const std::string& name) { return (*this)[std::string_view(name)]; }
    template <class Index, std::enable_if_t<std::is_integral_v<Index>, int> = 0>
    const json& operator[](Index at) const
    {
        return element(static_cast<std::size_t>(at));
    }
    void push_back(json value);
    void update(const json& other);
    void erase(std::string_view name);

    bool operator==(const json& other) const;
    bool operator!=(const json& other) const { return !(*this == other); }

private:
    enum class Kind : std::uint8_t { Nothing, Discarded, Truth, Unsigned, Signed, Float, Text, List, Object };
    using Items = std::vector<item>;

    explicit json(Kind kind) : kind_(kind)
    {
        if (has_items()) hold_items();
    }
    bool has_items() const { return kind_ == Kind::List || kind_ == Kind::Object; }
    void hold_items();
    void set(double value) { kind_ = Kind::Float, held_.floating = value; }
    void set(std::int64_t value) { kind_ = Kind::Signed, held_.whole = value; }
    void set(std::uint64_t value) { kind_ = Kind::Unsigned, held_.whole = static_cast<std::int64_t>(value); }
    const std::string& text() const;
    bool truth() const;
    double floating() const;
    std::int64_t whole() const;
    item* seek(std::string_view name) const;
    item* first() const;
    item* last() const;
    std::size_t count() const;
    const json& element(std::size_t at) const;
    void write(std::string& out) const;

    // Mutable: what stands in an initializer_list is constant, and is moved from.
    mutable Kind kind_ = Kind::Nothing;
    mutable union {
        bool truth;
        std::int64_t whole;
        double floating;
        std::string* text;
        Items* items;
    } held_ = {};
};

struct json::item {
    std::string name;
    json value_of;
    const std::string& key() const { return name; }
    const json& value() const { return value_of; }
};

// Told of a text from its beginning to its end; an answer of false stops the reading.
struct json::json_sax_t {
    using number_integer_t = std::int64_t;
    using number_unsigned_t = std::uint64_t;
    using number_float_t = double;
    using string_t = std::string;
    using binary_t = std::vector<std::uint8_t>;
    virtual bool null() = 0;
    virtual bool boolean(bool value) = 0;
    virtual bool number_integer(number_integer_t value) = 0;
    virtual bool number_unsigned(number_unsigned_t value) = 0;
    virtual bool number_float(number_float_t value, const string_t& text) = 0;
    virtual bool string(string_t& value) = 0;
    virtual bool binary(binary_t& value) = 0;
    virtual bool start_object(std::size_t elements) = 0;
    virtual bool key(string_t& name) = 0;
    virtual bool end_object() = 0;
    virtual bool start_array(std::size_t elements) = 0;
    virtual bool end_array() = 0;
    virtual bool parse_error(std::size_t position, const std::string& token, const detail::exception& why) = 0;

protected:
    ~json_sax_t() = default;
};

}  // namespace nlohmann
