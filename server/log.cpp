#include "server/log.h"

#include "server/json.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <ctime>

namespace hemval::server {
namespace {

std::string timestamp(std::int64_t unix_ms)
{
    const auto seconds = static_cast<std::time_t>(unix_ms / 1000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", (parts.tm_year + 1900) % 10000,
                  parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                  static_cast<int>(unix_ms % 1000));
    return text;
}

std::int64_t now_ms()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

void write_line(std::string line)
{
    line += '\n';
    // A log that nobody takes is no reason to stop.
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace

std::string line_of(const Finished& request, std::int64_t unix_ms)
{
    // By hand: every request has one.
    char ms[32];
    std::snprintf(ms, sizeof ms, "%.1f", static_cast<double>(request.took.count() / 100) / 10);
    return "{\"event\":\"request\",\"method\":" + dumped(request.method) + ",\"ms\":" + ms +
           ",\"route\":" + dumped(request.pattern) + ",\"status\":" + std::to_string(request.status) +
           ",\"time\":\"" + timestamp(unix_ms) + "\"}";
}

std::string line_of(const std::string& notice, std::int64_t unix_ms)
{
    return dumped({{"time", timestamp(unix_ms)}, {"event", "notice"}, {"text", notice}});
}

void log_request(const Finished& request) { write_line(line_of(request, now_ms())); }
void log_notice(const std::string& sentence) { write_line(line_of(sentence, now_ms())); }

}  // namespace hemval::server
