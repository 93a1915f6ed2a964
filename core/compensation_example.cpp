#include "core/compensation.h"

#include <cstddef>

namespace hemval {
namespace {

constexpr int at(int hour, int minute) { return hour * 60 + minute; }

CareVisit visit(int client, int weekday, int starts, int minutes, int staff = 1)
{
    return {client, weekday, starts, minutes, minutes, minutes, 0, staff, VisitOutcome::Performed};
}

CareVisit* find(std::vector<CareVisit>& week, int client, int weekday)
{
    for (CareVisit& one : week)
        if (one.client == client && one.weekday == weekday) return &one;
    return nullptr;
}

}  // namespace

std::vector<CareVisit> example_week()
{
    return {
        visit(1, 1, at(7, 30), 30), visit(2, 1, at(8, 30), 40, 2), visit(3, 1, at(10, 0), 90),
        visit(1, 2, at(7, 30), 30), visit(2, 2, at(9, 0), 30),     visit(4, 2, at(17, 0), 45),
        visit(1, 3, at(7, 30), 30), visit(2, 3, at(8, 30), 40, 2), visit(3, 3, at(13, 0), 60),
        visit(1, 4, at(7, 30), 30), visit(2, 4, at(9, 0), 30),     visit(3, 4, at(14, 0), 45),
        visit(1, 5, at(7, 30), 30), visit(2, 5, at(8, 30), 40, 2), visit(4, 5, at(17, 0), 45),
        visit(1, 6, at(8, 0), 30),  visit(3, 6, at(11, 0), 30),    visit(1, 7, at(8, 0), 30),
    };
}

std::vector<CareVisit> rough_week()
{
    struct Change {
        int client, weekday, measured, delayed;
        VisitOutcome outcome;
    };
    constexpr Change changes[] = {
        {2, 1, 46, 0, VisitOutcome::Performed},         {3, 1, 0, 0, VisitOutcome::CancelledLate},
        {1, 2, 21, 40, VisitOutcome::Performed},        {2, 3, 33, 20, VisitOutcome::Performed},
        {1, 4, 0, 0, VisitOutcome::NeverDelivered},     {3, 4, 0, 0, VisitOutcome::CancelledInTime},
        {4, 5, 28, 75, VisitOutcome::Performed},        {3, 6, 37, 10, VisitOutcome::Performed},
        {1, 7, 0, 0, VisitOutcome::CancelledByProvider},
    };
    std::vector<CareVisit> week = example_week();
    for (const Change& change : changes) {
        CareVisit* one = find(week, change.client, change.weekday);
        if (one == nullptr) continue;
        one->outcome = change.outcome;
        one->measured_minutes = change.measured;
        one->delayed_minutes = change.delayed;
    }
    return week;
}

}  // namespace hemval
