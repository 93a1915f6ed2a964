#pragma once

#include "core/ledger.h"

#include <map>
#include <optional>
#include <vector>

// What a provider's leaving comes to for the people who have it, before, meanwhile and when it is annulled.
// `people`: the cases of the municipality, or those of them that have the provider; as last kept.
namespace hemval {

// How long a place is kept for whoever has moved when a transition is annulled, unless said otherwise.
inline constexpr int kPlaceOfferedDays = 30;

// Those who hold the provider's place as of the day, and those who have decided because of the transition.
std::vector<ClientCase> affected_by(const Transition& transition,
                                    const std::vector<ClientCase>& people, Day day);

// Whether there is room for everybody, however well they spread. What each will choose is their own.
struct AreaOutlook {
    AreaId area;
    int people = 0;
    int without_place = 0;
    std::map<ProviderId, int> could_go;  // how many each of the others could take, were they alone
    friend bool operator==(const AreaOutlook&, const AreaOutlook&) = default;
};
struct Outlook {
    std::vector<AreaOutlook> areas;
    std::map<ProviderId, std::optional<int>> room;  // places free today; nothing = no ceiling
    int people = 0;
    int without_place = 0;
    friend bool operator==(const Outlook&, const Outlook&) = default;
};
Outlook simulate(const MunicipalityState& state, const ProviderId& leaver,
                 const std::vector<ClientCase>& affected, Day day);

struct Progress {
    int affected = 0;
    int chosen = 0;       // themselves, also a queue
    int declined = 0;     // themselves
    int by_deadline = 0;  // got a provider because they had said nothing
    int silent = 0;       // have said nothing yet
    int placed = 0;       // hold a place with somebody who stays
    int in_queue = 0;     // of somebody who stays, or the rule is looking for somebody
    int queueing = 0;     // of all: who queue for the one that leaves, and lose that place on its last day
    friend bool operator==(const Progress&, const Progress&) = default;
};
Progress progress_of(const MunicipalityState& state, const Transition& transition,
                     const std::vector<ClientCase>& people, Day day);

// Everybody has somebody who stays, or a place in a queue.
bool nobody_is_left(const MunicipalityState& state, const Transition& transition,
                    const std::vector<ClientCase>& people, Day day);

// By when the person has to have spoken, `person` as of today; a paused transition's day does not count.
// Of a provider that closes without a transition, by the pack or a change of the list: the day before
// the closing day, when nobody may be left without a provider to come.
std::optional<Day> deadline_of(const MunicipalityState& state, const ClientCase& person);

// What silence past a deadline comes to: a decline, or for somebody in the queue of one who stays
// somebody meanwhile.
// Nothing when no deadline has passed for the person, or they have spoken. Without a key.
std::optional<Submission> answer_to_silence(const MunicipalityState& state, const ClientCase& person,
                                            Day today);

// Everybody put back, the transition annulled, and then whoever waits for what is free again. With
// nothing else in between it leaves all but the ledger's length as it was when it was decided.
std::vector<Event> annul(const MunicipalityState& state, const SchedulePolicy& schedule,
                         const TransitionMoved& annulled, const std::vector<ClientCase>& people,
                         Day offered_until, const DecideContext& context);

}  // namespace hemval
