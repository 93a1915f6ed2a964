#include "server/usage.h"

namespace hemval::server {

std::string usage_lines(Queries& queries)
{
    const Rows rows = queries.query(
        "SELECT day, municipality, coalesce(json_extract(body, '$.receipt.channel'), 'code') AS channel, "
        "count(*) FROM ledger WHERE type = 'provider_decided' "
        "GROUP BY day, municipality, channel ORDER BY day, municipality, channel");
    std::string lines;
    for (const auto& row : rows)
        lines += text_of(row[0]) + " " + text_of(row[1]) + " " + text_of(row[2]) + " " +
                 std::to_string(number_of(row[3])) + "\n";
    return lines;
}

}  // namespace hemval::server
