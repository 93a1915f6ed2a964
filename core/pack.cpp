#include "core/pack.h"

#include "core/pack_json.h"
#include "core/pack_parts.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace hemval {
namespace {

using Read = void (*)(const Place&, Municipality&);
struct PackFile {
    const char* name;
    Read read;
    bool on_first_page;
};
// In this order: each file is checked against those before.
constexpr PackFile kFiles[] = {
    {"municipality.json", read_municipality_file, true},
    {"providers.json", read_providers_file, true},
    {"questions.json", read_questions_file, false},
};

bool is_pack_file(const std::string& name)
{
    for (const PackFile& file : kFiles)
        if (name == file.name) return true;
    return false;
}

void read_file(const PackFile& file, const std::map<std::string, std::string>& files,
               PackReading& reading, Municipality& municipality)
{
    reading.file = file.name;
    const auto text = files.find(file.name);
    if (text == files.end()) {
        reading.refuse("", "a file with this name in the pack's folder (there is none)");
        return;
    }
    const auto json = parse_pack_json(file.name, text->second);
    if (!json) {
        reading.refuse(json.error().pointer, json.error().expected);
        return;
    }
    file.read(Place(reading, &*json, ""), municipality);
}

}  // namespace

Result<Municipality, PackError> read_pack(const MunicipalityId& id,
                                          const std::map<std::string, std::string>& files, PackExtent extent)
{
    PackReading reading;
    reading.whole = extent == PackExtent::Whole;
    Municipality municipality;
    const nlohmann::json folder = id.value;
    Place(reading, &folder, "").id();  // it becomes a part of addresses
    municipality.id = id;
    for (const PackFile& file : kFiles)
        if (!reading.fault && (reading.whole || file.on_first_page)) read_file(file, files, reading, municipality);
    for (const auto& file : files)
        if (!is_pack_file(file.first))
            reading.refuse_in(file.first, "", "only municipality.json, providers.json and "
                                              "questions.json in the folder (this is another file)");
    if (!reading.fault && reading.whole) check_rotation(reading, municipality);
    if (reading.fault) return fail(*reading.fault);
    municipality.example_fields = std::move(reading.examples);
    return municipality;
}

std::string sentence(const MunicipalityId& id, const PackError& error)
{
    std::string where = id.value;
    if (!error.file.empty()) where += '/' + error.file;
    if (!error.pointer.empty()) where += " at " + error.pointer;
    return where + ": expected " + error.expected + '.';
}

}  // namespace hemval
