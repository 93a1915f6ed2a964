#include "fake_service.h"
#include "web/app/route.h"
#include "web/app/statement.h"
#include "web/platform/headless/headless_app.h"

#include <doctest/doctest.h>

#include <set>

using namespace hemval;
using ui::Role;

namespace {

std::vector<std::string> names(const HeadlessApp& app, Role role)
{
    std::vector<std::string> found;
    for (const ui::Node& node : app.tree().nodes())
        if (node.role == role) found.push_back(node.name);
    return found;
}

const std::vector<std::string> kAddresses = {
    "#/",       "#/jamfor", "#/utforare/solglantan", "#/avgift",        "#/logga-in",
    "#/val",    "#/fragor", "#/hjalp",               "#/prova",         "#/prova/jamfor",
    "#/nonsens", "#/viktigt", "#/om-hemtjansten",    "#/om-hemtjansten/plan"};

}  // namespace

TEST_CASE("every screen has one h1, skips no heading level and has text for every key")
{
    for (const char* municipality : {"strangnas", "huddinge", "botkyrka"})
        for (const char* language : {"sv", "en"})
            for (const std::string& address : kAddresses) {
                HeadlessApp app(municipality, address, language);
                int level = 0, ones = 0;
                for (const ui::Node& node : app.tree().nodes()) {
                    CAPTURE(address);
                    CHECK(node.name.rfind("[", 0) != 0);
                    if (node.role != Role::Heading) continue;
                    CHECK(node.level <= level + 1);
                    level = node.level;
                    if (level == 1) ++ones;
                }
                CHECK(ones == 1);
            }
}

TEST_CASE("two to four providers are compared side by side, and the fee is the same in every cell")
{
    HeadlessApp app("botkyrka", "#/jamfor");
    CHECK(app.h1() == "Jämför utförare");
    std::vector<std::string> boxes = names(app, Role::Checkbox);
    REQUIRE(boxes.size() == 5);
    app.get(Role::Button, "Visa jämförelsen").press();
    CHECK(app.h1() == "Jämför utförare");
    CHECK(app.has_text("Kryssa för minst två utförare"));
    for (std::size_t i = 0; i < 3; ++i) app.get(Role::Checkbox, boxes[i]).press();
    app.get(Role::Button, "Visa jämförelsen").press();
    CHECK(app.h1() == "Din jämförelse");
    CHECK(app.has(Role::RowHeader, "Din avgift"));
    int same = 0;
    for (const ui::Node& node : app.tree().nodes())
        if (node.name == "högst 2 660 kr") ++same;
    CHECK(same == 3);
    app.reload();
    CHECK(app.h1() == "Din jämförelse");
    CHECK(names(app, Role::ColumnHeader).size() == 4);
}

TEST_CASE("a fifth provider is not compared, and the reason is said")
{
    HeadlessApp app("strangnas", "#/jamfor");
    const std::vector<std::string> boxes = names(app, Role::Checkbox);
    for (const std::string& box : boxes) app.get(Role::Checkbox, box).press();
    CHECK(app.has_text("Du kan jämföra högst fyra utförare."));
    CHECK(app.get(Role::Checkbox, boxes[4]).node().checked == ui::Tri::No);
}

TEST_CASE("the person's own estimate replaces the cap in the comparison")
{
    HeadlessApp app("botkyrka", "#/avgift");
    app.get(Role::TextField, "Timmar hemtjänst i månaden").type("10");
    app.get(Role::Radio, "Jag är ensamstående").press();
    app.get(Role::TextField, "Din inkomst efter skatt").type("30 000");
    app.get(Role::Button, "Räkna ut").press();
    CHECK(app.has_text("1 381 kr i månaden"));
    CHECK(app.platform().requests.size() <= 3);  // how the providers stand, how one signs in, who is
    for (const HttpRequest& request : app.platform().requests) CHECK(request.body.empty());
    app.platform().go("#/jamfor");
    app.send({});
    CHECK(app.has_text("omkring 1 381 kr"));
}

TEST_CASE("a fault in the calculator is named at its field and the rest is kept")
{
    HeadlessApp app("strangnas", "#/avgift");
    app.get(Role::TextField, "Timmar hemtjänst i månaden").type("tio");
    app.get(Role::TextField, "Din inkomst efter skatt").type("14000");
    app.get(Role::Button, "Räkna ut").press();
    CHECK(app.get(Role::TextField, "Timmar hemtjänst i månaden").node().invalid);
    CHECK(app.has_text("Välj om du är ensamstående, sambo eller gift."));
    CHECK(app.get(Role::TextField, "Din inkomst efter skatt").node().value == "14000");
    CHECK_FALSE(app.has_text("Din avgift blir omkring"));
}

