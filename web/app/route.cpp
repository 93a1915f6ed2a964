#include "web/app/route.h"

namespace hemval {

namespace {

struct Name {
    Screen screen;
    std::string_view path;
    Screen parent;
    bool takes_id;
};

constexpr Name kNames[] = {
    {Screen::Start, "", Screen::Start, false},
    {Screen::Providers, "jamfor", Screen::Start, false},
    {Screen::Comparison, "jamforelse", Screen::Providers, false},
    {Screen::ProviderPage, "utforare", Screen::Providers, true},
    {Screen::Fee, "avgift", Screen::Start, false},
    {Screen::SignIn, "logga-in", Screen::Start, false},
    {Screen::Choose, "val", Screen::Start, false},
    {Screen::Check, "val", Screen::Choose, true},
    {Screen::SwitchList, "byt", Screen::Choose, false},
    {Screen::Decline, "turordning", Screen::Choose, false},
    {Screen::Receipt, "kvitto", Screen::Choose, false},
    {Screen::ReceiptCheck, "kontrollera", Screen::Help, false},
    {Screen::Representative, "ombud", Screen::Choose, true},
    {Screen::SharedComparison, "jamfor", Screen::Providers, true},
    {Screen::Questions, "fragor", Screen::Start, false},
    {Screen::Wishes, "viktigt", Screen::Start, false},
    {Screen::About, "om-hemtjansten", Screen::Start, false},
    {Screen::AboutTopic, "om-hemtjansten", Screen::About, true},
    {Screen::Help, "hjalp", Screen::Start, false},
    {Screen::Accessibility, "tillganglighet", Screen::Help, false},
    {Screen::PaperList, "papper", Screen::Start, false},
    {Screen::Paper, "papper", Screen::PaperList, true},
    {Screen::Explained, "visa", Screen::DemoStart, true},
    {Screen::Kiosk, "kiosk", Screen::Start, false},
    {Screen::Scan, "kiosk", Screen::SignIn, true},
};

}  // namespace

std::optional<std::string> code_in_link(std::string_view hash)
{
    constexpr std::string_view kLink = "#/kod/";
    if (hash.substr(0, kLink.size()) != kLink) return std::nullopt;
    return std::string(hash.substr(kLink.size()));
}

std::optional<Problem> problem_in_link(std::string_view hash)
{
    constexpr std::string_view kTold = "#/logga-in/";
    if (hash.substr(0, kTold.size()) != kTold) return std::nullopt;
    const auto problem = problem_named(hash.substr(kTold.size()));
    for (const Problem one : {Problem::NoOpenCase, Problem::IdentityUnclear, Problem::RoleUnclear,
                              Problem::NotAllowed, Problem::Busy, Problem::ServiceFailed})
        if (problem == one) return one;
    return std::nullopt;
}

Route parse_route(std::string_view hash)
{
    Route route;
    if (!hash.empty() && hash.front() == '#') hash.remove_prefix(1);
    if (!hash.empty() && hash.front() == '/') hash.remove_prefix(1);
    if (hash == "prova") return {Screen::DemoStart, "", true};
    constexpr std::string_view kDemo = "prova/";
    if (hash.substr(0, kDemo.size()) == kDemo) {
        route.demo = true;
        hash.remove_prefix(kDemo.size());
    }
    const std::size_t slash = hash.find('/');
    const std::string_view path = hash.substr(0, slash);
    const std::string_view id = slash == std::string_view::npos ? "" : hash.substr(slash + 1);
    for (const Name& name : kNames) {
        if (name.path == path && name.takes_id == !id.empty()) {
            if (name.screen == Screen::Explained && !route.demo) break;
            route.screen = name.screen;
            route.id = id;
            return route;
        }
    }
    route.screen = Screen::NotFound;
    return route;
}

std::string to_hash(const Route& route)
{
    if (route.screen == Screen::DemoStart) return "#/prova";
    std::string hash = route.demo ? "#/prova/" : "#/";
    for (const Name& name : kNames) {
        if (name.screen != route.screen) continue;
        hash += name.path;
        if (name.takes_id) hash += "/" + route.id;
        break;
    }
    return hash;
}

Route parent_of(const Route& route)
{
    for (const Name& name : kNames) {
        if (name.screen != route.screen) continue;
        const bool to_start = name.screen == Screen::Start || name.parent == Screen::DemoStart;
        if (to_start && route.demo) return {Screen::DemoStart, "", true};
        return {name.parent, "", route.demo};
    }
    return {};
}

}  // namespace hemval
