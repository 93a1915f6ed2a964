#include "server/exchange/pack_folder.h"

#include "core/pack.h"
#include "server/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace hemval::server {
namespace {

namespace fs = std::filesystem;

constexpr const char* kProviders = "providers.json";
constexpr std::size_t kColumns = 100;
constexpr std::size_t kIndent = 2;

std::string scalar(const OrderedJson& json)
{
    return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

bool all_scalars(const OrderedJson& json)
{
    return std::none_of(json.begin(), json.end(), [](const OrderedJson& one) { return one.is_structured(); });
}

// Nothing for what is not flat.
std::string on_one_line(const OrderedJson& json)
{
    if (!json.is_structured())
        return scalar(json);
    if (json.empty())
        return json.is_object() ? "{}" : "[]";
    if (json.is_array() && json.size() == 1) {
        const std::string one = on_one_line(json[0]);
        return one.empty() ? "" : '[' + one + ']';
    }
    if (!all_scalars(json))
        return "";
    std::string text;
    for (const auto& [name, value] : json.items()) {
        text += text.empty() ? "" : ", ";
        text += (json.is_object() ? scalar(name) + ": " : "") + scalar(value);
    }
    return json.is_object() ? "{ " + text + " }" : '[' + text + ']';
}

std::size_t columns(const std::string& text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

void write_value(const OrderedJson& json, std::size_t indent, std::size_t taken, std::string& text)
{
    const std::string line = on_one_line(json);
    if (!line.empty() && columns(line) + taken <= kColumns) {
        text += line;
        return;
    }
    if (!json.is_structured()) {
        text += line;
        return;
    }
    const std::string margin(indent + kIndent, ' ');
    text += json.is_object() ? '{' : '[';
    bool first = true;
    for (const auto& [name, value] : json.items()) {
        const std::string start = margin + (json.is_object() ? scalar(name) + ": " : "");
        text += (first ? "\n" : ",\n") + start;
        write_value(value, indent + kIndent, columns(start) + 1, text);
        first = false;
    }
    text += '\n' + std::string(indent, ' ') + (json.is_object() ? '}' : ']');
}

// What is wrong, or nothing.
std::string write_whole(const std::string& path, const std::string& text)
{
    const auto failed = [&] {
        return "The file " + path + " could not be written (" + std::strerror(errno) + "): nothing was imported.";
    };
    const std::string draft = path + ".new";
    const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0)
        return failed();
    std::size_t written = 0;
    while (written < text.size()) {
        const ssize_t more = ::write(file, text.data() + written, text.size() - written);
        if (more <= 0)
            break;
        written += static_cast<std::size_t>(more);
    }
    const bool whole = written == text.size() && ::fsync(file) == 0;
    ::close(file);
    if (!whole || ::rename(draft.c_str(), path.c_str()) != 0) {
        const std::string why = failed();
        ::unlink(draft.c_str());
        return why;
    }
    if (!sync_folder(fs::path(path).parent_path().string()))
        return "The file " + path + " is written, but the disk has not confirmed it (" + std::strerror(errno) +
               "): look whether it is there after a restart.";
    return "";
}

}  // namespace

std::string pack_text(const OrderedJson& json)
{
    std::string text;
    write_value(json, 0, 0, text);
    return text + '\n';
}

Result<PackFolder, Sentences> open_pack(const std::string& municipalities, const std::string& id)
{
    PackFolder pack;
    pack.path = (fs::path(municipalities) / id).string();
    auto files = read_folder(pack.path, ".json");
    if (!files)
        return fail(Sentences{files.error(), "There is no municipality " + id + " in " + municipalities +
                                                 ": name its folder with --municipality."});
    pack.files = std::move(*files);
    auto read = read_pack(MunicipalityId(id), pack.files);
    if (!read)
        return fail(Sentences{sentence(MunicipalityId(id), read.error()),
                              "Nothing is imported into or exported from a pack that is broken: mend it "
                              "first."});
    pack.municipality = std::move(*read);
    pack.providers = OrderedJson::parse(pack.files.at(kProviders), nullptr, false);
    return pack;
}

Sentences check_providers(const PackFolder& pack, const OrderedJson& providers)
{
    std::map<std::string, std::string> files = pack.files;
    files[kProviders] = pack_text(providers);
    const auto read = read_pack(pack.municipality.id, files);
    if (read)
        return {};
    return {"The pack would be broken: " + sentence(pack.municipality.id, read.error())};
}

Result<bool, Sentences> write_providers(const PackFolder& pack, const OrderedJson& providers)
{
    const std::string text = pack_text(providers);
    if (Sentences faults = check_providers(pack, providers); !faults.empty())
        return fail(std::move(faults));
    if (text == pack.files.at(kProviders))
        return false;
    const std::string path = (fs::path(pack.path) / kProviders).string();
    if (std::string why = write_whole(path, text); !why.empty())
        return fail(Sentences{std::move(why)});
    return true;
}

void put_in_order(OrderedJson& object, const std::string& name, OrderedJson value,
                  const std::vector<std::string>& order)
{
    if (object.contains(name)) {
        object[name] = std::move(value);
        return;
    }
    const auto at = std::find(order.begin(), order.end(), name);
    OrderedJson whole = OrderedJson::object();
    bool placed = false;
    for (const auto& [other, kept] : object.items()) {
        if (!placed && std::find(at, order.end(), other) != order.end()) {
            whole[name] = value;
            placed = true;
        }
        whole[other] = kept;
    }
    if (!placed)
        whole[name] = std::move(value);
    object = std::move(whole);
}

}  // namespace hemval::server
