#pragma once

#include "web/app/locale.h"
#include "web/platform/platform.h"
#include "web/ui/keys.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace hemval {

// How long a kiosk waits for somebody who does nothing, and how long it then asks whether they are there.
struct KioskTimes {
    int idle = 60;
    int warn = 20;
    friend bool operator==(const KioskTimes&, const KioskTimes&) = default;
};
// Whoever sets a kiosk up may lengthen them, within reason: WCAG 2.2.1 asks for 20 seconds to answer in,
// and a kiosk that never forgets is none.
inline constexpr int kShortestIdle = 30, kLongestIdle = 600;
inline constexpr int kShortestWarning = 20, kLongestWarning = 300;

// "#/kiosk", "#/kiosk?idle=90&warn=40": this page is a kiosk's. Nothing for every other address. A time
// that is not named, or not allowed, is the ordinary one.
std::optional<KioskTimes> kiosk_in_link(std::string_view hash);
std::string write_times(const KioskTimes& times);
std::optional<KioskTimes> read_times(const std::string& text);

// The letters in the order everybody has learned them: it holds also where large keys break the lines of a
// typewriter's. Names are written in Swedish letters in every language, codes in Latin ones.
ui::Keys kiosk_keys(const Locale& words);

// Whether anybody stands at the kiosk.
class KioskWatch {
public:
    struct Owner {
        std::function<bool()> listening;  // is read to, and so need not move
        std::function<void()> asking;     // the question is to be shown
        std::function<void()> gone;       // no answer: nothing of theirs may be left
    };
    KioskWatch(Platform& platform, KioskTimes times, Owner owner);

    // A sign of life. While the question stands only stay() answers it: the touch that ends a visit must
    // not move what it is about to press.
    void present();
    void stay();
    void nobody();  // no clock runs until somebody comes
    bool asking() const { return asking_; }
    bool somebody() const { return somebody_; }
    const KioskTimes& times() const { return times_; }

private:
    void wait();
    void waited();

    Platform& platform_;
    KioskTimes times_;
    Owner owner_;
    bool somebody_ = false, asking_ = false;
    int listened_ = 0;  // times in a row that a voice alone has filled the wait
};

}  // namespace hemval
