#include "core/schedule.h"
#include "web/screens/page.h"

// The forms. Whatever staff have to read stands in Swedish too. Nothing that tells who somebody is comes from
// the screen but the name a representative has typed: identity numbers and references are written by hand.
namespace hemval {

namespace {

struct Form {
    Page& page;

    std::string twin(const char* key) const { return page.swedish ? (*page.swedish)(key) : ""; }

    ui::Blank line(const char* key, const char* words, const std::string& value = {}) const
    {
        return {std::string("form/") + key, page.t(words), value, twin(words), "sv",
                value.empty() ? page.t("paper.line") : ""};
    }
    ui::TickBox box(const std::string& key, const char* words, const std::string& note = {}) const
    {
        return {"form/" + key, page.t(words), note, twin(words), "sv", page.t("paper.box")};
    }
    void also(const char* words) const
    {
        if (page.swedish) page.ui.text(std::string(words) + "/twin", twin(words), ui::TextKind::Body, "sv");
    }
    ui::Scope section(const char* key, const char* words) const
    {
        ui::Scope made = page.ui.section(std::string("form/") + key, page.t(words));
        also(words);
        return made;
    }
    // What only the screen says of it.
    void beginning(const char* title, const char* about) const
    {
        page.heading(title);
        also(title);
        page.say("paper.preview");
        print_button(page);
        page.ui.text(about, page.t(about, {{"municipality", page.municipality.name}}));
    }
    void person() const
    {
        const ui::Scope part = section("person", "paper.person");
        page.ui.blanks("form/person/lines",
                       {line("name", "paper.name"), line("identity", "paper.identity"),
                        line("phone", "paper.phone"), line("reference", "paper.reference")});
    }
    void signature(const char* key, const char* words) const
    {
        const ui::Scope part = section(key, words);
        const std::string own = std::string(key) + "/";
        page.ui.blanks("form/" + own + "lines", {line((own + "day").c_str(), "paper.day"),
                                                line((own + "name").c_str(), "paper.signature")});
    }
    void who() const
    {
        const ui::Scope part = section("who", "behalf.who");
        page.ui.tick_boxes("form/who/boxes", {box("self", "behalf.self"),
                                              box("other", "behalf.other", page.t("paper.who.other"))});
    }
    // What is not handed in: how it goes on.
    void keep(const std::vector<std::string>& then, const std::vector<std::string>& rule = {}) const
    {
        const ui::Scope kept = page.ui.group("form/keep");
        page.ui.text("form/keep/this", page.t("paper.keep"), ui::TextKind::Strong);
        {
            const ui::Scope part = page.ui.section("form/send", page.t("paper.send"));
            page.call("form/send/how", "paper.send.how");
        }
        if (!rule.empty()) {
            const ui::Scope part = page.ui.section("form/rule", page.t("decline.rule"));
            page.example_of("form/rule/example", "/municipality.json/rotation");
            page.ui.bullets("form/rule/list", rule);
        }
        const ui::Scope part = page.ui.section("form/next", page.t("receipt.next"));
        page.ui.bullets("form/next/list", then);
        page.say("check.unchanged");
        page.say("check.change_mind");
    }
    void office() const
    {
        const ui::Scope box = page.ui.box("form/office", ui::BoxKind::Card);
        page.ui.heading("form/office/heading", 2, page.t("paper.office"));
        also("paper.office");
        page.ui.blanks("form/office/lines",
                       {line("office/came", "paper.office.came"), line("office/entered", "paper.office.entered"),
                        line("office/number", "receipt.number"), line("office/by", "paper.office.by")});
    }
    // Of which day the places are, when they have been asked for.
    void room() const
    {
        if (const auto& day = page.errand.statuses_day())
            page.ui.text("form/room", page.t("paper.room", {{"day", page.t.day(*day)}}));
    }
    std::string when(bool changes) const
    {
        const SchedulePolicy& schedule = page.municipality.schedule;
        const Day today = page.platform.today();
        const EffectiveWindow window =
            effective_window(changes ? schedule.change : schedule.first_choice, today);
        const auto from = changes ? std::optional(ProviderId("")) : std::nullopt;
        return page.marked(page.t("paper.next.when", {{"day", page.t.day(today)},
                                                      {"window", window_in_words(page, from, window)}}),
                           window_pointer(from));
    }
};

void providers(const Form& form)
{
    Page& page = form.page;
    const ui::Scope part = form.section("provider", "paper.provider");
    page.ui.text("form/order", page.t("paper.order"));
    form.room();
    std::vector<ui::TickBox> boxes;
    for (const Provider* provider : page.providers)
        boxes.push_back({"form/provider/" + provider->id.value, provider->name,
                         kind_in_words(page, *provider) + ". " + place_in_words(page, *provider) + ".",
                         "", "", page.t("paper.box")});
    page.ui.tick_boxes("form/provider/boxes", boxes);
    page.example_of("form/provider/example", "/providers.json");
}

}  // namespace

void choice_form(Page& page, bool switching, const Provider* chosen)
{
    const Form form{page};
    form.beginning(switching ? "paper.switch" : "paper.choose",
                   switching ? "paper.switch.about" : "paper.choose.about");
    form.person();
    const CaseView* person = page.errand.person();
    if (switching) {
        const bool known = chosen && person && person->current;
        page.ui.blanks("form/now", {form.line("from", "check.from",
                                              known ? page.name_of_provider(*person->current) : "")});
    }
    if (chosen) {
        const ui::Scope part = form.section("provider", "paper.provider");
        page.ui.blanks("form/provider/lines", {form.line("to", "check.provider", chosen->name)});
        page.ui.text("form/provider/place", page.marked(place_in_words(page, *chosen) + ".", "/providers.json"));
        form.room();
        page.say("paper.filled");
    } else {
        providers(form);
    }
    {
        const ui::Scope part = form.section("queue", "paper.queue");
        page.ui.tick_boxes("form/queue/boxes", {form.box("wait", "paper.queue.wait")});
        const Provider* meanwhile = chosen ? page.provider(ProviderId(page.memory.meanwhile)) : nullptr;
        page.ui.blanks("form/queue/lines",
                       {form.line("meanwhile", "paper.queue.meanwhile", meanwhile ? meanwhile->name : "")});
        page.say("paper.queue.empty");
    }
    form.who();
    form.signature("sign", "paper.sign");
    form.office();
    form.keep({page.t("paper.next.list"), form.when(switching)});
}

void decline_form(Page& page)
{
    const Form form{page};
    form.beginning("paper.decline", "paper.decline.about");
    form.person();
    {
        const ui::Scope part = form.section("say", "paper.decline.title");
        page.ui.tick_boxes("form/say/boxes", {form.box("decline", "paper.decline.say")});
    }
    form.who();
    form.signature("sign", "paper.sign");
    form.office();
    std::vector<std::string> then = {page.t("paper.next.list"), page.t("paper.next.turn")};
    if (page.municipality.rotation.serve_order == ServeOrder::DecisionDate)
        then.push_back(page.t("paper.next.decided"));
    then.push_back(form.when(false));
    form.keep(then, rotation_in_words(page));
}

void mandate_form(Page& page, bool filled)
{
    const Form form{page};
    const Behalf& behalf = page.visit.behalf;
    filled = filled && behalf.someone_else;
    form.beginning("paper.mandate", "paper.mandate.about");
    form.person();
    {
        const ui::Scope part = form.section("other", "paper.mandate.who");
        page.ui.blanks("form/other/lines",
                       {form.line("other/name", "paper.name", filled ? behalf.contact.name : ""),
                        form.line("other/reach", "behalf.contact.reach", filled ? behalf.contact.reach : "")});
        if (filled) page.say("paper.mandate.filled");
    }
    {
        const ui::Scope part = form.section("role", "behalf.role.legend");
        page.say("behalf.declare.about");
        for (const RepresentativeRole role : kAllRepresentativeRoles) {
            if (filled && behalf.role && behalf.role != role) continue;
            const std::string name = name_of(role), key = "behalf.role." + name;
            const ui::Scope box = page.ui.box("form/role/" + name, ui::BoxKind::Card);
            std::vector<ui::TickBox> boxes = {form.box("role/" + name + "/is", key.c_str(), page.t(key + ".hint"))};
            for (const Declaration one : declarations_for(role))
                boxes.push_back(form.box("role/" + name + "/" + name_of(one),
                                         (std::string("behalf.declare.") + name_of(one)).c_str()));
            page.ui.tick_boxes("form/role/" + name + "/boxes", boxes);
        }
        page.say("behalf.judged");
    }
    form.signature("sign", "paper.mandate.sign");
    {
        const ui::Scope part = form.section("power", "paper.power");
        page.say("paper.power.about");
        page.ui.tick_boxes("form/power/boxes", {form.box("power/say", "paper.power.say")});
        page.ui.blanks("form/power/lines", {form.line("power/day", "paper.day"),
                                            form.line("power/name", "paper.signature")});
    }
    form.office();
}

}  // namespace hemval
