// The only file that includes Boost.Beast: it takes most of a minute to compile.
#include "server/http_server.h"

#include "server/unix_socket.h"

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <set>
#include <thread>
#include <vector>

namespace hemval::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using asio::local::stream_protocol;
// One conversation for both kinds of socket: what differs is said where it is accepted.
using Protocol = asio::generic::stream_protocol;
using Acceptor = asio::basic_socket_acceptor<Protocol>;
using Stream = beast::basic_stream<Protocol>;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
template <class T>
using Task = asio::awaitable<T>;

constexpr auto kLinger = std::chrono::seconds(2);
constexpr auto kWriteAtLeast = std::chrono::seconds(30);
constexpr std::size_t kSlowestBytesPerSecond = 16 * 1024;
constexpr auto kAcceptPause = std::chrono::milliseconds(50);

// A request's head, a pipelined one behind it, or a chunk's own line: nothing of it grows beyond this.
constexpr std::size_t kBufferLimit = 64 * 1024;

// Sent with every answer that does not bring its own; a page brings its own policy (server/static_site.cpp).
// The policy of sw.js is the worker's, and all the worker does is fetch.
constexpr std::pair<const char*, const char*> kEveryAnswer[] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Content-Security-Policy",
     "default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
     "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", kNothingPermitted},
};

// "Sun, 22 Nov 2026 12:00:00 GMT"; strftime would follow the process's locale.
std::string http_date()
{
    static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    static thread_local std::time_t told = 0;
    static thread_local std::string date;
    const std::time_t now = std::time(nullptr);
    if (now == told)
        return date;
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[40];
    std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT", kDays[parts.tm_wday % 7],
                  parts.tm_mday % 100, kMonths[parts.tm_mon % 12], (parts.tm_year + 1900) % 10000,
                  parts.tm_hour % 100, parts.tm_min % 100, parts.tm_sec % 100);
    told = now;
    return date = text;
}

// Beast unfolds folded header lines (RFC 9112 5.2 lets a server refuse them, and a proxy in front
// may read them otherwise), so the raw text is looked at before it parses anything.
bool folded(std::string_view head)
{
    return head.find("\n ") != std::string_view::npos || head.find("\n\t") != std::string_view::npos;
}

using Parser = http::request_parser<http::string_body>;

// What two readers of the same bytes could understand differently.
bool ambiguous(const Parser::value_type& request)
{
    const auto count = [&](http::field field) { return request.count(field); };
    if (count(http::field::host) != 1 || request[http::field::host].empty())
        return true;
    if (count(http::field::content_length) + count(http::field::transfer_encoding) > 1)
        return true;
    return count(http::field::transfer_encoding) == 1 &&
           !beast::iequals(request[http::field::transfer_encoding], "chunked");
}

std::string text_of(beast::string_view view) { return std::string(view.data(), view.size()); }

Request plain(Parser::value_type&& message)
{
    Request request;
    request.method = text_of(message.method_string());
    const std::string target = text_of(message.target());
    const std::size_t mark = target.find('?');
    request.path = target.substr(0, mark);
    if (mark != std::string::npos)
        request.query = target.substr(mark + 1);
    for (const auto& field : message)
        request.headers.emplace_back(lower_case(text_of(field.name_string())),
                                     text_of(field.value()));
    request.body = std::move(message.body());
    return request;
}

struct Connection {
    explicit Connection(Protocol::socket socket) : stream(std::move(socket)) {}
    Stream stream;
    beast::flat_buffer buffer{kBufferLimit};
    bool idle = true;  // between requests: may be closed without losing anything
    bool sending = false;
};

enum class After { KeepAlive, Close, CloseUnread };

struct Asked {
    Parser::value_type message;
    std::optional<std::pair<Problem, int>> refused;
};

class Worker {
public:
    Worker(const HttpOptions& options, Handler& handler, std::atomic<std::size_t>& connections)
        : options_(options), handler_(handler), connections_(connections), context_(1),
          acceptor_(context_), grace_(context_)
    {
    }

