#include "server/letters/csv.h"

#include "server/http.h"

#include <algorithm>

namespace hemval::server {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

bool is_utf8(std::string_view text)
{
    std::size_t more = 0;
    unsigned char least = 0x80, most = 0xBF;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (more > 0) {
            if (byte < least || byte > most)
                return false;
            least = 0x80;
            most = 0xBF;
            --more;
        } else if (byte >= 0x80) {
            more = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1;
            if (byte < 0xC2 || byte > 0xF4)
                return false;
            // Neither longer than need be, nor half of a pair, nor beyond the last character.
            least = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
            most = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
        }
    }
    return more == 0;
}

// Takes one row off `text`. False when a quotation does not end.
bool take_row(std::string_view& text, char separator, std::vector<std::string>& cells)
{
    std::string cell;
    bool quoted = false;
    const auto keep = [&] {
        cells.emplace_back(trimmed(cell));
        cell.clear();
    };
    while (!text.empty()) {
        const char c = text[0];
        text.remove_prefix(1);
        if (quoted && c == '"' && !text.empty() && text[0] == '"') {
            cell += '"';
            text.remove_prefix(1);
        } else if (quoted) {
            quoted = c != '"';
            cell += quoted ? std::string(1, c) : "";
        } else if (c == '"' && trimmed(cell).empty()) {
            quoted = true;
        } else if (c == separator) {
            keep();
        } else if (c == '\n') {
            break;
        } else if (c != '\r') {
            cell += c;
        }
    }
    keep();
    return !quoted;
}

}  // namespace

Result<std::vector<CsvRow>, std::string> read_csv(std::string_view text)
{
    if (text.substr(0, kMark.size()) == kMark)
        text.remove_prefix(kMark.size());
    if (!is_utf8(text))
        return fail(std::string("it is not in UTF-8: save it as \"CSV UTF-8\""));
    const char separator =
        text.substr(0, text.find('\n')).find(';') == std::string_view::npos ? ',' : ';';
    std::vector<CsvRow> rows;
    for (int number = 1; !text.empty(); ++number) {
        CsvRow row{number, {}};
        if (!take_row(text, separator, row.cells))
            return fail("row " + std::to_string(number) + " begins a quotation that does not end");
        const auto empty = [](const std::string& cell) { return cell.empty(); };
        if (!std::all_of(row.cells.begin(), row.cells.end(), empty))
            rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace hemval::server
