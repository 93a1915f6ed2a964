#include "server/static_site.h"

#include "server/crypto.h"
#include "server/files.h"

#include <filesystem>
#include <system_error>
#include <utility>

namespace hemval::server {
namespace {

namespace fs = std::filesystem;

constexpr const char* kIdentity = "identity";
constexpr std::size_t kEtagDigits = 32;
constexpr std::size_t kHashDigits = 8;

// The last of equally wished ones is taken: smallest last.
constexpr const char* kCodings[] = {"gzip", "br"};

constexpr std::pair<const char*, const char*> kTypes[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".wasm", "application/wasm"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
    {".ttf", "font/ttf"},
    {".txt", "text/plain; charset=utf-8"},
    {".xml", "application/xml"},
};

constexpr const char* kUnknownPage =
    "<!doctype html>\n<html lang=\"sv\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>Sidan finns inte</title>\n</head>\n<body>\n<main>\n<h1>Sidan finns inte</h1>\n"
    "<p>Adressen kan vara felskriven. Inget har hänt med ditt val.</p>\n"
    "<p><a href=\"/\">Till startsidan</a></p>\n"
    "<section lang=\"en\">\n<h2>This page does not exist</h2>\n"
    "<p>The address may be misspelt. Nothing has happened to your choice.</p>\n"
    "<p><a href=\"/\">To the start page</a></p>\n</section>\n</main>\n</body>\n</html>\n";

std::string type_of(const std::string& path)
{
    const std::string ending = fs::path(path).extension().string();
    for (const auto& [known, type] : kTypes) {
        if (ending == known)
            return type;
    }
    return "application/octet-stream";
}

// "app/hemval-3f9a0c21.wasm": a part of the name that is nothing but eight or more hex digits.
bool has_hash(const std::string& path)
{
    const std::string name = fs::path(path).filename().string();
    std::size_t digits = 0;
    bool only_hex = false;
    for (const char c : name) {
        const bool separator = c == '-' || c == '.';
        if (separator && only_hex && digits >= kHashDigits)
            return true;
        const bool hex_digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        digits = separator ? 0 : digits + 1;
        only_hex = separator || (only_hex && hex_digit);
    }
    return false;
}

std::string caching_of(const std::string& path)
{
    if (path.rfind("/app/", 0) == 0 && has_hash(path))
        return "public, max-age=31536000, immutable";
    return "no-cache";
}

// A page names the scripts that stand in it by their hashes, in a policy that any web host serves.
// As a header it can also forbid that others frame the page, which a <meta> cannot.
std::string policy_of(const std::string& html)
{
    static constexpr std::string_view kMeta =
        "<meta http-equiv=\"Content-Security-Policy\" content=\"";
    const std::size_t meta = html.find(kMeta);
    if (meta == std::string::npos)
        return {};
    const std::size_t start = meta + kMeta.size();
    const std::string policy = html.substr(start, html.find('"', start) - start);
    const bool one_line = policy.find_first_of("\r\n") == std::string::npos;
    return one_line ? policy + "; frame-ancestors 'none'" : std::string();
}

int wish_for(const std::string& coding, const std::vector<Preference>& wishes)
{
    // RFC 9110 12.5.3: what is not named is refused, except identity, which must be refused by name.
    int q = coding == kIdentity ? 1 : 0;
    for (const Preference& wish : wishes) {
        if (wish.name == coding || (wish.name == "x-gzip" && coding == "gzip"))
            return wish.q;
        if (wish.name == "*")
            q = wish.q;
    }
    return q;
}

bool names_etag(std::string_view header, const std::string& etag)
{
    while (!header.empty()) {
        const std::size_t end = std::min(header.find(','), header.size());
        std::string_view item = trimmed(header.substr(0, end));
        header.remove_prefix(std::min(end + 1, header.size()));
        if (item.substr(0, 2) == "W/")
            item.remove_prefix(2);
        if (item == etag || item == "*")
            return true;
    }
    return false;
}

bool ends_with(const std::string& text, std::string_view ending)
{
    return text.size() > ending.size() &&
           text.compare(text.size() - ending.size(), ending.size(), ending) == 0;
}

}  // namespace

Result<StaticSite, std::string> StaticSite::load(const std::string& folder)
{
    std::error_code error;
    StaticSite site;
    std::map<std::string, std::string> files;
    fs::recursive_directory_iterator entries(folder, error);
    for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
        if (!entries->is_regular_file(error))
            continue;
        auto text = read_text(entries->path().string());
        if (!text)
            return fail("The file " + entries->path().string() + " could not be read.");
        files.emplace("/" + fs::relative(entries->path(), folder, error).generic_string(),
                      std::move(*text));
    }
    if (error)
        return fail("The site folder " + folder + " could not be read: " + error.message() +
                    ". Build the site first, or say where it is with --site.");
    if (files.empty())
        return fail("The site folder " + folder + " is empty. Build the site first.");
    for (auto& [path, text] : files) {
        const std::string plain = path.substr(0, path.rfind('.'));
        if (ends_with(path, ".br") && files.count(plain))
            site.add(plain, "br", text);
        else if (ends_with(path, ".gz") && files.count(plain))
            site.add(plain, "gzip", text);
        else
            site.add(path, kIdentity, text);
    }
    return site;
}