TEST_CASE("the order is drawn for the visit, and a reload keeps it")
{
    std::set<std::string> first_places;
    for (std::uint64_t seed = 1; seed < 40; ++seed) {
        HeadlessApp app("strangnas", "#/jamfor");
        app.platform().storage.clear();
        app.platform().next_random = seed * 7919;
        app.reload();
        const auto boxes = names(app, Role::Checkbox);
        first_places.insert(boxes.front());
        app.reload();
        CHECK(names(app, Role::Checkbox) == boxes);
    }
    CHECK(first_places.size() == 5);
}

TEST_CASE("every view of the demonstration says Demonstration and leads out of it; no other view does")
{
    std::vector<std::string> views = {"nonsens", "utforare/finns-inte"};
    for (int i = 0; i <= static_cast<int>(Screen::NotFound); ++i)
        views.push_back(to_hash({static_cast<Screen>(i), "solglantan", false}).substr(2));
    for (const char* person : {"", "no_provider", "has_provider", "provider_leaving"}) {
        HeadlessApp app("strangnas", "#/prova");
        CHECK(app.has(Role::Paragraph, "Demonstration"));
        if (*person)
            app.send({ui::EventKind::Press, std::string("demo/") + person + "/go", ""});
        for (const std::string& view : views) {
            CAPTURE(person);
            CAPTURE(view);
            app.platform().go("#/prova/" + view);
            app.send({});
            CHECK(app.has(Role::Paragraph, "Demonstration"));
            CHECK(app.get(Role::Link, "Avsluta demonstrationen").node().href == "#/");
            CHECK(app.platform().title.find("Demonstration") != std::string::npos);
            if (*person || view == "prova" || view == "kiosk") continue;  // a kiosk stays one
            app.platform().go("#/" + view);
            app.send({});
            CHECK_FALSE(app.has(Role::Paragraph, "Demonstration"));
        }
    }
    for (const char* language : {"sv-simple", "en", "fi", "ar"}) {
        HeadlessApp app("strangnas", "#/prova/jamfor", language);
        const ui::Node* badge = app.tree().find("demo/bar/badge");
        REQUIRE(badge);
        CHECK(app.has_text(badge->name));
        CHECK(app.platform().title.find(badge->name) != std::string::npos);
    }
}

TEST_CASE("the demonstration survives a reload and asks the service nothing until it is left")
{
    HeadlessApp app("strangnas", "#/prova");
    const auto& sent = app.platform().requests;
    app.get(Role::Button, "Prova som Karin").press();
    CHECK(app.h1() == "Gör ditt val");
    app.get(Role::Button, "Välj Solgläntan").press();
    app.reload();
    CHECK(app.h1() == "Kontrollera ditt val");
    app.get(Role::Button, "Bekräfta valet").press();
    CHECK(app.h1() == "Ditt val är mottaget");
    app.get(Role::Button, "Kontrollera kvittot").press();
    app.reload();
    CHECK(sent.empty());
    app.get(Role::Link, "Avsluta demonstrationen").press();
    REQUIRE(sent.size() == 3);  // how the providers stand, how one signs in, who is
    for (const HttpRequest& request : sent) CHECK(request.method == "GET");
    app.get(Role::Link, "Prova utan att skicka").press();
    app.get(Role::Button, "Prova som Bengt").press();
    CHECK(sent.size() == 3);
}

TEST_CASE("a language chosen changes the words and not the place")
{
    HeadlessApp app("strangnas", "#/jamfor");
    app.get(Role::Select, "Språk").type("en");
    CHECK(app.h1() == "Compare providers");
    CHECK(app.platform().language == "en");
    app.reload();
    CHECK(app.has(Role::Button, "Show the comparison"));
}

TEST_CASE("Tillbaka walks the way one came")
{
    HeadlessApp app("strangnas", "#/");
    app.get(Role::Link, "Jämför utförare").press();
    app.get(Role::Link, "Läs mer om Solgläntan").press();
    CHECK(app.h1() == "Solgläntan");
    app.get(Role::Link, "Tillbaka").press();
    CHECK(app.h1() == "Jämför utförare");
    app.get(Role::Link, "Tillbaka").press();
    CHECK(app.h1() == "Välj utförare av hemtjänst");
}

