#include "golden.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <set>
#include <vector>

// The semantic tree of every screen as text, in tests/web/trees/: what a change does to a screen
// shows in the diff. HEMVAL_WRITE_GOLDEN=1 writes them anew.

using namespace hemval;
using ui::Role;

namespace {

struct Golden {
    const char* file;
    const char* hash;  // empty: the page of all municipalities
    std::function<void(HeadlessApp&)> walk;
};

// The first control of a role whose name begins so, in the visit's own order.
void press_first(HeadlessApp& app, Role role, const std::string& beginning)
{
    for (const ui::Node& node : app.tree().nodes()) {
        if (node.role != role || node.name.rfind(beginning, 0) != 0) continue;
        app.send({ui::EventKind::Press, std::string(node.key), ""});
        return;
    }
    FAIL("nothing begins with \"" << beginning << "\"");
}

void compare(HeadlessApp& app, std::size_t count)
{
    std::vector<std::string> boxes;
    for (const ui::Node& node : app.tree().nodes())
        if (node.role == Role::Checkbox) boxes.push_back(node.key);
    REQUIRE(boxes.size() >= count);
    for (std::size_t i = 0; i < count; ++i) app.send({ui::EventKind::Press, boxes[i], ""});
    app.get(Role::Button, "Visa jämförelsen").press();
}

void press(HeadlessApp& app, const char* button)
{
    app.get(Role::Button, button).press();
}

void press_key(HeadlessApp& app, const char* key);

// Through so many of the steps; the fourth is back where the choice is confirmed.
void by_a_relative(HeadlessApp& app, int steps)
{
    const auto input = [&](const char* key, const char* text) {
        app.send({ui::EventKind::Input, key, text});
    };
    press_key(app, "behalf/who/other");
    press_key(app, "behalf/begin");
    if (steps < 2) return;
    press_key(app, "behalf/role/relative");
    press_key(app, "behalf/next");
    if (steps < 3) return;
    input("behalf/name", "Ulla Exempel");
    input("behalf/reach", "070-000 00 00");
    press_key(app, "behalf/next");
    if (steps < 4) return;
    press_key(app, "behalf/declare/nearest_of_kin");
    press_key(app, "behalf/declare/no_other_representative");
    press_key(app, "behalf/next");
}

void fill_in_fee(HeadlessApp& app)
{
    app.send({ui::EventKind::Input, "fee/hours", "24"});
    app.send({ui::EventKind::Press, "fee/household/spouses", ""});
    app.send({ui::EventKind::Input, "fee/income", "18 000"});
    app.send({ui::EventKind::Input, "fee/partner", "16000"});
    app.send({ui::EventKind::Press, "fee/calculate", ""});
    app.send({ui::EventKind::Press, "fee/steps/summary", ""});
}

void press_key(HeadlessApp& app, const char* key)
{
    app.send({ui::EventKind::Press, key, ""});
}

void open_all(HeadlessApp& app)
{
    std::vector<std::string> closed;
    for (const ui::Node& node : app.tree().nodes())
        if (node.role == Role::Details && node.expanded == ui::Tri::No) closed.push_back(node.key);
    for (const std::string& key : closed) press_key(app, (key + "/summary").c_str());
}

void choose_as_karin(HeadlessApp& app)
{
    press(app, "Prova som Karin");
    press_first(app, Role::Button, "Välj ");
}

void switch_as_bengt(HeadlessApp& app)
{
    press(app, "Prova som Bengt");
    press(app, "Byt utförare");
}

// The names are those of the browser's trees.
const std::vector<Golden>& goldens()
{
    static const auto nothing = [](HeadlessApp&) {};
    static const std::vector<Golden> all = {
        {"municipalities", "", nothing},
        {"start", "#/", nothing},
        {"questions", "#/fragor", nothing},
        {"questions_all_open", "#/fragor", open_all},
        {"wishes", "#/viktigt", nothing},
        {"wishes_with_a_list", "#/viktigt",
         [](HeadlessApp& app) {
             for (const char* wish : {"wishes/my_language", "wishes/cooking", "wishes/own_pace"})
                 press_key(app, wish);
             app.send({ui::EventKind::Input, "wishes/own", "Katten heter Sture."});
             open_all(app);
         }},
        {"about", "#/om-hemtjansten", nothing},
        {"about_a_topic", "#/om-hemtjansten/kontroll", nothing},
        {"help", "#/hjalp", nothing},
        {"receipt_check", "#/kontrollera", nothing},
        {"receipt_check_with_an_error", "#/kontrollera",
         [](HeadlessApp& app) {
             app.get(Role::TextField, "Kvittonummer").type("K7F2");
             press(app, "Kontrollera kvittot");
         }},
        {"accessibility", "#/tillganglighet", nothing},
        {"not_found", "#/nonsens", nothing},
        {"provider", "#/utforare/solglantan", nothing},
        {"list", "#/jamfor", nothing},
        {"list_with_an_error", "#/jamfor", [](HeadlessApp& app) { press(app, "Visa jämförelsen"); }},
        {"comparison_of_none", "#/jamforelse", nothing},
        {"comparison_of_two", "#/jamfor", [](HeadlessApp& app) { compare(app, 2); }},
        {"comparison_of_three", "#/jamfor", [](HeadlessApp& app) { compare(app, 3); }},
        {"comparison_of_four_choosing_facts", "#/jamfor",
         [](HeadlessApp& app) {
             compare(app, 4);
             press_key(app, "comparison/pick/summary");
         }},
        {"what_can_be_printed", "#/papper", nothing},
        {"form_of_a_choice", "#/papper/val", nothing},
        {"form_of_a_mandate", "#/papper/ombud", nothing},
        {"sheet_of_a_comparison", "#/jamfor",
         [](HeadlessApp& app) {
             compare(app, 4);
             app.platform().go("#/papper/jamforelse");
             app.send({});
         }},
        {"leaflet", "#/papper/om/solglantan", nothing},
        {"fee", "#/avgift", nothing},
        {"fee_with_errors", "#/avgift",
         [](HeadlessApp& app) {
             app.send({ui::EventKind::Input, "fee/hours", "många"});
             press_key(app, "fee/calculate");
         }},
        {"fee_with_a_result", "#/avgift", fill_in_fee},
        {"sign_in", "#/logga-in", nothing},
        {"sign_in_with_an_error", "#/logga-in",
         [](HeadlessApp& app) {
             app.get(Role::TextField, "Kod från brevet").type("1234");
             press(app, "Logga in");
         }},
        {"demonstration", "#/prova", nothing},
        {"explained_fee", "#/prova/visa/avgift", nothing},
        {"explained_closing", "#/prova/visa/avveckling", nothing},
        {"compensation_of_a_rough_week", "#/prova/visa/ersattning",
         [](HeadlessApp& app) {
             press(app, "En rörig vecka");
             open_all(app);
         }},
        {"rotation_of_ten_and_a_newcomer", "#/prova/visa/turordning",
         [](HeadlessApp& app) {
             press(app, "Tio till");
             press(app, "Släpp in en ny utförare");
             open_all(app);
         }},
        {"choice", "#/prova", [](HeadlessApp& app) { press(app, "Prova som Karin"); }},
        {"check_of_a_choice", "#/prova", choose_as_karin},
        {"check_by_another", "#/prova",
         [](HeadlessApp& app) {
             choose_as_karin(app);
             by_a_relative(app, 4);
         }},
        {"role_of_another", "#/prova",
         [](HeadlessApp& app) {
             choose_as_karin(app);
             by_a_relative(app, 1);
             press_key(app, "behalf/next");
         }},
        {"contact_of_another", "#/prova",
         [](HeadlessApp& app) {
             choose_as_karin(app);
             by_a_relative(app, 2);
             press_key(app, "behalf/next");
         }},
        {"declaration_of_another", "#/prova",
         [](HeadlessApp& app) {
             choose_as_karin(app);
             by_a_relative(app, 3);
             press_key(app, "behalf/next");
         }},
        {"receipt_by_another", "#/prova",
         [](HeadlessApp& app) {
             choose_as_karin(app);
             by_a_relative(app, 4);
             press(app, "Bekräfta valet");
         }},
        {"comparison_prepared", "#/jamfor/04HP-7S2N-HXS6", nothing},
        {"receipt_of_a_choice", "#/prova",
         [](HeadlessApp& app) {
             choose_as_karin(app);
             press(app, "Bekräfta valet");
         }},
        {"receipt_checked", "#/prova",
         [](HeadlessApp& app) {
             choose_as_karin(app);
             press(app, "Bekräfta valet");
             press_key(app, "receipt/check");
         }},
        {"choice_made", "#/prova",
         [](HeadlessApp& app) {
             choose_as_karin(app);
             press(app, "Bekräfta valet");
             app.platform().go("#/prova/val");
             app.send({});
         }},
        {"own_provider", "#/prova", [](HeadlessApp& app) { press(app, "Prova som Bengt"); }},
        {"switch", "#/prova", switch_as_bengt},
        {"check_of_a_switch", "#/prova",
         [](HeadlessApp& app) {
             switch_as_bengt(app);
             press_first(app, Role::Button, "Välj ");
         }},
        {"receipt_of_a_switch", "#/prova",
         [](HeadlessApp& app) {
             switch_as_bengt(app);
             press_first(app, Role::Button, "Välj ");
             press_key(app, "check/confirm");
         }},
        {"provider_leaving", "#/prova", [](HeadlessApp& app) { press(app, "Prova som Aino"); }},
        {"rotation", "#/prova",
         [](HeadlessApp& app) {
             press(app, "Prova som Aino");
             press(app, "Jag vill inte välja");
         }},
        {"receipt_of_a_rotation", "#/prova",
         [](HeadlessApp& app) {
             press(app, "Prova som Aino");
             press(app, "Jag vill inte välja");
             press(app, "Bekräfta att jag avstår");
         }},
    };
    return all;
}

std::set<std::string> trees_in(const std::string& folder)
{
    std::set<std::string> names;
    for (const auto& file : std::filesystem::directory_iterator(std::string(HEMVAL_SOURCE_DIR) + folder))
        names.insert(file.path().stem().string());
    return names;
}

}  // namespace

TEST_CASE("the semantic tree of every screen is the one looked through last")
{
    for (const Golden& golden : goldens()) {
        HeadlessApp app(*golden.hash ? "strangnas" : "", golden.hash);
        golden.walk(app);
        test::is_as_looked_through(app, "tests/web/trees/", golden.file);
    }
}

TEST_CASE("each screen has a tree here and one of the browser's, and there is no tree of another")
{
    std::set<std::string> names;
    for (const Golden& golden : goldens()) names.insert(golden.file);
    CHECK(names.size() == goldens().size());
    CHECK(trees_in("/tests/web/trees") == names);
    CHECK(trees_in("/tests/browser/trees") == names);
}
