#include "server/service.h"
#include "server/store/case_persons.h"

#include <utility>

// Signing in by what Apache vouches for, and signing out. By a letter's code: service.cpp.
namespace hemval::server {

void Service::sign_in_by_e_id(const std::optional<MunicipalityId>& id, const std::string& number,
                              const std::string& earlier, Answer<Begun> then)
{
    if (id && packs_.count(*id) == 0)
        return then(fail(Problem::UnknownMunicipality));
    std::vector<std::pair<MunicipalityId, std::string>> places;
    for (const auto& [town, pack] : packs_) {
        if (!id || town == *id)
            places.emplace_back(town, codes_.person_pseudonym(town.value, number));
    }
    store_.tx<Begun>(
        id.value_or(MunicipalityId()),
        [this, places, earlier](Queries& queries) -> Result<Begun, Problem> {
            for (const auto& [town, pseudonym] : places) {
                if (const auto person = case_of_person(queries, town, pseudonym))
                    return Begun{town, sessions_.begin(queries, town, ByEId{*person, pseudonym}, earlier)};
            }
            return fail(Problem::NoOpenCase);
        },
        std::move(then));
}

void Service::sign_in_staff(const Staff& staff, const std::string& number, const std::string& earlier,
                            Answer<Begun> then)
{
    if (packs_.count(staff.municipality) == 0)
        return then(fail(Problem::UnknownMunicipality));
    const ByStaff holder{
        staff, number.empty() ? "" : codes_.person_pseudonym(staff.municipality.value, number)};
    store_.tx<Begun>(
        staff.municipality,
        [this, holder, earlier](Queries& queries) -> Result<Begun, Problem> {
            const MunicipalityId& id = holder.staff.municipality;
            return Begun{id, sessions_.begin(queries, id, holder, earlier)};
        },
        std::move(then));
}

void Service::sign_in_state(const MunicipalityId& id, const std::string& token,
                            Answer<SignInState> then)
{
    if (packs_.count(id) == 0)
        return then(fail(Problem::UnknownMunicipality));
    const auto work = [this, token, then] {
        then(store_.ask<SignInState>([&](Queries& queries) -> Result<SignInState, Problem> {
            return sessions_.state(queries, token).value_or(SignInState{});
        }));
    };
    if (!reading_.run(work))
        then(fail(Problem::Busy));
}

void Service::sign_out(const std::string& token, Answer<bool> then)
{
    store_.tx<bool>(
        MunicipalityId(),
        [this, token](Queries& queries) -> Result<bool, Problem> {
            sessions_.end(queries, token);
            return true;
        },
        std::move(then));
}

void Service::sign_out_everywhere(const std::string& token, Answer<std::optional<SignInWay>> then)
{
    using Way = std::optional<SignInWay>;
    store_.tx<Way>(
        MunicipalityId(),
        [this, token](Queries& queries) -> Result<Way, Problem> {
            return sessions_.end_everywhere(queries, token);
        },
        std::move(then));
}

}  // namespace hemval::server
