#include "server/outbox/post.h"

#include "server/http.h"

#include <curl/curl.h>

#include <mutex>

namespace hemval::server {
namespace {

constexpr std::size_t kLongestAnswer = 64 * 1024;  // read, so that the connection can be kept

struct Text {
    char* text = nullptr;
    ~Text() { curl_free(text); }
};

std::string part(CURLU* url, CURLUPart which)
{
    Text text;
    return curl_url_get(url, which, &text.text, 0) == CURLUE_OK ? text.text : "";
}

// By number and not by name: a name is whatever somebody's hosts file says.
bool own_computer(const std::string& host)
{
    if (host == "[::1]")
        return true;
    return host.rfind("127.", 0) == 0 && host.find_first_not_of("0123456789.") == std::string::npos;
}

struct Reading {
    std::size_t size = 0;
};

std::size_t read_answer(char*, std::size_t size, std::size_t count, void* into)
{
    auto& reading = *static_cast<Reading*>(into);
    reading.size += size * count;
    return reading.size <= kLongestAnswer ? size * count : 0;
}

int has_to_stop(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return *static_cast<const std::atomic<bool>*>(stop) ? 1 : 0;
}

}  // namespace

Result<std::string, std::string> webhook_url(const std::string& url)
{
    const std::unique_ptr<CURLU, void (*)(CURLU*)> parsed(curl_url(), curl_url_cleanup);
    if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK)
        return fail("The webhook's address " + url + " is not an address.");
    if (!part(parsed.get(), CURLUPART_USER).empty() || !part(parsed.get(), CURLUPART_PASSWORD).empty())
        return fail(std::string("The webhook's address has a user name or password in it: the signature "
                                "is what tells who sends."));
    const std::string scheme = part(parsed.get(), CURLUPART_SCHEME);
    if (scheme != "https" && !(scheme == "http" && own_computer(part(parsed.get(), CURLUPART_HOST))))
        return fail("The webhook's address " + url + " is not https://: what is sent is about people. "
                    "Only this computer itself (http://127.0.0.1) may be without.");
    return url;
}

std::string Posted::in_words() const
{
    return status != 0 ? std::to_string(status) : "no answer: " + failure;
}

struct Poster::Handle {
    CURL* curl = nullptr;
    ~Handle() { curl_easy_cleanup(curl); }
};

Poster::Poster(PostOptions options, const std::atomic<bool>& stop)
    : handle_(std::make_unique<Handle>()), options_(std::move(options)), stop_(stop)
{
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    handle_->curl = curl_easy_init();
}

Poster::~Poster() = default;

Posted Poster::post(const std::string& url,
                    const std::vector<std::pair<std::string, std::string>>& headers,
                    const std::string& body)
{
    CURL* curl = handle_->curl;
    if (!curl)
        return {0, "the HTTP library did not start"};
    curl_slist* lines = nullptr;
    for (const auto& [name, value] : headers)
        lines = curl_slist_append(lines, (name + ": " + value).c_str());
    lines = curl_slist_append(lines, "Expect:");  // no question first: the body is small
    Reading reading;
    char reason[CURL_ERROR_SIZE] = "";
    curl_easy_reset(curl);  // keeps the connection
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "Hemval");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!options_.authorities.empty()) {
        curl_easy_setopt(curl, CURLOPT_CAINFO, options_.authorities.c_str());
        curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
    }
    if (url.rfind("http:", 0) == 0)
        curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");  // else a proxy would read what is in clear
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connecting.count()));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(options_.whole.count()));
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, read_answer);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &reading);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, has_to_stop);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, const_cast<std::atomic<bool>*>(&stop_));
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reason);
    const CURLcode code = curl_easy_perform(curl);
    curl_slist_free_all(lines);
    Posted posted;
    // An answer that goes on too long has given its status all the same.
    if (code == CURLE_OK || code == CURLE_WRITE_ERROR) {
        long status = 0;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        posted.status = static_cast<int>(status);
    }
    if (posted.status == 0)
        posted.failure = reason[0] != '\0' ? reason : curl_easy_strerror(code);
    return posted;
}

}  // namespace hemval::server
