#pragma once

#include "fake_service.h"
#include "web/platform/headless/headless_app.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <string>
#include <utility>

namespace hemval::test {

// A person at home on a municipality's page, with the service answering.
struct Home {
    Municipality municipality;
    FakeService service;
    HeadlessApp app;
    bool offline = false;                              // requests are lost on their way
    std::function<void(nlohmann::json&)> edit_case;    // a case no sample person is in

    explicit Home(const std::string& id = "strangnas") : Home(id, pack_of(id)) {}
    // The service keeps `kept`; the page is the source tree's.
    Home(const std::string& id, Municipality kept)
        : municipality(std::move(kept)), service(municipality), app(id, "#/")
    {
        app.platform().service = [this](const HttpRequest& request) { return answer(request); };
        app.reload();
    }

    void sign_in(const std::string& code)
    {
        app.get(ui::Role::Link, "Gör ditt val").press();
        app.get(ui::Role::TextField, "Kod från brevet").type(code);
        app.get(ui::Role::Button, "Logga in").press();
    }
    void go(const std::string& hash)
    {
        app.platform().go(hash);
        app.send({});
    }
    // The idempotency keys of the submits so far, in order.
    std::vector<std::string> submit_keys()
    {
        std::vector<std::string> keys;
        for (const HttpRequest& request : app.platform().requests)
            if (!request.idempotency_key.empty()) keys.push_back(request.idempotency_key);
        return keys;
    }

private:
    HttpResponse answer(const HttpRequest& request)
    {
        if (offline) return {0, ""};
        HttpResponse response = service(request);
        const bool of_case = request.path.find("/case") != std::string::npos ||
                             (request.path.find("/session") != std::string::npos &&
                              request.method == "POST");
        if (of_case && edit_case && response.status == 200) {
            auto json = nlohmann::json::parse(response.body, nullptr, false);
            edit_case(json);
            response.body = json.dump();
        }
        return response;
    }
};

}  // namespace hemval::test
