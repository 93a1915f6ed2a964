#include "nlohmann/json.hpp"  // ours, beside this file

#include <algorithm>

namespace nlohmann {

namespace {

// How many bytes of a well-formed character stand at `at`; 0 when there is none. `seen`: how many of them are the
// beginning of one.
std::size_t character(std::string_view text, std::size_t at, std::size_t& seen)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(at);
    seen = 1;
    if (first < 0x80) return 1;
    const std::size_t length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    unsigned least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    for (; seen < length; ++seen, least = 0x80, most = 0xBF)
        if (at + seen == text.size() || byte(at + seen) < least || byte(at + seen) > most) return 0;
    return length;
}

void put_character(std::string& out, unsigned code)
{
    const auto put = [&](unsigned byte) { out += static_cast<char>(byte); };
    if (code < 0x80) return put(code);
    if (code < 0x800) {
        put(0xC0 | code >> 6);
    } else {
        if (code < 0x10000) {
            put(0xE0 | code >> 12);
        } else {
            put(0xF0 | code >> 18);
            put(0x80 | (code >> 12 & 0x3F));
        }
        put(0x80 | (code >> 6 & 0x3F));
    }
    put(0x80 | (code & 0x3F));
}

bool comes_before(const json::item& one, std::string_view name) { return one.name < name; }

constexpr std::string_view kShort = "\"\\/bfnrt", kMeans = "\"\\/\b\f\n\r\t";

void write_text(std::string& out, std::string_view text)
{
    out += '"';
    for (std::size_t at = 0, seen = 0; at < text.size(); at += seen) {
        const char c = text[at];
        const std::size_t known = c == '/' ? std::string_view::npos : kMeans.find(c);
        if (character(text, at, seen) == 0) {
            out += "\xEF\xBF\xBD";
        } else if (known != std::string_view::npos) {
            out += '\\';
            out += kShort[known];
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += "\\u00";
            out += c < 0x10 ? '0' : '1';
            out += "0123456789abcdef"[c & 15];
        } else {
            out += text.substr(at, seen);
        }
    }
    out += '"';
}

class Reader {
public:
    Reader(std::string_view text, json::json_sax_t& told) : text_(text), told_(told)
    {
        if (text.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
    }

    bool read()
    {
        if (!value(0)) return false;
        blank();
        return at_ == text_.size() || refuse();
    }

private:
    static constexpr int kDeepest = 200;

    char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool digit() const { return here() >= '0' && here() <= '9'; }

    bool refuse()
    {
        told_.parse_error(at_ + 1, "", {});
        return false;
    }

    void blank()
    {
        while (here() == ' ' || here() == '\t' || here() == '\n' || here() == '\r') ++at_;
    }

    bool skip(char c)
    {
        blank();
        if (here() != c) return false;
        ++at_;
        return true;
    }

    bool word(std::string_view expected)
    {
        if (text_.substr(at_, expected.size()) != expected) return false;
        at_ += expected.size();
        return true;
    }

    bool value(int depth)
    {
        blank();
        std::string read;
        switch (here()) {
        case '{': ++at_; return depth < kDeepest ? members(depth + 1) : refuse();
        case '[': ++at_; return depth < kDeepest ? elements(depth + 1) : refuse();
        case '"': return string(read) ? told_.string(read) : refuse();
        case 't': return word("true") ? told_.boolean(true) : refuse();
        case 'f': return word("false") ? told_.boolean(false) : refuse();
        case 'n': return word("null") ? told_.null() : refuse();
        default: return number();
        }
    }

    bool members(int depth)
    {
        if (!told_.start_object(static_cast<std::size_t>(-1))) return false;
        if (skip('}')) return told_.end_object();
        do {
            std::string name;
            blank();
            if (here() != '"' || !string(name)) return refuse();
            if (!told_.key(name)) return false;
            if (!skip(':')) return refuse();
            if (!value(depth)) return false;
        } while (skip(','));
        return skip('}') ? told_.end_object() : refuse();
    }

    bool elements(int depth)
    {
        if (!told_.start_array(static_cast<std::size_t>(-1))) return false;
        if (skip(']')) return told_.end_array();
        do
            if (!value(depth)) return false;
        while (skip(','));
        return skip(']') ? told_.end_array() : refuse();
    }

    bool string(std::string& out)
    {
        for (++at_; at_ < text_.size();) {
            const char c = here();
            std::size_t seen = 0;
            if (c == '"') {
                ++at_;
                return true;
            }
            if (c == '\\') {
                ++at_;
                if (!escape(out)) return false;
            } else {
                const std::size_t length = character(text_, at_, seen);
                if (length == 0 || static_cast<unsigned char>(c) < 0x20) return false;
                out += text_.substr(at_, length);
                at_ += length;
            }
        }
        return false;
    }

    bool escape(std::string& out)
    {
        const std::size_t known = kShort.find(here());
        if (here() != 'u') {
            if (known == std::string_view::npos) return false;
            ++at_;
            out += kMeans[known];
            return true;
        }
        unsigned code = 0, second = 0;
        if (!hex(code) || (code >= 0xDC00 && code < 0xE000)) return false;
        if (code >= 0xD800 && code < 0xDC00) {
            if (!word("\\") || !hex(second) || second < 0xDC00 || second >= 0xE000) return false;
            code = 0x10000 + ((code - 0xD800) << 10) + (second - 0xDC00);
        }
        put_character(out, code);
        return true;
    }

    bool hex(unsigned& code)
    {
        if (!word("u")) return false;
        for (int i = 0; i < 4; ++i, ++at_) {
            const char c = here();
            const int small = c | 0x20;
            if (digit()) code = code * 16 + static_cast<unsigned>(c - '0');
            else if (small >= 'a' && small <= 'f') code = code * 16 + static_cast<unsigned>(small - 'a' + 10);
            else return false;
        }
        return true;
    }

    bool digits()
    {
        if (!digit()) return false;
        while (digit()) ++at_;
        return true;
    }

    bool number()
    {
        const std::size_t from = at_;
        const bool minus = word("-");
        bool whole = true;
        if (!word("0") && !digits()) return refuse();
        const std::size_t ends = at_;
        if (word(".")) {
            whole = false;
            if (!digits()) return refuse();
        }
        if (word("e") || word("E")) {
            whole = false;
            if (!word("+")) word("-");
            if (!digits()) return refuse();
        }
        std::uint64_t sum = 0;
        for (std::size_t i = from + (minus ? 1 : 0); whole && i < ends; ++i) {
            const auto next = static_cast<unsigned>(text_[i] - '0');
            whole = sum < UINT64_MAX / 10 || (sum == UINT64_MAX / 10 && next <= UINT64_MAX % 10);
            sum = sum * 10 + next;
        }
        if (whole && !minus) return told_.number_unsigned(sum);
        if (whole && sum <= std::uint64_t{1} << 63) return told_.number_integer(static_cast<std::int64_t>(0 - sum));
        const std::string text(text_.substr(from, at_ - from));
        const double value = detail::number_of(text);
        return value - value == 0 ? told_.number_float(value, text) : refuse();
    }

    std::string_view text_;
    json::json_sax_t& told_;
    std::size_t at_ = 0;
};

class Builder final : public json::json_sax_t {
public:
    bool null() override { return put(nullptr); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(std::int64_t value) override { return put(value); }
    bool number_unsigned(std::uint64_t value) override { return put(value); }
    bool number_float(double value, const std::string&) override { return put(value); }
    bool string(std::string& value) override { return put(std::move(value)); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(json::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(json::array()); }
    bool end_array() override { return close(); }
    bool key(std::string& name) override
    {
        name_ = std::move(name);
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const detail::exception&) override { return false; }

    json root;

private:
    // A parent only grows when its open child is finished, so the addresses on the way stay valid.
    json& add(json value)
    {
        if (open_.empty()) return root = std::move(value);
        json& parent = *open_.back();
        if (!parent.is_array()) return parent[name_] = std::move(value);
        parent.push_back(std::move(value));
        return parent.back();
    }
    bool put(json value)
    {
        add(std::move(value));
        return true;
    }
    bool open(json value)
    {
        open_.push_back(&add(std::move(value)));
        return true;
    }
    bool close()
    {
        open_.pop_back();
        return true;
    }

    std::vector<json*> open_;
    std::string name_;
};

}  // namespace

json::json(std::initializer_list<json> elements) : kind_(Kind::List)
{
    if (std::all_of(elements.begin(), elements.end(), [](const json& one) {
            return one.is_array() && one.count() == 2 && one.first()->value_of.is_string();
        })) kind_ = Kind::Object;
    hold_items();
    held_.items->reserve(elements.size());
    for (const json& one : elements) {
        json* const pair = is_object() ? &one.first()->value_of : nullptr;
        if (pair != nullptr) {
            if (!contains(pair->text())) (*this)[pair->text()] = std::move(one.first()[1].value_of);
            continue;
        }
        held_.items->emplace_back();
        std::swap(held_.items->back().value_of.kind_, one.kind_);
        std::swap(held_.items->back().value_of.held_, one.held_);
    }
}

json json::array(std::initializer_list<json> elements)
{
    json list(Kind::List);
    for (const json& one : elements) list.push_back(one);
    return list;
}

json::json(const json& other) : kind_(other.kind_), held_(other.held_)
{
    if (kind_ == Kind::Text) held_.text = new std::string(*other.held_.text);
    if (has_items()) held_.items = new Items(*other.held_.items);
}

json::~json()
{
    if (kind_ == Kind::Text) delete held_.text;
    if (has_items()) delete held_.items;
}

void json::hold_items() { held_.items = new Items; }

json json::parse(std::string_view text, std::nullptr_t, bool)
{
    Builder builder;
    if (!Reader(text, builder).read()) return json(Kind::Discarded);
    return std::move(builder.root);
}

bool json::sax_parse(std::string_view text, json_sax_t* told) { return Reader(text, *told).read(); }

std::string json::dump(int, char, bool, error_handler_t) const
{
    std::string out;
    write(out);
    return out;
}

void json::write(std::string& out) const
{
    switch (kind_) {
    case Kind::Nothing: out += "null"; return;
    case Kind::Discarded: out += "<discarded>"; return;
    case Kind::Truth: out += held_.truth ? "true" : "false"; return;
    case Kind::Unsigned: out += std::to_string(static_cast<std::uint64_t>(held_.whole)); return;
    case Kind::Signed: out += std::to_string(held_.whole); return;
    case Kind::Text: write_text(out, *held_.text); return;
    case Kind::Float: {
        const double value = held_.floating;
        out += value - value == 0 ? detail::text_of(value) : "null";
        return;
    }
    default: break;
    }
    const char* between = is_array() ? "[" : "{";
    if (count() == 0) out += between;
    for (const item& one : items()) {
        out += between;
        between = ",";
        if (is_object()) {
            write_text(out, one.name);
            out += ':';
        }
        one.value_of.write(out);
    }
    out += is_array() ? ']' : '}';
}

const std::string& json::text() const
{
    if (kind_ != Kind::Text) __builtin_trap();
    return *held_.text;
}

bool json::truth() const
{
    if (kind_ != Kind::Truth) __builtin_trap();
    return held_.truth;
}

double json::floating() const
{
    if (kind_ == Kind::Float) return held_.floating;
    if (kind_ == Kind::Unsigned) return static_cast<double>(static_cast<std::uint64_t>(whole()));
    return static_cast<double>(whole());
}

std::int64_t json::whole() const
{
    if (kind_ == Kind::Float) return static_cast<std::int64_t>(held_.floating);
    if (!is_number_integer()) __builtin_trap();
    return held_.whole;
}

json::item* json::first() const { return has_items() ? held_.items->data() : nullptr; }
json::item* json::last() const { return first() + count(); }
std::size_t json::count() const { return has_items() ? held_.items->size() : 0; }
std::size_t json::size() const { return has_items() ? count() : is_null() || is_discarded() ? 0 : 1; }

// In the order of the names, so that the same object is written in the same bytes.
json::item* json::seek(std::string_view name) const
{
    if (!is_object()) return nullptr;
    item* const at = std::lower_bound(first(), last(), name, comes_before);
    return at != last() && at->name == name ? at : nullptr;
}

json::iterator json::find(std::string_view name)
{
    item* const found = seek(name);
    return found == nullptr ? end() : iterator(found);
}

json::const_iterator json::find(std::string_view name) const
{
    const item* const found = seek(name);
    return found == nullptr ? end() : const_iterator(found);
}

json json::value(std::string_view name, json otherwise) const
{
    const item* const found = seek(name);
    return found == nullptr ? std::move(otherwise) : found->value_of;
}

json& json::operator[](std::string_view name)
{
    if (is_null()) *this = object();
    if (!is_object()) __builtin_trap();
    auto at = std::lower_bound(held_.items->begin(), held_.items->end(), name, comes_before);
    if (at == held_.items->end() || at->name != name) at = held_.items->insert(at, item{std::string(name), {}});
    return at->value_of;
}

const json& json::element(std::size_t at) const
{
    if (!is_array() || at >= count()) __builtin_trap();
    return first()[at].value_of;
}

json& json::back()
{
    if (count() == 0) __builtin_trap();
    return held_.items->back().value_of;
}

void json::push_back(json value)
{
    if (is_null()) *this = array();
    if (!is_array()) __builtin_trap();
    held_.items->push_back({{}, std::move(value)});
}

void json::update(const json& other)
{
    for (const item& one : other.items()) (*this)[one.name] = one.value_of;
}

void json::erase(std::string_view name)
{
    if (item* const found = seek(name)) held_.items->erase(held_.items->begin() + (found - first()));
}

bool json::operator==(const json& other) const
{
    if (is_number() && other.is_number()) {
        if (kind_ == Kind::Float || other.kind_ == Kind::Float)
            return !(floating() < other.floating()) && !(other.floating() < floating());
        return held_.whole == other.held_.whole && (kind_ == other.kind_ || held_.whole >= 0);
    }
    if (kind_ != other.kind_) return false;
    if (kind_ == Kind::Text) return *held_.text == *other.held_.text;
    if (kind_ == Kind::Truth) return held_.truth == other.held_.truth;
    return std::equal(first(), last(), other.first(), other.last(),
                      [](const item& a, const item& b) { return a.name == b.name && a.value_of == b.value_of; });
}

}  // namespace nlohmann
