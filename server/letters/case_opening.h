#pragma once

#include "core/municipality.h"
#include "server/codes.h"
#include "server/store/tables.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hemval::server {

// One letter's place in the store: whose case it opens, and what is kept of its two codes.
struct NewLetter {
    ClientCase person;
    std::string pseudonym;  // of the municipality's reference
    std::string sealed;     // the reference itself
    std::string person_pseudonym;  // of the identity number; empty when none was given
    StoredCode typed, link;
    bool known = false;  // the reference had a case when the letter was made
    bool only_tells = false;  // asks for nothing: no codes, and those sent earlier go on
    bool is_protected() const { return person.is_protected; }  // no letter, so no codes
};

// The sentence for a database that could not keep the letters.
std::string not_kept(Problem problem);


// Opens a case for each reference that has none, with its event, and keeps the letters' codes. For a
// reference that has a case the codes sent earlier stop, and with them whoever is signed in by one. A
// protected person gets no code, nor who is only told something.
Result<bool, Problem> open_cases(Queries& queries, const Municipality& municipality,
                                 const std::vector<NewLetter>& letters, const Seal& seal);
// The cases there are already of people whom the file now calls protected. The error is a sentence.
Result<bool, std::string> mark_protected(Queries& queries, const MunicipalityId& id,
                                         const std::vector<NewLetter>& letters, const Seal& seal);

}  // namespace hemval::server
