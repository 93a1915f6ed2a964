#pragma once

#include "server/exchange/pack_folder.h"

#include <map>
#include <string>
#include <vector>

namespace hemval::server {

// One provider as it will stand in providers.json, changed value by value as a file from elsewhere says.
// Each value is checked as the pack's reader checks it, so that all that is wrong is told at once.
class ProviderDraft {
public:
    // Starts from the provider with this id, or from nothing when the pack has none.
    ProviderDraft(const PackFolder& pack, const std::string& id);

    // "name", "about.sv", "areas", "contact.phone" ...: see provider_fields(). An empty text takes the
    // field away. The answer is what is wrong, as it continues a sentence; empty when all is well.
    std::string set(const std::string& field, const std::string& text);
    // As set() would be asked to leave it as it is.
    std::string get(const std::string& field) const;
    // What only shows when every field is set; the same form, one a fault.
    Sentences finish();

    bool is_new() const { return place_ == kNew; }
    const OrderedJson& json() const { return json_; }
    // Puts it where it was, or last: the order in the file is the rotation list's.
    void put_into(OrderedJson& providers) const;

private:
    static constexpr std::size_t kNew = static_cast<std::size_t>(-1);

    std::string set_member(OrderedJson& object, const std::vector<std::string>& order,
                           const std::string& field, const std::string& name, const std::string& text);

    const PackFolder* pack_;
    OrderedJson json_;
    std::size_t place_ = kNew;
    std::map<std::string, std::vector<std::string>> specialisations_;  // language -> as set
};

// provider[name] = value, at its place among the members.
void put_provider_member(OrderedJson& provider, const std::string& name, OrderedJson value);

// Every field in the order it is exported in, by the pack's languages.
std::vector<std::string> provider_fields(const Municipality& municipality);

// What stands between the marks, without space around it; also nothing.
std::vector<std::string> split_list(const std::string& text, std::string_view marks);

}  // namespace hemval::server
