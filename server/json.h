#pragma once

#include "core/pack_json.h"
#include "core/wire.h"
#include "server/store/store.h"

#include <string>
#include <utility>

// JSON as the service keeps and sends it. What is no UTF-8 is replaced on the way out; what cannot be
// read is a value that no reader of core/wire.h takes.
namespace hemval::server {

inline std::string dumped(const wire::Json& json)
{
    return json.dump(-1, ' ', false, wire::Json::error_handler_t::replace);
}

inline wire::Json parsed(const std::string& text) { return wire::Json::parse(text, nullptr, false); }
// PostgreSQL keeps no text with a NUL in it.
inline bool has_nul(const wire::Json& json)
{
    if (json.is_string())
        return json.get_ref<const std::string&>().find('\0') != std::string::npos;
    if (!json.is_structured())
        return false;
    for (const auto& [name, value] : json.items()) {
        if (name.find('\0') != std::string::npos || has_nul(value))
            return true;
    }
    return false;
}
// Of what somebody sends, strictly: a name twice, a seventeenth level or a byte that is no UTF-8 is no JSON, and
// what has a NUL in it could not be kept.
inline wire::Json received(const std::string& text)
{
    auto json = parse_pack_json("", text);
    return json && !has_nul(*json) ? std::move(*json) : wire::Json(wire::Json::value_t::discarded);
}
inline wire::Json parsed(const Value& value) { return parsed(text_of(value)); }

}  // namespace hemval::server
