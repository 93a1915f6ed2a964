#include "web/app/reading.h"

#include <nlohmann/json.hpp>

namespace hemval {

std::string write_reading(const Reading& reading)
{
    const nlohmann::json json = {{"language", reading.language},
                       {"plain", reading.plain},
                       {"text_step", reading.text_step}};
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Reading read_reading(const std::string& text)
{
    Reading reading;
    const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) return reading;
    if (const auto found = json.find("language"); found != json.end() && found->is_string())
        reading.language = found->get<std::string>();
    if (const auto found = json.find("plain"); found != json.end() && found->is_boolean())
        reading.plain = found->get<bool>();
    if (const auto found = json.find("text_step"); found != json.end() && found->is_number_integer()) {
        const auto step = found->get<long long>();
        if (step >= 0 && step <= kTextSteps) reading.text_step = static_cast<int>(step);
    }
    return reading;
}

}  // namespace hemval
