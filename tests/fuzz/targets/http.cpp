#include "server/http_server.h"
#include "tests/fuzz/targets.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>

namespace hemval::fuzz {
namespace {

using namespace hemval::server;

struct Short final : Handler {
    void handle(Request request, Reply reply) override
    {
        preferences(request.header("accept-encoding").value_or(""));
        reply(text_response(200, "text/plain", request.body));
    }
    Response refuse(Problem, int status) override { return text_response(status, "text/plain", "no"); }
};

struct Running {
    Short handler;
    std::string path = "/tmp/hemval-fuzz-" + std::to_string(::getpid());
    std::unique_ptr<HttpServer> server;
    Running()
    {
        HttpOptions options;
        options.unix_socket = path;
        options.threads = 1;
        auto started = HttpServer::start(options, handler);
        if (!started)
            std::abort();
        server = std::move(*started);
    }
};

}  // namespace

// All that comes on one connection, and then its end: the service answers or closes, and goes on.
void http(std::string_view bytes)
{
    static const Running running;
    const int connection = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, running.path.c_str(), sizeof address.sun_path - 1);
    if (::connect(connection, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        std::abort();
    timeval patience{15, 0};
    ::setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    ::shutdown(connection, SHUT_WR);
    char answer[4096];
    ssize_t got = 0;
    while ((got = ::recv(connection, answer, sizeof answer, 0)) > 0) {}
    if (got < 0 && errno == EAGAIN)
        std::abort();  // longer than any deadline
    ::close(connection);
}

}  // namespace hemval::fuzz
