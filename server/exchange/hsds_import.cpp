#include "server/exchange/exchange.h"
#include "server/exchange/provider_draft.h"

#include <algorithm>

namespace hemval::server {
namespace {

using Json = nlohmann::json;

constexpr const char* kScheme = "hemval";

const Json* member(const Json& object, const char* name)
{
    const auto found = object.is_object() ? object.find(name) : object.end();
    return object.is_object() && found != object.end() && !found->is_null() ? &*found : nullptr;
}

std::string text_at(const Json& object, const char* name)
{
    const Json* found = member(object, name);
    return found && found->is_string() ? found->get<std::string>() : "";
}

// What is gathered of one organization, from wherever it stands in the file.
struct Organization {
    std::string place;
    Json json;
    std::vector<std::string> services, areas, languages;
};

void keep(std::vector<std::string>& all, const std::string& one)
{
    if (std::find(all.begin(), all.end(), one) == all.end())
        all.push_back(one);
}

class Reading {
public:
    Reading(const PackFolder& pack, const Mapping& mapping) : pack_(pack), mapping_(mapping)
    {
        imported_.providers = pack.providers;
    }

    void read(const NamedText& file)
    {
        const Json json = Json::parse(file.text, nullptr, false);
        const Json* contents = member(json, "contents");  // a page of the API
        if (contents)
            read_all(*contents, file.name + " at /contents");
        else if (json.is_array())
            read_all(json, file.name + " at ");
        else if (json.is_object())
            read_one(json, file.name + " at ");
        else
            fault(file.name, "is not JSON in UTF-8 with organizations or services");
        const Json* pages = member(json, "total_pages");
        const Json* number = member(json, "page_number");
        if (pages && number && pages->is_number_unsigned() && pages->get<std::size_t>() > 1)
            pages_[pages->get<std::size_t>()].insert(number->dump());
    }

    ImportAnswer answer()
    {
        for (const auto& [pages, given] : pages_) {
            if (given.size() < pages)
                fault("The answer has " + std::to_string(pages) + " pages",
                      "only " + std::to_string(given.size()) + " of them are here: fetch the others too");
        }
        for (const std::string& id : order_)
            settle(id, organizations_[id]);
        if (!faults_.empty())
            return fail(std::move(faults_));
        for (const auto& [what, count] : left_out_)
            imported_.notes.push_back("Left out, as the pack has no field for it: " + what + " (" +
                                      std::to_string(count) + ").");
        return std::move(imported_);
    }

private:
    void fault(const std::string& place, const std::string& what)
    {
        faults_.push_back(place + ": " + what + ".");
    }

    Organization& organization_called(const std::string& id)
    {
        const auto [at, fresh] = organizations_.try_emplace(id);
        if (fresh)
            order_.push_back(id);
        return at->second;
    }

    void read_all(const Json& list, const std::string& place)
    {
        if (!list.is_array())
            return fault(place, "must be a list");
        for (std::size_t i = 0; i < list.size(); ++i)
            read_one(list[i], place + '/' + std::to_string(i));
    }

    void read_one(const Json& json, const std::string& place)
    {
        if (!json.is_object())
            return fault(place, "must be an object");
        if (member(json, "organization") || member(json, "organization_id"))
            return read_service(json, place, text_at(json, "organization_id"));
        read_organization(json, place);
        if (const Json* services = member(json, "services")) {
            for (std::size_t i = 0; services->is_array() && i < services->size(); ++i)
                read_service((*services)[i], place + "/services/" + std::to_string(i), text_at(json, "id"));
        }
    }

    void read_organization(const Json& json, const std::string& place)
    {
        required(json, place, {"id", "name", "description"});
        const std::string id = text_at(json, "id");
        Organization& kept = organization_called(id);
        if (!kept.json.is_null() && kept.json["name"] != json.value("name", Json()))
            fault(place + "/id", "\"" + id + "\" is also the id of another organization");
        if (kept.json.is_null()) {
            kept.json = json;
            kept.place = place;
            count_left_out(json, place, {"funding", "programs", "metadata", "attributes"});
            if (const Json* locations = member(json, "locations"); locations && locations->is_array()) {
                for (const Json& location : *locations)
                    count_left_out(location, place + "/locations", {"schedules", "accessibility", "addresses"});
            }
        }
    }