TEST_CASE("on paper every question has its answer and the fee its steps; afterwards they are as before")
{
    HeadlessApp app("strangnas", "#/fragor");
    const auto& questions = test::pack_of("strangnas").questions;
    REQUIRE(questions.size() > 3);
    const auto open = [&](std::size_t i) {
        return app.tree().find("question/" + questions[i].id + "/answer") != nullptr;
    };
    app.send({ui::EventKind::Press, "question/" + questions[1].id + "/summary", ""});
    app.on_paper(true);
    for (std::size_t i = 0; i < questions.size(); ++i) CHECK(open(i));
    app.on_paper(false);
    for (std::size_t i = 0; i < questions.size(); ++i) CHECK(open(i) == (i == 1));

    HeadlessApp fee("botkyrka", "#/avgift");
    fee.get(Role::TextField, "Timmar hemtjänst i månaden").type("10");
    fee.get(Role::Radio, "Jag är ensamstående").press();
    fee.get(Role::TextField, "Din inkomst efter skatt").type("30 000");
    fee.get(Role::Button, "Räkna ut").press();
    CHECK_FALSE(fee.tree().find("fee/steps/table"));
    fee.on_paper(true);
    CHECK(fee.tree().find("fee/steps/table"));
}

TEST_CASE("the last step back to ordinary letters takes its button away: focus goes to the one beside it")
{
    HeadlessApp app("strangnas", "#/");
    app.get(Role::Button, "Större text").press();
    app.get(Role::Button, "Större text").press();
    app.get(Role::Button, "Mindre text").press();
    CHECK(app.focused() == "controls/smaller");
    app.get(Role::Button, "Mindre text").press();
    CHECK_FALSE(app.has(Role::Button, "Mindre text"));
    CHECK(app.focused() == "controls/larger");
}

TEST_CASE("nothing is wider than a 320 pixel screen on any screen")
{
    for (const std::string& address : kAddresses) {
        HeadlessApp app("huddinge", address);
        app.resize(320, 640);
        for (const ui::Node& node : app.tree().nodes()) {
            CAPTURE(address);
            CAPTURE(node.key);
            CHECK(node.rect.x >= 0);
            CHECK(node.rect.x + node.rect.w <= 320.5F);
        }
    }
}

TEST_CASE("what the pack flags as invented is shown as exempel where it is used")
{
    // By key: a mark for something else on the same page is no mark. See example_marks_test.cpp for
    // the fee, the days, the turn rule and the telephone number.
    const auto marked = [](const char* municipality, const char* address, const std::string& key) {
        const HeadlessApp app(municipality, address);
        const ui::Node* node = app.tree().find(key);
        return node && node->name == "exempel";
    };
    CHECK(marked("strangnas", "#/jamfor", "provider/solglantan/example"));
    CHECK(marked("strangnas", "#/utforare/solglantan", "provider/solglantan/example"));
    CHECK(marked("strangnas", "#/utforare/solglantan", "provider/solglantan/demands/example"));
    CHECK(marked("strangnas", "#/avgift", "fee/tariff/example"));
    CHECK_FALSE(marked("botkyrka", "#/avgift", "fee/tariff/example"));  // Botkyrka's is the real one
    CHECK(marked("strangnas", "#/hjalp", "help/example"));
    CHECK(marked("huddinge", "#/logga-in", "sign_in/paper/example"));
    CHECK_FALSE(marked("strangnas", "#/logga-in", "sign_in/paper/example"));
}

TEST_CASE("a provider that is full or leaving says so where the others are chosen")
{
    HeadlessApp app("huddinge", "#/prova");
    app.get(Role::Button, "Prova som Aino").press();
    std::size_t buttons = 0, cards = 0;
    for (const ui::Node& node : app.tree().nodes()) {
        if (node.role == Role::Button && node.name.rfind("Välj ", 0) == 0) ++buttons;
        if (node.role == Role::Heading && node.level == 3) ++cards;
    }
    CHECK(cards == 5);
    CHECK(buttons < cards);
    CHECK(app.has_text("Fullt just nu."));
    CHECK(app.has_text("Din utförare i dag"));
}

TEST_CASE("what is compared stays with its municipality, and how one reads goes along")
{
    HeadlessApp app("strangnas", "#/jamfor");
    app.get(Role::Checkbox, "Jämför Solgläntan").press();
    app.get(Role::Button, "Större text").press();
    CHECK(app.platform().storage.at("visit/strangnas").find("solglantan") != std::string::npos);
    HeadlessApp other("huddinge", "#/jamfor");
    other.platform().storage = app.platform().storage;
    other.platform().device = app.platform().device;
    other.reload();
    CHECK(other.has(Role::Button, "Mindre text"));
    CHECK(other.has_text("Valda för jämförelse: 0 av högst 4."));
}

