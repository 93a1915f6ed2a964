#include "core/municipality.h"

#include <algorithm>

namespace hemval {

const Provider* Municipality::find_provider(const ProviderId& id_wanted) const
{
    for (const Provider& provider : providers)
        if (provider.id == id_wanted) return &provider;
    return nullptr;
}

const Area* Municipality::find_area(const AreaId& id_wanted) const
{
    for (const Area& area : areas)
        if (area.id == id_wanted) return &area;
    return nullptr;
}

bool Municipality::is_example(std::string_view pointer) const
{
    return std::any_of(example_fields.begin(), example_fields.end(), [&](const std::string& flagged) {
        // "/areas/1" is no parent of "/areas/10".
        return pointer.substr(0, flagged.size()) == flagged &&
               (pointer.size() == flagged.size() || pointer[flagged.size()] == '/');
    });
}

bool Municipality::has_example_in(std::string_view pointer) const
{
    return std::any_of(example_fields.begin(), example_fields.end(), [&](const std::string& flagged) {
        return flagged.size() > pointer.size() && flagged[pointer.size()] == '/' &&
               std::string_view(flagged).substr(0, pointer.size()) == pointer;
    });
}

}  // namespace hemval
