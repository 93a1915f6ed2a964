#pragma once

#include "core/client_case.h"
#include "core/municipality.h"
#include "core/result.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace hemval::server {

// One person as the municipality's own system hands them over. Name and address go into the letter
// and nowhere else.
struct Addressee {
    int row = 0;
    std::string reference;             // the municipality's own; kept only as a pseudonym
    std::string identity_number;       // canonical, or empty; kept only as a pseudonym
    std::string name;
    std::vector<std::string> address;  // as lines
    std::string language;
    ClientCase person;                 // without an id
    bool is_protected() const { return person.is_protected; }  // then no name, address or area is read
};

// The columns of the file, in any order. Services are ids with spaces between; provider is empty for
// whoever has none yet; choose_by is the day silence after which is answered by the rule, for whoever has
// no provider. These two, care_of and identity_number may be left out. Only who has an identity
// number here can sign in by e-ID. protected says "no" of an ordinary person; whatever else stands there
// is a protected one, whose row needs no more than the case does.
inline constexpr const char* kColumns[] = {
    "reference", "name",     "care_of",         "address",      "postal_code", "city",
    "language",  "area",     "services",        "hours_per_month", "decision_day", "provider",
    "protected", "identity_number", "choose_by",
};

// All or nothing: a sentence for each thing that is wrong, with its row.
Result<std::vector<Addressee>, std::vector<std::string>> read_batch(
    std::string_view csv, const Municipality& municipality, const std::set<std::string>& languages,
    Day today);

}  // namespace hemval::server
