#pragma once

#include "web/app/program.h"
#include "web/platform/platform.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

// The app without a browser, for tests that find things as a citizen does: by role and name.
namespace hemval {

// Remembers what a browser would do. Assets come from the source tree.
class HeadlessPlatform final : public Platform {
public:
    explicit HeadlessPlatform(std::string source_dir);

    std::string stored(const std::string& key) override;
    void store(const std::string& key, const std::string& value) override;
    std::string remembered(const std::string& key) override;
    bool remember(const std::string& key, const std::string& value) override;
    void go(const std::string& hash) override;
    void replace(const std::string& hash) override;
    void open_page(const std::string& municipality, const std::string& hash) override;
    void open_path(const std::string& path) override;
    void set_title(const std::string& title) override;
    void set_mark(const std::string& text) override;
    void set_language(const std::string& tag) override;
    void set_plain(bool plain) override;
    void print() override;
    void save_file(const std::string& name, const std::string& type, const std::string& text) override;
    void speak(const std::vector<SpokenText>& texts, std::function<void(bool)> then) override;
    void hush() override;
    Day today() override;
    std::uint64_t random() override;
    void request_frame() override;
    void wake_after(int seconds, std::function<void()> then) override;
    void idle_after(int seconds, std::function<void()> then) override;
    void set_kiosk() override;
    void wipe() override;
    bool offline() override;
    bool has_camera() override;
    void scan(const std::string& key, std::function<void(std::optional<std::string>)> then) override;
    void stop_scanning() override;
    void http(HttpRequest request, std::function<void(HttpResponse)> then) override;
    void asset(const std::string& name, std::function<void(std::string)> then) override;
    void digest(const std::string& bytes,
                std::function<void(std::optional<merkle::Hash>)> then) override;
    void verify(const std::string& key, const std::string& text, const std::string& signature,
                std::function<void(std::optional<bool>)> then) override;

    std::map<std::string, std::string> storage, device;
    std::vector<std::string> history{""};
    std::string title, mark, language, opened_page, opened_path;
    bool plain = false;
    int prints = 0;
    bool no_cryptography = false, no_device = false;  // no_device: nothing outlives the page
    std::map<std::string, std::string> saved_files;
    // Stand-ins for SHA-256 and Ed25519, which a browser has and C++ has not: every byte counts.
    static merkle::Hash test_hash(const std::string& bytes);
    static std::string test_signature(const std::string& key, const std::string& text);
    std::vector<SpokenText> spoken;           // what is being read aloud
    std::function<void(bool)> spoken_to_end;  // tells the app; empty when nothing is read
    int frames_requested = 0;
    std::map<std::string, std::string> other_assets;  // instead of the source tree's
    bool no_assets = false;       // none of them comes
    int assets_asked = 0;
    int alarm_seconds = 0;        // until `alarm`; 0: none
    std::function<void()> alarm;
    int idle_seconds = 0;         // until `idle_alarm`; 0: none
    std::function<void()> idle_alarm;
    bool kiosk = false, no_network = false, camera = false;
    int wipes = 0;
    std::string scanned_in;       // the picture that shows the camera; empty: it is off
    std::function<void(std::optional<std::string>)> scanner;
    Day day{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{23}};
    std::uint64_t next_random = 1;
    std::vector<HttpRequest> requests;
    std::function<HttpResponse(const HttpRequest&)> service;  // unset: a plain web host, which knows no such address

    // Answers come between frames, as in a browser, never inside one. False: none was waiting.
    bool deliver();
    std::vector<std::function<void()>> answers;
    std::optional<std::string> quiet_change;  // replace() tells nobody of the address it wrote
    std::string read_asset(const std::string& name) const;
    std::string read_file(const std::string& name) const;  // relative to the source tree

private:
    std::string source_dir_;
};

class HeadlessApp;

// One node, found by role and name, used through the same events the mirror sends.
class Found {
public:
    Found(HeadlessApp& app, std::string key);
    void press();
    void type(const std::string& text);
    const ui::Node& node() const;

private:
    HeadlessApp& app_;
    std::string key_;
};

class HeadlessApp {
public:
    // Starts at `hash` on the municipality's page with a fresh platform, or with `platform`'s storage
    // (a reload).
    HeadlessApp(const std::string& municipality, const std::string& hash,
                const std::string& language = "sv");
    // Another program than the citizens', with the words in `folder`.
    using Make = std::function<std::unique_ptr<Program>(HeadlessPlatform&, AppSetup)>;
    HeadlessApp(const std::string& municipality, const std::string& hash, const std::string& language,
                const std::string& folder, Make make);
    ~HeadlessApp();

    // The one node with this role whose name is `name`; fails the test, listing what there is, when
    // there is none or more than one.
    Found get(ui::Role role, const std::string& name);
    bool has(ui::Role role, const std::string& name) const;
    bool has_text(const std::string& part) const;  // in any node's name
    std::string h1() const;
    void back();
    void reload();                                  // same storage, same address, new App
    void resize(float width, float height);
    void enlarge(float times);                      // the reader's own size of text
    void on_paper(bool printing);
    void touch();                                   // something that answers to nothing
    void send(ui::UiEvent event);                   // then frames until settled
    const ui::SemanticTree& tree() const;
    const ui::Picture& picture() const;             // of the last frame
    std::string transcript() const;                 // the tree as indented text, for golden files
    HeadlessPlatform& platform();
    const ui::FrameOutput& last() const;
    const std::vector<std::string>& announcements() const;
    const std::vector<std::string>& waits() const;  // what was waited for, in order
    const std::string& focused() const;
    float text_scale() const;                       // that the program asks for

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace hemval
