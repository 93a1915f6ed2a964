#include "core/comparison_code.h"
#include "home.h"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

using namespace hemval;
using namespace hemval::test;

namespace {

constexpr const char* kTowns[] = {"strangnas", "huddinge", "botkyrka"};
constexpr const char* kLanguages[] = {"sv", "sv-simple", "en", "fi", "ar"};
constexpr const char* kForms[] = {"#/papper/val", "#/papper/byt", "#/papper/avsta", "#/papper/ombud"};

bool starts(const std::string& text, const std::string& with) { return text.rfind(with, 0) == 0; }
bool ends(const std::string& text, const std::string& with)
{
    return text.size() >= with.size() && text.compare(text.size() - with.size(), with.size(), with) == 0;
}

void go(HeadlessApp& app, const std::string& hash)
{
    app.platform().go(hash);
    app.send({});
    while (app.platform().deliver()) app.send({});
}

// What is filled in on the lines of the form that is shown, by key.
std::map<std::string, std::string> filled_in(const HeadlessApp& app)
{
    std::map<std::string, std::string> lines;
    for (const ui::Node& node : app.tree().nodes())
        if (node.role == ui::Role::FactValue && node.style == "line" && !node.name.empty()) lines[node.key] = node.name;
    return lines;
}

std::vector<std::string> with(const HeadlessApp& app, const std::string& start, const std::string& end)
{
    std::vector<std::string> ids;
    for (const ui::Node& node : app.tree().nodes())
        if (starts(node.key, start) && ends(node.key, end))
            ids.push_back(node.key.substr(start.size(), node.key.size() - start.size() - end.size()));
    return ids;
}

}  // namespace

TEST_CASE("an empty form names every provider in the visit's order, says how the order came, and fills in nothing")
{
    for (const std::string town : kTowns)
        for (const char* language : kLanguages) {
            CAPTURE(town);
            CAPTURE(language);
            HeadlessApp app(town, "#/jamfor", language);
            const auto listed = with(app, "provider/", "/compare");
            REQUIRE(listed.size() == pack_of(town).providers.size());
            for (const char* form : kForms) {
                go(app, form);
                CAPTURE(form);
                CHECK(filled_in(app).empty());
                CHECK(app.tree().find("form/sign/name/value"));
                CHECK(app.tree().find("form/office"));
                const auto on_form = with(app, "form/provider/", "/text");
                CHECK(on_form == (form == std::string("#/papper/val") || form == std::string("#/papper/byt")
                                      ? listed
                                      : std::vector<std::string>{}));
            }
            go(app, "#/papper/val");
            CHECK(app.tree().find("form/order"));
        }
}

TEST_CASE("who cannot take anybody today is told as such on the form")
{
    HeadlessApp app("huddinge", "#/papper/val");
    CHECK(app.tree().find("form/provider/ekorrbacken/note")->name == "Privat företag. Fullt just nu.");
    CHECK(app.tree().find("form/provider/blaklocksangen/note")->name == "Privat företag. Tar emot nya kunder.");
    CHECK(app.has_text("Ordningen är lottad."));
    CHECK_FALSE(app.tree().find("form/room"));  // no service has answered: nobody knows of which day
}

TEST_CASE("a form filled in with a provider says whether there is room")
{
    HeadlessApp app("huddinge", "#/papper/val/ekorrbacken");
    CHECK(starts(app.tree().find("form/provider/place")->name, "Fullt just nu."));
}

TEST_CASE("a form says of which day the places are, once the service has told them")
{
    Home home;
    for (const char* form : {"#/papper/val", "#/papper/val/solglantan"}) {
        home.go(form);
        CHECK(starts(home.app.tree().find("form/room")->name, "Uppgifterna om plats gällde den "));
    }
}

TEST_CASE("a form says how to hand it in, the fee, the lead time, when the turn counts, and that one may change")
{
    for (const std::string town : kTowns) {
        const Municipality municipality = pack_of(town);
        HeadlessApp app(town, "#/papper/avsta");
        CHECK_FALSE(app.has_text(municipality.contact.paper.in("sv")));  // how to get a form, which they have
        CHECK(app.tree().find("form/send/how")->name.find(municipality.contact.phone) != std::string::npos);
        CHECK(app.has_text("Din avgift och ditt beslut om hemtjänst ändras inte."));
        CHECK(app.has_text("Du kan ändra dig."));
        CHECK(app.has_text("Din tur räknas från att kommunen för in blanketten"));
        CHECK(app.has_text("Förs den in den 23 november 2026: "));
        CHECK_FALSE(app.has_text("först fick sitt beslut"));  // none of them serves by the date of decision
        go(app, "#/papper/byt");
        CHECK(app.has_text("Du behöver inte säga varför."));
    }
}

