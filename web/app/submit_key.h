#pragma once

#include "core/ids.h"
#include "core/problem.h"
#include "web/platform/platform.h"

namespace hemval {

IdempotencyKey fresh_key(Platform& platform);
// A refusal is an answer: a later try is a new submit. Silence is not: the key is kept, also when the
// session ended while the person was deciding.
bool unanswered(Problem problem);
// No word came: it may have been carried out.
bool silent(Problem problem);
// Not a refusal either, but nothing has been done of it.
bool not_carried_out(Problem problem);

}  // namespace hemval
