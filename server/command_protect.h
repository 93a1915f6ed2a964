#pragma once

#include <string>

namespace hemval::server {

struct ProtectOptions {
    std::string data;
    std::string municipalities;
    std::string municipality;
    std::string reference;  // the municipality's own, of the case
    bool lift = false;      // no longer protected
    std::string area;       // with lift
    std::string database = {};  // a PostgreSQL URL, instead of the file in `data`
};

// `hemval protect`: marks a case as a protected person's, or lifts that. Also while the service runs.
// The answer is the process's exit code.
int protect(const ProtectOptions& options);

}  // namespace hemval::server
