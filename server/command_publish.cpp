#include "server/command_ledger.h"

#include "server/commands.h"
#include "server/files.h"
#include "server/publish.h"
#include "server/signing.h"
#include "server/store/database.h"
#include "server/verify.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace hemval::server {
namespace {

namespace fs = std::filesystem;

// Whole or not at all: somebody may be reading.
bool put(const fs::path& path, const std::string& text)
{
    const fs::path draft = path.string() + ".new";
    std::ofstream file(draft, std::ios::binary);
    file << text;
    file.close();
    std::error_code error;
    if (file)
        fs::rename(draft, path, error);
    return file && !error;
}

}  // namespace

int publish(const LedgerOptions& options)
{
    const Database kept{options.data, options.database};
    if (const auto there = is_there(kept); !there)
        return complain(there.error());
    const auto signer = signing_key(options.data, true);
    if (!signer)
        return complain(signer.error());
    auto database = connect(kept, Connection::Mode::Read);
    if (!database)
        return complain(database.error());
    try {
        (*database)->begin_read();  // one moment, whatever is written meanwhile
        const auto check = SignatureCheck::with(signer->public_key());
        if (const auto verified = verify_ledgers(**database, *check); !verified)
            return complain("Nothing was published, as the ledger does not hold: " + verified.error());
        const auto ledgers = public_ledgers(**database, signer->public_key());
        std::map<std::string, std::string> files = public_page();
        nlohmann::json names = nlohmann::json::array();
        for (const auto& [id, text] : ledgers) {
            files[id + ".json"] = text;
            names.push_back(id);
        }
        files["municipalities.json"] = names.dump();
        std::error_code error;
        fs::create_directories(options.out, error);
        for (const auto& [name, text] : files) {
            if (!put(fs::path(options.out) / name, text))
                return complain("The file " + options.out + "/" + name + " could not be written.");
        }
        std::printf("Published %zu ledgers in %s.\n", ledgers.size(), options.out.c_str());
        return 0;
    } catch (const QueryFailed& failed) {
        return complain("The database " + kept.name() + " could not be read through: " + failed.what() +
                        ". If an older version wrote it, start hemval serve once.");
    }
}

}  // namespace hemval::server
