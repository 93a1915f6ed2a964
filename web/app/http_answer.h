#pragma once

#include "core/registry.h"
#include "web/platform/platform.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace hemval {

// What went wrong, from a problem document (RFC 9457); a static file server's 404 page is no answer
// from a service, so it counts as one that cannot be reached.
Problem problem_of(const HttpResponse& response);

// A session that has ended already is what was asked for.
std::function<void(HttpResponse)> signed_out(std::function<void(std::optional<Problem>)> then);

// Where to go on to after signing out everywhere, a path of our own: also read by the staff's desk.
std::optional<std::string> read_continue(const nlohmann::json& json);

template <class T, class Read>
std::function<void(HttpResponse)> answer(Then<T> then, Read read)
{
    return [then = std::move(then), read](const HttpResponse& response) {
        if (response.status < 200 || response.status > 299) {
            then(fail(problem_of(response)));
            return;
        }
        const auto json = nlohmann::json::parse(response.body, nullptr, false);
        auto value = read(json);
        if (value)
            then(std::move(*value));
        else
            then(fail(Problem::AnswerUnreadable));
    };
}

}  // namespace hemval