    error_code listen(const tcp::endpoint& endpoint);
    error_code share(int listening);  // a socket that listens already, and stays its owner's
    std::uint16_t port() const;
    void start();
    void stop();
    void join()
    {
        if (thread_.joinable())
            thread_.join();
    }

private:
    Task<void> accept();
    void begin(Protocol::socket socket);
    void take_waiting();
    void close_idle();
    void close_slow();
    void forget(Connection& connection);
    Task<void> converse(std::shared_ptr<Connection> connection);
    Task<bool> wait_for_head(Connection& connection, bool first);
    Task<bool> receive(Connection& connection, Asked& asked);
    Task<After> answer(Connection& connection, Asked asked);
    Task<Response> handled(Request request);
    Task<bool> send(Connection& connection, const Response& response, bool head_only,
                    unsigned version, bool keep_alive);
    Task<void> linger(Connection& connection);
    void log(const std::string& method, const Response& response, Clock::time_point began) const;

    const HttpOptions& options_;
    Handler& handler_;
    std::atomic<std::size_t>& connections_;
    asio::io_context context_;
    Acceptor acceptor_;
    asio::steady_timer grace_;
    std::set<Connection*> open_;
    bool stopping_ = false;    // nobody new, and each answer says that it is the last
    bool idle_close_ = false;  // who asks nothing goes now
    std::thread thread_;
};

