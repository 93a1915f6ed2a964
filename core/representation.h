#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// How a choice came in, and who made it when that was not the person. Whether a mandate covers the
// choice of provider is not settled in law for every role: it is recorded what was declared, and the
// care manager judges. Into the ledger goes nothing that tells who the representative is.
namespace hemval {

// Stored and sent; never renumber.
enum class Channel : std::uint8_t {
    Code = 0,      // the letter's code
    EId = 1,
    Paper = 2,
    Phone = 3,
    InPerson = 4,
    Deadline = 5,  // silence past the deadline
    Kiosk = 6,
};
inline constexpr Channel kAllChannels[] = {
    Channel::Code,     Channel::EId,      Channel::Paper, Channel::Phone,
    Channel::InPerson, Channel::Deadline, Channel::Kiosk,
};
const char* name_of(Channel channel);

// Stored and sent; never renumber. The law's own words, as no English ones mean the same.
enum class RepresentativeRole : std::uint8_t {
    GodMan = 0,            // appointed by the court; acts with the person's consent
    Forvaltare = 1,        // appointed by the court; acts alone, not against the person's will
    Framtidsfullmakt = 2,  // a power of attorney that has come into force
    Relative = 3,          // anhörigbehörighet: by order of kin, void when there is another
    Other = 4,             // asked by the person
};
inline constexpr RepresentativeRole kAllRepresentativeRoles[] = {
    RepresentativeRole::GodMan,   RepresentativeRole::Forvaltare,
    RepresentativeRole::Framtidsfullmakt, RepresentativeRole::Relative,
    RepresentativeRole::Other,
};
const char* name_of(RepresentativeRole role);

// Stored and sent; never renumber.
enum class Declaration : std::uint8_t {
    Consent = 0,                // the person wants this choice
    NotAgainstWill = 1,         // the person does not object to it
    MandateInForce = 2,         // and covers more than money
    NearestOfKin = 3,           // nobody comes before in the order of kin, and equals agree
    NoOtherRepresentative = 4,  // no god man, förvaltare or framtidsfullmakt
};
inline constexpr Declaration kAllDeclarations[] = {
    Declaration::Consent,        Declaration::NotAgainstWill,
    Declaration::MandateInForce, Declaration::NearestOfKin,
    Declaration::NoOtherRepresentative,
};
const char* name_of(Declaration declaration);

// What somebody in that role has to declare, in the order it is asked.
std::vector<Declaration> declarations_for(RepresentativeRole role);

struct Representation {
    RepresentativeRole role = RepresentativeRole::GodMan;
    std::vector<Declaration> declared;
    bool confirmed = false;  // by a care manager; until then the choice awaits it
    friend bool operator==(const Representation&, const Representation&) = default;
};
// Everything that goes with the role is declared, and nothing else.
bool is_declared(const Representation& representation);

// Who to ask. Kept with the case for the care manager and erased with it; never in a ledger or a log.
struct RepresentativeContact {
    std::string name;
    std::string reach;  // telephone or e-mail, as they wrote it
    friend bool operator==(const RepresentativeContact&, const RepresentativeContact&) = default;
};
inline constexpr std::size_t kLongestContact = 100;  // bytes of each
// Both are there, short enough, and without line breaks.
bool is_whole(const RepresentativeContact& contact);

}  // namespace hemval
