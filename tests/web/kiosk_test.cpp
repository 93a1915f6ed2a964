#include "golden.h"
#include "home.h"
#include "web/app/kiosk.h"

#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <utility>

using namespace hemval;
using test::Home;
using ui::Role;

namespace {

// Strängnäs' kiosk, with nobody at it.
struct Kiosk : Home {
    explicit Kiosk(const std::string& address = "#/kiosk", Municipality town = test::pack_of("strangnas"))
        : Home("strangnas", std::move(town))
    {
        app.platform().history = {address};
        app.reload();
    }
    void press(const std::string& name) { app.get(Role::Button, name).press(); }
    void key(const std::string& name) { app.send({ui::EventKind::Press, name, ""}); }
    void code(const std::string& text)
    {
        for (const char digit : text)
            if (digit != '-') key(std::string("sign_in/code/keys/") + digit);
    }
    void sign_in()
    {
        go("#/val");
        code(test::kCodeNew);
        press("Logga in");
    }
    // The clock runs out: how long it had been set to.
    int wait()
    {
        HeadlessPlatform& platform = app.platform();
        const int seconds = std::exchange(platform.idle_seconds, 0);
        REQUIRE(seconds > 0);
        std::exchange(platform.idle_alarm, nullptr)();
        app.send({});
        return seconds;
    }
    void choose()
    {
        for (const ui::Node& node : app.tree().nodes())
            if (node.role == Role::Button && node.key.size() > 7 &&
                node.key.compare(node.key.size() - 7, 7, "/choose") == 0) {
                key(std::string(node.key));
                break;
            }
        REQUIRE(app.h1() == "Kontrollera ditt val");
    }
    std::string last_body(const std::string& method)
    {
        std::string body;
        for (const HttpRequest& one : app.platform().requests)
            if (one.method == method && !one.body.empty()) body = one.body;
        return body;
    }
    int sign_outs()
    {
        int count = 0;
        for (const HttpRequest& one : app.platform().requests) count += one.method == "DELETE" ? 1 : 0;
        return count;
    }
};

constexpr const char* kStart = "Välj utförare av hemtjänst";
constexpr const char* kQuestion = "Är du kvar?";

bool leads_out(const ui::Node& node)
{
    return node.role == Role::Link && (node.href.empty() || node.href[0] != '#');
}

}  // namespace

TEST_CASE("a kiosk's address may lengthen its times, within bounds, and says nothing else")
{
    CHECK(kiosk_in_link("#/kiosk") == KioskTimes{60, 20});
    CHECK(kiosk_in_link("#/kiosk?idle=90&warn=40") == KioskTimes{90, 40});
    CHECK(kiosk_in_link("#/kiosk?warn=30") == KioskTimes{60, 30});
    for (const char* refused : {"#/kiosk?idle=5&warn=19", "#/kiosk?idle=601&warn=301", "#/kiosk?idle=&warn=x",
                                "#/kiosk?idle=-90&warn=1e2", "#/kiosk?idle=99999999999", "#/kiosk?&&=&idle"})
        CHECK(kiosk_in_link(refused) == KioskTimes{});
    for (const char* other : {"", "#/", "#/kiosken", "#/kiosk/kamera", "#/prova/kiosk"})
        CHECK_FALSE(kiosk_in_link(other).has_value());
    CHECK(read_times(write_times({90, 40})) == KioskTimes{90, 40});
    for (const char* unreadable : {"", "{}", "[]", R"({"idle":1,"warn":1})", R"({"idle":90})"})
        CHECK_FALSE(read_times(unreadable).has_value());
}

TEST_CASE("a kiosk stays one through every address, and its history has one entry")
{
    Kiosk at("#/kiosk?idle=90&warn=40");
    CHECK(at.app.h1() == kStart);
    CHECK(at.app.platform().history.back() == "#/kiosk");
    at.app.get(Role::Link, "Jämför utförare").press();
    at.app.get(Role::Link, "Tillbaka").press();
    CHECK(at.app.h1() == kStart);
    at.go("#/hjalp");
    CHECK(at.app.has(Role::Button, "Avsluta"));
    CHECK(at.app.platform().history.size() == 1);
    at.go("#/prova");
    CHECK(at.app.h1() == kStart);
    at.go("#/val");
    at.app.reload();
    CHECK(at.app.has(Role::Button, "Avsluta"));
    CHECK(at.wait() == 90);
    CHECK(at.wait() == 40);
}

