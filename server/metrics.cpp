#include "server/metrics.h"

#include <cstdio>
#include <fstream>
#include <unistd.h>

namespace hemval::server {
namespace {

std::string number(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.9g", value);
    return text;
}

std::string labels(const std::string& method, const std::string& route)
{
    return "method=\"" + method + "\",route=\"" + route + "\"";
}

std::string head(const char* name, const char* kind, const char* help)
{
    return std::string("# HELP ") + name + " " + help + "\n# TYPE " + name + " " + kind + "\n";
}

std::string one(const char* name, const char* kind, const char* help, const std::string& value)
{
    return head(name, kind, help) + name + " " + value + "\n";
}

std::uint64_t resident_bytes()
{
    std::ifstream statm("/proc/self/statm");
    std::uint64_t all = 0, resident = 0;
    statm >> all >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

void Metrics::count(const Finished& request)
{
    const double seconds = static_cast<double>(request.took.count()) / 1e6;
    const std::lock_guard lock(mutex_);
    ++answered_[{request.method, request.pattern, request.status}];
    Took& took = took_[{request.method, request.pattern}];
    ++took.count;
    took.seconds += seconds;
    for (std::size_t i = 0; i < kSeconds.size(); ++i) {
        if (seconds <= kSeconds[i]) {
            ++took.within[i];
            break;
        }
    }
}

std::string Metrics::text(const Moment& now) const
{
    const std::lock_guard lock(mutex_);
    std::string text = head("hemval_http_requests_total", "counter", "Requests answered.");
    for (const auto& [key, count] : answered_) {
        const auto& [method, route, status] = key;
        text += "hemval_http_requests_total{" + labels(method, route) + ",status=\"" +
                std::to_string(status) + "\"} " + std::to_string(count) + "\n";
    }
    const std::string name = "hemval_http_request_duration_seconds";
    text += head(name.c_str(), "histogram", "From the whole request to the answer's last byte.");
    for (const auto& [key, took] : took_) {
        const std::string of = labels(key.first, key.second);
        std::uint64_t within = 0;
        for (std::size_t i = 0; i < kSeconds.size(); ++i) {
            within += took.within[i];
            text += name + "_bucket{" + of + ",le=\"" + number(kSeconds[i]) + "\"} " +
                    std::to_string(within) + "\n";
        }
        text += name + "_bucket{" + of + ",le=\"+Inf\"} " + std::to_string(took.count) + "\n";
        text += name + "_sum{" + of + "} " + number(took.seconds) + "\n";
        text += name + "_count{" + of + "} " + std::to_string(took.count) + "\n";
    }
    text += one("hemval_ready", "gauge", "1 when a choice would be kept.", now.ready ? "1" : "0");
    text += one("hemval_http_connections", "gauge", "Connections open.", std::to_string(now.connections));
    text += one("process_resident_memory_bytes", "gauge", "Memory held.", std::to_string(resident_bytes()));
    text += one("process_start_time_seconds", "gauge", "When the service started.",
                std::to_string(now.started));
    return text;
}

}  // namespace hemval::server
