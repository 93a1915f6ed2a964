#include "web/platform/browser/browser_platform.h"

#include <emscripten.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <utility>

// Text goes over as UTF-8. A text coming back is copied with malloc by the page and freed here.
// clang-format off
EM_JS(char*, host_stored, (const char* key), {
    return allocateUTF8(Module.host.stored(UTF8ToString(key)));
});
EM_JS(void, host_store, (const char* key, const char* value), {
    Module.host.store(UTF8ToString(key), UTF8ToString(value));
});
EM_JS(char*, host_remembered, (const char* key), {
    return allocateUTF8(Module.host.remembered(UTF8ToString(key)));
});
EM_JS(int, host_remember, (const char* key, const char* value), {
    return Module.host.remember(UTF8ToString(key), UTF8ToString(value)) ? 1 : 0;
});
EM_JS(void, host_go, (const char* hash), { Module.host.go(UTF8ToString(hash)); });
EM_JS(void, host_replace, (const char* hash), { Module.host.replace(UTF8ToString(hash)); });
EM_JS(void, host_open_page, (const char* municipality, const char* hash), {
    Module.host.open_page(UTF8ToString(municipality), UTF8ToString(hash));
});
EM_JS(void, host_open_path, (const char* path), { Module.host.open_path(UTF8ToString(path)); });
EM_JS(void, host_set_mark, (const char* text), { Module.host.set_mark(UTF8ToString(text)); });
EM_JS(void, host_set_title, (const char* title), { Module.host.set_title(UTF8ToString(title)); });
EM_JS(void, host_set_language, (const char* tag), { Module.host.set_language(UTF8ToString(tag)); });
EM_JS(void, host_set_plain, (int plain), { Module.host.set_plain(plain === 1); });
EM_JS(void, host_print, (void), { Module.host.print(); });
EM_JS(void, host_speak, (int id, const char* texts), {
    Module.host.speak(id, JSON.parse(UTF8ToString(texts)));
});
EM_JS(void, host_hush, (void), { Module.host.hush(); });
EM_JS(void, host_wake, (int id, int seconds), { Module.host.wake(id, seconds); });
EM_JS(void, host_idle, (int id, int seconds), { Module.host.idle(id, seconds); });
EM_JS(void, host_set_kiosk, (void), { Module.host.set_kiosk(); });
EM_JS(void, host_wipe, (void), { Module.host.wipe(); });
EM_JS(int, host_offline, (void), { return Module.host.offline() ? 1 : 0; });
EM_JS(int, host_has_camera, (void), { return Module.host.has_camera() ? 1 : 0; });
EM_JS(void, host_scan, (int id, const char* key), { Module.host.scan(id, UTF8ToString(key)); });
EM_JS(void, host_stop_scanning, (void), { Module.host.stop_scanning(); });
EM_JS(int, host_today, (void), { return Module.host.today(); });
EM_JS(void, host_random, (unsigned char* bytes, int count), {
    Module.host.random(HEAPU8.subarray(bytes, bytes + count));
});
EM_JS(void, host_request_frame, (void), { Module.host.request_frame(); });
EM_JS(void, host_http, (int id, const char* method, const char* path, const char* body,
                        const char* idempotency_key), {
    Module.host.http(id, UTF8ToString(method), UTF8ToString(path), UTF8ToString(body),
                     UTF8ToString(idempotency_key));
});
EM_JS(void, host_asset, (int id, const char* name), {
    Module.host.asset(id, UTF8ToString(name));
});
EM_JS(void, host_digest, (int id, const unsigned char* bytes, int count), {
    Module.host.digest(id, HEAPU8.slice(bytes, bytes + count));
});
EM_JS(void, host_verify, (int id, const char* key, const char* text, const char* signature), {
    Module.host.verify(id, UTF8ToString(key), UTF8ToString(text), UTF8ToString(signature));
});
// clang-format on

