#include "core/access_kind.h"

namespace hemval {

const char* name_of(AccessKind kind)
{
    switch (kind) {
    case AccessKind::QueueSeen: return "queue_seen";
    case AccessKind::CaseSeen: return "case_seen";
    case AccessKind::CaseFound: return "case_found";
    case AccessKind::ChoiceRegistered: return "choice_registered";
    case AccessKind::WorkDone: return "work_done";
    case AccessKind::RepresentationJudged: return "representation_judged";
    }
    return "";
}

}  // namespace hemval
