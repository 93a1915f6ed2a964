#pragma once

#include "core/day.h"
#include "web/app/visit.h"
#include "web/platform/platform.h"

#include <optional>
#include <string>

namespace hemval {

// A choice that waits on the person's own device until it can be sent: unlike the rest of the errand it
// outlives the tab, and the session.
struct KeptSubmit {
    PendingSubmit submit;
    std::string owner;  // CaseView::owner of whoever made it: nobody else sends it
    std::string after;  // the receipt they held then, if any: another one now, and something has happened since
    ProviderId current; // and the provider they had, for what has taken effect meanwhile
    Day until;          // the last day it waits
    friend bool operator==(const KeptSubmit&, const KeptSubmit&) = default;
};
inline constexpr int kKeptDays = 7;

// The one place on the device for such a choice, in each municipality.
class KeptOnDevice {
public:
    KeptOnDevice(Platform& platform, const MunicipalityId& municipality);

    // As it is on the device now: another tab may have sent it, or taken it back. True: it is another.
    bool look();
    const KeptSubmit* waiting() const { return kept_ ? &*kept_ : nullptr; }
    bool ended() const { return ended_; }  // one waited too long, and whoever comes here has not been told yet
    bool keep(const KeptSubmit& kept);     // false: this device keeps nothing
    void remove();                         // also what is to be told

private:
    Platform& platform_;
    std::string key_, text_;
    std::optional<KeptSubmit> kept_;
    bool ended_ = false;
};

}  // namespace hemval
