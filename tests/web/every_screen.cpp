#include "every_screen.h"

#include "core/wishes.h"
#include "fake_service.h"
#include "web/demonstration/demonstration.h"

#include <doctest/doctest.h>

#include <set>
#include <vector>

namespace hemval::test {
namespace {

using ui::Role;

// Keys, since the words differ between languages. The key pressed that begins so and ends so.
void press(HeadlessApp& app, const std::string& start, const std::string& end = {})
{
    for (const ui::Node& node : app.tree().nodes()) {
        const bool pressable = node.role == Role::Button || node.role == Role::Checkbox ||
                               node.role == Role::Summary || node.role == Role::Radio;
        if (!pressable || node.key.rfind(start, 0) != 0 || node.key.size() < end.size() ||
            node.key.compare(node.key.size() - end.size(), end.size(), end) != 0)
            continue;
        app.send({ui::EventKind::Press, std::string(node.key), ""});
        return;
    }
    FAIL("nothing to press begins with " << start << " and ends with " << end);
}

void open_details(HeadlessApp& app)
{
    std::vector<std::string> closed;
    for (const ui::Node& node : app.tree().nodes())
        if (node.role == Role::Details && node.expanded == ui::Tri::No) closed.push_back(node.key);
    for (const std::string& key : closed)
        app.send({ui::EventKind::Press, key + "/summary", ""});
}

struct Tour {
    const std::string& municipality;
    const std::string& language;
    const std::function<void(const Shown&)>& see;

    void show(HeadlessApp& app, const std::string& screen) const
    {
        open_details(app);
        see({municipality, screen, app});
    }

    void addresses(const Municipality& town) const
    {
        std::vector<std::string> all = {"#/",       "#/jamfor", "#/avgift", "#/logga-in",
                                        "#/fragor", "#/hjalp",  "#/prova",  "#/nonsens",
                                        "#/tillganglighet", "#/kontrollera", "#/viktigt", "#/om-hemtjansten",
                                        "#/prova/visa/ersattning", "#/prova/visa/turordning"};
        for (const char* topic : {"plan", "kontakt", "avboka", "kommunen", "tillagg", "klaga", "kontroll"})
            all.push_back(std::string("#/om-hemtjansten/") + topic);
        for (const Provider& provider : town.providers) all.push_back("#/utforare/" + provider.id.value);
        const std::string first = town.providers.front().id.value;
        for (const char* sheet : {"", "/val", "/byt", "/avsta", "/ombud", "/jamforelse"})
            all.push_back(std::string("#/papper") + sheet);
        all.push_back("#/papper/val/" + first);
        all.push_back("#/papper/om/" + first);
        for (const std::string& address : all) {
            HeadlessApp app(municipality, address, language);
            show(app, address);
        }
    }

    void fee() const
    {
        HeadlessApp app(municipality, "#/avgift", language);
        press(app, "fee/", "calculate");
        show(app, "fee, nothing filled in");
        std::vector<std::string> fields, radios;
        for (const ui::Node& node : app.tree().nodes()) {
            if (node.role == Role::TextField) fields.push_back(node.key);
            if (node.role == Role::Radio) radios.push_back(node.key);
        }
        for (const std::string& field : fields) app.send({ui::EventKind::Input, field, "20"});
        app.send({ui::EventKind::Press, radios.front(), ""});
        press(app, "fee/", "calculate");
        show(app, "fee, worked out");
    }

    void explained() const
    {
        HeadlessApp pay(municipality, "#/prova/visa/ersattning", language);
        press(pay, "pay/rough");
        pay.send({ui::EventKind::Input, "pay/visit", "9"});
        press(pay, "pay/save");
        show(pay, "compensation, a rough week");
        HeadlessApp turns(municipality, "#/prova/visa/turordning", language);
        press(turns, "trial/newcomer");
        press(turns, "trial/fifty");
        show(turns, "rotation, fifty with a newcomer");
        std::vector<std::string> rooms;
        for (const ui::Node& node : turns.tree().nodes())
            if (node.role == Role::Select && node.key.rfind("trial/room/", 0) == 0) rooms.push_back(node.key);
        for (const std::string& room : rooms) turns.send({ui::EventKind::Input, room, "0"});
        press(turns, "trial/one");
        show(turns, "rotation, everybody full");
    }

    void wishes(const Municipality& town) const
    {
        FakeService service(town);
        HeadlessApp app(municipality, "#/viktigt", language);
        app.platform().service = [&service](const HttpRequest& request) { return service(request); };
        app.reload();
        for (const CareWish& wish : kCareWishes) press(app, "wishes/" + std::string(wish.id));
        app.send({ui::EventKind::Input, "wishes/own", "Sture"});
        show(app, "wishes, all of them");
        app.on_paper(true);
        app.send({});
        show(app, "wishes, on paper");
        app.on_paper(false);
        app.platform().go("#/val");
        app.send({});
        app.send({ui::EventKind::Input, "sign_in/code", kCodeNew});
        press(app, "sign_in/go");
        press(app, "provider/", "/choose");
        press(app, "wishes/send");
        show(app, "check, with a wish list");
        press(app, "check/confirm");
        show(app, "receipt, with a wish list");
        app.platform().go("#/val");
        app.send({});
        press(app, "provider/", "/choose");
        show(app, "check, with a wish list sent before");
    }

