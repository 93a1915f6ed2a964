#include "tests/server/staff_room.h"

#include <future>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

// How an answer that comes at once, or later in another thread, turned out: nothing when it is well.
template <class T, class Ask>
std::optional<Problem> problem_of(Ask ask)
{
    auto promise = std::make_shared<std::promise<std::optional<Problem>>>();
    auto answer = promise->get_future();
    ask([promise](Result<T, Problem> got) {
        promise->set_value(got ? std::nullopt : std::optional<Problem>(got.error()));
    });
    REQUIRE(answer.wait_for(std::chrono::seconds(20)) == std::future_status::ready);
    return answer.get();
}

// What anybody may ask to be read, each with how it turned out.
std::vector<std::optional<Problem>> all_reads(StaffRoom& room, const MunicipalityId& id, const std::string& token,
                                              const std::string& manager)
{
    auto& service = room.world.service();
    return {
        problem_of<std::vector<ProviderStatus>>([&](auto then) { service.statuses(id, then); }),
        problem_of<CaseView>([&](auto then) { service.current(id, token, then); }),
        problem_of<ReceiptCheck>([&](auto then) { service.check(id, ReceiptNumber("0000-0000-00"), then); }),
        problem_of<ReceiptProof>([&](auto then) { service.prove(id, token, ReceiptNumber("0000-0000-00"), then); }),
        problem_of<SignedCheckpoint>([&](auto then) { service.checkpoint(id, then); }),
        problem_of<SignInState>([&](auto then) { service.sign_in_state(id, token, then); }),
        problem_of<SignInState>([&](auto then) { service.sign_in_state(id, manager, then); }),
    };
}

std::string token_in(const std::string& cookie) { return cookie.substr(cookie.find('=') + 1); }

}  // namespace

TEST_CASE("whoever asks of a municipality that there is not is told so, by the service too")
{
    StaffRoom room;
    const std::string person = room.person("SOC-1"), token = token_in(person);
    const MunicipalityId nowhere("nowhere");
    const auto reads = all_reads(room, nowhere, token, token_in(room.manager));
    for (std::size_t i = 0; i < 5; ++i) {
        CAPTURE(i);
        CHECK(reads[i] == Problem::UnknownMunicipality);
    }
    auto& service = room.world.service();
    const Submission decline{Action::Decline, std::nullopt, IdempotencyKey("key-00001")};
    CHECK(problem_of<Submitted>([&](auto then) { service.submit(nowhere, token, decline, then); }) ==
          Problem::UnknownMunicipality);
    CHECK(problem_of<Begun>([&](auto then) { service.sign_in_by_e_id(nowhere, "191212121212", "", then); }) ==
          Problem::UnknownMunicipality);
    CHECK(problem_of<Begun>([&](auto then) {
              service.sign_in_staff({"a", "Anna", nowhere, Role::Auditor}, "", "", then);
          }) == Problem::UnknownMunicipality);
    CHECK(!service.issue_sample_code(nowhere, Situation::NoProvider, 21));
    std::optional<Problem> signing_in;
    service.sign_in(nowhere, "1234", "127.0.0.1", "", [&](Result<SignedIn, Problem> got, std::chrono::seconds) {
        signing_in = got.error();
    });
    CHECK(signing_in == Problem::UnknownMunicipality);
}

TEST_CASE("when as many wait as may wait, the next is told that it is busy, and those who wait are answered")
{
    StaffRoom room;
    const std::string person = room.person("SOC-1"), token = token_in(person);
    auto& service = room.world.service();
    std::promise<void> go;
    const std::shared_future<void> gone = go.get_future().share();
    std::atomic<int> entered{0}, answered{0}, refused{0};
    constexpr int kReaders = 2, kAsked = 1400;
    for (int i = 0; i < kAsked; ++i) {
        service.statuses(kTown, [&, gone](const Result<std::vector<ProviderStatus>, Problem>& got) {
            if (!got) {
                CHECK(got.error() == Problem::Busy);
                ++refused;
                return;
            }
            ++entered;
            gone.wait();
            ++answered;
        });
        while (i + 1 == kReaders && entered < kReaders) std::this_thread::yield();  // from here on nobody reads
    }
    CHECK(refused > 0);
    for (const auto& problem : all_reads(room, kTown, token, token_in(room.manager))) CHECK(problem == Problem::Busy);
    // What is asked for over the network is answered too: nobody waits for those who wait.
    const Got got = room.world.get("/api/strangnas/providers");
    CHECK_MESSAGE(got.problem() == "busy", got.head, got.body);
    CHECK(room.get("queue", room.manager).status == 200);  // the staff have readers of their own
    go.set_value();
    for (int i = 0; i < 2000 && answered + refused < kAsked; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    CHECK(answered + refused == kAsked);
    CHECK(room.world.get("/api/strangnas/providers").status == 200);
}
