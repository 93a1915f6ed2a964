#pragma once

#include "core/day.h"
#include "core/ids.h"
#include "core/localized.h"
#include "core/named.h"
#include "core/pack.h"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// How the files of a pack are read: a cursor over JSON that always knows its JSON pointer. Reading
// never stops half-way. The first fault is kept and the rest of the reading goes on with empty
// values, which read_pack() then throws away; so the code that reads needs no error handling.
namespace hemval {

// What is common to the reading of all files of one pack.
struct PackReading {
    bool whole = true;                   // PackExtent::Whole
    std::string file;                    // the one being read
    std::optional<PackError> fault;      // the first
    std::vector<std::string> languages;  // the pack's, as soon as they are known
    std::vector<std::string> examples;   // "/municipality.json/tariff": what is flagged as invented

    void refuse(const std::string& pointer, std::string expected);
    void refuse_in(const std::string& in_file, const std::string& pointer, std::string expected);
};

// A value at a place; `json` is null when there is nothing at that place.
class Place {
public:
    Place(PackReading& reading, const nlohmann::json* json, std::string pointer)
        : reading_(&reading), json_(json), pointer_(std::move(pointer)) {}

    const std::string& pointer() const { return pointer_; }
    PackReading& reading() const { return *reading_; }
    const nlohmann::json* json() const { return json_; }
    // A fault at this place. What was found is added: nothing, or another type than expected.
    void refuse(std::string expected) const;

    std::string text() const;                       // not empty, no space at either end
    std::string id() const;                         // "solglantan", "home-help", "personal_care"
    std::string link() const;                       // https://
    std::string email() const;
    int whole(int least, int most) const;
    double number(double least, double most) const;
    bool yes_or_no() const;
    Day day() const;
    std::string language() const;                   // a BCP 47 tag
    LocalizedText localized() const;

    // The value of the name found here; the first one after a fault.
    template <class E, std::size_t N>
    E one_of(const Named<E> (&names)[N]) const
    {
        std::vector<std::string> known;
        for (const Named<E>& named : names) known.push_back(named.name);
        return names[position_in(known)].value;
    }

    // The elements of an array of at least `least`; none after a fault.
    std::vector<Place> items(std::size_t least = 0) const;

private:
    std::size_t position_in(const std::vector<std::string>& names) const;

    PackReading* reading_;
    const nlohmann::json* json_;
    std::string pointer_;
};

// An object and the names in it. A name never asked for is a fault when this goes out of scope, so
// that a slip of the finger is not silently left out. Every object may carry "example": true, or
// "example": ["name", ...] for some of its members: invented values, shown as such.
class Fields {
public:
    explicit Fields(const Place& place);
    ~Fields();
    Fields(const Fields&) = delete;
    Fields& operator=(const Fields&) = delete;

    Place at(const char* name);                     // required: nothing there is a fault when read
    std::optional<Place> maybe(const char* name);   // may be left out
    bool example() const { return example_; }       // the whole object is flagged
    const Place& place() const { return place_; }

private:
    void read_example();

    Place place_;
    bool object_ = false;
    bool example_ = false;
    std::set<std::string> asked_;
};

// Refuses the second of two equal ids or tags.
class Unique {
public:
    void add(const Place& place, const std::string& value);

private:
    std::set<std::string> seen_;
};

}  // namespace hemval
