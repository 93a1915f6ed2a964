#include "core/example_people.h"
#include "home.h"
#include "web/demonstration/presenter.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace hemval;
using ui::Role;

namespace {

const char* const kTowns[] = {"strangnas", "huddinge", "botkyrka"};

void press(HeadlessApp& app, const std::string& start, const std::string& end = {})
{
    for (const ui::Node& node : app.tree().nodes()) {
        const bool pressable = node.role == Role::Button || node.role == Role::Checkbox ||
                               node.role == Role::Radio || node.role == Role::Summary;
        if (!pressable || node.key.rfind(start, 0) != 0 || node.key.size() < end.size() ||
            node.key.compare(node.key.size() - end.size(), end.size(), end) != 0)
            continue;
        return app.send({ui::EventKind::Press, std::string(node.key), ""});
    }
    FAIL("nothing to press begins with " << start << " and ends with " << end);
}

std::string text_of(const HeadlessApp& app, const std::string& key)
{
    const ui::Node* node = app.tree().find(key);
    REQUIRE_MESSAGE(node, key);
    return node->name;
}

// "Punkt 2 av 4", of "Karin. Punkt 2 av 4: Öppna ..."
std::string point(const HeadlessApp& app)
{
    const std::string shown = text_of(app, "presenter/show");
    const std::size_t from = shown.find("Punkt ");
    REQUIRE(from != std::string::npos);
    return shown.substr(from, shown.find(':') - from);
}

void go(HeadlessApp& app, const std::string& hash)
{
    app.platform().go(hash);
    app.send({});
}

struct As : HeadlessApp {
    As(const std::string& town, ExamplePerson person) : HeadlessApp(town, "#/prova")
    {
        press(*this, std::string("demo/") + name_of(person) + "/go");
    }
};

void choose_first(HeadlessApp& app)
{
    press(app, "provider/", "/choose");
}

// Goes the errand to its end as its presenter's steps tell.
void to_the_end(HeadlessApp& app, ExamplePerson person)
{
    switch (person) {
    case ExamplePerson::FirstChoice:
    case ExamplePerson::ProviderLeaving: choose_first(app); break;
    case ExamplePerson::Declines:
        press(app, "choose/decline");
        return press(app, "decline/confirm");
    case ExamplePerson::Queues: press(app, "provider/", "/queue"); break;
    case ExamplePerson::Switches:
    case ExamplePerson::RelativeHelps:
        press(app, "choose/switch");
        choose_first(app);
        break;
    }
    if (person == ExamplePerson::RelativeHelps) {
        press(app, "behalf/who/other");
        press(app, "behalf/begin");
        press(app, "behalf/role/relative");
        press(app, "behalf/next");
        app.send({ui::EventKind::Input, "behalf/name", "Eva"});
        app.send({ui::EventKind::Input, "behalf/reach", "0152-000 00"});
        press(app, "behalf/next");
        press(app, "behalf/declare/nearest_of_kin");
        press(app, "behalf/declare/no_other_representative");
        press(app, "behalf/next");
    }
    press(app, "check/confirm");
}

}  // namespace

TEST_CASE("as each example person the errand goes to its end in every municipality, and nothing is sent")
{
    for (const char* town : kTowns) {
        for (const ExamplePerson person : kAllExamplePeople) {
            CAPTURE(town);
            CAPTURE(name_of(person));
            As app(town, person);
            to_the_end(app, person);
            REQUIRE(app.tree().find("receipt/number/value"));
            CHECK(app.has_text("Valet är gjort av en anhörig.") == (person == ExamplePerson::RelativeHelps));
            CHECK(app.has_text("Du är nummer 1 i kön till") == (person == ExamplePerson::Queues));
            CHECK(app.platform().requests.empty());
            CHECK(app.platform().title.find("Demonstration") != std::string::npos);
            CHECK(app.platform().mark == "Demonstration");
        }
    }
}