TEST_CASE("nothing in a kiosk leads out of it, and everything to press is 20 mm")
{
    Municipality town = test::pack_of("strangnas");
    for (Provider& provider : town.providers)
        if (provider.id == ProviderId("solglantan")) provider.capacity = provider.clients = 10;
    Kiosk at("#/kiosk", town);
    at.app.platform().camera = true;
    const auto look = [&](const std::string& where) {
        CAPTURE(where);
        for (const ui::Node& node : at.app.tree().nodes()) {
            CAPTURE(node.key);
            CHECK_FALSE(leads_out(node));
            CHECK(node.href.find("personal") == std::string::npos);
            CHECK(node.href.find("prova") == std::string::npos);
            CHECK(node.role != Role::Select);
            const bool pressable = node.role == Role::Button || node.role == Role::Link ||
                                   node.role == Role::Checkbox || node.role == Role::Radio ||
                                   node.role == Role::Summary || node.role == Role::TextField ||
                                   node.role == Role::TextArea;
            if (!pressable || node.style == "skip") continue;
            CHECK(node.rect.h >= 76);
            CHECK(node.rect.w >= 76);
            if (node.role == Role::TextField) CHECK(node.autocomplete == "off");
        }
    };
    std::vector<std::string> all = {"#/kiosk", "#/jamfor", "#/avgift", "#/logga-in", "#/fragor", "#/hjalp",
                                    "#/tillganglighet", "#/nonsens", "#/viktigt", "#/om-hemtjansten/kontroll",
                                    "#/kiosk/kamera"};
    for (const Provider& provider : at.municipality.providers) all.push_back("#/utforare/" + provider.id.value);
    for (const std::string& address : all) {
        at.go(address);
        look(address);
    }
    at.go("#/jamfor");
    for (std::size_t i = 0; i < 2; ++i) at.key("provider/" + at.municipality.providers[i].id.value + "/compare");
    at.press("Visa jämförelsen");
    CHECK(at.app.h1() == "Din jämförelse");
    look("comparison");
    at.go("#/papper");
    look("papers");
    std::vector<std::string> sheets;
    for (const ui::Node& node : at.app.tree().nodes())
        if (node.href.rfind("#/papper/", 0) == 0) sheets.push_back(node.href);
    CHECK(sheets.size() >= 6);
    for (const std::string& sheet : sheets) {
        at.go(sheet);
        look(sheet);
    }
    at.go("#/viktigt");
    for (const CareWish& wish : kCareWishes) at.key("wishes/" + std::string(wish.id));
    for (const CareWish& wish : kCareWishes) at.key("wishes/stated/" + std::string(wish.id) + "/summary");
    look("wishes with every statement open");
    at.sign_in();
    look("choose");
    at.press("Ställ dig i kö till Solgläntan");
    look("queue");
    at.go("#/ombud/roll");
    CHECK(at.app.h1() != "Sidan finns inte");
    look("representation");
    at.go("#/val");
    at.choose();
    look("check");
    at.key("behalf/who/other");
    at.key("behalf/begin");
    look("role");
    at.key("behalf/role/relative");
    at.press("Fortsätt");
    look("contact");
    at.go("#/val");
    at.choose();
    at.key("behalf/who/self");
    at.press("Bekräfta valet");
    look("receipt");
    CHECK(at.app.has(Role::Button, "Skriv ut"));
    CHECK_FALSE(at.app.has_text("Logga ut överallt"));
}

