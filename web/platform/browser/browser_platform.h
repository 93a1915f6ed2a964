#pragma once

#include "web/platform/platform.h"

#include <map>

namespace hemval {

// The browser's answers, by way of host.mjs. Answers that come later arrive through answer().
class BrowserPlatform final : public Platform {
public:
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

    // An unknown id is ignored: the page may answer after the program has been let go.
    void answer(int id, HttpResponse response);

private:
    int expect(std::function<void(HttpResponse)> then);

    int last_id_ = 0, speech_ = 0, alarm_ = 0, idle_ = 0, scan_ = 0;
    std::map<int, std::function<void(HttpResponse)>> waiting_;
};

}  // namespace hemval
