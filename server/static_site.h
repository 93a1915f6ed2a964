#pragma once

#include "core/result.h"
#include "server/http.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace hemval::server {

// The built site, read into memory at start: only what was there then can ever be asked for, so no
// spelling of a path reaches the disk.
class StaticSite {
public:
    // The error is a sentence.
    static Result<StaticSite, std::string> load(const std::string& folder);

    // GET or HEAD. Unknown paths get a small page in Swedish and English.
    Response answer(const Request& request) const;

private:
    struct Variant {
        std::shared_ptr<const std::string> body;
        std::string etag;
    };
    struct Page {
        std::string type;
        std::string caching;
        std::string policy;                       // of a page that brings its own
        std::map<std::string, Variant> variants;  // "identity", "br", "gzip"
    };
    void add(const std::string& path, const std::string& coding, std::string body);
    static Response serve(const Page& page, const Request& request);

    std::map<std::string, Page, std::less<>> pages_;  // by path: "/strangnas/"
};

}  // namespace hemval::server
