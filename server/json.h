#pragma once

#include "core/wire.h"
#include "server/store/store.h"

#include <string>

// JSON as the service keeps and sends it. What is no UTF-8 is replaced on the way out; what cannot be
// read is a value that no reader of core/wire.h takes.
namespace hemval::server {

inline std::string dumped(const wire::Json& json)
{
    return json.dump(-1, ' ', false, wire::Json::error_handler_t::replace);
}

inline wire::Json parsed(const std::string& text) { return wire::Json::parse(text, nullptr, false); }
inline wire::Json parsed(const Value& value) { return parsed(text_of(value)); }

}  // namespace hemval::server
