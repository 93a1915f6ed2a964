#include "server/application.h"

#include "server/problem_http.h"

namespace hemval::server {

void Application::handle(Request request, Reply reply)
{
    if (Api::takes(request.path))
        return api_.handle(request, std::move(reply));
    if (Login::takes(request))
        return login_.handle(request, std::move(reply));
    if (request.method == "GET" || request.method == "HEAD")
        return reply(site_.answer(request));
    Response response = api_.method_problem(
        {"GET", "HEAD"}, std::string(request.header("accept-language").value_or("")));
    response.pattern = "/{page}";
    reply(std::move(response));
}

Response Application::refuse(Problem problem, int status)
{
    return api_.problem(problem, status, "", MunicipalityId());
}

}  // namespace hemval::server
