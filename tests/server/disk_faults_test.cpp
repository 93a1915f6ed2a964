// A disk that fails at every write and every sync there is in an errand, one after the other.
#include "server/verify.h"
#include "tests/server/faulty_disk.h"
#include "tests/server/support.h"

#include <doctest/doctest.h>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

using Fault = FaultyDisk::Fault;

// In memory: what a sync is worth here, the faulty disk says and not the machine's.
class InMemory {
public:
    InMemory()
    {
        if (std::filesystem::is_directory("/dev/shm"))
            ::setenv("TMPDIR", "/dev/shm", 1);
    }
    ~InMemory() { before_.empty() ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", before_.c_str(), 1); }
    InMemory(const InMemory&) = delete;
    InMemory& operator=(const InMemory&) = delete;

private:
    const std::string before_ = std::getenv("TMPDIR") ? std::getenv("TMPDIR") : "";
};

struct Round {
    bool failed = false;               // the fault has come, while they declined or when all was closed
    bool failed_meanwhile = false;
    std::vector<std::string> promised; // receipts' numbers that were acknowledged
    int after_it = 0;                  // acknowledged once the fault had been seen
};

// People who decline one after the other while the disk fails at the nth write or sync.
Round declined_with(FaultyDisk& disk, const std::string& folder, const std::vector<std::string>& people,
                    Fault fault, int nth)
{
    Round round;
    {
        World world(folder);
        disk.arm(fault, nth);
        bool refused = false;
        for (const std::string& cookie : people) {
            const Got kept = world.submit(cookie, R"({"action":"decline"})", "key-0001");
            if (kept.status == 201) {
                round.promised.push_back(kept.json()["number"].get<std::string>());
                round.after_it += refused ? 1 : 0;
            } else {
                // The first may be kept or not, which the same key finds out; of the others nothing is.
                CHECK((kept.status == 500 || (kept.status == 503 && !refused)));
                CHECK(kept.problem() == (kept.status == 500 ? "service_failed" : "busy"));
                refused = true;
            }
        }
        round.failed_meanwhile = disk.failing();
        CHECK(world.get("/healthz").status == 200);  // what is left of it still answers, and keeps nothing
    }
    round.failed = disk.mend();
    return round;
}

// The next start: what was promised is there, and all of the ledger holds.
void check_recovered(const std::string& folder, const std::vector<std::string>& promised)
{
    World world(folder);
    for (const std::string& number : promised)
        CHECK(world.get("/api/strangnas/receipts/" + number).status == 200);
    MunicipalityState replayed;
    CHECK(!replay(world.ledger(), replayed));
    CHECK(replayed == world.state());
    const auto signer = signing_key(folder, true);
    REQUIRE(signer);
    const auto verified = world.store().ask<bool>([&](Queries& queries) -> Result<bool, Problem> {
        const auto held = verify_ledgers(queries, *SignatureCheck::of(*signer));
        CHECK_MESSAGE(held, (held ? "" : held.error()));
        return true;
    });
    CHECK(verified);
    CHECK(world.submit(world.person(Situation::NoProvider), R"({"action":"decline"})", "key-0001").status ==
          201);
}

}  // namespace

// With HEMVAL_LONG=1 at every single write; else at every ninth, and at every sync.
TEST_CASE("whichever write or sync fails, nothing is acknowledged that is not kept, and the next start goes on")
{
    const InMemory in_memory;
    FaultyDisk disk;
    TemporaryFolder signed_in;  // three people, copied for each round
    std::vector<std::string> people;
    {
        World world(signed_in.path());
        for (int i = 0; i < 3; ++i)
            people.push_back(world.person(Situation::NoProvider));
    }
    const bool long_form = std::getenv("HEMVAL_LONG") != nullptr;
    const struct { Fault fault; const char* name; } kFaults[] = {
        {Fault::WriteError, "EIO"}, {Fault::Full, "ENOSPC"}, {Fault::SyncError, "a failed sync"}};
    for (const auto& one : kFaults) {
        const Fault fault = one.fault;
        const std::string name = one.name;
        const int step = long_form || fault == Fault::SyncError ? 1 : 9;
        int places = 0;
        std::size_t kept = 0;
        for (int nth = 1;; nth += step) {
            CAPTURE(name);
            CAPTURE(nth);
            TemporaryFolder folder;
            std::filesystem::copy(signed_in.path(), folder.path(),
                                  std::filesystem::copy_options::recursive |
                                      std::filesystem::copy_options::overwrite_existing);
            const Round round = declined_with(disk, folder.path(), people, fault, nth);
            check_recovered(folder.path(), round.promised);
            CHECK(round.after_it == 0);
            kept += round.promised.size();
            if (!round.failed) {
                CHECK(round.promised.size() == 3);  // beyond the last place nothing fails
                break;
            }
            CHECK((round.promised.size() < 3) == round.failed_meanwhile);
            ++places;
        }
        MESSAGE(name, " at each of ", places, " places: ", kept, " acknowledged, all of them kept");
        CHECK(places >= 3);
    }
}