TEST_CASE("in another language each line and box stands in Swedish too, and so does the part that staff fill in")
{
    for (const char* form : kForms) {
        CAPTURE(form);
        HeadlessApp swedish("strangnas", form);
        for (const ui::Node& node : swedish.tree().nodes()) CHECK_FALSE(ends(node.key, "/twin"));
        for (const char* language : {"en", "fi", "ar"}) {
            CAPTURE(language);
            HeadlessApp app("strangnas", form, language);
            while (app.platform().deliver()) app.send({});
            int twins = 0;
            for (const ui::Node& node : app.tree().nodes()) {
                const bool line = node.role == ui::Role::FactName && node.style == "strong";
                const bool box = starts(node.key, "form/") && ends(node.key, "/text") &&
                                 !starts(node.key, "form/provider/");
                if (!line && !box) continue;
                CAPTURE(node.key);
                const std::string key = node.key.substr(0, node.key.rfind('/'));
                const ui::Node* twin = app.tree().find(key + "/twin");
                REQUIRE(twin);
                CHECK(twin->lang == "sv");
                CHECK(twin->name == swedish.tree().find(node.key)->name);
                ++twins;
            }
            CHECK(twins >= 6);
            CHECK(app.tree().find("paper.office/twin")->name == "Kommunen fyller i");
            CHECK(app.tree().find("paper.office/twin")->lang == "sv");
        }
    }
}

TEST_CASE("easy Swedish is read by staff as it is")
{
    HeadlessApp app("strangnas", "#/papper/val", "sv-simple");
    CHECK(app.platform().assets_asked == 0);
    CHECK_FALSE(app.tree().find("paper.person/twin"));
}

TEST_CASE("without a network a form in another language is there, though not in Swedish beside it")
{
    HeadlessApp app("strangnas", "#/", "ar");
    app.platform().no_assets = true;
    go(app, "#/papper/val");
    CHECK(app.tree().find("form/sign/name/value"));
    CHECK_FALSE(app.tree().find("paper.person/twin"));
    CHECK(app.tree().find("form/office/heading"));
}

TEST_CASE("from the check a form says the same as the choice on the screen, and nothing of who it is")
{
    Home home;
    home.sign_in(kCodeNew);
    home.app.get(ui::Role::Button, "Välj Solgläntan").press();
    home.app.get(ui::Role::Link, "Skriv ut en blankett i stället").press();
    CHECK(home.app.h1() == "Blankett: välj utförare");
    const std::map<std::string, std::string> chosen = {{"form/to/value", "Solgläntan"}};
    CHECK(filled_in(home.app) == chosen);
    CHECK_FALSE(home.app.has_text(kCodeNew));
    home.app.get(ui::Role::Button, "Skriv ut").press();
    CHECK(home.app.platform().prints == 1);
}

TEST_CASE("a form of a switch says the provider of today, when the person is signed in")
{
    Home home;
    home.go("#/papper/byt/solglantan");
    CHECK(filled_in(home.app).count("form/from/value") == 0);
    home.go("#/");
    home.sign_in(kCodeSwitch);
    home.go("#/papper/byt/solglantan");
    const auto lines = filled_in(home.app);
    CHECK(lines.size() == 2);
    CHECK(lines.at("form/to/value") == "Solgläntan");
    CHECK(lines.count("form/from/value") == 1);
}

TEST_CASE("what a representative has typed stands on their form, and what they declare is ticked by hand")
{
    Home home;
    home.sign_in(kCodeNew);
    home.app.get(ui::Role::Button, "Välj Solgläntan").press();
    for (const char* key : {"behalf/who/other", "behalf/begin", "behalf/role/relative", "behalf/next"})
        home.app.send({ui::EventKind::Press, key, ""});
    home.app.send({ui::EventKind::Input, "behalf/name", "Ulla Ek"});
    home.app.send({ui::EventKind::Input, "behalf/reach", "0152-291 00"});
    home.go("#/papper");
    home.app.get(ui::Role::Link, "Samma blankett, med det du har skrivit på skärmen").press();
    const std::map<std::string, std::string> typed = {{"form/other/name/value", "Ulla Ek"},
                                                      {"form/other/reach/value", "0152-291 00"}};
    CHECK(filled_in(home.app) == typed);
    CHECK(home.app.tree().find("form/role/relative/nearest_of_kin/text"));
    CHECK_FALSE(home.app.tree().find("form/role/god_man/is/text"));
    home.go("#/papper/ombud");
    CHECK(filled_in(home.app).empty());
    for (const RepresentativeRole role : kAllRepresentativeRoles)
        for (const Declaration one : declarations_for(role))
            CHECK(home.app.tree().find(std::string("form/role/") + name_of(role) + "/" + name_of(one) + "/text"));
    CHECK_FALSE(home.app.has_text("Ulla Ek"));
}

