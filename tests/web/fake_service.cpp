#include "fake_service.h"

#include "core/wire_sign_in.h"
#include "web/platform/headless/headless_app.h"

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
    : municipality_(municipality.id),
      registry_(municipality,
                {[this] { return today; },
                 [this] { return random_ = random_ * 6364136223846793005ULL + 1442695040888963407ULL; }})
{
}

HttpResponse FakeService::operator()(const HttpRequest& request)
{
    HttpResponse response = answer(request);
    if (elsewhere && request.method == "POST" && response.status == 200) {
        Json json = Json::parse(response.body, nullptr, false);
        json["municipality"] = "annanstans";
        response.body = json.dump();
    }
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
    if (signed_out_ && (tail == "case" || tail == "submissions")) return refused(Problem::NotSignedIn);
    if (tail == "case")
        return marked(asked<CaseView>([&](auto then) { registry_.current(then); }, 200));
    if (tail == "session" && request.method == "DELETE") {
        if (remembers) end_session();
        else registry_.sign_out([](const std::optional<Problem>&) {});
        return {204, ""};
    }
    if (tail == "session" && request.method == "GET") {
        SignInState state;
        if (e_id) state.offered.push_back(SignInWay::EId);
        return {200, wire::write(state).dump()};
    }
    if (tail == "sessions") {
        registry_.sign_out([](const std::optional<Problem>&) {});
        return {200, continue_at.empty() ? "{}" : Json{{"continue", continue_at}}.dump()};
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
        return sign_in(label);
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
        if (!submission->owner.empty() && submission->owner != who_) return refused(Problem::NotSignedIn);
        const HttpResponse given =
            asked<Receipt>([&](auto then) { registry_.submit(*submission, then); }, 201);
        if (const auto receipt = wire::read_receipt(Json::parse(given.body, nullptr, false)))
            given_[receipt->number.value] = *receipt;
        return given;
    }
    if (tail.rfind("receipts/", 0) == 0)
        return with_inclusion(asked<ReceiptCheck>(
            [&](auto then) { registry_.check(ReceiptNumber(tail.substr(9)), then); }, 200));
    if (proves && tail.rfind("proofs/", 0) == 0 && given_.count(tail.substr(7)) > 0) {
        ReceiptProof proof = proof_of(given_.at(tail.substr(7)));
        if (edit_proof) edit_proof(proof);
        return {200, wire::write(proof).dump()};
    }
    if (proves && tail == "checkpoint")
        return {200, Json{{"checkpoint", "-"}, {"signature", "-"}, {"public_key", key}}.dump()};
    return refused(Problem::UnknownPage);
}

HttpResponse FakeService::sign_in(const char* label)
{
    if (remembers && who_ == label) {
        signed_out_ = false;
        return marked(asked<CaseView>([&](auto then) { registry_.current(then); }, 200));
    }
    signed_out_ = false;
    if (remembers) who_ = label;
    return marked(asked<CaseView>([&](auto then) { registry_.sign_in(label, then); }, 200));
}

HttpResponse FakeService::marked(HttpResponse response) const
{
    Json json = Json::parse(response.body, nullptr, false);
    if (!remembers || !json.is_object() || !json.contains("situation")) return response;
    json["owner"] = who_;
    response.body = json.dump();
    return response;
}

// A ledger in which everything but this receipt is a leaf of some other kind.
ReceiptProof FakeService::proof_of(const Receipt& receipt) const
{
    ProviderDecided decided;
    decided.receipt = receipt;
    const std::string salt(32, 'a');
    const std::string record =
        leaf_record(municipality_, {receipt.sequence, receipt.received, decided}, merkle::Hash{1});
    std::map<std::pair<unsigned, std::uint64_t>, merkle::Hash> kept;
    merkle::Frontier frontier;
    const std::uint64_t size = receipt.sequence + 3;
    for (std::uint64_t i = 0; i < size; ++i) {
        const bool here = i + 1 == receipt.sequence;
        const auto leaf = HeadlessPlatform::test_hash(here ? merkle::leaf_input(salt, record)
                                                           : std::to_string(i));
        for (const merkle::Subtree& one : frontier.add(leaf, [](std::string_view text) {
                 return HeadlessPlatform::test_hash(std::string(text));
             }))
            kept[{one.level, one.position}] = one.hash;
    }
    const merkle::HashFunction hash = [](std::string_view text) {
        return HeadlessPlatform::test_hash(std::string(text));
    };
    const merkle::Stored stored = [&](unsigned level, std::uint64_t at) {
        return std::optional(kept.at({level, at}));
    };
    const std::string text = signed_text({municipality_, size, frontier.root(hash), today});
    return {record, salt, *merkle::inclusion_proof(receipt.sequence - 1, size, stored, hash),
            {text, HeadlessPlatform::test_signature(key, text)}};
}

HttpResponse FakeService::with_inclusion(HttpResponse response)
{
    auto check = wire::read_receipt_check(Json::parse(response.body, nullptr, false));
    if (!proves || !check || given_.count(check->number.value) == 0) return response;
    const ReceiptProof proof = proof_of(given_.at(check->number.value));
    check->inclusion =
        Inclusion{HeadlessPlatform::test_hash(merkle::leaf_input(proof.salt, proof.record)),
                  proof.proof, proof.checkpoint};
    if (edit_inclusion) edit_inclusion(*check->inclusion);
    return {response.status, wire::write(*check).dump()};
}

}  // namespace hemval::test