    void receipt_check() const
    {
        HeadlessApp app(municipality, "#/kontrollera", language);
        press(app, "receipt_check/go");
        show(app, "a receipt checked, nothing filled in");
    }

    void comparison() const
    {
        HeadlessApp app(municipality, "#/jamfor", language);
        std::vector<std::string> boxes;
        for (const ui::Node& node : app.tree().nodes())
            if (node.role == Role::Checkbox) boxes.push_back(node.key);
        for (std::size_t i = 0; i < 3; ++i) app.send({ui::EventKind::Press, boxes[i], ""});
        press(app, "compare/show");
        show(app, "comparison");
        app.platform().go("#/papper/jamforelse");
        app.send({});
        show(app, "comparison, on paper");
    }

    // With a service that an identity provider is in front of.
    void at_home(const Municipality& town) const
    {
        FakeService service(town);
        service.e_id = true;
        HeadlessApp app(municipality, "#/", language);
        app.platform().service = [&service](const HttpRequest& request) { return service(request); };
        app.reload();
        const auto go = [&app](const char* hash) {
            app.platform().go(hash);
            app.send({});
        };
        go("#/val");
        show(app, "sign in, by e-ID too");
        for (const char* problem : {"no_open_case", "identity_unclear", "role_unclear", "not_allowed"}) {
            go((std::string("#/logga-in/") + problem).c_str());
            show(app, std::string("sign in, ") + problem);
        }
        app.send({ui::EventKind::Input, "sign_in/code", kCodeNew});
        press(app, "sign_in/go");
        go("#/val");
        show(app, "choose, signed in at home");
        press(app, "provider/", "/choose");
        press(app, "check/confirm");
        const ui::Node* number = app.tree().find("receipt/number/value");
        REQUIRE(number);
        const std::string typed = number->name;
        go("#/kontrollera");
        app.send({ui::EventKind::Input, "receipt_check/number", typed});
        press(app, "receipt_check/go");
        REQUIRE(app.tree().find("receipt_check/answer"));
        show(app, "a receipt checked, found");
    }

    void kiosk(const Municipality& town) const
    {
        FakeService service(town);
        HeadlessApp app(municipality, "#/kiosk", language);
        app.platform().service = [&service](const HttpRequest& request) { return service(request); };
        app.platform().camera = true;
        app.reload();
        if (language != "sv") press(app, "kiosk/language/" + language);
        show(app, "kiosk");
        for (const char* hash : {"#/jamfor", "#/avgift", "#/hjalp", "#/tillganglighet", "#/kiosk/kamera", "#/val"}) {
            app.platform().go(hash);
            app.send({});
            show(app, std::string("kiosk, ") + hash);
        }
        app.platform().scanner = nullptr;
        for (const char digit : kCodeNew)
            if (digit != '-') press(app, std::string("sign_in/code/keys/") + digit);
        show(app, "kiosk, code");
        press(app, "sign_in/go");
        show(app, "kiosk, choose");
        press(app, "provider/", "/choose");
        show(app, "kiosk, check");
        press(app, "behalf/who/other");
        press(app, "behalf/begin");
        press(app, "behalf/role/relative");
        press(app, "behalf/next");
        show(app, "kiosk, contact");
        app.platform().go("#/val");
        app.send({});
        press(app, "provider/", "/choose");
        press(app, "behalf/who/self");
        app.platform().no_network = true;
        press(app, "check/confirm");
        show(app, "kiosk, not sent");
        app.platform().no_network = false;
        service.silent_answers = 1;
        press(app, "unsent/again");
        show(app, "kiosk, no answer");
        press(app, "unsent/again");
        show(app, "kiosk, receipt");
        app.touch();
        app.platform().idle_alarm();
        app.send({});
        show(app, "kiosk, question");
        press(app, "kiosk/end");
        if (language != "sv") press(app, "kiosk/language/" + language);  // the next person's
        app.platform().go("#/val");
        app.send({});
        service.elsewhere = true;
        for (const char digit : kCodeSwitch)
            if (digit != '-') press(app, std::string("sign_in/code/keys/") + digit);
        press(app, "sign_in/go");
        show(app, "kiosk, another municipality's code");
    }

