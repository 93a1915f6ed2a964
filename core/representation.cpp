#include "core/representation.h"

#include <algorithm>

namespace hemval {
namespace {

bool is_line(const std::string& text)
{
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127; };
    const bool blank = text.find_first_not_of(' ') == std::string::npos;
    return !blank && text.size() <= kLongestContact &&
           std::none_of(text.begin(), text.end(), control);
}

}  // namespace

const char* name_of(Channel channel)
{
    switch (channel) {
    case Channel::Code: return "code";
    case Channel::EId: return "e_id";
    case Channel::Paper: return "paper";
    case Channel::Phone: return "phone";
    case Channel::InPerson: return "in_person";
    case Channel::Deadline: return "deadline";
    case Channel::Kiosk: return "kiosk";
    }
    return "";
}

const char* name_of(RepresentativeRole role)
{
    switch (role) {
    case RepresentativeRole::GodMan: return "god_man";
    case RepresentativeRole::Forvaltare: return "forvaltare";
    case RepresentativeRole::Framtidsfullmakt: return "framtidsfullmakt";
    case RepresentativeRole::Relative: return "relative";
    case RepresentativeRole::Other: return "other";
    }
    return "";
}

const char* name_of(Declaration declaration)
{
    switch (declaration) {
    case Declaration::Consent: return "consent";
    case Declaration::NotAgainstWill: return "not_against_will";
    case Declaration::MandateInForce: return "mandate_in_force";
    case Declaration::NearestOfKin: return "nearest_of_kin";
    case Declaration::NoOtherRepresentative: return "no_other_representative";
    }
    return "";
}

std::vector<Declaration> declarations_for(RepresentativeRole role)
{
    switch (role) {
    case RepresentativeRole::GodMan:
    case RepresentativeRole::Other: return {Declaration::Consent};
    case RepresentativeRole::Forvaltare: return {Declaration::NotAgainstWill};
    case RepresentativeRole::Framtidsfullmakt: return {Declaration::MandateInForce};
    case RepresentativeRole::Relative:
        return {Declaration::NearestOfKin, Declaration::NoOtherRepresentative};
    }
    return {};
}

bool is_declared(const Representation& representation)
{
    return representation.declared == declarations_for(representation.role);
}

bool is_whole(const RepresentativeContact& contact)
{
    return is_line(contact.name) && is_line(contact.reach);
}

}  // namespace hemval
