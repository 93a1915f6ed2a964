#include "core/pack.h"
#include "tests/fuzz/targets.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace hemval::fuzz {
namespace {

using Files = std::map<std::string, std::string>;

Files files_of(const std::string& folder)
{
    Files files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        std::stringstream text;
        text << std::ifstream(entry.path()).rdbuf();
        files[entry.path().filename().string()] = text.str();
    }
    return files;
}

}  // namespace

// The first byte tells which file of a real pack the rest takes the place of.
void pack(std::string_view bytes)
{
    static const Files real = files_of(std::string(HEMVAL_SOURCE_DIR) + "/assets/municipalities/strangnas");
    if (bytes.empty())
        return;
    Files files = real;
    auto file = files.begin();
    std::advance(file, static_cast<unsigned char>(bytes.front()) % files.size());
    file->second = std::string(bytes.substr(1));
    for (const PackExtent extent : {PackExtent::Whole, PackExtent::FirstPage})
        read_pack(MunicipalityId("strangnas"), files, extent);
}

}  // namespace hemval::fuzz
