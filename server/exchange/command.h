#pragma once

#include <string>
#include <vector>

namespace hemval::server {

struct ImportOptions {
    std::string kind;            // csv, hsds, kolada, survey
    std::string municipality;
    std::string municipalities;
    std::string mapping;         // file; empty = names as the program has them
    std::vector<std::string> files;
    bool dry_run = false;
};

// `hemval import`: into the municipality's providers.json. Everything that is wrong is told, each with
// its row or place, and then nothing is written; the process's exit code.
int import_pack(const ImportOptions& options);

struct ExportOptions {
    std::string kind;  // csv, hsds
    std::string municipality;
    std::string municipalities;
    std::string out;   // file; empty = standard output
};

// `hemval export`: the providers, and nothing about anybody who chooses.
int export_pack(const ExportOptions& options);

}  // namespace hemval::server
