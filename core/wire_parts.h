#pragma once

#include "core/wire.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

// What every form is made of. Each reader answers nothing for anything but its own form; types are
// looked at before they are taken because without exceptions a mismatch would abort. Used by wire_*.
namespace hemval::wire {

std::optional<std::string> text(const Json& json);
std::optional<bool> truth(const Json& json);
std::optional<Day> day(const Json& json);
std::optional<std::chrono::year_month> month(const Json& json);  // "2026-11"
std::string to_text(std::chrono::year_month month);
std::optional<EffectiveWindow> window(const Json& json);
Json write(const EffectiveWindow& window);

template <class T>
std::optional<T> id(const Json& json)
{
    auto value = text(json);
    if (!value || value->empty()) {
        return std::nullopt;
    }
    return T(std::move(*value));
}

// A whole number from `least` to `most`; nothing here is ever negative.
template <class T>
std::optional<T> whole(const Json& json, T least = 0, T most = std::numeric_limits<T>::max())
{
    if (!json.is_number_unsigned()) {
        // A parsed number is unsigned unless it is negative; one set by a program may be signed.
        if (!json.is_number_integer() || json.get<std::int64_t>() < 0) {
            return std::nullopt;
        }
    }
    const auto value = json.get<std::uint64_t>();
    if (value < static_cast<std::uint64_t>(least) || value > static_cast<std::uint64_t>(most)) {
        return std::nullopt;
    }
    return static_cast<T>(value);
}

template <class T>
std::optional<T> count(const Json& json)
{
    return whole<T>(json);
}

inline std::optional<std::uint64_t> sequence(const Json& json)
{
    return whole<std::uint64_t>(json, 1);
}

template <class E, std::size_t N>
std::optional<E> named(const Json& json, const E (&all)[N])
{
    const auto name = text(json);
    for (const E one : all) {
        if (name && *name == name_of(one)) {
            return one;
        }
    }
    return std::nullopt;
}

template <class Read>
auto list(const Json& json, Read read)
    -> std::optional<std::vector<typename decltype(read(json))::value_type>>
{
    if (!json.is_array()) {
        return std::nullopt;
    }
    std::vector<typename decltype(read(json))::value_type> values;
    for (const Json& one : json) {
        auto value = read(one);
        if (!value) {
            return std::nullopt;
        }
        values.push_back(std::move(*value));
    }
    return values;
}

// The same, each value once.
template <class Read>
auto distinct(const Json& json, Read read) -> decltype(list(json, read))
{
    auto values = list(json, read);
    if (values) {
        for (auto at = values->begin(); at != values->end(); ++at) {
            if (std::find(values->begin(), at, *at) != at) {
                return std::nullopt;
            }
        }
    }
    return values;
}

template <class T>
std::optional<std::vector<T>> ids(const Json& json)
{
    return distinct(json, id<T>);
}

// A set is written in ascending order, so that one value has one form.
template <class T>
std::optional<std::set<T>> id_set(const Json& json)
{
    auto values = ids<T>(json);
    if (!values || !std::is_sorted(values->begin(), values->end())) {
        return std::nullopt;
    }
    return std::set<T>(values->begin(), values->end());
}

// Of what is left out when there is nothing in it.
template <class T>
std::optional<T> some(std::optional<T> values)
{
    return values && values->empty() ? std::nullopt : std::move(values);
}

template <class Key, class Read>
auto by_id(const Json& json, Read read)
    -> std::optional<std::map<Key, typename decltype(read(json))::value_type>>
{
    if (!json.is_object()) {
        return std::nullopt;
    }
    std::map<Key, typename decltype(read(json))::value_type> values;
    for (auto at = json.begin(); at != json.end(); ++at) {
        auto value = read(at.value());
        if (!value) {
            return std::nullopt;
        }
        values.emplace(Key(at.key()), std::move(*value));
    }
    return values;
}

template <class Ids>
Json id_list(const Ids& values)
{
    Json json = Json::array();
    for (const auto& value : values) {
        json.push_back(value.value);
    }
    return json;
}

template <class Map>
Json id_map(const Map& values)
{
    Json json = Json::object();
    for (const auto& one : values) {
        json[one.first.value] = one.second;
    }
    return json;
}

template <class Values, class Write>
Json rows(const Values& values, Write write_one)
{
    Json json = Json::array();
    for (const auto& value : values) {
        json.push_back(write_one(value));
    }
    return json;
}

// What a choice writes is written field by field: by a list of pairs the same takes two and a half times as long.
template <class Tag>
void put(Json& json, const char* name, const std::optional<Id<Tag>>& value)
{
    if (value) {
        json[name] = value->value;
    }
}
inline void put(Json& json, const char* name, const std::optional<Day>& value)
{
    if (value) {
        json[name] = to_iso(*value);
    }
}

// An object's fields, each taken once. exact() is true when all that were needed were there, and
// nothing else was.
class Fields {
public:
    explicit Fields(const Json& json) : json_(json), good_(json.is_object()) {}