error_code Worker::listen(const tcp::endpoint& endpoint)
{
    error_code error;
    acceptor_.open(endpoint.protocol(), error);
    if (error)
        return error;
    acceptor_.set_option(Acceptor::reuse_address(true), error);
    const int on = 1;
    ::setsockopt(acceptor_.native_handle(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    acceptor_.bind(endpoint, error);
    if (!error)
        acceptor_.listen(Acceptor::max_listen_connections, error);
    return error;
}

error_code Worker::share(int listening)
{
    error_code error;
    const int own = ::fcntl(listening, F_DUPFD_CLOEXEC, 0);
    if (own < 0)
        return error_code(errno, boost::system::system_category());
    acceptor_.assign(Protocol(stream_protocol()), own, error);
    if (error)
        ::close(own);
    return error;
}

std::uint16_t Worker::port() const
{
    error_code none;
    const auto endpoint = acceptor_.local_endpoint(none);
    tcp::endpoint as_tcp;
    std::memcpy(as_tcp.data(), endpoint.data(), std::min(endpoint.size(), as_tcp.capacity()));
    return as_tcp.port();
}

void Worker::start()
{
    asio::co_spawn(context_, accept(), asio::detached);
    thread_ = std::thread([this] { context_.run(); });
}

void Worker::stop()
{
    asio::post(context_, [this] {
        stopping_ = true;
        error_code ignored;
        take_waiting();
        acceptor_.close(ignored);
        if (options_.drain_grace.count() == 0 || open_.empty())
            return close_idle();
        grace_.expires_after(options_.drain_grace);
        grace_.async_wait([this](error_code) { close_idle(); });
    });
}

// The system has let them in already: closing now would reset them, with what they have sent.
void Worker::take_waiting()
{
    error_code error;
    acceptor_.non_blocking(true, error);
    while (!error) {
        Protocol::socket socket(context_);
        acceptor_.accept(socket, error);
        if (!error)
            begin(std::move(socket));
    }
}

void Worker::close_idle()
{
    idle_close_ = true;
    for (Connection* connection : open_) {
        if (connection->idle)
            connection->stream.cancel();
    }
    if (open_.empty())
        return;
    grace_.expires_after(options_.last_answer);
    grace_.async_wait([this](error_code error) {
        if (!error)
            close_slow();
    });
}

// Somebody who does not read their answer keeps no service from ending.
void Worker::close_slow()
{
    for (Connection* connection : open_) {
        if (connection->sending)
            connection->stream.close();
    }
}

void Worker::begin(Protocol::socket socket)
{
    error_code ignored;
    if (options_.unix_socket.empty())
        socket.set_option(tcp::no_delay(true), ignored);
    auto connection = std::make_shared<Connection>(std::move(socket));
    ++connections_;
    open_.insert(connection.get());
    asio::co_spawn(context_, converse(connection), asio::detached);
}

Task<void> Worker::accept()
{
    asio::steady_timer pause(context_);
    while (!stopping_) {
        error_code error;
        Protocol::socket socket = co_await acceptor_.async_accept(
            asio::redirect_error(asio::use_awaitable, error));
        if (error) {
            // Out of file descriptors, mostly: what is open must be able to finish.
            pause.expires_after(kAcceptPause);
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
        } else if (stopping_ || connections_.load() < options_.connection_limit) {
            begin(std::move(socket));
        }
    }
}

Task<void> Worker::converse(std::shared_ptr<Connection> connection)
{
    struct Leave {
        Worker& worker;
        Connection& connection;
        ~Leave() { worker.forget(connection); }
    };
    const Leave leave{*this, *connection};
    auto after = After::KeepAlive;
    for (bool first = true; after == After::KeepAlive && (first || !idle_close_); first = false) {
        const bool has_head = co_await wait_for_head(*connection, first);
        if (!has_head)
            break;
        Asked asked;
        const bool received = co_await receive(*connection, asked);
        if (!received)
            break;
        after = co_await answer(*connection, std::move(asked));
        connection->idle = true;
    }
    if (after == After::CloseUnread)
        co_await linger(*connection);
    error_code ignored;
    connection->stream.socket().shutdown(Protocol::socket::shutdown_both, ignored);
    connection->stream.close();
}

void Worker::forget(Connection& connection)
{
    open_.erase(&connection);
    --connections_;
    if (stopping_ && open_.empty())
        grace_.cancel();
}

// Waits until a whole header block lies in the buffer, or until it is too large for one. False when
// the other end is gone or too slow. The deadline is absolute: a byte now and then does not move it.
Task<bool> Worker::wait_for_head(Connection& connection, bool first)
{
    bool began = first || connection.buffer.size() > 0;
    connection.stream.expires_after(began ? options_.request_deadline : options_.idle_deadline);
    for (;;) {
        const auto held = connection.buffer.data();
        const std::string_view text(static_cast<const char*>(held.data()), held.size());
        if (text.find("\r\n\r\n") != std::string_view::npos || text.size() > options_.header_limit)
            co_return true;
        if (idle_close_ && text.empty())
            co_return false;
        error_code error;
        const std::size_t got = co_await connection.stream.async_read_some(
            connection.buffer.prepare(4096), asio::redirect_error(asio::use_awaitable, error));
        if (error)
            co_return false;
        connection.buffer.commit(got);
        connection.idle = false;
        if (!began) {
            began = true;
            connection.stream.expires_after(options_.request_deadline);
        }
    }
}

// Reads the rest of the request under the same deadline. False when the other end is gone or late.
Task<bool> Worker::receive(Connection& connection, Asked& asked)
{
    connection.idle = false;
    const auto held = connection.buffer.data();
    const std::string_view text(static_cast<const char*>(held.data()), held.size());
    const std::size_t end = text.find("\r\n\r\n");
    if (end == std::string_view::npos || end > options_.header_limit) {
        asked.refused.emplace(Problem::RequestTooLarge, 431);
        co_return true;
    }
    if (folded(text.substr(0, end))) {
        asked.refused.emplace(Problem::MalformedRequest, 400);
        co_return true;
    }
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(options_.header_limit + 4));
    parser.body_limit(options_.body_limit);
    error_code error;
    co_await http::async_read_header(connection.stream, connection.buffer, parser,
                                     asio::redirect_error(asio::use_awaitable, error));
    if (!error && ambiguous(parser.get())) {
        asked.refused.emplace(Problem::MalformedRequest, 400);
        co_return true;
    }
    if (!error && beast::iequals(parser.get()[http::field::expect], "100-continue")) {
        static constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
        co_await asio::async_write(connection.stream, asio::buffer(kGoOn),
                                   asio::redirect_error(asio::use_awaitable, error));
    }
    if (!error)
        co_await http::async_read(connection.stream, connection.buffer, parser,
                                  asio::redirect_error(asio::use_awaitable, error));
    if (error == http::error::body_limit || error == http::error::buffer_overflow)
        asked.refused.emplace(Problem::RequestTooLarge, 413);
    else if (error.category() == http::make_error_code(http::error::partial_message).category() &&
             error != http::error::partial_message)
        asked.refused.emplace(Problem::MalformedRequest, 400);
    else if (error)
        co_return false;
    if (!asked.refused)
        asked.message = parser.release();
    co_return true;
}

std::string peer_of(const Protocol::socket& socket)
{
    error_code gone;
    const auto endpoint = socket.remote_endpoint(gone);
    tcp::endpoint as_tcp;
    if (gone)
        return {};
    const std::size_t size = std::min(endpoint.size(), as_tcp.capacity());
    std::memcpy(as_tcp.data(), endpoint.data(), size);
    as_tcp.resize(size);
    return as_tcp.address().to_string();
}

Task<After> Worker::answer(Connection& connection, Asked asked)
{
    const auto began = Clock::now();
    if (asked.refused) {
        const Response response = handler_.refuse(asked.refused->first, asked.refused->second);
        co_await send(connection, response, false, 11, false);
        log("-", response, began);
        co_return After::CloseUnread;
    }
    const bool keep = asked.message.keep_alive();
    const unsigned version = asked.message.version();
    const http::verb verb = asked.message.method();
    const bool head_only = verb == http::verb::head;
    Request request = plain(std::move(asked.message));
    request.through_front = !options_.unix_socket.empty();
    if (!request.through_front)
        request.peer = peer_of(connection.stream.socket());
    const Response response = co_await handled(std::move(request));
    const bool kept = co_await send(connection, response, head_only, version, keep && !stopping_);
    // A method of the sender's own making could say anything.
    log(verb == http::verb::unknown ? "-" : text_of(http::to_string(verb)), response, began);
    co_return kept ? After::KeepAlive : After::Close;
}

void Worker::log(const std::string& method, const Response& response,
                 Clock::time_point began) const
{
    if (!options_.log)
        return;
    const std::string pattern = response.pattern.empty() ? "-" : response.pattern;
    options_.log({method, pattern, response.status,
                  std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began)});
}

