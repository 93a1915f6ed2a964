#include "server/outbox/setup.h"

#include <algorithm>
#include <cstdio>
#include <map>

namespace hemval::server {
namespace {

using Given = std::map<std::string, std::string>;

Result<Given, std::string> given(const std::vector<std::string>& pairs, const char* option,
                                 const Packs& packs)
{
    Given values;
    for (const std::string& pair : pairs) {
        const std::size_t at = pair.find('=');
        const std::string id = pair.substr(0, at);
        if (at == std::string::npos || at + 1 == pair.size())
            return fail(std::string(option) + " takes a municipality and its value, such as "
                        "strangnas=..., not " + pair + ".");
        if (packs.count(MunicipalityId(id)) == 0)
            return fail(std::string(option) + " names the municipality " + id + ", which has no pack.");
        if (!values.emplace(id, pair.substr(at + 1)).second)
            return fail(std::string(option) + " names the municipality " + id + " twice.");
    }
    return values;
}

}  // namespace

Result<std::vector<WebhookEndpoint>, std::string> webhook_endpoints(const WebhookOptions& options,
                                                                    const Packs& packs)
{
    const auto urls = given(options.urls, "--webhook-url", packs);
    if (!urls)
        return fail(urls.error());
    const auto files = given(options.secrets, "--webhook-secret", packs);
    if (!files)
        return fail(files.error());
    std::vector<WebhookEndpoint> endpoints;
    for (const auto& [id, address] : *urls) {
        const auto file = files->find(id);
        if (file == files->end())
            return fail("The webhook of " + id + " has no --webhook-secret: without a signature its "
                        "receiver cannot tell who sends.");
        auto url = webhook_url(address);
        if (!url)
            return fail(url.error());
        auto secrets = secrets_in(file->second);
        if (!secrets)
            return fail(secrets.error());
        endpoints.push_back({MunicipalityId(id), std::move(*url), std::move(*secrets)});
    }
    for (const auto& [id, file] : *files) {
        if (urls->count(id) == 0)
            return fail("There is a --webhook-secret for " + id + " but no --webhook-url.");
    }
    return endpoints;
}

Result<bool, Problem> open_outboxes_for(Store& store, const std::vector<WebhookEndpoint>& endpoints)
{
    std::vector<MunicipalityId> open;
    const auto opened = store.tx_now<bool>([&](Queries& queries) -> Result<bool, Problem> {
        for (const WebhookEndpoint& endpoint : endpoints)
            open_outbox(queries, endpoint.municipality);
        open = open_outboxes(queries);
        return true;
    });
    for (const MunicipalityId& id : open) {
        const bool has_address = std::any_of(
            endpoints.begin(), endpoints.end(),
            [&](const WebhookEndpoint& endpoint) { return endpoint.municipality == id; });
        if (opened && !has_address)
            std::fprintf(stderr,
                         "Choices for the case system of %s wait in the outbox, as it has no "
                         "--webhook-url. If none is to be told any more: hemval outbox close.\n",
                         id.value.c_str());
    }
    return opened;
}

CourierOptions courier_options(const WebhookOptions& options,
                               std::function<void(const std::string&)> log)
{
    CourierOptions courier;
    courier.post.authorities = options.authorities;
    courier.first_wait = options.first_wait;
    courier.log = std::move(log);
    return courier;
}

}  // namespace hemval::server
