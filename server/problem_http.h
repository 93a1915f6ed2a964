#pragma once

#include "core/problem.h"
#include "server/http.h"

#include <string>

namespace hemval::server {

// The one HTTP status of each problem.
int status_of(Problem problem);

// RFC 9457. `sentence` is the problem's own in the reader's language, which `language` names.
Response problem_response(Problem problem, int status, const std::string& sentence,
                          const std::string& language);

}  // namespace hemval::server