TEST_CASE("the sheet of a comparison says the same as the screen, and its code and QR open the same elsewhere")
{
    HeadlessApp app("botkyrka", "#/papper/jamforelse");
    CHECK(app.has_text("Kryssa först i minst två utförare."));
    go(app, "#/jamfor");
    const auto listed = with(app, "provider/", "/compare");
    for (std::size_t i = 0; i < 3; ++i)
        app.send({ui::EventKind::Press, "provider/" + listed[i] + "/compare", ""});
    go(app, "#/jamforelse");
    app.send({ui::EventKind::Press, "comparison/pick/summary", ""});
    app.send({ui::EventKind::Press, "comparison/pick/languages", ""});
    go(app, "#/papper/jamforelse");
    const std::string code = app.tree().find("paper/open/code/value")->name;
    CHECK(app.tree().find("paper/open/qr")->value == "#/jamfor/" + code);
    CHECK_FALSE(app.tree().find("paper/fact/languages"));
    const auto answers = [](const HeadlessApp& one) {
        std::map<std::string, std::string> all;
        for (const ui::Node& node : one.tree().nodes())
            if (starts(node.key, "paper/fact/") && ends(node.key, "/value")) all[node.key] = node.name;
        return all;
    };
    CHECK(answers(app).size() == 3 * 7);

    HeadlessApp other("botkyrka", "#/jamfor/" + code);
    other.get(ui::Role::Button, "Öppna jämförelsen").press();
    go(other, "#/papper/jamforelse");
    CHECK(answers(other) == answers(app));
}

TEST_CASE("a leaflet says what the provider's page says, and leads there")
{
    HeadlessApp app("strangnas", "#/papper/om/solglantan"), screen("strangnas", "#/utforare/solglantan");
    CHECK(app.h1() == "Solgläntan");
    CHECK(app.tree().find("paper/more/qr")->value == "#/utforare/solglantan");
    int same = 0;
    for (const ui::Node& node : screen.tree().nodes()) {
        if (node.role != ui::Role::FactValue || starts(node.key, "provider/solglantan/demands")) continue;
        const ui::Node* there = app.tree().find(node.key);
        REQUIRE(there);
        CHECK(there->name == node.name);
        ++same;
    }
    CHECK(same > 12);
}

TEST_CASE("what cannot be sent from a kiosk can be printed as a form that says the same")
{
    Home home;
    home.go("#/kiosk");
    home.sign_in(kCodeNew);
    home.app.get(ui::Role::Button, "Välj Solgläntan").press();
    home.offline = true;
    home.app.get(ui::Role::Button, "Bekräfta valet").press();
    const ui::Node* form = home.app.tree().find("unsent/form");
    REQUIRE(form);
    home.go(std::string(form->href));
    CHECK(home.app.h1() == "Blankett: välj utförare");
    CHECK(filled_in(home.app).at("form/to/value") == "Solgläntan");
}

TEST_CASE("what cannot be sent from home can be printed as well")
{
    Home home;
    home.sign_in(kCodeNew);
    home.app.get(ui::Role::Button, "Välj Solgläntan").press();
    home.offline = true;
    home.app.get(ui::Role::Button, "Bekräfta valet").press();
    const ui::Node* form = home.app.tree().find("paper/instead");
    REQUIRE(form);
    CHECK(form->href == "#/papper/val/solglantan");
}

TEST_CASE("a sheet there is none of is no sheet")
{
    for (const char* hash : {"#/papper/nonsens", "#/papper/val/ingen", "#/papper/om", "#/papper/om/ingen",
                             "#/papper/avsta/solglantan", "#/papper/ombud/x"}) {
        CAPTURE(hash);
        HeadlessApp app("strangnas", hash);
        CHECK(app.tree().find("not_found/start"));
    }
}
