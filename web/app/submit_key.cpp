#include "web/app/submit_key.h"

#include <cstdint>
#include <string>

namespace hemval {

IdempotencyKey fresh_key(Platform& platform)
{
    static constexpr char kHex[] = "0123456789abcdef";
    std::string text;
    for (int part = 0; part < 2; ++part) {
        std::uint64_t bits = platform.random();
        for (int i = 0; i < 16; ++i, bits >>= 4U) text += kHex[bits & 15U];
    }
    return IdempotencyKey(text);
}

bool unanswered(Problem problem)
{
    return silent(problem) || not_carried_out(problem) || problem == Problem::ServiceFailed;
}

bool silent(Problem problem)
{
    return problem == Problem::Offline || problem == Problem::AnswerUnreadable;
}

bool not_carried_out(Problem problem)
{
    return problem == Problem::Busy || problem == Problem::NotSignedIn;
}

}  // namespace hemval