TEST_CASE("the presenter's list comes to its last step with the errand, whoever one is")
{
    for (const ExamplePerson person : kAllExamplePeople) {
        CAPTURE(name_of(person));
        As app("strangnas", person);
        const auto steps = presenter_steps(person);
        const std::string all = " av " + std::to_string(steps.size());
        CHECK(point(app) == "Punkt 1" + all);
        to_the_end(app, person);
        CHECK(point(app) == "Punkt " + std::to_string(steps.size()) + all);
    }
}

TEST_CASE("the list follows the errand, tells of it aloud, and never goes back by itself")
{
    As app("strangnas", ExamplePerson::FirstChoice);
    CHECK(text_of(app, "presenter/show") == "Karin. Punkt 1 av 4: Visa listan med utförare.");
    CHECK(text_of(app, "presenter") == "Punkter för den som visar: Karin");
    go(app, "#/prova/utforare/solglantan");
    CHECK(point(app) == "Punkt 2 av 4");
    const auto& said = app.announcements();
    CHECK(std::find(said.begin(), said.end(), "Punkt 2 av 4. Öppna sidan om en utförare.") != said.end());
    go(app, "#/prova/val");
    CHECK(point(app) == "Punkt 2 av 4");
    choose_first(app);
    CHECK(point(app) == "Punkt 3 av 4");
}

TEST_CASE("the steps are walked through and ticked off by hand, and a reload keeps them")
{
    As app("strangnas", ExamplePerson::Switches);
    CHECK_FALSE(app.tree().find("presenter/former"));
    press(app, "presenter/next");
    CHECK(point(app) == "Punkt 2 av 4");
    press(app, "presenter/all");
    const auto ticked = [&](const char* name) {
        return app.tree().find(std::string("presenter/step/") + name)->checked == ui::Tri::Yes;
    };
    CHECK(ticked("own"));
    CHECK_FALSE(ticked("others"));
    press(app, "presenter/step/own");
    CHECK_FALSE(ticked("own"));
    press(app, "presenter/step/switched");
    CHECK(app.has_text("(nu)"));
    app.reload();
    CHECK(point(app) == "Punkt 2 av 4");
    press(app, "presenter/all");
    CHECK(ticked("switched"));
    CHECK_FALSE(ticked("own"));
    press(app, "presenter/former");
    CHECK(point(app) == "Punkt 1 av 4");
    for (int step = 0; step < 3; ++step) press(app, "presenter/next");
    // The last was ticked before: there is no more to press on to.
    CHECK(text_of(app, "presenter/finished").rfind("Det var den sista punkten.", 0) == 0);
    CHECK_FALSE(app.tree().find("presenter/next"));
    press(app, "presenter/step/switched");
    CHECK_FALSE(app.tree().find("presenter/finished"));
    press(app, "presenter/next");
    CHECK(app.announcements().back() == text_of(app, "presenter/finished"));
    CHECK_FALSE(app.tree().find("presenter/next"));
    press(app, "presenter/former");
    CHECK(app.tree().find("presenter/next"));
}

TEST_CASE("what is only there to be changed is not on paper, and what it was changed to is")
{
    HeadlessApp app("strangnas", "#/prova/visa/ersattning");
    for (const char* changed : {"pay/change", "pay/prices", "pay.save.about"}) CHECK(app.tree().find(changed));
    app.on_paper(true);
    for (const char* changed : {"pay/change", "pay/prices", "pay.save.about"}) CHECK_FALSE(app.tree().find(changed));
    for (const char* told : {"pay/table", "pay/visits", "pay/rules"}) CHECK(app.tree().find(told));

    HeadlessApp turns("strangnas", "#/prova/visa/turordning");
    press(turns, "trial/ten");
    CHECK(turns.tree().find("trial/change"));
    turns.on_paper(true);
    CHECK_FALSE(turns.tree().find("trial/change"));
    CHECK(turns.tree().find("trial/table"));
}