TEST_CASE("a kiosk says whom to ask where a page at home says whom to ring, in every language")
{
    // What is for later or for home, who has protected identity, and what a kiosk never meets.
    const std::set<std::string> rung = {"minority.how", "choose.left.call", "choose.gap", "paper.send.how",
                                        "receipt.waiting.next", "problem.phone_only", "problem.not_allowed",
                                        "problem.no_open_case", "problem.identity_unclear", "problem.role_unclear"};
    using Asked = std::pair<std::string, const char*>;
    for (const Asked& asked : std::initializer_list<Asked>{
             {"sv", "personalen här"}, {"sv-simple", "personalen här"}, {"en", "staff here"},
             {"fi", "täällä"}, {"ar", "الموظفين هنا"}}) {
        CAPTURE(asked.first);
        std::ifstream file(std::string(HEMVAL_SOURCE_DIR) + "/assets/locales/" + asked.first + ".json");
        const auto words = nlohmann::json::parse(file, nullptr, false);
        for (const auto& one : words.items()) {
            const std::string key = one.key(), text = one.value().get<std::string>();
            CAPTURE(key);
            if (text.find("{phone}") != std::string::npos && rung.count(key) == 0)
                CHECK(words.contains(key + ".kiosk"));
            if (key.size() < 6 || key.substr(key.size() - 6) != ".kiosk") continue;
            CHECK(text.find("{phone}") == std::string::npos);
            if (key != "wishes.private.kiosk") CHECK(text.find(asked.second) != std::string::npos);
        }
    }
    Kiosk at;
    const std::string& phone = at.municipality.contact.phone;
    for (const char* address : {"#/kiosk", "#/logga-in", "#/nonsens", "#/avgift", "#/jamfor", "#/viktigt"}) {
        CAPTURE(address);
        at.go(address);
        CHECK(at.app.has_text("personalen här"));
        CHECK_FALSE(at.app.has_text(phone));
    }
    at.go("#/val");
    at.code(code_from_digits("999988887777666"));
    at.press("Logga in");
    CHECK(at.app.has_text("Koden stämmer inte. Jämför med brevet och försök igen, eller fråga personalen här."));
    CHECK_FALSE(at.app.has_text(phone));
    at.app.get(Role::Link, "Blanketter att skriva ut").press();
    CHECK(at.app.platform().history.back() == "#/papper");
    Home home;
    home.go("#/logga-in");
    CHECK(home.app.has_text("Ring kommunen på " + phone));
}

TEST_CASE("an address that is not the page's own is told in words")
{
    Kiosk at;
    at.go("#/tillganglighet");
    CHECK(at.app.has_text("www.digg.se/tdosanmalan"));
}

TEST_CASE("a code is written on the kiosk's keys, and signs in")
{
    Kiosk at;
    at.go("#/val");
    CHECK(at.app.has(Role::Button, "7"));
    at.code("12");
    at.press("Sudda");
    CHECK(at.app.get(Role::TextField, "Kod från brevet").node().value == "1");
    at.press("Sudda");
    at.press("Sudda");
    CHECK(at.app.get(Role::TextField, "Kod från brevet").node().value.empty());
    at.code(test::kCodeNew);
    at.press("Logga in");
    CHECK(at.app.h1() == "Gör ditt val");
}

TEST_CASE("a field that is full takes no more, and a letter of two bytes is one letter")
{
    CHECK(ui::letters_in("åäö") == 3);
    CHECK(ui::shortened("aå") == "a");
    CHECK(ui::shortened("") .empty());
    CHECK(ui::capital_of("ö") == "Ö");
    CHECK(ui::capital_of("q") == "Q");
    CHECK(ui::capital_of("7") == "7");
    CHECK(ui::capital_of("÷") == "÷");
    CHECK(ui::capital_of("ب") == "ب");
    Kiosk at;
    at.go("#/val");
    for (int i = 0; i < 40; ++i) at.key("sign_in/code/keys/1");
    CHECK(at.app.get(Role::TextField, "Kod från brevet").node().value.size() == 30);
}

