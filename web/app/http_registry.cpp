#include "web/app/http_registry.h"

#include "core/wire.h"
#include "web/app/http_answer.h"
#include "core/wire_sign_in.h"

#include <utility>

namespace hemval {

using wire::Json;

HttpRegistry::HttpRegistry(Platform& platform, MunicipalityId municipality)
    : platform_(platform), municipality_(std::move(municipality))
{
}

std::string HttpRegistry::path(const std::string& tail) const
{
    return "api/" + municipality_.value + "/" + tail;
}

void HttpRegistry::statuses(Then<std::vector<ProviderStatus>> then)
{
    // A site that stands without a service says so by not knowing the address; what the pack says stands then.
    const auto read = answer<std::vector<ProviderStatus>>(then, wire::read_statuses);
    platform_.http({"GET", path("providers"), "", ""}, [then, read](const HttpResponse& response) {
        if (response.status == 404) return then(fail(Problem::UnknownPage));
        read(response);
    });
}

void HttpRegistry::sign_in(const std::string& code, Then<CaseView> then)
{
    const Json body = {{"code", code}};
    platform_.http({"POST", path("session"),
                    body.dump(-1, ' ', false, Json::error_handler_t::replace), ""},
                   answer<CaseView>(std::move(then), wire::read_case_view));
}

void HttpRegistry::sign_out(std::function<void(std::optional<Problem>)> then)
{
    platform_.http({"DELETE", path("session"), "", ""}, signed_out(std::move(then)));
}

void HttpRegistry::current(Then<CaseView> then)
{
    platform_.http({"GET", path("case"), "", ""},
                   answer<CaseView>(std::move(then), wire::read_case_view));
}

void HttpRegistry::submit(const Submission& submission, Then<Receipt> then)
{
    platform_.http({"POST", path("submissions"), wire::write(submission).dump(),
                    submission.key.value},
                   answer<Receipt>(std::move(then), wire::read_receipt));
}

void HttpRegistry::check(const ReceiptNumber& number, Then<ReceiptCheck> then)
{
    // A service keeps a ledger: an answer without a place in it is none.
    const auto read = [](const wire::Json& json) {
        auto check = wire::read_receipt_check(json);
        return check && check->inclusion ? check : std::nullopt;
    };
    platform_.http({"GET", path("receipts/" + number.value), "", ""},
                   answer<ReceiptCheck>(std::move(then), read));
}

void HttpRegistry::prove(const ReceiptNumber& number, Then<ReceiptProof> then)
{
    platform_.http({"GET", path("proofs/" + number.value), "", ""},
                   answer<ReceiptProof>(std::move(then), wire::read_receipt_proof));
}

void HttpRegistry::public_key(Then<std::string> then)
{
    platform_.http({"GET", path("checkpoint"), "", ""},
                   answer<std::string>(std::move(then), [](const Json& json) {
                       const auto key = json.is_object() ? json.find("public_key") : json.end();
                       const bool there = json.is_object() && key != json.end() && key->is_string();
                       return there ? std::optional(key->get<std::string>()) : std::nullopt;
                   }));
}

void HttpRegistry::sign_in_state(Then<SignInState> then)
{
    platform_.http({"GET", path("session"), "", ""},
                   answer<SignInState>(std::move(then), wire::read_sign_in));
}

void HttpRegistry::sign_out_everywhere(Then<std::string> then)
{
    platform_.http({"DELETE", path("sessions"), "", ""}, answer<std::string>(std::move(then), read_continue));
}

}  // namespace hemval
