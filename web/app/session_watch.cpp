#include "web/app/session_watch.h"

#include "core/registry.h"

#include <utility>

namespace hemval {

SessionWatch::SessionWatch(Platform& platform, int idle_seconds, Owner owner)
    : platform_(platform), idle_seconds_(idle_seconds), owner_(std::move(owner))
{
}

void SessionWatch::wake_after(int seconds, void (SessionWatch::*then)())
{
    if (idle_seconds_ > 0) platform_.wake_after(seconds, [this, then] { (this->*then)(); });
}

void SessionWatch::heard()
{
    // A session's last use is written once a minute there.
    constexpr int kWrittenLate = 60;
    acted_ = ending_ = false;
    wake_after(idle_seconds_ - kSessionWarningSeconds - kWrittenLate, &SessionWatch::rest);
}

void SessionWatch::stop()
{
    ending_ = false;
    wake_after(0, &SessionWatch::rest);
}

void SessionWatch::stay()
{
    owner_.ask([this](const std::optional<Problem>& problem) {
        if (problem) owner_.failed(*problem);
    });
}

void SessionWatch::warn()
{
    ending_ = true;
    wake_after(kSessionWarningSeconds, &SessionWatch::end);
    owner_.changed();
}

// Time has passed. Who compared, typed or read on meanwhile is there, though the service does not know.
void SessionWatch::rest()
{
    if (!acted_) return warn();
    owner_.ask([this](const std::optional<Problem>& problem) {
        if (!problem) return;
        if (*problem == Problem::NotSignedIn)
            owner_.failed(*problem);
        else
            warn();
    });
}

// The service ends the session by itself: in another tab of the same person's it may still be in use.
void SessionWatch::end()
{
    owner_.end();
}

}  // namespace hemval