    // Whose network has gone, and what then waits on the device.
    void without_network(const Municipality& town) const
    {
        FakeService service(town);
        service.remembers = true;
        HeadlessApp app(municipality, "#/val", language);
        HeadlessPlatform& platform = app.platform();
        platform.service = [&](const HttpRequest& request) {
            return platform.no_network ? HttpResponse{} : service(request);
        };
        const auto sign_in = [&app](const std::string& code) {
            app.send({ui::EventKind::Input, "sign_in/code", code});
            press(app, "sign_in/go");
        };
        app.reload();
        sign_in(kCodeNew);
        press(app, "provider/", "/choose");
        platform.no_network = true;
        press(app, "check/confirm");
        show(app, "not sent, at home");
        press(app, "keep/yes");
        show(app, "waits");
        service.end_session();
        app.reload();
        show(app, "waits, nobody signed in");
        platform.go("#/jamfor");
        app.send({});
        show(app, "list, without a network");
        platform.no_network = false;
        platform.go("#/val");
        app.send({});
        sign_in(kCodeSwitch);
        show(app, "another's waits");
        platform.day = plus_days(platform.day, 30);
        app.touch();
        show(app, "waits for an answer, too old");
        platform.day = plus_days(platform.day, 30);
        app.touch();
        show(app, "waited too long");
        press(app, "waited/understood");
    }

    void by_another(HeadlessApp& app, const std::string& who) const
    {
        press(app, "behalf/who/other");
        show(app, who + "check, by another");
        press(app, "behalf/begin");
        show(app, who + "role");
        press(app, "behalf/next");
        show(app, who + "role, not chosen");
        press(app, "behalf/role/relative");
        press(app, "behalf/next");
        press(app, "behalf/next");
        show(app, who + "contact, not filled in");
        app.send({ui::EventKind::Input, "behalf/name", "Ulla"});
        app.send({ui::EventKind::Input, "behalf/reach", "070"});
        press(app, "behalf/next");
        press(app, "behalf/next");
        show(app, who + "declaration, not ticked");
        press(app, "behalf/declare/nearest_of_kin");
        press(app, "behalf/declare/no_other_representative");
        press(app, "behalf/next");
        show(app, who + "check, whole");
    }

    void queue(const std::string& who) const
    {
        HeadlessApp app(municipality, "#/prova", language);
        press(app, "demo/queues/go");
        show(app, who + "choose");
        press(app, "provider/", "/queue");
        show(app, who + "queue");
        press(app, "check/confirm");
        show(app, who + "queued");
        app.platform().go("#/prova/val");
        app.send({});
        show(app, who + "choose while in a queue");
    }

    void errands() const
    {
        for (const char* person : {"no_provider", "has_provider", "provider_leaving"}) {
            const std::string who = std::string("as ") + person + ": ";
            HeadlessApp app(municipality, "#/prova", language);
            press(app, std::string("demo/") + person + "/go");
            show(app, who + "choose");
            if (std::string(person) == "has_provider") {
                press(app, "choose/switch");
                show(app, who + "switch");
            }
            press(app, "provider/", "/choose");
            show(app, who + "check");
            by_another(app, who);
            press(app, "check/confirm");
            show(app, who + "receipt");
            if (std::string(person) == "has_provider") continue;

            HeadlessApp other(municipality, "#/prova", language);
            press(other, std::string("demo/") + person + "/go");
            press(other, "choose/decline");
            show(other, who + "decline");
            press(other, "decline/confirm");
            show(other, who + "assigned");
        }
        queue("as queues: ");
        HeadlessApp large(municipality, "#/prova", language);
        press(large, "demo/bar/large");
        show(large, "the demonstration, for a large screen");
    }

    void explanations() const
    {
        for (const Explanation& one : kExplanations) {
            const std::string address = std::string("#/prova/visa/") + one.id;
            HeadlessApp app(municipality, address, language);
            show(app, address);
        }
        HeadlessApp fee(municipality, "#/prova/visa/avgift", language);
        press(fee, "play/fee/provider/");
        press(fee, "play/fee/hours/more");
        fee.send({ui::EventKind::Input, "play/fee/income", "x"});
        show(fee, "the fee, changed");
        HeadlessApp leaving(municipality, "#/prova/visa/avveckling", language);
        press(leaving, "play/leaving/leaver/kommunens-hemtjanst");
        press(leaving, "play/leaving/places/", "/less");
        show(leaving, "a closing, changed");
    }
};

}  // namespace

void every_screen(const std::string& language, const std::function<void(const Shown&)>& see,
                  const std::vector<std::string>& municipalities)
{
    for (const std::string& municipality : municipalities) {
        const Tour tour{municipality, language, see};
        tour.addresses(pack_of(municipality));
        tour.fee();
        tour.comparison();
        tour.receipt_check();
        tour.explained();
        tour.errands();
        tour.explanations();
        const Municipality town = pack_of(municipality);
        tour.wishes(town);
        tour.at_home(town);
        tour.kiosk(town);
        tour.without_network(town);
    }
}

}  // namespace hemval::test
