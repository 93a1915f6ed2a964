#include "server/publish.h"

#include "core/wire_parts.h"
#include "server/json.h"
#include "server/store/tables.h"

#include <utility>

namespace hemval::server {
namespace {

using wire::Json;

class Publication {
public:
    Publication(Queries& queries, MunicipalityId id) : queries_(queries), id_(std::move(id))
    {
        view_.municipality = id_;
        json_ = {{"municipality", id_.value},
                 {"rules", Json::array()},
                 {"transitions", Json::array()},
                 {"leaves", Json::array()},
                 {"entries", Json::array()}};
    }

    // Twice through the ledger: who lives where must be known before the first line.
    std::string written(const std::string& public_key)
    {
        std::map<AreaId, int> people;
        for_each_event(queries_, id_, [&](const Event& event, const std::string&) {
            if (const auto* opened = std::get_if<CaseOpened>(&event.body))
                ++people[opened->person.area];
        });
        for (const auto& [area, count] : people) {
            if (count >= kFewestForArea && !area.empty())
                view_.areas.insert(area);
        }
        for_each_event(queries_, id_, [&](const Event& event, const std::string& leaf) {
            add(event, readable(merkle::hash_from_hex(leaf), "a leaf"));
        });
        const SignedCheckpoint newest = readable(latest_checkpoint(queries_, id_), "a checkpoint");
        json_["checkpoint"] = newest.text;
        json_["signature"] = newest.signature;
        json_["public_key"] = public_key;
        json_["providers"] = names_;
        return dumped(json_);
    }

private:
    void add(const Event& event, const merkle::Hash& leaf)
    {
        json_["leaves"].push_back(merkle::to_hex(leaf));
        if (const auto* adopted = std::get_if<PolicyAdopted>(&event.body)) {
            view_.per_area = adopted->policy.per_area;
            json_["rules"].push_back({{"sequence", event.sequence},
                                      {"day", to_iso(event.day)},
                                      {"policy", wire::write(adopted->policy)}});
            for (const ListedProvider& provider : adopted->providers)
                names_[provider.id.value] = provider.name;
        }
        if (const auto* moved = std::get_if<TransitionMoved>(&event.body)) {
            // What was decided of a provider is public; annulling brings the lists back, for all to see.
            json_["transitions"].push_back({{"sequence", event.sequence},
                                            {"day", to_iso(event.day)},
                                            {"transition", moved->transition.id.value},
                                            {"provider", moved->transition.provider.value},
                                            {"phase", name_of(moved->transition.phase)}});
        }
        if (const auto entry = public_entry(event, view_, leaf))
            json_["entries"].push_back(wire::write(*entry));
    }

    Queries& queries_;
    MunicipalityId id_;
    PublicView view_;
    Json json_;
    Json names_ = Json::object();
};

}  // namespace

std::map<std::string, std::string> public_ledgers(Queries& queries, const std::string& public_key)
{
    std::map<std::string, std::string> all;
    for (const Row& row : queries.query("SELECT DISTINCT municipality FROM ledger ORDER BY 1")) {
        const MunicipalityId id(text_of(row[0]));
        all.emplace(id.value, Publication(queries, id).written(public_key));
    }
    return all;
}

}  // namespace hemval::server
