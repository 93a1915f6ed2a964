#include "server/watch.h"

#include <ctime>
#include <utility>

namespace hemval::server {
namespace {

Response plain(int status, std::string text)
{
    Response response = text_response(status, "text/plain; charset=utf-8", std::move(text));
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

}  // namespace

Watch::Watch(Store& store, const Metrics& metrics, std::function<std::size_t()> connections)
    : store_(store), metrics_(metrics), connections_(std::move(connections)), started_(std::time(nullptr))
{
}

void Watch::ask_ready(std::function<void(const std::string&)> then)
{
    if (draining_)
        return then("draining");
    store_.write([](Queries&) { return Verdict::Keep; },
                 [this, then = std::move(then)](Outcome outcome) {
                     then(draining_ ? "draining"
                          : outcome == Outcome::Kept ? ""
                          : outcome == Outcome::Busy ? "the database is busy"
                                                     : "the database cannot be written");
                 });
}

void Watch::handle(Request request, Reply reply)
{
    if (request.method != "GET" && request.method != "HEAD") {
        Response response = plain(405, "GET or HEAD\n");
        response.headers.emplace_back("Allow", "GET, HEAD");
        return reply(std::move(response));
    }
    if (request.path == "/healthz")
        return reply(plain(200, "ok\n"));
    if (request.path == "/readyz")
        return ask_ready([reply = std::move(reply)](const std::string& not_because) {
            reply(not_because.empty() ? plain(200, "ready\n") : plain(503, not_because + "\n"));
        });
    if (request.path == "/metrics")
        return ask_ready([this, reply = std::move(reply)](const std::string& not_because) {
            Response response =
                plain(200, metrics_.text({not_because.empty(), connections_(), started_}));
            response.type = "text/plain; version=0.0.4; charset=utf-8";
            reply(std::move(response));
        });
    reply(plain(404, "/healthz, /readyz and /metrics are here\n"));
}

Response Watch::refuse(Problem, int status) { return plain(status, "no request\n"); }

}  // namespace hemval::server
