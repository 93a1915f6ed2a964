#pragma once

#include "core/registry.h"
#include "web/app/sign_ins.h"
#include "web/platform/platform.h"

namespace hemval {

// The registry kept by the service, over its JSON API (server/openapi.yaml).
class HttpRegistry final : public Registry, public SignIns {
public:
    HttpRegistry(Platform& platform, MunicipalityId municipality);

    int idle_seconds() const override { return kSessionIdleSeconds; }
    void statuses(Then<std::vector<ProviderStatus>> then) override;
    void sign_in(const std::string& code, Then<CaseView> then) override;
    void sign_out(std::function<void(std::optional<Problem>)> then) override;
    void current(Then<CaseView> then) override;
    void submit(const Submission& submission, Then<Receipt> then) override;
    void check(const ReceiptNumber& number, Then<ReceiptCheck> then) override;
    void prove(const ReceiptNumber& number, Then<ReceiptProof> then) override;
    void public_key(Then<std::string> then) override;
    void sign_in_state(Then<SignInState> then) override;
    void sign_out_everywhere(Then<std::string> then) override;

private:
    std::string path(const std::string& tail) const;

    Platform& platform_;
    MunicipalityId municipality_;
};

}  // namespace hemval
