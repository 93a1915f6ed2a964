#pragma once

#include "server/api.h"
#include "server/login.h"
#include "server/static_site.h"

namespace hemval::server {

// All the service answers: the API, and the built site for everything else.
class Application final : public Handler {
public:
    // All must outlive the application.
    Application(Api& api, Login& login, const StaticSite& site) : api_(api), login_(login), site_(site) {}

    void handle(Request request, Reply reply) override;
    Response refuse(Problem problem, int status) override;

private:
    Api& api_;
    Login& login_;
    const StaticSite& site_;
};

}  // namespace hemval::server