    template <class T, class Read>
    void take(const char* name, T& into, Read read)
    {
        const Json* found = find(name);
        if (found == nullptr) {
            good_ = false;
            return;
        }
        keep(into, read(*found));
    }

    // A field that is left out when there is nothing; null is not the same.
    template <class T, class Read>
    void maybe(const char* name, std::optional<T>& into, Read read)
    {
        if (const Json* found = find(name)) {
            keep(into, read(*found));
        }
    }

    bool exact() const { return good_ && taken_ == json_.size(); }

private:
    const Json* find(const char* name)
    {
        if (!good_) {
            return nullptr;
        }
        const auto at = json_.find(name);
        if (at == json_.end()) {
            return nullptr;
        }
        ++taken_;
        return &*at;
    }

    template <class T, class Value>
    void keep(T& into, std::optional<Value> value)
    {
        if (value) {
            into = std::move(*value);
        } else {
            good_ = false;
        }
    }

    const Json& json_;
    bool good_;
    std::size_t taken_ = 0;
};

template <class T>
std::optional<T> exactly(const Fields& fields, T value)
{
    if (!fields.exact()) {
        return std::nullopt;
    }
    return value;
}

Json write(const RotationPolicy& policy);
std::optional<RotationPolicy> read_policy(const Json& json);
Json write(const ListedProvider& provider);
std::optional<ListedProvider> read_listed(const Json& json);
Json write(const RotationRequest& request);
std::optional<RotationRequest> read_request(const Json& json);
Json write(const RotationList& list);
std::optional<RotationList> read_list(const Json& json);
Json write(const QueueTicket& ticket);
std::optional<QueueTicket> read_ticket(const Json& json);
// A protected person's is left out.
void put_area(Json& json, const AreaId& area);
void take_area(Fields& fields, AreaId& area);
Json write(const Representation& representation);
std::optional<Representation> read_representation(const Json& json);
std::optional<Channel> read_channel(const Json& json);
// Left out when they are what they were before there was any other: a letter's code, one's own choice.
void put_errand(Json& json, Channel channel, const std::optional<Representation>& representation);
Json write(const Queued& queued);
std::optional<Queued> read_queued(const Json& json);
Json write(const LeavingTerms& terms);
std::optional<LeavingTerms> read_terms(const Json& json);
Json write(const Transition& transition);
std::optional<Transition> read_transition(const Json& json);
Json write(const TransitionRecord& record);
std::optional<TransitionRecord> read_record_of(const Json& json);
Json write(const TurnUsed& turn);
std::optional<TurnUsed> read_turn(const Json& json);
Json write(const BeforeTransition& before);
std::optional<BeforeTransition> read_before(const Json& json);
Json write(const PlaceMoved& moved);
std::optional<PlaceMoved> read_place_moved(Fields& fields);
Json write(const Skip& skip);
std::optional<Skip> read_skip(const Json& json);
Json write(const RotationAnswer& answer);
std::optional<RotationAnswer> read_answer(const Json& json);
Json write(const RepresentativeContact& contact);
std::optional<RepresentativeContact> read_contact(const Json& json);
Json write_eligibility(const Eligibility& eligibility);
std::optional<Eligibility> read_eligibility(const Json& json);

}  // namespace hemval::wire