TEST_CASE("the accessibility statement says what is lacking, whom to tell and who supervises")
{
    HeadlessApp app("strangnas", "#/hjalp");
    app.get(Role::Link, "Tillgänglighet på den här sidan").press();
    CHECK(app.h1() == "Tillgänglighet");
    CHECK(app.has_text("Bedömningen gjordes "));
    const auto statement = read_statement(app.platform().read_asset("accessibility.json"));
    REQUIRE(statement);
    for (const LocalizedText& one : statement->shortfalls) CHECK(app.has_text(one.in("sv")));
    CHECK(app.has_text(statement->shortfalls.empty() ? "uppfyller alla krav" : "utom på de här punkterna"));
    CHECK(app.has_text("0152-291 00"));
    CHECK(app.get(Role::Link, "Anmäl brister i tillgänglighet till Digg").node().href ==
          "https://www.digg.se/tdosanmalan");
}

TEST_CASE("a statement that does not come is asked for once a visit, not for ever")
{
    HeadlessApp app("strangnas", "#/");
    app.platform().no_assets = true;
    for (const int visits : {1, 2}) {
        app.platform().go("#/tillganglighet");
        app.send({});
        CHECK(app.h1() == "Tillgänglighet");
        for (int more = 0; more < 5; ++more) app.send({});
        CHECK(app.platform().assets_asked == visits);
        app.platform().go("#/");
        app.send({});
    }
}

TEST_CASE("a statement that cannot be read is none, and a lack is told once")
{
    for (const char* text : {"", "[]", R"({"criteria":[]})", R"({"assessed":"x","criteria":[]})",
                             R"({"assessed":"2026-11-23","criteria":[{"shortfall":"no"}]})"})
        CHECK_FALSE(read_statement(text));
    const auto two = read_statement(
        R"({"assessed":"2026-11-23","criteria":[{"shortfall":{"sv":"A"}},{"shortfall":{"sv":"A"}},{"id":"1"}]})");
    REQUIRE(two);
    CHECK(two->shortfalls.size() == 1);
}

TEST_CASE("an address on the first page that names a municipality leads to its own page")
{
    HeadlessApp app("", "#/strangnas/jamfor");
    CHECK(app.platform().opened_page == "strangnas/#/jamfor");
    HeadlessApp other("", "#/");
    CHECK(other.platform().opened_page.empty());
    CHECK(other.h1() == "Välj din kommun");
    other.platform().go("#/huddinge");
    other.send({});
    CHECK(other.platform().opened_page == "huddinge/#/");
}

TEST_CASE("the first page says what holds everywhere, and leads to each municipality's help and statement")
{
    HeadlessApp app("", "#/");
    CHECK(app.has_text("Avgiften är densamma vilken utförare du än väljer."));
    CHECK(app.has_text("Du kan också välja per telefon eller på papper."));
    CHECK_FALSE(app.tree().find("back"));
    app.get(Role::Link, "Hjälp").press();
    CHECK(app.h1() == "Hjälp och kontakt");
    CHECK(app.get(Role::Link, "Strängnäs kommun").node().href == "./strangnas/#/hjalp");
    app.get(Role::Link, "Tillbaka").press();
    app.get(Role::Link, "Tillgänglighet på den här sidan").press();
    CHECK(app.h1() == "Tillgänglighet");
    CHECK(app.get(Role::Link, "Strängnäs kommun").node().href == "./strangnas/#/tillganglighet");
}

TEST_CASE("Tillbaka stands on every page of a municipality, and leads from the first to all municipalities")
{
    for (const std::string& address : kAddresses) {
        HeadlessApp app("strangnas", address);
        const std::string href = app.get(Role::Link, "Tillbaka").node().href;
        CHECK_MESSAGE((address == "#/") == (href == "../"), address);
    }
}

TEST_CASE("no screen asks for a reason: one writes a code, a receipt's number and the fee's figures")
{
    for (const std::string& address : kAddresses) {
        HeadlessApp app("strangnas", address);
        for (const ui::Node& node : app.tree().nodes())
            if (node.role == Role::TextField)
                CHECK((node.key == "sign_in/code" || node.key == "receipt_check/number" ||
                       node.key.rfind("fee/", 0) == 0));
    }
}

TEST_CASE("a field for digits brings up the digits, and the device may fill in the letter's code alone")
{
    int fields = 0;
    for (const std::string& address : kAddresses) {
        HeadlessApp app("strangnas", address);
        for (const ui::Node& node : app.tree().nodes()) {
            if (node.role != Role::TextField) continue;
            CAPTURE(node.key);
            const bool letters_too = node.key == "receipt_check/number";
            CHECK(node.input_mode == (letters_too ? "" : "numeric"));
            CHECK(node.autocomplete == (node.key == "sign_in/code" ? "one-time-code" : "off"));
            ++fields;
        }
    }
    CHECK(fields > 3);
}
