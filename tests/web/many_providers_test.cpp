// Sixty providers and tables of twelve facts, in three languages: what is drawn grows with what is in the window
// alone, the document with its text, and everything can still be used.
#include "many_providers.h"

#include "fake_service.h"
#include "ui_kit.h"
#include "web/app/app.h"

using namespace hemval;
using namespace hemval::test;
using ui::Role;

namespace {

using Json = nlohmann::json;

struct Town {
    Municipality municipality;
    test::FakeService service{municipality};
    HeadlessApp app;

    explicit Town(int count, const std::string& hash, const std::string& language = "sv")
        : municipality(town_of(count)),
          app("strangnas", hash, language, "locales/", [this, count](HeadlessPlatform& platform, AppSetup setup) {
              platform.service = [this](const HttpRequest& request) { return service(request); };
              setup.pack_json = Json(files_of(count)).dump();
              return std::make_unique<App>(platform, std::move(setup));
          })
    {
    }
    void go(const std::string& hash)
    {
        app.platform().go(hash);
        app.send({});
    }
};

const std::vector<std::string> kViews = {
    "#/", "#/jamfor", "#/utforare/" + id_of(7), "#/avgift", "#/val", "#/viktigt", "#/fragor", "#/kontrollera",
    "#/papper", "#/papper/val", "#/papper/byt", "#/papper/om/" + id_of(7)};

}  // namespace

TEST_CASE("a view of sixty providers draws no more in its window than one of twelve")
{
    for (const std::string& view : kViews) {
        Town few(kFew, view), many(kMany, view);
        for (const Window& window : kWindows) {
            few.app.resize(window.width, window.height);
            many.app.resize(window.width, window.height);
            CAPTURE(view);
            CAPTURE(window.width);
            CHECK(drawn(few.app) > 1000);
            CHECK(drawn(many.app) == drawn(few.app));
        }
    }
}

TEST_CASE("the document of sixty providers has grown no faster than its text")
{
    for (const std::string& view : kViews) {
        CAPTURE(view);
        const Said least = said(Town(kLeast, view).app), few = said(Town(kFew, view).app),
                   many = said(Town(kMany, view).app);
        check_growth(least, few, many);
        if (view == "#/jamfor") CHECK(many.nodes > few.nodes);
    }
}

TEST_CASE("a press among sixty providers changes what it changes among twelve")
{
    const auto operations = [](int count) {
        Town town(count, "#/jamfor");
        const ui::SemanticTree before = town.app.tree();
        town.app.get(Role::Checkbox, "Jämför " + name_of(7)).press();
        return Json::parse(ui::diff(before, town.app.tree()));
    };
    const Json many = operations(kMany);
    CHECK(many == operations(kFew));
    REQUIRE(many.size() == 2);
    CHECK(many[0] == Json::parse(R"(["set", "compare/count", {"name": "Valda för jämförelse: 1 av högst 4."}])"));
    CHECK(many[1] == Json::parse(R"(["set", "provider/)" + id_of(7) + R"(/compare", {"checked": 1}])"));
}

TEST_CASE("sixty providers are read in every language, all of each view is drawn, and all of them stand in the list")
{
    for (const std::string language : {"sv", "en", "fi"})
        for (const std::string& view : kViews) {
            CAPTURE(language);
            CAPTURE(view);
            Town town(kMany, view, language);
            town.app.resize(412, 60'000);
            check_words(town.app);
            if (view != "#/jamfor") continue;
            for (int i = 0; i < kMany; ++i) {
                const std::string key = "provider/" + id_of(i);
                CHECK(town.app.tree().find(key + "/compare"));
                CHECK(town.app.tree().find(key + "/more"));
                CHECK(town.app.tree().find(key + "/choose"));
            }
        }
}

TEST_CASE("one of sixty providers is compared with others and chosen")
{
    Town town(kMany, "#/jamfor");
    for (const int one : {7, 31, 58, 59}) town.app.get(Role::Checkbox, "Jämför " + name_of(one)).press();
    town.app.get(Role::Button, "Visa jämförelsen").press();
    CHECK(town.app.h1() == "Din jämförelse");
    CHECK(town.app.has(Role::ColumnHeader, name_of(59)));
    town.go("#/val");
    town.app.get(Role::TextField, "Kod från brevet").type(kCodeNew);
    town.app.get(Role::Button, "Logga in").press();
    town.app.get(Role::Button, "Välj " + name_of(59)).press();
    town.app.get(Role::Button, "Bekräfta valet").press();
    CHECK(town.app.h1() == "Ditt val är mottaget");
    CHECK(town.app.has_text(name_of(59)));
}

TEST_CASE("a table of twelve facts has a node for each of its texts, beside each other or one under the other")
{
    ui::TableSpec table;
    table.caption = "Fakta";
    table.column_keys = {"a", "b", "c", "d"};
    table.columns = {"Ett", "Två", "Tre", "Fyra"};
    for (int i = 0; i < 12; ++i)
        table.rows.push_back({"fact" + std::to_string(i), "Fakta", {"1", "2", "3", "4"}, i % 2 == 0});
    for (const float width : {1280.0F, 320.0F}) {
        ui::Kit kit([&](ui::Ui& ui) { ui.table("table", table); }, width);
        CHECK(kit.frame().patch == "");
        CHECK(kit.all(Role::Row).size() == 13);
        CHECK(kit.all(Role::RowHeader).size() == 12);
        CHECK(kit.all(Role::Cell).size() == 48);
    }
}
