#include "server/csv.h"
#include "server/exchange/exchange.h"
#include "server/letters/batch.h"
#include "tests/fuzz/targets.h"

#include <string>

namespace hemval::fuzz {

// The first byte tells which form it is in; what comes after a zero byte is the mapping.
void import(std::string_view bytes)
{
    static const auto folder =
        server::open_pack(std::string(HEMVAL_SOURCE_DIR) + "/assets/municipalities", "strangnas");
    if (bytes.empty() || !folder)
        return;
    const int form = static_cast<unsigned char>(bytes.front()) % 5;
    bytes.remove_prefix(1);
    const std::size_t end = bytes.find('\0');
    const std::string text(bytes.substr(0, end));
    const std::string mapping(end == std::string_view::npos ? "" : bytes.substr(end + 1));
    constexpr decltype(&server::import_csv) kForms[] = {server::import_csv, server::import_survey,
                                                        server::import_kolada, server::import_hsds};
    if (form == 4)
        server::read_csv(text);
    else if (const auto read = kForms[form](*folder, {{"file", text}}, mapping))
        server::check_providers(*folder, read->providers);
}

}  // namespace hemval::fuzz