    void read_service(const Json& json, const std::string& place, std::string organization)
    {
        if (!json.is_object())
            return fault(place, "must be an object");
        required(json, place, {"id", "name", "status"});
        if (const Json* whole = member(json, "organization")) {
            read_organization(*whole, place + "/organization");
            organization = text_at(*whole, "id");
        }
        const std::string status = text_at(json, "status");
        static const std::set<std::string> kStatuses{"active", "inactive", "defunct", "temporarily closed"};
        if (kStatuses.count(status) == 0)
            return fault(place + "/status", "\"" + status + "\" is not active, inactive, defunct or "
                                                            "temporarily closed");
        count_left_out(json, place, {"schedules", "fees_description", "eligibility_description", "alert",
                                     "cost_options", "assured_date"});
        check_day(json, "assured_date", place);
        if (status != "active")
            return;
        Organization& kept = organization_called(organization);
        if (kept.place.empty())
            kept.place = place;
        const std::string name = text_at(json, "name");
        std::string id = mapping_.value("services", name);
        for (const Service& one : pack_.municipality.services) {
            if (one.name.in("sv") == id)
                id = one.id.value;
        }
        if (!is_service(id))
            fault(place + "/name", "\"" + name + "\" is no service of the pack that is open to choice; say in "
                                   "the mapping under values/services which it is");
        else
            keep(kept.services, id);
        read_areas(json, place, kept);
        read_languages(json, place, kept);
    }

    bool is_service(const std::string& id) const
    {
        const auto& all = pack_.municipality.services;
        return std::any_of(all.begin(), all.end(), [&](const Service& one) {
            return one.id.value == id && one.chosen;
        });
    }

    void read_areas(const Json& json, const std::string& place, Organization& kept)
    {
        const Json* areas = member(json, "service_areas");
        for (std::size_t i = 0; areas && areas->is_array() && i < areas->size(); ++i) {
            const std::string name = text_at((*areas)[i], "name");
            std::string id = mapping_.value("areas", name);
            for (const Area& area : pack_.municipality.areas) {
                if (area.name == id)
                    id = area.id.value;
            }
            if (pack_.municipality.find_area(AreaId(id)))
                keep(kept.areas, id);
            else
                fault(place + "/service_areas/" + std::to_string(i) + "/name",
                      "\"" + name + "\" is no area of the pack; say in the mapping under values/areas which it "
                                    "is");
        }
    }

    void read_languages(const Json& json, const std::string& place, Organization& kept)
    {
        const Json* languages = member(json, "languages");
        for (std::size_t i = 0; languages && languages->is_array() && i < languages->size(); ++i) {
            const std::string code = text_at((*languages)[i], "code");
            const std::string name = text_at((*languages)[i], "name");
            const std::string meant = mapping_.value("languages", code.empty() ? name : code);
            ProviderDraft trial(pack_, "");
            if (const std::string wrong = trial.set("languages", meant); meant.empty() || !wrong.empty())
                fault(place + "/languages/" + std::to_string(i) + "/code",
                      meant.empty() ? "is missing: the code of the language, such as sv" : wrong);
            else
                keep(kept.languages, meant);
        }
    }

    void required(const Json& json, const std::string& place, std::initializer_list<const char*> names)
    {
        for (const char* name : names) {
            if (text_at(json, name).empty())
                fault(place + '/' + name, "is missing; HSDS requires it");
        }
    }

    void check_day(const Json& json, const char* name, const std::string& place)
    {
        if (const Json* day = member(json, name); day && !from_iso(text_at(json, name)))
            fault(place + '/' + name, day->dump() + " is not a day such as 2026-11-22");
    }

    void count_left_out(const Json& json, const std::string& place, std::initializer_list<const char*> names)
    {
        for (const char* name : names) {
            const Json* found = member(json, name);
            if (found && !(found->is_array() && found->empty()))
                ++left_out_[name];
        }
        const Json* schedules = member(json, "schedules");
        for (std::size_t i = 0; schedules && schedules->is_array() && i < schedules->size(); ++i) {
            for (const char* day : {"valid_from", "valid_to"})
                check_day((*schedules)[i], day, place + "/schedules/" + std::to_string(i));
        }
    }

