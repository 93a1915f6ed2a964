#include "server/crypto.h"
#include "server/exchange/exchange.h"

// Open Referral HSDS 3, as a package of services: each with its organization, areas and languages.
namespace hemval::server {
namespace {

// The same for the same thing at each export (RFC 9562, version 8), and of no person.
std::string uuid(const std::string& what)
{
    std::string bytes = sha256("hemval:" + what).substr(0, 16);
    bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x80);
    bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);
    const std::string digits = hex(bytes);
    return digits.substr(0, 8) + '-' + digits.substr(8, 4) + '-' + digits.substr(12, 4) + '-' +
           digits.substr(16, 4) + '-' + digits.substr(20);
}

OrderedJson organization(const std::string& base, const OrderedJson& provider)
{
    const OrderedJson& contact = provider["contact"];
    OrderedJson json{{"id", uuid(base)},
                     {"name", provider["name"]},
                     {"description", provider["about"]["sv"]}};
    if (contact.contains("email"))
        json["email"] = contact["email"];
    if (contact.contains("web"))
        json["website"] = contact["web"];
    if (provider.contains("founded"))
        json["year_incorporated"] = provider["founded"];
    json["legal_status"] = provider["kind"];
    json["phones"] = OrderedJson::array({{{"id", uuid(base + "/phone")}, {"number", contact["phone"]}}});
    json["contacts"] = OrderedJson::array({{{"id", uuid(base + "/leader")},
                                            {"name", provider["leader"]},
                                            {"title", provider["leader_title"]["sv"]}}});
    if (contact.contains("visiting_address"))
        json["locations"] = OrderedJson::array({{{"id", uuid(base + "/location")},
                                                 {"location_type", "physical"},
                                                 {"name", contact["visiting_address"]}}});
    json["organization_identifiers"] = OrderedJson::array({{{"id", uuid(base + "/identifier")},
                                                            {"identifier_scheme", "hemval"},
                                                            {"identifier_type", "provider"},
                                                            {"identifier", provider["id"]}}});
    return json;
}

OrderedJson service(const PackFolder& pack, const std::string& base, const OrderedJson& provider,
                    const Service& offered)
{
    const std::string own = base + "/service/" + offered.id.value;
    OrderedJson json{{"id", uuid(own)},
                     {"organization_id", uuid(base)},
                     {"name", offered.name.in("sv")},
                     {"status", "active"}};
    if (provider.contains("closing"))
        json["alert"] = provider["closing"]["day"].get<std::string>() + ": " +
                        provider["closing"]["reason"]["sv"].get<std::string>();
    json["service_areas"] = OrderedJson::array();
    for (const OrderedJson& area : provider["areas"]) {
        const Area* known = pack.municipality.find_area(AreaId(area.get<std::string>()));
        json["service_areas"].push_back(
            {{"id", uuid(own + "/area/" + known->id.value)}, {"name", known->name}});
    }
    json["languages"] = OrderedJson::array();
    for (const OrderedJson& language : provider.value("languages", OrderedJson::array()))
        json["languages"].push_back(
            {{"id", uuid(own + "/language/" + language.get<std::string>())}, {"code", language}});
    json["organization"] = organization(base, provider);
    return json;
}

}  // namespace

std::string export_hsds(const PackFolder& pack)
{
    OrderedJson services = OrderedJson::array();
    for (const OrderedJson& provider : pack.providers["providers"]) {
        const std::string base = pack.municipality.id.value + '/' + provider["id"].get<std::string>();
        for (const OrderedJson& id : provider["services"]) {
            for (const Service& one : pack.municipality.services) {
                if (one.id.value == id.get<std::string>())
                    services.push_back(service(pack, base, provider, one));
            }
        }
    }
    return pack_text(services);
}

}  // namespace hemval::server