void StaticSite::add(const std::string& path, const std::string& coding, std::string body)
{
    static constexpr std::string_view kIndex = "/index.html";
    const std::string policy =
        coding == kIdentity && ends_with(path, ".html") ? policy_of(body) : std::string();
    Variant variant;
    variant.etag = '"' + hex(sha256(body)).substr(0, kEtagDigits) + '"';
    variant.body = std::make_shared<const std::string>(std::move(body));
    std::vector<std::string> paths = {path};
    if (path == kIndex || ends_with(path, kIndex))
        paths.push_back(path.substr(0, path.size() - kIndex.size() + 1));
    for (const std::string& known : paths) {
        Page& page = pages_[known];
        page.type = type_of(path);
        page.caching = caching_of(path);
        if (!policy.empty())
            page.policy = policy;
        page.variants[coding] = variant;
    }
}

Response StaticSite::answer(const Request& request) const
{
    const auto found = pages_.find(request.path);
    Response response;
    if (found != pages_.end()) {
        response = serve(found->second, request);
    } else if (pages_.count(request.path + "/")) {
        response.status = 308;
        const std::string query = request.query.empty() ? "" : "?" + request.query;
        response.headers.emplace_back("Location", request.path + "/" + query);
    } else {
        response = text_response(404, "text/html; charset=utf-8", kUnknownPage);
        response.headers.emplace_back("Cache-Control", "no-cache");
    }
    response.pattern = "/{page}";
    return response;
}

Response StaticSite::serve(const Page& page, const Request& request)
{
    const auto wishes = preferences(request.header("accept-encoding").value_or(""));
    const Variant* chosen = &page.variants.at(kIdentity);
    std::string coding = kIdentity;
    int best = wish_for(kIdentity, wishes);
    for (const char* offered : kCodings) {
        const auto variant = page.variants.find(offered);
        const int q = wish_for(offered, wishes);
        if (variant == page.variants.end() || q == 0 || q < best)
            continue;
        chosen = &variant->second;
        coding = offered;
        best = q;
    }
    Response response;
    if (page.variants.size() > 1)
        response.headers.emplace_back("Vary", "Accept-Encoding");
    response.headers.emplace_back("ETag", chosen->etag);
    response.headers.emplace_back("Cache-Control", page.caching);
    if (!page.policy.empty()) {
        response.headers.emplace_back("Content-Security-Policy", page.policy);
        // A letter's QR code is held up to a kiosk: nowhere else has the page a use for a camera.
        std::string permitted = kNothingPermitted;
        if (request.query == "kiosk")
            permitted.replace(permitted.find("camera=()"), 9, "camera=(self)");
        response.headers.emplace_back("Permissions-Policy", permitted);
    }
    if (names_etag(request.header("if-none-match").value_or(""), chosen->etag)) {
        response.status = 304;
        return response;
    }
    if (coding != kIdentity)
        response.headers.emplace_back("Content-Encoding", coding);
    response.type = page.type;
    response.body = chosen->body;
    return response;
}

}  // namespace hemval::server