TEST_CASE("a name is written in letters, small and large, and who has keys of their own sees none of ours")
{
    Kiosk at;
    at.sign_in();
    at.choose();
    at.key("behalf/who/other");
    at.key("behalf/begin");
    at.key("behalf/role/relative");
    at.press("Fortsätt");
    at.press("Stor bokstav");
    at.press("Å");
    at.press("S");
    at.press("A");
    for (int times = 0; times < 2; ++times) at.press("Mellanslag");
    at.press("Sudda");
    CHECK(at.app.announcements().back() == "Sudda Mellanslag");
    CHECK(at.app.get(Role::TextField, "Ditt namn").node().value == "Åsa ");
    // The second field has the keys when it has focus, and keeps them while they are pressed.
    at.app.get(Role::TextField, "Telefon eller e-post").press();
    at.key("behalf/reach/keys/0");
    at.key("behalf/reach/keys/7");
    CHECK(at.app.get(Role::TextField, "Telefon eller e-post").node().value == "07");
    CHECK_FALSE(at.app.has(Role::Button, "Visa tangenterna"));
    at.app.get(Role::TextField, "Telefon eller e-post").type("070");
    CHECK_FALSE(at.app.has(Role::Button, "Mellanslag"));
    at.press("Visa tangenterna");
    CHECK(at.app.has(Role::Button, "Mellanslag"));
    CHECK(at.app.focused() == "behalf/reach");
}

TEST_CASE("who has chosen Arabic has its letters, and the Latin ones a code may need")
{
    HeadlessApp app("strangnas", "#/kiosk");
    app.send({ui::EventKind::Press, "kiosk/language/ar", ""});
    app.platform().go("#/hjalp");
    app.send({});
    app.send({ui::EventKind::Press, "receipt_check/number", ""});
    CHECK(app.has(Role::Button, "ب"));
    CHECK_FALSE(app.has(Role::Button, "Q"));
    app.send({ui::EventKind::Press, "receipt_check/number/keys/alphabet", ""});
    CHECK(app.has(Role::Button, "Q"));
    CHECK_FALSE(app.has(Role::Button, "ب"));
}

TEST_CASE("who does nothing is asked, and one press keeps everything")
{
    Kiosk at;
    CHECK(at.app.platform().idle_seconds == 0);  // nobody is there: no clock runs
    at.go("#/val");
    at.code("1234");
    CHECK(at.wait() == 60);
    CHECK(at.app.h1() == kQuestion);
    CHECK(at.app.has_text("Om 20 sekunder avslutar vi."));
    CHECK(at.app.focused() == "kiosk/stay");
    // Heard once, with the button.
    CHECK(at.app.tree().find("kiosk/stay")->description.find(kQuestion) == 0);
    for (const std::string& said : at.app.announcements()) CHECK(said.find(kQuestion) == std::string::npos);
    CHECK(at.app.tree().find("kiosk/end") == nullptr);  // the bar's own: one element is not two buttons
    at.app.touch();  // on its way to one of the answers
    CHECK(at.app.h1() == kQuestion);
    at.press("Ja, jag är kvar");
    CHECK(at.app.h1() == "Logga in");
    CHECK(at.app.get(Role::TextField, "Kod från brevet").node().value == "1234");
    CHECK(at.app.focused() == "sign_in/code/keys/4");
    CHECK(at.wait() == 60);
    at.press("Nej, avsluta");
    CHECK(at.app.h1() == kStart);
    CHECK(at.app.platform().idle_seconds == 0);
}

TEST_CASE("whoever touches or scrolls is there, though nothing comes of it")
{
    Kiosk at;
    at.app.touch();
    CHECK(at.app.platform().idle_seconds == 60);
    at.app.platform().idle_seconds = 0;
    at.app.touch();
    CHECK(at.app.platform().idle_seconds == 60);
}

TEST_CASE("who listens need not move, but a voice that never ends keeps nobody's errand open for ever")
{
    Kiosk at;
    at.go("#/jamfor");
    at.press("Läs upp");
    CHECK(at.app.platform().spoken_to_end);
    int waited = 0;
    while (at.app.h1() != kQuestion && waited < 100) {
        at.wait();
        ++waited;
    }
    CHECK(waited == 11);
}

