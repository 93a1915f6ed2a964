#pragma once

#include "core/day.h"
#include "core/merkle.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

// What the app needs from where it runs. Two implementations: browser/ and headless/.
namespace hemval {

struct HttpRequest {
    std::string method;           // "GET", "POST", "DELETE"
    std::string path;             // below the service's root, without leading slash: "api/strangnas/case"
    std::string body;             // JSON, or empty
    std::string idempotency_key;  // or empty
};
struct HttpResponse {
    int status = 0;               // 0: no answer came
    std::string body;
};

struct SpokenText {
    std::string key;   // of the node that says it, marked meanwhile
    std::string text;
    std::string lang;
};

class Platform {
public:
    virtual ~Platform() = default;

    virtual std::string stored(const std::string& key) = 0;  // the tab's own storage; "" = nothing
    virtual void store(const std::string& key, const std::string& value) = 0;

    virtual std::string remembered(const std::string& key) = 0;  // kept on the device
    // False: the device keeps nothing, and what is remembered ends with the page.
    virtual bool remember(const std::string& key, const std::string& value) = 0;

    virtual void go(const std::string& hash) = 0;       // a new history entry: "#/jamfor"
    virtual void replace(const std::string& hash) = 0;  // the present entry
    virtual void open_page(const std::string& municipality, const std::string& hash) = 0;

    virtual void open_path(const std::string& path) = 0;  // of the same host: "/login/..."

    virtual void set_title(const std::string& title) = 0;
    // Words at the window's edge, on every screen, however far one scrolls, and on each sheet of paper.
    virtual void set_mark(const std::string& text) = 0;
    virtual void set_language(const std::string& tag) = 0;
    virtual void set_plain(bool plain) = 0;             // Enkel vy on or off
    virtual void print() = 0;
    // Text for the person's own disk, as UTF-8 and with the mark that says so: without it Excel reads Å as
    // two letters. Nothing is sent anywhere.
    virtual void save_file(const std::string& name, const std::string& type, const std::string& text) = 0;
    // Reads aloud; `then` is told true at the end, or false at once when there is no voice for it.
    virtual void speak(const std::vector<SpokenText>& texts, std::function<void(bool)> then) = 0;
    virtual void hush() = 0;  // stops reading; `then` is not called any more

    virtual Day today() = 0;
    virtual std::uint64_t random() = 0;                 // from a cryptographic source
    virtual void request_frame() = 0;
    // Calls `then` once after so many seconds. A later call takes its place; 0 seconds: none.
    virtual void wake_after(int seconds, std::function<void()> then) = 0;

    // The same by another clock, for a kiosk with nobody at it.
    virtual void idle_after(int seconds, std::function<void()> then) = 0;
    // From now on the page is a kiosk's: nothing is added to the history, nothing opens beside it.
    virtual void set_kiosk() = 0;
    // Nothing is left of whoever was here: what is stored and remembered, what is read aloud, and every
    // answer that has not come yet.
    virtual void wipe() = 0;
    virtual bool offline() = 0;  // known to have no network; a false says nothing

    virtual bool has_camera() = 0;
    // Shows the camera in the picture whose key is given, until a QR code stands in front of it: what it
    // says, or nothing when there is no camera to be had.
    virtual void scan(const std::string& key, std::function<void(std::optional<std::string>)> then) = 0;
    virtual void stop_scanning() = 0;

    virtual void http(HttpRequest request, std::function<void(HttpResponse)> then) = 0;
    // A built file: "locales/en.json", "municipalities/strangnas.json". Empty text when it fails.
    virtual void asset(const std::string& name, std::function<void(std::string)> then) = 0;

    // The device's own cryptography. Nothing: it has none to give, as on a page that came without
    // https, or in a browser that does not know Ed25519.
    virtual void digest(const std::string& bytes,
                        std::function<void(std::optional<merkle::Hash>)> then) = 0;  // SHA-256
    virtual void verify(const std::string& key, const std::string& text, const std::string& signature,
                        std::function<void(std::optional<bool>)> then) = 0;  // both in hexadecimal
};

}  // namespace hemval