TEST_CASE("the steps can be hidden, and are not on paper")
{
    As app("strangnas", ExamplePerson::Declines);
    CHECK(app.tree().find("presenter"));
    press(app, "demo/bar/steps");
    CHECK_FALSE(app.tree().find("presenter"));
    app.reload();
    CHECK_FALSE(app.tree().find("presenter"));
    press(app, "demo/bar/steps");
    CHECK(app.tree().find("presenter"));
    app.on_paper(true);
    CHECK_FALSE(app.tree().find("presenter"));
    CHECK(app.has_text("Demonstration"));
}

TEST_CASE("one press makes the letters larger than the largest ordinary ones, and one takes it back")
{
    HeadlessApp app("strangnas", "#/prova");
    const float ordinary = app.text_scale();
    press(app, "demo/bar/large");
    CHECK(app.text_scale() == doctest::Approx(ordinary + 1.25F));
    CHECK(app.text_scale() > 1 + 0.25F * kTextSteps);
    app.reload();
    CHECK(app.text_scale() == doctest::Approx(2.25F));
    press(app, "demo/bar/large");
    CHECK(app.text_scale() == doctest::Approx(1.0F));
}

TEST_CASE("one press on any screen forgets all that was tried, and touches nothing of the real errand")
{
    for (const ExamplePerson person : kAllExamplePeople) {
        CAPTURE(name_of(person));
        HeadlessApp app("strangnas", "#/avgift");
        app.send({ui::EventKind::Input, "fee/hours", "12"});
        const std::string real = app.platform().storage.at("visit/strangnas");
        go(app, "#/prova");
        const auto kept = app.platform().storage;
        press(app, std::string("demo/") + name_of(person) + "/go");
        go(app, "#/prova/avgift");
        app.send({ui::EventKind::Input, "fee/hours", "77"});
        go(app, "#/prova/jamfor");
        press(app, "provider/", "/compare");
        go(app, "#/prova/val");
        to_the_end(app, person);
        const std::string number = text_of(app, "receipt/number/value");
        press(app, "presenter/all");
        press(app, "demo/bar/reset");

        CHECK(app.h1() == "Prova utan att skicka");
        CHECK(app.platform().history.back() == "#/prova");
        CHECK_FALSE(app.tree().find("presenter"));
        std::string all;
        for (const auto& [key, value] : app.platform().storage) all += key + value;
        CHECK(all.find(number) == std::string::npos);
        CHECK(all.find("77") == std::string::npos);
        CHECK(all.find("Eva") == std::string::npos);
        CHECK(app.platform().storage == kept);
        CHECK(app.platform().storage.at("visit/strangnas") == real);
        go(app, "#/prova/val");
        CHECK(app.h1() == "Logga in");
        go(app, "#/prova/kontrollera");
        app.send({ui::EventKind::Input, "receipt_check/number", number});
        press(app, "receipt_check/go");
        CHECK_FALSE(app.tree().find("receipt_check/answer"));
        app.reload();
        go(app, "#/prova/val");
        CHECK(app.h1() == "Logga in");
    }
}

TEST_CASE("a changed pack or a meddling extension leaves the presenter at the start")
{
    CHECK(read_presenter("") == Presenter{});
    CHECK(read_presenter("[]") == Presenter{});
    Presenter odd = read_presenter(R"({"person":"declines","now":99,"done":[0,1,99,-1,"a"],"shown":false})");
    CHECK(odd.person == ExamplePerson::Declines);
    CHECK(odd.now == 0);
    CHECK(odd.done == std::set<std::size_t>{0, 1});
    CHECK_FALSE(odd.shown);
    CHECK_FALSE(read_presenter(R"({"person":"nobody","now":2})").person);
    Presenter presenter;
    presenter.begin(ExamplePerson::Queues);
    presenter.now = 1;
    presenter.done = {0};
    presenter.large = true;
    CHECK(read_presenter(write_presenter(presenter)) == presenter);
}