TEST_CASE("whether somebody is there is asked aloud too, of who has had nothing read to them")
{
    Kiosk at;
    at.go("#/jamfor");
    at.app.touch();
    CHECK(at.app.platform().spoken.empty());
    while (at.app.h1() != kQuestion) at.wait();
    REQUIRE(at.app.platform().spoken.size() == 1);
    CHECK(at.app.platform().spoken[0].text.rfind(kQuestion, 0) == 0);
    at.press("Ja, jag är kvar");
    CHECK(at.app.platform().spoken.empty());
}

TEST_CASE("when nobody answers nothing of them is left")
{
    Kiosk at;
    at.app.send({ui::EventKind::Press, "kiosk/language/en", ""});
    at.press("Larger text");
    at.go("#/avgift");
    at.key("fee/hours");
    at.key("fee/hours/keys/3");
    at.key("fee/hours/keys/1");
    CHECK(at.app.tree().find("fee/hours")->value == "31");
    at.go("#/val");
    at.code(test::kCodeNew);
    at.key("sign_in/go");
    CHECK(at.app.h1() == "Make your choice");
    const int before = at.sign_outs();
    at.press("Read aloud");
    at.wait();
    at.app.platform().spoken_to_end = nullptr;
    while (at.app.h1() != "Are you still there?") at.wait();
    CHECK(at.wait() == 20);

    CHECK(at.app.h1() == kStart);
    CHECK(at.app.platform().history == std::vector<std::string>{"#/kiosk"});
    CHECK(at.app.platform().language == "sv");
    CHECK(at.app.platform().spoken.empty());
    CHECK(at.app.platform().device.empty());
    for (const auto& kept : at.app.platform().storage) {
        const auto& key = kept.first;
        const auto& value = kept.second;
        CAPTURE(key);
        CHECK((key == "kiosk" || key == "visit/strangnas"));
        CHECK(value.find("31") == std::string::npos);
    }
    CHECK(at.sign_outs() == before + 1);
    CHECK_FALSE(at.app.has(Role::Button, "Mindre text"));
    at.go("#/val");
    CHECK(at.app.h1() == "Logga in");
    at.go("#/avgift");
    CHECK(at.app.tree().find("fee/hours")->value.empty());
}

TEST_CASE("the next person is not shown the last one's errand, also when signing out did not get through")
{
    Kiosk at;
    at.sign_in();
    CHECK(at.app.h1() == "Gör ditt val");
    at.offline = true;
    at.key("kiosk/end");
    at.offline = false;  // the session is still there, but nobody here asks whose it is
    at.go("#/val");
    CHECK(at.app.h1() == "Logga in");
    at.app.reload();     // the browser was started again in the middle of it
    at.go("#/kiosk");
    const int tries = at.sign_outs();
    at.key("kiosk/end");
    at.go("#/val");
    CHECK(at.app.h1() == "Logga in");
    CHECK(at.sign_outs() == tries + 1);
}

TEST_CASE("a sign-out that does not get through is tried again while nobody is there")
{
    Kiosk at;
    at.sign_in();
    at.offline = true;
    at.key("kiosk/end");
    const int tries = at.sign_outs();
    CHECK(at.wait() == 30);
    CHECK(at.sign_outs() == tries + 1);
    at.offline = false;
    CHECK(at.wait() == 30);
    CHECK(at.app.platform().idle_seconds == 0);
}

TEST_CASE("an answer to somebody who has gone is nobody's")
{
    Kiosk at;
    at.go("#/val");
    at.code(test::kCodeNew);
    HeadlessPlatform& platform = at.app.platform();
    // The code is sent, and the person leaves before the answer has come.
    platform.answers.clear();
    at.app.send({ui::EventKind::Press, "sign_in/go", ""});
    at.key("kiosk/end");
    CHECK(at.app.h1() == kStart);
    at.go("#/val");
    CHECK(at.app.h1() == "Logga in");
    CHECK(at.app.tree().find("sign_in/code")->value.empty());
}

