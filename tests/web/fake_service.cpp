#include "fake_service.h"

#include "core/wire.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace hemval::test {

namespace {

using wire::Json;

HttpResponse refused(Problem problem)
{
    return {409, Json{{"title", "?"}, {"problem", name_of(problem)}}.dump()};
}

// Runs one request of the registry, which answers at once, and puts it into HTTP's words.
template <class T, class Ask>
HttpResponse asked(Ask ask, int status)
{
    HttpResponse response;
    ask([&response, status](Result<T, Problem> answer) {
        response = answer ? HttpResponse{status, wire::write(*answer).dump()}
                          : refused(answer.error());
    });
    return response;
}

}  // namespace

Municipality pack_of(const std::string& id)
{
    std::map<std::string, std::string> files;
    const std::filesystem::path folder =
        std::filesystem::path(HEMVAL_SOURCE_DIR) / "assets/municipalities" / id;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        std::stringstream text;
        text << std::ifstream(entry.path()).rdbuf();
        files[entry.path().filename().string()] = text.str();
    }
    auto pack = read_pack(MunicipalityId(id), files);
    if (!pack) FAIL(sentence(MunicipalityId(id), pack.error()));
    return *pack;
}

FakeService::FakeService(const Municipality& municipality)
    : registry_(municipality,
                {[this] { return today; },
                 [this] { return random_ = random_ * 6364136223846793005ULL + 1442695040888963407ULL; }})
{
}

HttpResponse FakeService::operator()(const HttpRequest& request)
{
    HttpResponse response = answer(request);
    if (request.method == "POST" && silent_answers > 0) {
        --silent_answers;
        return {0, ""};
    }
    return response;
}

HttpResponse FakeService::answer(const HttpRequest& request)
{
    const std::string tail = request.path.substr(request.path.find('/', 4) + 1);
    if (tail == "providers")
        return asked<std::vector<ProviderStatus>>([&](auto then) { registry_.statuses(then); }, 200);
    if (tail == "case")
        return asked<CaseView>([&](auto then) { registry_.current(then); }, 200);
    if (tail == "session" && request.method == "DELETE") {
        registry_.sign_out([](const std::optional<Problem>&) {});
        return {204, ""};
    }
    const Json body = Json::parse(request.body, nullptr, false);
    if (tail == "session") {
        const std::string code = body["code"].get<std::string>();
        const char* label = code == canonical_code(kCodeNew)      ? "ny"
                            : code == kLinkNew                    ? "ny"
                            : code == canonical_code(kCodeSwitch) ? "byte"
                            : code == canonical_code(kCodeLeaving) ? "avveckling"
                                                                   : nullptr;
        if (!label)
            return refused(canonical_link_code(code) ? link_refusal : Problem::CodeWrong);
        return asked<CaseView>([&](auto then) { registry_.sign_in(label, then); }, 200);
    }
    if (tail == "submissions") {
        ++submits;
        if (refuse_next) {
            const Problem problem = *refuse_next;
            refuse_next.reset();
            return refused(problem);
        }
        const auto submission = wire::read_submission(body, IdempotencyKey(request.idempotency_key));
        if (!submission) return refused(Problem::MalformedRequest);
        return asked<Receipt>([&](auto then) { registry_.submit(*submission, then); }, 201);
    }
    if (tail.rfind("receipts/", 0) == 0)
        return asked<ReceiptCheck>(
            [&](auto then) { registry_.check(ReceiptNumber(tail.substr(9)), then); }, 200);
    return refused(Problem::UnknownPage);
}

}  // namespace hemval::test
