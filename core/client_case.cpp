#include "core/client_case.h"

#include "core/rotation_list.h"

#include <utility>

namespace hemval {

const char* name_of(Action action)
{
    switch (action) {
    case Action::Choose: return "choose";
    case Action::Switch: return "switch";
    case Action::Decline: return "decline";
    }
    return "";
}

std::optional<Action> action_named(std::string_view name)
{
    for (const Action action : kAllActions) {
        if (name == name_of(action)) {
            return action;
        }
    }
    return std::nullopt;
}

const char* name_of(Situation situation)
{
    switch (situation) {
    case Situation::NoProvider: return "no_provider";
    case Situation::HasProvider: return "has_provider";
    case Situation::ProviderLeaving: return "provider_leaving";
    }
    return "";
}

bool waits(const Receipt& receipt)
{
    if (receipt.queue) {
        return receipt.queue->place > 0;
    }
    return receipt.rotation && (receipt.rotation->basis == AssignmentBasis::InterimFallback ||
                                receipt.rotation->basis == AssignmentBasis::Waiting);
}

bool asks_rule(const Receipt& receipt)
{
    return receipt.rotation && receipt.rotation->sequence == receipt.sequence;
}

ClientCase as_of(ClientCase person, Day today)
{
    if (person.pending && person.pending->provider && !before(today, person.pending->window.last)) {
        if (person.current != person.pending->provider) {
            person.former = std::exchange(person.current, person.pending->provider);
        }
        if (person.is_protected) {
            person.former.reset();  // where somebody was looked after tells where they are
        }
        person.pending.reset();
        person.assigned.reset();
    }
    return person;
}

bool is_leaving(const ProviderId& provider, const std::vector<ListedProvider>& providers)
{
    const ListedProvider* row = find_listed(providers, provider);
    return row == nullptr || row->closing.has_value();
}

bool has_declined(const ClientCase& person, const std::vector<ListedProvider>& providers)
{
    if (!person.pending || person.pending->action != Action::Decline) {
        return false;
    }
    return !person.pending->provider || !is_leaving(*person.pending->provider, providers);
}

Situation situation(const ClientCase& person, const std::vector<ListedProvider>& providers)
{
    if (!person.current) {
        return Situation::NoProvider;
    }
    return is_leaving(*person.current, providers) ? Situation::ProviderLeaving
                                                  : Situation::HasProvider;
}

std::vector<Action> allowed_actions(const ClientCase& person,
                                    const std::vector<ListedProvider>& providers)
{
    if (situation(person, providers) == Situation::HasProvider) {
        return {Action::Switch};
    }
    if (has_declined(person, providers)) {
        return {Action::Choose};
    }
    return {Action::Choose, Action::Decline};
}

}  // namespace hemval
