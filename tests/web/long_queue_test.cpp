// The staff's views of sixty providers and of a queue of two hundred, in three languages.
#include "many_providers.h"

#include "desk_service.h"
#include "every_staff_screen.h"

using namespace hemval;
using namespace hemval::test;

namespace {

using Json = nlohmann::json;

constexpr int kShortest = 10, kShortQueue = 20, kLongQueue = 200;

struct StaffView {
    Role role;
    std::string hash;
};

const StaffView kQueue{Role::CareManager, "#/personal/val"};

// The workspace, with people whose choices wait.
struct Workplace {
    Municipality municipality;
    MemoryDesk desk{municipality};
    DeskService service{desk, "strangnas"};
    HeadlessApp app;

    Workplace(int count, int rows, const StaffView& view, const std::string& language = "sv")
        : municipality(town_of(count)),
          app("strangnas", "#/personal", language, "locales/staff/",
              [count](HeadlessPlatform& platform, AppSetup setup) {
                  setup.pack_json = Json(files_of(count)).dump();
                  return std::make_unique<StaffApp>(platform, std::move(setup));
              })
    {
        fill(desk, municipality);
        desk.staff = Staff{"anna", "Anna Åkesson", municipality.id, view.role};
        app.platform().service = [this, rows](const HttpRequest& request) { return answer(request, rows); };
        app.platform().history.back() = view.hash;
        app.reload();
    }

private:
    // The service itself shows the first fifty of a long queue.
    HttpResponse answer(const HttpRequest& request, int rows)
    {
        HttpResponse response = service(request);
        if (request.path != "api/strangnas/staff/queue") return response;
        Json queue = Json::parse(response.body);
        Json pattern = queue["first"][0];
        queue["first"] = Json::array();
        for (int i = 0; i < rows; ++i) {
            pattern["person"] = "case" + std::to_string(100 + i);
            pattern["reference"] = "B-" + std::to_string(100 + i);
            queue["first"].push_back(pattern);
        }
        queue["all"] = rows;
        response.body = queue.dump();
        return response;
    }
};

const StaffView kStaffViews[] = {
    kQueue,
    {Role::CareManager, "#/personal/arende/case1"},
    {Role::CareManager, "#/personal/arende/case5/registrera"},
    {Role::Coordinator, "#/personal/utforare"},
    {Role::Coordinator, "#/personal/fordelning"},
    {Role::Coordinator, "#/personal/visningsordning"},
    {Role::Coordinator, "#/personal/andel"}};

}  // namespace

TEST_CASE("the staff's views of sixty providers and a queue of two hundred draw no more in their window")
{
    for (const StaffView& one : kStaffViews) {
        Workplace few(kFew, kShortQueue, one), many(kMany, kLongQueue, one);
        for (const Window& window : kWindows) {
            few.app.resize(window.width, window.height);
            many.app.resize(window.width, window.height);
            CAPTURE(one.hash);
            CAPTURE(window.width);
            CHECK(drawn(few.app) > 1000);
            CHECK(drawn(many.app) * 100 <= drawn(few.app) * 101);  // its count may have a figure more
        }
    }
}

TEST_CASE("the turn is one picture of all: each provider more is a spot in it")
{
    const StaffView turn{Role::Coordinator, "#/personal/turordning"};
    Workplace few(kFew, kShortQueue, turn), many(kMany, kShortQueue, turn);
    CHECK(drawn(many.app) > drawn(few.app));
    few.app.resize(1280, 800);
    many.app.resize(1280, 800);
    CHECK(drawn(many.app) - drawn(few.app) <= (kMany - kFew) * 32);
}

TEST_CASE("the document of the staff's views has grown no faster than its text")
{
    for (const StaffView& one : kStaffViews) {
        CAPTURE(one.hash);
        check_growth(said(Workplace(kLeast, kShortQueue, one).app), said(Workplace(kFew, kShortQueue, one).app),
                     said(Workplace(kMany, kShortQueue, one).app));
    }
    check_growth(said(Workplace(kFew, kShortest, kQueue).app), said(Workplace(kFew, kShortQueue, kQueue).app),
                 said(Workplace(kFew, kLongQueue, kQueue).app));
}

TEST_CASE("each of two hundred choices in the staff's queue is read, in every language, and leads to its case")
{
    for (const std::string language : {"sv", "en", "fi"}) {
        CAPTURE(language);
        Workplace staff(kMany, kLongQueue, kQueue, language);
        staff.app.resize(412, 120'000);
        check_words(staff.app);
        for (int i = 0; i < kLongQueue; ++i) {
            const std::string person = "case" + std::to_string(100 + i);
            const ui::Node* link = staff.app.tree().find("queue/table/" + person + "/header/link");
            REQUIRE(link);
            CHECK(link->href == "#/personal/arende/" + person);
        }
    }
}