// Suspends until the handler has replied, from whichever thread, and goes on in this context.
Task<Response> Worker::handled(Request request)
{
    auto initiate = [this](auto completion, Request asked) {
        using Completion = decltype(completion);
        auto waiting = std::make_shared<Completion>(std::move(completion));
        // Nothing else keeps the context running while only the handler is at work.
        auto running = asio::make_work_guard(context_);
        handler_.handle(std::move(asked), [this, waiting, running](Response response) {
            asio::post(context_, [waiting, answer = std::move(response)]() mutable {
                (*waiting)(std::move(answer));
            });
        });
    };
    Response response = co_await asio::async_initiate<const asio::use_awaitable_t<>, void(Response)>(
        initiate, asio::use_awaitable, std::move(request));
    co_return response;
}

template <class Message>
void fill_head(Message& message, const Response& response, bool keep_alive)
{
    message.result(static_cast<unsigned>(response.status));
    message.set(http::field::date, http_date());
    if (!response.type.empty())
        message.set(http::field::content_type, response.type);
    for (const auto& [name, value] : response.headers)
        message.insert(name, value);
    for (const auto& [name, value] : kEveryAnswer) {
        if (message.find(name) == message.end())
            message.set(name, value);
    }
    message.keep_alive(keep_alive);
}

Task<bool> Worker::send(Connection& connection, const Response& response, bool head_only,
                        unsigned version, bool keep_alive)
{
    const std::size_t size = response.body ? response.body->size() : 0;
    const bool without_length = response.status == 204 || response.status == 304;
    const std::chrono::milliseconds patience = kWriteAtLeast + std::chrono::seconds(size / kSlowestBytesPerSecond);
    connection.stream.expires_after(stopping_ ? options_.last_answer : patience);
    connection.sending = true;
    error_code error;
    if (head_only || without_length || size == 0) {
        http::response<http::empty_body> message;
        message.version(version);
        fill_head(message, response, keep_alive);
        if (!without_length)
            message.content_length(size);
        co_await http::async_write(connection.stream, message,
                                   asio::redirect_error(asio::use_awaitable, error));
    } else {
        http::response<http::span_body<const char>> message;
        message.version(version);
        fill_head(message, response, keep_alive);
        message.body() = beast::span<const char>(response.body->data(), size);
        message.content_length(size);
        co_await http::async_write(connection.stream, message,
                                   asio::redirect_error(asio::use_awaitable, error));
    }
    connection.sending = false;
    co_return !error && keep_alive;
}

