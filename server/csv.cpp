#include "server/csv.h"

#include "server/http.h"

#include <algorithm>

namespace hemval::server {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

// Where it stops being UTF-8; the end when it never does.
std::size_t utf8_until(std::string_view text)
{
    std::size_t more = 0;
    unsigned char least = 0x80, most = 0xBF;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (more > 0) {
            if (byte < least || byte > most)
                return at;
            least = 0x80;
            most = 0xBF;
            --more;
        } else if (byte >= 0x80) {
            more = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1;
            if (byte < 0xC2 || byte > 0xF4)
                return at;
            // Neither longer than need be, nor half of a pair, nor beyond the last character.
            least = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
            most = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
        }
    }
    return more == 0 ? text.size() : text.size() - 1;
}

// What older spreadsheets write: one byte a letter, and these bytes are the Swedish ones.
bool looks_like_windows_1252(std::string_view text)
{
    constexpr std::string_view kSwedish = "\xE5\xE4\xF6\xC5\xC4\xD6\xE9";
    return text.find('\0') == std::string_view::npos &&
           std::any_of(text.begin(), text.end(),
                       [&](char c) { return kSwedish.find(c) != std::string_view::npos; });
}

std::string not_utf8(std::string_view text, std::size_t at)
{
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    const std::string_view start = text.substr(0, 2);
    std::string what = "it is not in UTF-8 (line " + std::to_string(line) + ")";
    if (start == "\xFF\xFE" || start == "\xFE\xFF")
        what = "it is in UTF-16 and not in UTF-8";
    else if (looks_like_windows_1252(text))
        what += " but seems to be in Windows-1252";
    return what + ": save it as \"CSV UTF-8\"";
}

bool begins_a_formula(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of('\''), text.size()));
    return !text.empty() && std::string_view("=+-@\t").find(text[0]) != std::string_view::npos;
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
    if (const std::size_t end = utf8_until(text); end < text.size())
        return fail(not_utf8(text, end));
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

std::string spreadsheet_text(std::string_view text)
{
    return (begins_a_formula(text) ? "'" : "") + std::string(text);
}

std::string plain_text(std::string_view cell)
{
    if (!cell.empty() && cell[0] == '\'' && begins_a_formula(cell))
        cell.remove_prefix(1);
    return std::string(cell);
}

std::string csv_line(const std::vector<std::string>& cells)
{
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0)
            line += ';';
        const std::string cell = spreadsheet_text(cells[i]);
        if (cell.find_first_of(";,\"\r\n") == std::string::npos) {
            line += cell;
            continue;
        }
        line += '"';
        for (const char c : cell)
            line += c == '"' ? std::string("\"\"") : std::string(1, c);
        line += '"';
    }
    return line + "\r\n";
}

}  // namespace hemval::server
