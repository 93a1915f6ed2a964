#include "web/app/http_answer.h"

#include <string>
#include <string_view>

namespace hemval {

Problem problem_of(const HttpResponse& response)
{
    const auto json = nlohmann::json::parse(response.body, nullptr, false);
    if (json.is_object()) {
        const auto name = json.find("problem");
        if (name != json.end() && name->is_string())
            if (const auto problem = problem_named(name->get<std::string>())) return *problem;
    }
    return Problem::Offline;
}

std::function<void(HttpResponse)> signed_out(std::function<void(std::optional<Problem>)> then)
{
    return [then = std::move(then)](const HttpResponse& response) {
        if (response.status >= 200 && response.status <= 299) return then(std::nullopt);
        const Problem problem = problem_of(response);
        then(problem == Problem::NotSignedIn ? std::nullopt : std::optional<Problem>(problem));
    };
}

std::optional<std::string> read_continue(const nlohmann::json& json)
{
    if (!json.is_object()) return std::nullopt;
    const auto on = json.find("continue");
    if (on == json.end()) return std::string();
    constexpr std::string_view kOurs = "/login/";
    const bool ours = on->is_string() && on->get<std::string>().rfind(kOurs, 0) == 0;
    return ours ? std::optional(on->get<std::string>()) : std::nullopt;
}

}  // namespace hemval
