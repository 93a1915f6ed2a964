#include "server/watch.h"

#include <doctest/doctest.h>

using namespace hemval;
using namespace hemval::server;

namespace {

// A database that turns out one way.
struct OneWay : Store {
    Outcome outcome = Outcome::Kept;

    void write(const MunicipalityId&, Job, Ended ended) override { ended(outcome); }
    ReadOutcome read(const std::function<void(Queries&)>&) override { return ReadOutcome::Failed; }
    bool leads(const std::string&) override { return false; }
};

Response got(Watch& watch, const std::string& path, const std::string& method = "GET")
{
    Request request;
    request.method = method;
    request.path = path;
    Response response;
    watch.handle(std::move(request), [&](Response one) { response = std::move(one); });
    return response;
}

}  // namespace

TEST_CASE("whoever watches is told whether a choice would be kept, and why not")
{
    const struct { Outcome outcome; const char* says; } kCases[] = {
        {Outcome::Busy, "the database is busy\n"},
        {Outcome::Failed, "the database cannot be written\n"},
        {Outcome::Unknown, "the database cannot be written\n"},
    };
    OneWay store;
    Metrics metrics;
    Watch watch(store, metrics, [] { return std::size_t{7}; });
    CHECK(got(watch, "/readyz").status == 200);
    CHECK(got(watch, "/metrics").body->find("\nhemval_ready 1\n") != std::string::npos);
    for (const auto& one : kCases) {
        store.outcome = one.outcome;
        const Response ready = got(watch, "/readyz");
        CHECK(ready.status == 503);
        CHECK(*ready.body == one.says);
        CHECK(got(watch, "/metrics").body->find("\nhemval_ready 0\n") != std::string::npos);
        CHECK(got(watch, "/healthz").status == 200);
    }
    store.outcome = Outcome::Kept;
    watch.drain();
    CHECK(*got(watch, "/readyz").body == "draining\n");
    CHECK(got(watch, "/healthz").status == 200);
    CHECK(got(watch, "/healthz", "HEAD").status == 200);
    CHECK(got(watch, "/healthz", "POST").status == 405);
    CHECK(got(watch, "/nothing").status == 404);
}
