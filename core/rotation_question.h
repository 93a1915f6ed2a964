#pragma once

#include "core/rotation.h"

#include <cstdint>
#include <optional>
#include <vector>

// What assign() is asked, and who may be given this person. Used by rotation.cpp.
namespace hemval {

struct Question {
    const RotationPolicy& policy;
    const std::vector<ListedProvider>& providers;
    const std::vector<Candidate>& loads;
    const RotationRequest& request;
};

// A reason that has to do with neither this person nor with room: nobody new at all for now.
std::optional<SkipReason> barred(const Question& question, const ListedProvider& provider);
// Any reason but room: what no fallback overrides.
std::optional<SkipReason> unfit(const Question& question, const ListedProvider& provider);
// Why the provider cannot take the person; nothing = it can. Room comes last, so that a turn
// is kept only by a provider that would otherwise have taken the person.
std::optional<SkipReason> why_not(const Question& question, const ListedProvider& provider);

bool is_room(SkipReason reason);

// Places (under MonthlyHours: hours) left; nothing = no ceiling. Below zero where not a limit.
std::optional<std::int64_t> free_capacity(const Question& question, const ListedProvider& provider);

// `loads` with the request's person given to `provider`.
std::vector<Candidate> with_person(const std::vector<ListedProvider>& providers,
                                   std::vector<Candidate> loads, const ProviderId& provider,
                                   const RotationRequest& request);

// 0..count-1, count > 0, exactly as likely for a uniform draw. Same answer on every platform.
std::size_t uniform_index(std::uint64_t draw, std::size_t count);

}  // namespace hemval
