#pragma once

#include "server/http.h"
#include "server/staff/desk.h"

#include <string>
#include <vector>

namespace hemval::server {

class Api;

// The staff's part of the API, server/staff/openapi.yaml: everything under /api/{m}/staff/.
class StaffApi {
public:
    // Both must outlive it; `api` says problems in the reader's language.
    StaffApi(DeskService& desk, const Api& api) : desk_(desk), api_(api) {}

    struct Errand {
        const Request& request;
        MunicipalityId municipality;
        std::vector<std::string> rest;       // the path's parts after "staff"
        std::string token;
        std::optional<IdempotencyKey> key;   // nothing when missing or malformed
        std::string language;                // Accept-Language
        Reply reply;
    };
    void handle(const Errand& errand);

    // Every way in, for exactly one role; nothing: any role.
    struct Route {
        const char* method;
        const char* path;                    // "{x}" is any one part
        std::optional<Role> role;
        void (StaffApi::*run)(const Errand&);
    };
    static const std::vector<Route>& routes();

private:
    DeskService::Asker asker(const Errand& errand) const;
    template <class T>
    DeskService::Answer<T> answered(const Errand& errand, const char* pattern) const;
    void refuse(const Errand& errand, Problem problem) const;

    void who(const Errand& errand);
    void queue(const Errand& errand);
    void open(const Errand& errand);
    void find(const Errand& errand);
    void submit(const Errand& errand);
    void work(const Errand& errand);
    void judge(const Errand& errand);
    void providers(const Errand& errand);
    void changes(const Errand& errand);
    void propose(const Errand& errand);
    void agree(const Errand& errand);
    void withdraw(const Errand& errand);
    void publish_text(const Errand& errand);
    void rings(const Errand& errand);
    void months(const Errand& errand);
    void follow_ups(const Errand& errand);
    void leavings(const Errand& errand);
    void leaving(const Errand& errand);
    void outlook(const Errand& errand);
    void propose_leaving(const Errand& errand);
    void leaving_step(const Errand& errand);
    void ledger(const Errand& errand);
    void accesses(const Errand& errand);

    DeskService& desk_;
    const Api& api_;
};

}  // namespace hemval::server