TEST_CASE("a choice at the kiosk says so, and one at home does not")
{
    Kiosk at;
    at.sign_in();
    at.choose();
    at.press("Bekräfta valet");
    CHECK(at.app.h1() == "Ditt val är mottaget");
    CHECK(at.last_body("POST").find(R"("channel":"kiosk")") != std::string::npos);
    Home home;
    home.sign_in(test::kCodeNew);
    for (const ui::Node& node : home.app.tree().nodes())
        if (node.role == Role::Button && node.key.find("/choose") != std::string::npos &&
            node.key.rfind("provider/", 0) == 0) {
            home.app.send({ui::EventKind::Press, std::string(node.key), ""});
            break;
        }
    home.app.get(Role::Button, "Bekräfta valet").press();
    CHECK(home.app.platform().requests.size() > 2);
    for (const HttpRequest& one : home.app.platform().requests) CHECK(one.body.find("kiosk") == std::string::npos);
}

TEST_CASE("without a network nothing is tried, and the kiosk says that nothing was sent and what can be done")
{
    Kiosk at;
    at.sign_in();
    at.choose();
    const auto sent = at.submit_keys().size();
    at.app.platform().no_network = true;
    at.press("Bekräfta valet");
    CHECK(at.submit_keys().size() == sent);
    CHECK(at.app.has_text("Ditt val är inte skickat"));
    CHECK(at.app.has_text("Ingenting har skickats."));
    CHECK(at.app.has_text("Ditt val sparas inte här och skickas inte senare."));
    CHECK(at.app.has_text("Fråga personalen här, så får du hjälp."));
    CHECK_FALSE(at.app.has_text(at.municipality.contact.phone));
    at.app.platform().no_network = false;
    at.press("Försök igen");
    CHECK(at.app.h1() == "Ditt val är mottaget");
}

TEST_CASE("a lost answer is told as one, the same choice is sent again, and nothing goes after the person has")
{
    Kiosk at;
    at.sign_in();
    at.choose();
    at.service.silent_answers = 1;
    at.press("Bekräfta valet");
    CHECK(at.app.has_text("Vi fick inget svar"));
    CHECK_FALSE(at.app.has_text("Ingenting har skickats."));
    at.press("Försök igen");
    CHECK(at.app.h1() == "Ditt val är mottaget");
    const auto keys = at.submit_keys();
    REQUIRE(keys.size() >= 2);
    CHECK(keys[keys.size() - 1] == keys[keys.size() - 2]);

    Kiosk other;
    other.sign_in();
    other.choose();
    other.offline = true;
    other.press("Bekräfta valet");
    const auto tried = other.submit_keys().size();
    other.key("kiosk/end");
    other.offline = false;
    for (int i = 0; i < 3 && other.app.platform().idle_seconds > 0; ++i) other.wait();
    CHECK(other.submit_keys().size() == tried);
}

TEST_CASE("comparing, reading and printing go on without a network")
{
    Kiosk at;
    at.offline = at.app.platform().no_network = true;
    at.app.get(Role::Link, "Jämför utförare").press();
    std::vector<std::string> boxes;
    for (const ui::Node& node : at.app.tree().nodes())
        if (node.role == Role::Checkbox) boxes.push_back(node.key);
    at.key(boxes[0]);
    at.key(boxes[1]);
    at.press("Visa jämförelsen");
    CHECK(at.app.h1() == "Din jämförelse");
    at.app.on_paper(true);
    CHECK(at.app.h1() == "Din jämförelse");
}

TEST_CASE("the camera is offered where there is one, and a letter's code in front of it signs in")
{
    Kiosk at;
    at.go("#/val");
    CHECK_FALSE(at.app.has(Role::Link, "Visa koden för kameran"));
    HeadlessPlatform& platform = at.app.platform();
    platform.camera = true;
    at.app.send({});
    at.app.get(Role::Link, "Visa koden för kameran").press();
    REQUIRE(platform.scanner);
    CHECK(at.app.tree().find(platform.scanned_in) != nullptr);
    std::exchange(platform.scanner, nullptr)("https://example.org/");
    at.app.send({});
    CHECK(at.app.has_text("Det var inte koden i brevet."));
    REQUIRE(platform.scanner);
    std::exchange(platform.scanner, nullptr)("https://hemval.example.se/strangnas/#/kod/" + test::kLinkNew);
    at.app.send({});
    CHECK(at.app.h1() == "Gör ditt val");
    CHECK(platform.scanned_in.empty());
    CHECK(platform.history.back() == "#/val");
    for (const auto& [key, value] : platform.storage) CHECK(value.find(test::kLinkNew) == std::string::npos);
}