    std::string provider_of(const std::string& id, const Organization& organization) const
    {
        if (mapping_.knows("id", id))
            return mapping_.value("id", id);
        const Json* identifiers = member(organization.json, "organization_identifiers");
        for (std::size_t i = 0; identifiers && identifiers->is_array() && i < identifiers->size(); ++i) {
            if (text_at((*identifiers)[i], "identifier_scheme") == kScheme)
                return text_at((*identifiers)[i], "identifier");
        }
        for (const Provider& provider : pack_.municipality.providers) {
            if (provider.name == text_at(organization.json, "name"))
                return provider.id.value;
        }
        return "";
    }

    void settle(const std::string& id, const Organization& organization)
    {
        const Json& json = organization.json;
        if (json.is_null())
            return fault(organization.place, "belongs to the organization \"" + id +
                                                 "\", which is not in the file");
        if (mapping_.ignore.count(id) > 0 || mapping_.ignore.count(text_at(json, "name")) > 0)
            return;
        const std::string provider = provider_of(id, organization);
        if (provider.empty())
            return fault(organization.place + "/id",
                         "the organization \"" + text_at(json, "name") + "\" is no provider of the pack; say "
                         "in the mapping under values/id which it is or becomes, or put it under \"ignore\"");
        const auto [first, fresh] = seen_.emplace(provider, organization.place);
        if (!fresh)
            return fault(organization.place, "the provider " + provider + " is at " + first->second + " too");
        ProviderDraft draft(pack_, provider);
        const std::size_t before_it = faults_.size();
        const auto set = [&](const char* field, const std::string& text, const std::string& where) {
            if (text.empty())
                return;
            if (const std::string wrong = draft.set(field, text); !wrong.empty())
                fault(organization.place + where, wrong);
        };
        set("id", provider, "/id");
        set("name", text_at(json, "name"), "/name");
        set("kind", mapping_.value("kind", text_at(json, "legal_status")), "/legal_status");
        set("about.sv", text_at(json, "description"), "/description");
        set("contact.email", text_at(json, "email"), "/email");
        set("contact.web", text_at(json, "website"), "/website");
        if (const Json* year = member(json, "year_incorporated"))
            set("founded", year->is_string() ? year->get<std::string>() : year->dump(), "/year_incorporated");
        set_first(json, "phones", "number", "contact.phone", set);
        set_first(json, "contacts", "name", "leader", set);
        set_first(json, "contacts", "title", "leader_title.sv", set);
        set_first(json, "locations", "name", "contact.visiting_address", set);
        set_list(draft, "services", organization.services, set);
        set_list(draft, "areas", organization.areas, set);
        set_list(draft, "languages", organization.languages, set);
        if (faults_.size() > before_it)
            return;
        for (const std::string& wrong : draft.finish())
            fault(organization.place, wrong);
        if (faults_.size() > before_it)
            return;
        draft.put_into(imported_.providers);
        ++imported_.rows;
    }

    template <class Set>
    static void set_first(const Json& json, const char* list, const char* name, const char* field, Set set)
    {
        const Json* all = member(json, list);
        if (all && all->is_array() && !all->empty())
            set(field, text_at((*all)[0], name), std::string("/") + list + "/0/" + name);
    }

    // Their order says nothing: the same ones stay as they are written.
    template <class Set>
    static void set_list(const ProviderDraft& draft, const char* field, const std::vector<std::string>& ids,
                         Set set)
    {
        std::vector<std::string> now = split_list(draft.get(field), " ");
        std::vector<std::string> then = ids;
        std::sort(now.begin(), now.end());
        std::sort(then.begin(), then.end());
        std::string all;
        for (const std::string& id : ids)
            all += (all.empty() ? "" : " ") + id;
        if (now != then)
            set(field, all, std::string("/services"));
    }

    const PackFolder& pack_;
    const Mapping& mapping_;
    std::map<std::string, Organization> organizations_;
    std::vector<std::string> order_;  // as in the file: new providers come last in that order
    std::map<std::string, std::string> seen_;
    std::map<std::string, std::size_t> left_out_;
    std::map<std::size_t, std::set<std::string>> pages_;
    Imported imported_;
    Sentences faults_;
};

}  // namespace

ImportAnswer import_hsds(const PackFolder& pack, const std::vector<NamedText>& files,
                         const std::string& mapping_text)
{
    const auto mapping = read_mapping(mapping_text, {"id", "kind", "areas", "services", "languages"});
    if (!mapping)
        return fail(mapping.error());
    Reading reading(pack, *mapping);
    for (const NamedText& file : files)
        reading.read(file);
    return reading.answer();
}

}  // namespace hemval::server
