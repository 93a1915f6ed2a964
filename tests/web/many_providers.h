#pragma once

#include "core/pack.h"
#include "web/platform/headless/headless_app.h"
#include "web/ui/picture.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <map>
#include <string>

// A municipality with as many providers as wanted, and what a view of them comes to.
namespace hemval::test {

inline constexpr int kLeast = 6, kFew = 12, kMany = 60;

inline std::string id_of(int provider)
{
    return "provider-" + std::to_string(10 + provider);
}

inline std::string name_of(int provider)
{
    return "Exempelhemmet " + std::to_string(10 + provider);
}

// Alike but for their two figures, so that whoever stands in the window takes as much to draw.
inline std::map<std::string, std::string> files_of(int count)
{
    const HeadlessPlatform sources(HEMVAL_SOURCE_DIR);
    nlohmann::json bundle = nlohmann::json::parse(sources.read_asset("municipalities/strangnas.json"));
    nlohmann::json providers = nlohmann::json::parse(bundle["providers.json"].get<std::string>());
    const nlohmann::json pattern = providers["providers"][0];
    providers["providers"] = nlohmann::json::array();
    for (int i = 0; i < count; ++i) {
        nlohmann::json one = pattern;
        one["id"] = id_of(i);
        one["name"] = name_of(i);
        one["kind"] = "municipal";  // by whom all are taken when nobody has room; it has no add-ons
        one.erase("add_on_services");
        providers["providers"].push_back(one);
    }
    bundle["providers.json"] = providers.dump();
    return bundle.get<std::map<std::string, std::string>>();
}

inline Municipality town_of(int count)
{
    auto pack = read_pack(MunicipalityId("strangnas"), files_of(count));
    if (!pack) FAIL(sentence(MunicipalityId("strangnas"), pack.error()));
    return *pack;
}

inline int drawn(const HeadlessApp& app)
{
    return app.picture().list.VtxBuffer.Size;
}

struct Said {
    std::size_t nodes = 0, letters = 0;
};

inline Said said(const HeadlessApp& app)
{
    Said sum;
    for (const ui::Node& node : app.tree().nodes()) {
        ++sum.nodes;
        sum.letters += node.name.size() + node.value.size() + node.description.size();
        for (const ui::Option& option : node.options) sum.letters += option.text.size();
    }
    return sum;
}

// From few to many no more nodes to a letter than from the least to few.
inline void check_growth(const Said& least, const Said& few, const Said& many)
{
    CHECK((many.nodes - few.nodes) * (few.letters - least.letters) <=
          (few.nodes - least.nodes) * (many.letters - few.letters));
}

inline void check_words(const HeadlessApp& app)
{
    int ones = 0;
    for (const ui::Node& node : app.tree().nodes()) {
        CHECK(node.name.rfind("[", 0) != 0);
        if (node.role == ui::Role::Heading && node.level == 1) ++ones;
    }
    CHECK(ones == 1);
}

struct Window {
    float width, height;
};
inline constexpr Window kWindows[] = {{1280, 800}, {412, 823}};

}  // namespace hemval::test
