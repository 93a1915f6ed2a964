#pragma once

#include "core/mandate.h"

#include <map>
#include <optional>
#include <string>
#include <unordered_set>

namespace hemval {

struct Stamp;

// replay() one event at a time, for a ledger larger than memory.
//
// While somebody waited whose entries have since been erased, what the rule answered the others can
// no longer be worked out: those decisions are then taken at their word, as apply() does. They were
// doubted before anything was erased, and their leaves cannot have changed.
class Replay {
public:
    explicit Replay(MunicipalityState& state);

    // What is wrong with the event, for staff, in English; then nothing has changed.
    std::optional<std::string> next(const Event& event);

    // Everybody not erased, as of their last event.
    const std::map<CaseId, ClientCase>& cases() const { return cases_; }

private:
    using What = std::optional<std::string>;
    What doubt(const PolicyAdopted& adopted, Day day);
    What doubt(const CaseOpened& opened, Day day);
    What doubt(const ProviderClosing& closing, Day day);
    What doubt(const ProviderDecided& decided, Day day);
    What doubt(const EntryErased& left, Day day);
    What doubt(const MandateJudged& judged, Day day);
    What doubt(const CaseRestated& restated, Day day);
    What doubt(const TransitionMoved& moved, Day day);
    What doubt(const PlaceMoved& moved, Day day);
    What doubt(const QueueEnded& ended, Day day);
    What doubt_choice(const ProviderDecided& decided, const ClientCase& person,
                      const Stamp& stamp);
    What doubt_queueing(const ProviderDecided& decided, const ClientCase& person,
                        const Stamp& stamp);
    What doubt_assignment(const ProviderDecided& decided, const ClientCase& person,
                          const Stamp& stamp);
    void keep_undo(const Event& event);
    void keep_case(const Event& event);

    MunicipalityState& state_;
    std::map<CaseId, ClientCase> cases_;
    ClientCase* person_ = nullptr;  // whom the event in hand is about; nullptr: nobody known
    std::map<CaseId, Undo> undos_;  // of choices whose mandate nobody has judged
    std::unordered_set<std::string> numbers_;
    int erased_waiting_ = 0;
};

}  // namespace hemval
