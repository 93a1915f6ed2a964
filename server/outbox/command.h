#pragma once

#include <string>

namespace hemval::server {

struct OutboxOptions {
    std::string data;
    std::string action = "status";
    std::string municipality;  // close
    std::string database = {};  // a PostgreSQL URL, instead of the file in `data`
};

// `hemval outbox`: tells what waits, and answers 1 when something has waited for over a day;
// `retry`: everything is tried at once, by the running service; `close`: a municipality's outbox is
// closed, and what waits in it dropped.
int outbox(const OutboxOptions& options);

}  // namespace hemval::server
