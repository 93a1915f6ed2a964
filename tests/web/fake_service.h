#pragma once

#include "core/memory_registry.h"
#include "core/pack.h"
#include "web/platform/platform.h"

#include <functional>
#include <map>
#include <optional>
#include <string>

// The service's JSON API answered in this process, on the same rules (core): enough to drive the
// screens through HttpRegistry without a socket. The real service has its own tests.
namespace hemval::test {

// Well-formed codes for the three example situations.
inline const std::string kCodeNew = code_from_digits("123412341234123");
inline const std::string kCodeSwitch = code_from_digits("432143214321432");
inline const std::string kCodeLeaving = code_from_digits("111122223333444");

inline const std::string kLinkNew = link_code(0x0123456789ABCDEFULL, 42);

class FakeService {
public:
    explicit FakeService(const Municipality& municipality);
    HttpResponse operator()(const HttpRequest& request);

    std::optional<Problem> refuse_next;  // the next submit is refused with this
    Problem link_refusal = Problem::LinkWrong;  // of every QR code but kLinkNew
    int silent_answers = 0;              // so many answers are lost after being carried out
    int submits = 0;
    // Receipts are proved, by the stand-ins for hashing and signing that the headless platform has.
    bool proves = true;
    bool elsewhere = false;              // every code is another municipality's
    // As the service does: who signs in again finds their own case, and each has a mark of their own.
    bool remembers = false;
    void end_session() { signed_out_ = true; }
    bool e_id = false;                   // offered, as behind the front
    std::string continue_at;             // after signing out everywhere
    std::function<void(ReceiptProof&)> edit_proof;    // before it is sent
    std::function<void(Inclusion&)> edit_inclusion;
    std::string key = std::string(64, 'a');
    Day today{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{23}};

private:
    HttpResponse answer(const HttpRequest& request);
    ReceiptProof proof_of(const Receipt& receipt) const;
    HttpResponse with_inclusion(HttpResponse check);

    MunicipalityId municipality_;
    HttpResponse sign_in(const char* label);
    HttpResponse marked(HttpResponse response) const;

    std::string who_;         // has signed in last, with `remembers`
    bool signed_out_ = false;
    std::map<std::string, Receipt> given_;
    std::uint64_t random_ = 1;
    MemoryRegistry registry_;
};

Municipality pack_of(const std::string& id);  // from the source tree; fails the test when broken

}  // namespace hemval::test
