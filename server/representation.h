#pragma once

#include "core/mandate.h"
#include "core/municipality.h"
#include "server/store/store.h"
#include "server/store/tree.h"

#include <optional>
#include <string>

// Who has made choices for a person, for the care manager who is to confirm it. Kept with the case and
// erased with it.
namespace hemval::server {

struct RepresentationRow {
    ReceiptNumber receipt;
    RepresentativeContact contact;   // empty when the person has become protected
    std::string signed_in_as;        // pseudonym of the identity by e-ID; empty: otherwise
    std::string own_account;         // the staff account that is the representative; empty: none
    std::optional<Day> judged;
    std::string judged_by;           // staff account
};
// The one that nobody has judged; a case has at most one.
std::optional<RepresentationRow> open_representation(Queries& queries, const CaseId& person);
void insert_representation(Queries& queries, const MunicipalityId& id, const CaseId& person,
                           const RepresentationRow& row);
// The person, or somebody else for them, has chosen again: there is nothing to judge any more.
void drop_open_representation(Queries& queries, const CaseId& person);
// The choice that waited has got another receipt.
void move_open_representation(Queries& queries, const CaseId& person, const ReceiptNumber& receipt);
// What tells who and where the representative is: it may tell where the person is too.
void forget_contacts(Queries& queries, const CaseId& person);

// Which member of staff says so. The pseudonym is the identity's, made as a person's by e-ID is.
struct MandateJudge {
    std::string account;
    std::string pseudonym;
    std::string name = {};  // as the staff's directory has it
};
// Confirms or rejects; who is waiting is served when that makes room. NothingToConfirm; OwnMandate for
// the representative's own account, identity or name: nobody confirms their own mandate.
Result<MandateJudged, Problem> confirm_representation(Queries& queries,
                                                      const Municipality& municipality,
                                                      const MandateJudge& by, const CaseId& person,
                                                      bool confirmed, const Seal& seal);

}  // namespace hemval::server
