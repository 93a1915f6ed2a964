#include "web/demonstration/presenter.h"

#include "web/app/kept_json.h"

namespace hemval {

namespace {

using namespace kept;

constexpr const char* kAll = "presenter/all";

std::string words(const Page& page, const PresenterStep& step, const char* what)
{
    return page.t(std::string("presenter.") + step.name + what);
}

std::string place(const Page& page, std::size_t now, std::size_t of)
{
    return page.t("presenter.place", {{"now", page.t.number(static_cast<int>(now + 1))},
                              {"of", page.t.number(static_cast<int>(of))}});
}

// Each step to tick off, the present one told in words.
void all_steps(Page& page, Presenter& presenter, const std::vector<PresenterStep>& steps)
{
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const std::string label = page.t(i == presenter.now ? "presenter.now" : "presenter.step",
                                         {{"number", page.t.number(static_cast<int>(i + 1))},
                                          {"show", words(page, steps[i], ".show")}});
        const bool done = presenter.done.count(i) > 0;
        if (!page.ui.checkbox(std::string("presenter/step/") + steps[i].name, label, done)) continue;
        if (done) presenter.done.erase(i);
        else presenter.done.insert(i);
        page.platform.request_frame();
    }
}

void walk(Page& page, Presenter& presenter, const std::vector<PresenterStep>& steps)
{
    const auto say = [&] {
        page.ui.announce(place(page, presenter.now, steps.size()) + ". " +
                         words(page, steps[presenter.now], ".show"));
        page.platform.request_frame();
    };
    const bool last = presenter.now + 1 == steps.size();
    const bool finished = last && presenter.done.count(presenter.now) > 0;
    if (finished) page.ui.text("presenter/finished", page.t("presenter.finished"), ui::TextKind::Strong);
    const ui::Scope row = page.ui.row("presenter/walk");
    if (!finished && page.ui.button("presenter/next", page.t(last ? "presenter.finish" : "presenter.next"))) {
        presenter.done.insert(presenter.now);
        if (last) {
            page.ui.announce(page.t("presenter.finished"));
            page.platform.request_frame();
        } else {
            ++presenter.now;
            say();
        }
        // This one goes away at the last point, once that is done.
        if (presenter.now + 1 == steps.size() && presenter.done.count(presenter.now) > 0)
            page.ui.focus("presenter/former");
    }
    if (presenter.now > 0 && page.ui.button("presenter/former", page.t("presenter.former"))) {
        if (--presenter.now == 0) page.ui.focus("presenter/next");  // this one goes away
        say();
    }
    std::set<std::string>& open = page.kept.open;
    if (page.ui.toggle(kAll, page.t("presenter.all"), open.count(kAll) > 0)) {
        if (open.erase(kAll) == 0) open.insert(kAll);
        page.platform.request_frame();
    }
}

}  // namespace

std::vector<PresenterStep> presenter_steps(ExamplePerson person)
{
    constexpr PresenterStep kCheck{"check", Screen::Check}, kReceipt{"receipt", Screen::Receipt},
        kOwn{"own", Screen::Choose}, kOthers{"others", Screen::SwitchList},
        kSwitched{"switched", Screen::Receipt};
    switch (person) {
    case ExamplePerson::FirstChoice:
        return {{"providers", Screen::Choose}, {"more", Screen::ProviderPage}, kCheck, kReceipt};
    case ExamplePerson::Switches: return {kOwn, kOthers, kCheck, kSwitched};
    case ExamplePerson::ProviderLeaving: return {{"told", Screen::Choose}, kCheck, kSwitched};
    case ExamplePerson::Declines:
        return {{"declining", Screen::Choose}, {"rule", Screen::Decline}, {"given", Screen::Receipt}};
    case ExamplePerson::RelativeHelps:
        return {kOwn, kOthers, {"who", Screen::Check}, {"role", Screen::Representative}, kCheck,
                {"represented", Screen::Receipt}};
    case ExamplePerson::Queues:
        return {{"full", Screen::Choose}, {"queue", Screen::Check}, {"waiting", Screen::Receipt}};
    }
    return {};
}

void Presenter::begin(ExamplePerson as)
{
    reset();
    person = as;
}

void Presenter::reset()
{
    person.reset();
    now = 0;
    done.clear();
    seen.clear();
}

bool Presenter::follow(const Route& route)
{
    const std::string address = to_hash(route);
    if (!person || address == seen) return false;
    seen = address;
    const auto steps = presenter_steps(*person);
    for (std::size_t i = now; i < steps.size(); ++i) {
        if (steps[i].screen != route.screen) continue;
        if (i == now) return false;
        done.insert(now);
        now = i;
        return true;
    }
    return false;
}

std::string write_presenter(const Presenter& presenter)
{
    Json json = {{"now", presenter.now},     {"done", presenter.done},   {"shown", presenter.shown},
                 {"large", presenter.large}, {"seen", presenter.seen}};
    if (presenter.person) json["person"] = name_of(*presenter.person);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Presenter read_presenter(const std::string& text)
{
    const Json json = Json::parse(text, nullptr, false);
    Presenter presenter;
    if (!json.is_object()) return presenter;
    presenter.shown = !json.contains("shown") || true_at(json, "shown");
    presenter.large = true_at(json, "large");
    presenter.person = example_person_named(text_at(json, "person"));
    if (!presenter.person) return presenter;
    presenter.seen = text_at(json, "seen");
    const int most = static_cast<int>(presenter_steps(*presenter.person).size()) - 1;
    presenter.now = static_cast<std::size_t>(number_at(json, "now", 0, most, 0));
    if (const auto done = json.find("done"); done != json.end() && done->is_array())
        for (const Json& one : *done)
            if (one.is_number_unsigned() && one.get<std::size_t>() <= static_cast<std::size_t>(most))
                presenter.done.insert(one.get<std::size_t>());
    return presenter;
}

void presenter_bar(Page& page, Presenter& presenter)
{
    if (page.ui.toggle("demo/bar/large", page.t("presenter.large"), presenter.large)) {
        presenter.large = !presenter.large;
        page.platform.request_frame();
    }
    if (presenter.person &&
        page.ui.toggle("demo/bar/steps", page.t("presenter.steps"), presenter.shown)) {
        presenter.shown = !presenter.shown;
        page.platform.request_frame();
    }
}

void presenter_panel(Page& page, Presenter& presenter)
{
    if (!presenter.person || !presenter.shown || page.ui.on_paper()) return;
    const auto steps = presenter_steps(*presenter.person);
    if (presenter.follow(page.route))
        page.ui.announce(place(page, presenter.now, steps.size()) + ". " +
                         words(page, steps[presenter.now], ".show"));
    const std::string name = page.t(std::string("demo.name.") + name_of(*presenter.person));
    // No heading: the page's own first is the h1. Few lines: what is shown to others stands below.
    const ui::Scope group = page.ui.group("presenter", page.t("presenter.title", {{"name", name}}));
    const ui::Scope box = page.ui.box("presenter/box", ui::BoxKind::Plain);
    const PresenterStep& step = steps[presenter.now];
    page.ui.text("presenter/show", page.t("presenter.show", {{"name", name},
                                                             {"place", place(page, presenter.now, steps.size())},
                                                             {"show", words(page, step, ".show")}}),
                 ui::TextKind::Strong);
    page.ui.text("presenter/say", page.t("presenter.say", {{"words", words(page, step, ".say")}}));
    walk(page, presenter, steps);
    if (page.kept.open.count(kAll) > 0) all_steps(page, presenter, steps);
}

}  // namespace hemval