// Closing with unread bytes would reset the connection and take the answer with it.
Task<void> Worker::linger(Connection& connection)
{
    error_code error;
    connection.stream.socket().shutdown(Protocol::socket::shutdown_send, error);
    connection.buffer.clear();
    connection.stream.expires_after(kLinger);
    while (!error) {
        const auto room = connection.buffer.prepare(16 * 1024);
        co_await connection.stream.async_read_some(
            room, asio::redirect_error(asio::use_awaitable, error));
    }
}

class BeastServer final : public HttpServer {
public:
    BeastServer(HttpOptions options, Handler& handler)
        : options_(std::move(options)), handler_(handler)
    {
    }
    ~BeastServer() override { stop(); }

    std::optional<std::string> listen();
    std::uint16_t port() const override { return port_; }
    std::size_t connections() const override { return connections_.load(); }
    void stop() override
    {
        if (std::exchange(owns_path_, false))
            ::unlink(options_.unix_socket.c_str());  // first: what is there later is the next service's
        for (const auto& worker : workers_)
            worker->stop();
        for (const auto& worker : workers_)
            worker->join();
    }

private:
    std::optional<std::string> listen_on_port();
    std::optional<std::string> listen_on_path();

    HttpOptions options_;
    Handler& handler_;
    std::atomic<std::size_t> connections_{0};
    std::vector<std::unique_ptr<Worker>> workers_;
    std::uint16_t port_ = 0;
    bool owns_path_ = false;
};

std::string sentence(const HttpOptions& options, const error_code& error)
{
    const std::string where = options.address + " port " + std::to_string(options.port);
    if (error == asio::error::address_in_use)
        return "Port " + std::to_string(options.port) + " on " + options.address +
               " is taken by another program: stop it, or choose another with --port.";
    if (error == asio::error::access_denied)
        return "The system does not allow listening on " + where + ": choose a port above 1023.";
    return "Listening on " + where + " failed: " + error.message() + ".";
}

// With SO_REUSEPORT two services would share a port without knowing; a plain bind tells.
error_code probe(const tcp::endpoint& endpoint)
{
    asio::io_context context;
    error_code error;
    tcp::acceptor acceptor(context);
    acceptor.open(endpoint.protocol(), error);
    if (!error)
        acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error)
        acceptor.bind(endpoint, error);
    return error;
}

std::optional<std::string> BeastServer::listen()
{
    const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
    const unsigned count = options_.threads ? options_.threads : cores;
    for (unsigned i = 0; i < count; ++i)
        workers_.push_back(std::make_unique<Worker>(options_, handler_, connections_));
    auto refused = options_.unix_socket.empty() ? listen_on_port() : listen_on_path();
    if (refused) {
        workers_.clear();
        return refused;
    }
    for (const auto& worker : workers_)
        worker->start();
    return std::nullopt;
}

std::optional<std::string> BeastServer::listen_on_path()
{
    const auto socket = listen_at(options_.unix_socket);
    if (!socket)
        return socket.error();
    owns_path_ = true;
    error_code error;
    for (std::size_t i = 0; i < workers_.size() && !error; ++i)
        error = workers_[i]->share(*socket);
    ::close(*socket);
    if (error)
        return "Listening on the socket " + options_.unix_socket + " failed: " + error.message() + ".";
    return std::nullopt;
}

std::optional<std::string> BeastServer::listen_on_port()
{
    error_code error;
    const auto address = asio::ip::make_address(options_.address, error);
    if (error)
        return "The address " + options_.address + " is not an IP address such as 127.0.0.1.";
    tcp::endpoint endpoint(address, options_.port);
    if (error = probe(endpoint); error)
        return sentence(options_, error);
    for (const auto& worker : workers_) {
        if (error = worker->listen(endpoint); error)
            return sentence(options_, error);
        endpoint.port(worker->port());
    }
    port_ = endpoint.port();
    return std::nullopt;
}

}  // namespace

Result<std::unique_ptr<HttpServer>, std::string> HttpServer::start(HttpOptions options,
                                                                   Handler& handler)
{
    auto server = std::make_unique<BeastServer>(std::move(options), handler);
    if (const auto refused = server->listen())
        return fail(*refused);
    return server;
}

}  // namespace hemval::server
