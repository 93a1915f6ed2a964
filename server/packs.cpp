#include "server/packs.h"

#include "core/pack.h"
#include "server/files.h"

#include <filesystem>
#include <set>
#include <system_error>

namespace hemval::server {

namespace fs = std::filesystem;

Result<Packs, std::vector<std::string>> load_packs(const std::string& folder)
{
    std::error_code error;
    std::set<std::string> names;
    fs::directory_iterator entries(folder, error);
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
        if (entries->is_directory(error))
            names.insert(entries->path().filename().string());
    }
    std::vector<std::string> faults;
    if (error)
        faults.push_back("The folder of the municipalities, " + folder + ", could not be read: " +
                         error.message() + ". Say where it is with --municipalities.");
    Packs packs;
    for (const std::string& name : names) {
        const MunicipalityId id(name);
        const auto files = read_folder((fs::path(folder) / name).string(), ".json");
        if (!files) {
            faults.push_back(files.error());
            continue;
        }
        auto pack = read_pack(id, *files);
        if (pack)
            packs.emplace(id, std::move(*pack));
        else
            faults.push_back(sentence(id, pack.error()));
    }
    if (faults.empty() && packs.empty())
        faults.push_back("The folder " + folder + " holds no municipality pack.");
    if (!faults.empty())
        return fail(faults);
    return packs;
}

}  // namespace hemval::server
