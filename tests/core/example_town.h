#pragma once

#include "core/ledger.h"
#include "core/registry.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

// A made-up municipality and its ledger, kept as the service keeps it: used by several tests.
namespace hemval::test {

inline Day day_of(int year, unsigned month, unsigned day)
{
    return Day{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
}

inline const Day kToday = day_of(2026, 11, 23);

inline ProviderId named(const char* id) { return ProviderId(id); }

inline Provider example_provider(const char* id, ProviderKind kind)
{
    Provider provider;
    provider.id = ProviderId(id);
    provider.name = std::string(id) + " (exempel)";
    provider.kind = kind;
    provider.areas = {AreaId("norra"), AreaId("sodra")};
    provider.services = {ServiceId("care"), ServiceId("shopping")};
    return provider;
}

// Five alike without ceilings, strict turn; ask, bjork, ceder, druva are private, egen is municipal.
inline Municipality example_town()
{
    Municipality town;
    town.id = MunicipalityId("exempelstad");
    town.name = "Exempelstad";
    town.areas = {Area{AreaId("norra"), "Norra"}, Area{AreaId("sodra"), "Södra"}};
    town.services = {Service{ServiceId("care"), {}, true}, Service{ServiceId("shopping"), {}, true},
                     Service{ServiceId("night"), {}, false}};
    town.schedule = SchedulePolicy{WindowLead{2, 5}, WindowLead{7, 14}};
    town.rotation.id = "strict";
    for (const char* id : {"ask", "bjork", "ceder", "druva"}) {
        town.providers.push_back(example_provider(id, ProviderKind::Private));
    }
    town.providers.push_back(example_provider("egen", ProviderKind::Municipal));
    return town;
}

inline Provider& provider_in(Municipality& town, const char* id)
{
    for (Provider& provider : town.providers) {
        if (provider.id.value == id) {
            return provider;
        }
    }
    return town.providers.front();
}

class Office {
public:
    explicit Office(Municipality municipality, Day day = kToday)
        : town(std::move(municipality)), today(day)
    {
        adopt();
    }

    void adopt()
    {
        if (auto adopted = policy_to_adopt(town, state)) {
            keep(std::move(*adopted));
            if (state.waiting.empty()) {
                return;
            }
            for (const Event& event : serve_waiting(state, town.schedule, context())) {
                keep(event);
            }
        }
    }

    void keep(EventBody body) { keep(next_event(state, today, std::move(body))); }

    void keep(const Event& event)
    {
        apply(state, event);
        if (const auto* opened = std::get_if<CaseOpened>(&event.body)) {
            cases[opened->person.id] = opened->person;
        } else if (const auto* decided = std::get_if<ProviderDecided>(&event.body)) {
            apply(cases[decided->person], event);
        } else if (const auto* moved = std::get_if<PlaceMoved>(&event.body)) {
            apply(cases[moved->person], event);
        }
        ledger.push_back(event);
    }

    CaseId open(std::optional<ProviderId> current = std::nullopt, int hours = 10)
    {
        ClientCase person;
        person.id = CaseId("case-" + std::to_string(++opened_));
        person.area = AreaId("norra");
        person.services = {ServiceId("care")};
        person.hours_per_month = hours;
        person.decision_day = plus_days(today, -10);
        person.current = std::move(current);
        const CaseId id = person.id;
        keep(CaseOpened{std::move(person)});
        return id;
    }

    Result<Receipt, Problem> submit(const CaseId& person, Action action,
                                    std::optional<ProviderId> provider = std::nullopt)
    {
        return submit(person, Submission{action, std::move(provider), IdempotencyKey("key")});
    }

    Result<Receipt, Problem> submit(const CaseId& person, const Submission& submission)
    {
        const auto events = decide(state, town.schedule, cases[person], submission, context());
        if (!events) {
            return fail(events.error());
        }
        for (const Event& event : *events) {
            keep(event);
        }
        return *cases[person].pending;
    }

    Result<Receipt, Problem> choose(const CaseId& person, const char* id)
    {
        return submit(person, Action::Choose, ProviderId(id));
    }
    Result<Receipt, Problem> change(const CaseId& person, const char* id)
    {
        return submit(person, Action::Switch, ProviderId(id));
    }
    Result<Receipt, Problem> decline(const CaseId& person)
    {
        return submit(person, Action::Decline);
    }

    CaseView view(const CaseId& person) { return case_view(town, state, cases[person], today); }
    int clients(const char* id) { return state.clients[ProviderId(id)]; }

    // Nothing when the ledger replays to exactly this state; otherwise the fault.
    std::optional<std::string> replay_fault() const
    {
        MunicipalityState again;
        if (const auto fault = replay(ledger, again)) {
            return std::to_string(fault->sequence) + ": " + fault->what;
        }
        return again == state ? std::nullopt : std::optional<std::string>("another state");
    }

    Municipality town;
    Day today;
    MunicipalityState state;
    std::vector<Event> ledger;
    std::map<CaseId, ClientCase> cases;

private:
    DecideContext context()
    {
        const std::uint64_t number = ++number_;
        return {today, receipt_number(number * 7919), number, number * 6364136223846793005U};
    }

    int opened_ = 0;
    std::uint64_t number_ = 0;
};

inline std::optional<Problem> problem_of(const Result<Receipt, Problem>& answer)
{
    return answer ? std::nullopt : std::optional<Problem>(answer.error());
}

}  // namespace hemval::test