TEST_CASE("the camera is off when its view is left, when the question stands, and when the person has gone")
{
    Kiosk at;
    HeadlessPlatform& platform = at.app.platform();
    platform.camera = true;
    at.go("#/kiosk/kamera");
    REQUIRE(platform.scanner);
    at.app.touch();
    at.wait();
    CHECK(platform.scanned_in.empty());
    at.press("Ja, jag är kvar");
    CHECK_FALSE(platform.scanned_in.empty());
    at.go("#/logga-in");
    CHECK(platform.scanned_in.empty());
    at.go("#/kiosk/kamera");
    CHECK_FALSE(platform.scanned_in.empty());
    at.key("kiosk/end");
    CHECK(platform.scanned_in.empty());
    at.go("#/kiosk/kamera");
    std::exchange(platform.scanner, nullptr)(std::nullopt);
    at.app.send({});
    CHECK(at.app.has_text("Kameran går inte att använda."));
}

TEST_CASE("a code from another municipality is told so, and nothing of its errand is shown")
{
    Kiosk at;
    at.service.elsewhere = true;
    at.sign_in();
    CHECK(at.app.h1() == "Logga in");
    CHECK(at.app.has_text("Koden är från en annan kommun"));
    CHECK(at.app.platform().opened_page.empty());
}

TEST_CASE("the semantic tree of the kiosk's own screens is the one looked through last")
{
    const auto look = [](const Kiosk& at, const char* name) {
        test::is_as_looked_through(at.app, "tests/web/kiosk_trees/", name);
    };
    Kiosk at;
    look(at, "start");
    at.app.platform().camera = true;
    at.go("#/val");
    look(at, "sign_in");
    at.go("#/kiosk/kamera");
    look(at, "scan");
    at.sign_in();
    at.choose();
    at.app.platform().no_network = true;
    at.press("Bekräfta valet");
    look(at, "not_sent");
    at.app.platform().no_network = false;
    at.service.silent_answers = 1;
    at.press("Försök igen");
    look(at, "no_answer");
    at.key("behalf/who/other");
    at.key("behalf/begin");
    at.key("behalf/role/relative");
    at.press("Fortsätt");
    look(at, "contact");
    at.go("#/val");
    at.choose();
    at.key("behalf/who/self");
    at.press("Bekräfta valet");
    look(at, "receipt");
    at.wait();
    look(at, "question");
}

TEST_CASE("twenty-four hours of people who come and go: each finds the start, and nobody's clock runs at night")
{
    Kiosk at;
    constexpr int kDay = 24 * 60 * 60;
    int now = 0, people = 0;
    while (now < kDay) {
        CHECK(at.app.h1() == kStart);
        CHECK(at.app.platform().idle_seconds == 0);
        const int which = people % 5;
        if (which < 2) at.go(which == 0 ? "#/avgift" : "#/val");
        if (which == 0) at.app.send({ui::EventKind::Input, "fee/hours", "77"});
        if (which == 1) at.code("4321");
        if (which == 2) at.sign_in();
        if (which == 3) at.app.send({ui::EventKind::Press, "kiosk/language/fi", ""});
        if (which == 4) at.press("Större text");
        if (people % 3 == 0) {
            now += at.wait();
            at.key("kiosk/stay");
        }
        now += at.wait();
        now += at.wait();
        ++people;
        now += people % 7 == 0 ? 3600 : 30;
        if (people % 10 != 0) continue;
        at.go("#/avgift");
        CHECK(at.app.tree().find("fee/hours")->value.empty());
        at.go("#/val");
        CHECK(at.app.h1() == "Logga in");
        CHECK(at.app.tree().find("sign_in/code")->value.empty());
        at.key("kiosk/end");
    }
    CHECK(people > 100);
    CHECK(at.app.platform().storage.size() <= 2);
    CHECK(at.app.platform().device.empty());
}