namespace hemval {

namespace {

std::string taken(char* copy)
{
    std::string text(copy);
    std::free(copy);
    return text;
}

}  // namespace

std::string BrowserPlatform::stored(const std::string& key)
{
    return taken(host_stored(key.c_str()));
}

void BrowserPlatform::store(const std::string& key, const std::string& value)
{
    host_store(key.c_str(), value.c_str());
}

std::string BrowserPlatform::remembered(const std::string& key)
{
    return taken(host_remembered(key.c_str()));
}

bool BrowserPlatform::remember(const std::string& key, const std::string& value)
{
    return 1 == host_remember(key.c_str(), value.c_str());
}

void BrowserPlatform::go(const std::string& hash)
{
    host_go(hash.c_str());
}

void BrowserPlatform::replace(const std::string& hash)
{
    host_replace(hash.c_str());
}

void BrowserPlatform::open_page(const std::string& municipality, const std::string& hash)
{
    host_open_page(municipality.c_str(), hash.c_str());
}

void BrowserPlatform::open_path(const std::string& path)
{
    host_open_path(path.c_str());
}

void BrowserPlatform::set_mark(const std::string& text)
{
    host_set_mark(text.c_str());
}

void BrowserPlatform::set_title(const std::string& title)
{
    host_set_title(title.c_str());
}

void BrowserPlatform::set_language(const std::string& tag)
{
    host_set_language(tag.c_str());
}

void BrowserPlatform::set_plain(bool plain)
{
    host_set_plain(plain ? 1 : 0);
}

void BrowserPlatform::print()
{
    host_print();
}

void BrowserPlatform::speak(const std::vector<SpokenText>& texts, std::function<void(bool)> then)
{
    using Json = nlohmann::json;
    Json all = Json::array();
    for (const SpokenText& one : texts)
        all.push_back({{"key", one.key}, {"text", one.text}, {"lang", one.lang}});
    speech_ = expect([then = std::move(then)](const HttpResponse& answer) { then(answer.status == 200); });
    host_speak(speech_, all.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
}

void BrowserPlatform::hush()
{
    waiting_.erase(speech_);
    host_hush();
}

void BrowserPlatform::wake_after(int seconds, std::function<void()> then)
{
    waiting_.erase(alarm_);
    alarm_ = seconds > 0 ? expect([then = std::move(then)](const HttpResponse&) { then(); }) : 0;
    host_wake(alarm_, seconds);
}

void BrowserPlatform::idle_after(int seconds, std::function<void()> then)
{
    waiting_.erase(idle_);
    idle_ = seconds > 0 ? expect([then = std::move(then)](const HttpResponse&) { then(); }) : 0;
    host_idle(idle_, seconds);
}

void BrowserPlatform::set_kiosk()
{
    host_set_kiosk();
}

void BrowserPlatform::wipe()
{
    waiting_.clear();
    wake_after(0, nullptr);
    idle_after(0, nullptr);
    host_wipe();
}

bool BrowserPlatform::offline()
{
    return host_offline() == 1;
}

bool BrowserPlatform::has_camera()
{
    return host_has_camera() == 1;
}

void BrowserPlatform::scan(const std::string& key, std::function<void(std::optional<std::string>)> then)
{
    waiting_.erase(scan_);
    scan_ = expect([then = std::move(then)](const HttpResponse& answer) {
        then(answer.status == 200 ? std::optional(answer.body) : std::nullopt);
    });
    host_scan(scan_, key.c_str());
}

void BrowserPlatform::stop_scanning()
{
    waiting_.erase(scan_);
    host_stop_scanning();
}

Day BrowserPlatform::today()
{
    const int digits = host_today();  // 20261122
    return Day(std::chrono::year(digits / 10000),
               std::chrono::month(static_cast<unsigned>(digits / 100 % 100)),
               std::chrono::day(static_cast<unsigned>(digits % 100)));
}

std::uint64_t BrowserPlatform::random()
{
    unsigned char bytes[8] = {};
    host_random(bytes, sizeof bytes);
    std::uint64_t value = 0;
    for (const unsigned char byte : bytes) value = value << 8 | byte;
    return value;
}

void BrowserPlatform::request_frame()
{
    host_request_frame();
}

void BrowserPlatform::http(HttpRequest request, std::function<void(HttpResponse)> then)
{
    host_http(expect(std::move(then)), request.method.c_str(), request.path.c_str(),
              request.body.c_str(), request.idempotency_key.c_str());
}

void BrowserPlatform::asset(const std::string& name, std::function<void(std::string)> then)
{
    const int id = expect([then = std::move(then)](HttpResponse response) {
        then(std::move(response.body));
    });
    host_asset(id, name.c_str());
}

void BrowserPlatform::digest(const std::string& bytes,
                             std::function<void(std::optional<merkle::Hash>)> then)
{
    const int id = expect([then = std::move(then)](const HttpResponse& response) {
        then(merkle::hash_from_hex(response.body));
    });
    host_digest(id, reinterpret_cast<const unsigned char*>(bytes.data()),
                static_cast<int>(bytes.size()));
}

void BrowserPlatform::verify(const std::string& key, const std::string& text,
                             const std::string& signature,
                             std::function<void(std::optional<bool>)> then)
{
    const int id = expect([then = std::move(then)](const HttpResponse& response) {
        then(response.status == 200 ? std::optional(response.body == "holds") : std::nullopt);
    });
    host_verify(id, key.c_str(), text.c_str(), signature.c_str());
}

void BrowserPlatform::answer(int id, HttpResponse response)
{
    const auto found = waiting_.find(id);
    if (found == waiting_.end()) return;
    // Taken out first: what it calls may ask again.
    const auto then = std::move(found->second);
    waiting_.erase(found);
    then(std::move(response));
}

int BrowserPlatform::expect(std::function<void(HttpResponse)> then)
{
    waiting_.emplace(++last_id_, std::move(then));
    return last_id_;
}

}  // namespace hemval
