#include "server/http.h"

#include <algorithm>

namespace hemval::server {
namespace {

int thousandths(std::string_view q)
{
    if (q.empty() || (q[0] != '0' && q[0] != '1'))
        return 1000;
    int value = q[0] == '1' ? 1000 : 0;
    int place = 100;
    for (std::size_t i = 2; i < q.size() && place > 0 && q[1] == '.'; ++i, place /= 10) {
        if (q[i] < '0' || q[i] > '9')
            return 1000;
        value += (q[i] - '0') * place;
    }
    return std::min(value, 1000);
}

// Cuts `text` at the first `mark`; the rest is left in `text`.
std::string_view cut(std::string_view& text, char mark)
{
    const std::size_t end = std::min(text.find(mark), text.size());
    const std::string_view item = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return trimmed(item);
}

}  // namespace

std::optional<std::string_view> Request::header(std::string_view name) const
{
    for (const auto& [field, value] : headers) {
        if (field == name)
            return std::string_view(value);
    }
    return std::nullopt;
}

Response text_response(int status, std::string type, std::string body)
{
    Response response;
    response.status = status;
    response.type = std::move(type);
    response.body = std::make_shared<const std::string>(std::move(body));
    return response;
}

std::string lower_case(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

std::string_view trimmed(std::string_view text)
{
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && blank(text.back()))
        text.remove_suffix(1);
    return text;
}

std::vector<Preference> preferences(std::string_view header)
{
    std::vector<Preference> found;
    while (!header.empty()) {
        std::string_view item = cut(header, ',');
        Preference preference{lower_case(cut(item, ';')), 1000};
        while (!item.empty()) {
            const std::string_view parameter = cut(item, ';');
            if (parameter.substr(0, 2) == "q=" || parameter.substr(0, 2) == "Q=")
                preference.q = thousandths(parameter.substr(2));
        }
        if (!preference.name.empty())
            found.push_back(std::move(preference));
    }
    return found;
}

}  // namespace hemval::server
