#pragma once

#include "core/result.h"

#include <string>

namespace hemval::server {

// A socket that listens at `path` with mode 0660: who may connect is who may be believed, so the folder
// decides the rest. One left by a service that was killed is taken over. The error is a sentence.
Result<int, std::string> listen_at(const std::string& path);

}  // namespace hemval::server
