#include <nlohmann/json.hpp>

#include <emscripten.h>

#include <cstdlib>

// The browser reads and writes numbers exactly, and has that already. clang-format off
EM_JS(double, number_read, (const char* text), { return Number(UTF8ToString(text)); });
EM_JS(char*, number_written, (double value), { return allocateUTF8(String(value)); });
// clang-format on

namespace nlohmann::detail {

double number_of(const std::string& text) { return number_read(text.c_str()); }

std::string text_of(double value)
{
    char* const written = number_written(value);
    std::string text(written);
    std::free(written);
    // "1" would be read as another kind of number.
    if (text.find_first_of(".e") == std::string::npos) text += ".0";
    return text;
}

}  // namespace nlohmann::detail
