#include "server/exchange/command.h"

#include "server/commands.h"
#include "server/exchange/exchange.h"
#include "server/files.h"

#include <cstdio>
#include <filesystem>

namespace hemval::server {
namespace {

constexpr std::size_t kLargest = 64 * 1024 * 1024;

struct Kind {
    const char* name;
    ImportAnswer (*read)(const PackFolder&, const std::vector<NamedText>&, const std::string&);
};
constexpr Kind kKinds[] = {{"csv", import_csv},
                           {"hsds", import_hsds},
                           {"kolada", import_kolada},
                           {"survey", import_survey}};

int refuse(const Sentences& faults)
{
    for (const std::string& fault : faults)
        complain(fault);
    std::fprintf(stderr, "%zu %s to mend. Nothing was imported.\n", faults.size(),
                 faults.size() == 1 ? "thing" : "things");
    return 1;
}

std::size_t changed(const OrderedJson& before_it, const OrderedJson& after)
{
    std::size_t count = 0;
    const OrderedJson& old = before_it["providers"];
    const OrderedJson& now = after["providers"];
    for (std::size_t i = 0; i < now.size(); ++i)
        count += i >= old.size() || old[i] != now[i] ? 1 : 0;
    return count;
}

ImportAnswer read_files(const ImportOptions& options, const PackFolder& pack)
{
    std::vector<NamedText> files;
    Sentences faults;
    for (const std::string& path : options.files) {
        std::error_code error;
        if (std::filesystem::file_size(path, error) > kLargest && !error) {
            faults.push_back("The file " + path + " is larger than 64 MiB: divide it.");
            continue;
        }
        auto text = read_text(path);
        if (text)
            files.push_back({std::filesystem::path(path).filename().string(), std::move(*text)});
        else
            faults.push_back("The file " + path + " could not be read.");
    }
    const auto mapping = options.mapping.empty() ? std::optional<std::string>("{}") : read_text(options.mapping);
    if (!mapping)
        faults.push_back("The mapping " + options.mapping + " could not be read.");
    if (!faults.empty())
        return fail(std::move(faults));
    for (const Kind& kind : kKinds) {
        if (kind.name == options.kind)
            return kind.read(pack, files, *mapping);
    }
    return fail(Sentences{"There is no kind of import called " + options.kind + "."});
}

}  // namespace

int import_pack(const ImportOptions& options)
{
    const auto pack = open_pack(options.municipalities, options.municipality);
    if (!pack)
        return refuse(pack.error());
    const auto imported = read_files(options, *pack);
    if (!imported)
        return refuse(imported.error());
    if (Sentences faults = check_providers(*pack, imported->providers); !faults.empty())
        return refuse(faults);
    for (const std::string& note : imported->notes)
        std::printf("%s\n", note.c_str());
    const std::size_t count = changed(pack->providers, imported->providers);
    if (options.dry_run) {
        std::printf("All is well: %zu read, %zu providers would be new or changed. Nothing was written.\n",
                    imported->rows, count);
        return 0;
    }
    const auto written = write_providers(*pack, imported->providers);
    if (!written)
        return refuse(written.error());
    std::printf("%zu read, %zu providers new or changed%s.\n", imported->rows, count,
                *written ? "; the service takes them up when it starts" : ": nothing to write");
    return 0;
}

int export_pack(const ExportOptions& options)
{
    const auto pack = open_pack(options.municipalities, options.municipality);
    if (!pack)
        return refuse(pack.error());
    const auto text = options.kind == "csv" ? export_csv(*pack)
                                            : Result<std::string, std::string>(export_hsds(*pack));
    if (!text)
        return complain(text.error());
    std::FILE* file = options.out.empty() ? stdout : std::fopen(options.out.c_str(), "wb");
    const bool written = file && std::fwrite(text->data(), 1, text->size(), file) == text->size();
    const bool closed = file && (options.out.empty() ? std::fflush(file) : std::fclose(file)) == 0;
    if (!written || !closed)
        return complain("The export could not be written to " +
                        (options.out.empty() ? std::string("standard output") : options.out) + ".");
    return 0;
}

}  // namespace hemval::server
