#pragma once

#include "server/http.h"
#include "server/locales.h"
#include "server/service.h"

#include <set>
#include <string>
#include <vector>

namespace hemval::server {

class StaffApi;

// The JSON API of server/openapi.yaml: HTTP in, errands out.
class Api {
public:
    // Both must outlive the API. `proxies`: see client_address().
    Api(Service& service, const Locales& locales, std::set<std::string> proxies = {})
        : service_(service), locales_(locales), proxies_(std::move(proxies))
    {
    }

    // Takes everything under "/api/{m}/staff/"; must outlive the API.
    void use(StaffApi& staff) { staff_ = &staff; }

    static bool takes(const std::string& path);  // "/healthz" and everything under "/api/"
    void handle(const Request& request, Reply reply);

    // `municipality` may be empty: then the sentence names no telephone number.
    Response problem(Problem problem, int status, const std::string& accept_language,
                     const MunicipalityId& municipality) const;
    // 405, with the methods that are allowed.
    Response method_problem(const std::vector<std::string>& allowed,
                            const std::string& accept_language) const;

private:
    struct Errand;
    void statuses(const Errand& errand);
    void session(const Errand& errand);
    void sign_in_state(const Errand& errand);
    void sign_out_everywhere(const Errand& errand);
    void current(const Errand& errand);
    void submit(const Errand& errand);
    void check(const Errand& errand);
    void prove(const Errand& errand);
    void checkpoint(const Errand& errand);

    Service& service_;
    const Locales& locales_;
    const std::set<std::string> proxies_;
    StaffApi* staff_ = nullptr;
};

}  // namespace hemval::server
