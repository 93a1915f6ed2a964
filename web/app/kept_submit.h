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
    Day until;          // the last day on which it is sent by itself
    std::optional<Day> asked_until = {};  // seen too old: its owner is asked, and on this day for the last time
    friend bool operator==(const KeptSubmit&, const KeptSubmit&) = default;
};
inline constexpr int kKeptDays = 7;

// The one place on the device for such a choice, in each municipality.
class KeptOnDevice {
public:
    KeptOnDevice(Platform& platform, const MunicipalityId& municipality);

    // As it is on the device now: another tab may have sent it, or taken it back. True: it is another. One that has
    // waited too long is only asked about, as many days more from when that is seen: a device whose clock is wrong
    // for a while loses nothing, and what nobody answers does not lie there for ever.
    bool look();
    const KeptSubmit* waiting() const { return kept_ ? &*kept_ : nullptr; }
    bool ended() const { return ended_; }  // one waited too long, and whoever comes here has not been told yet
    bool keep(const KeptSubmit& kept);     // false: this device keeps nothing
    void remove();                         // also what is to be told

private:
    bool age();  // true: it is another than it was

    Platform& platform_;
    std::string key_, text_;
    std::optional<KeptSubmit> kept_;
    bool ended_ = false;
};

}  // namespace hemval
