#include "web/screens/page.h"

#include <algorithm>

// How home care goes about things: what holds everywhere in the locales' words, what the municipality has
// stated from its pack. One topic a page.
namespace hemval {

namespace {

constexpr const char* kPractice = "/municipality.json/practice/";

void municipal(Page& page)
{
    page.say("about.municipal.text", ui::TextKind::Lead);
    const ui::Scope section = page.ui.section(
        "about/here", page.t("about.here", {{"municipality", page.municipality.name}}));
    const auto& services = page.municipality.services;
    std::vector<std::string> names, langs;
    for (const Service& service : services) {
        if (service.chosen) continue;
        Words name = page.words(service.name);
        names.push_back(std::move(name.text));
        langs.push_back(std::move(name.lang));
    }
    if (names.empty()) {
        page.ui.text("about/municipal/none", page.t("fact.not_stated"));
        page.call("about/municipal/call", "start.phone");
        return;
    }
    page.ui.bullets("about/municipal/list", names, langs);
    for (std::size_t i = 0; i < services.size(); ++i) {
        if (services[i].chosen) continue;
        const std::string key = "about/municipal/" + services[i].id.value;
        page.own(key, services[i].about);
        page.example_of(key + "/example", "/municipality.json/services/" + std::to_string(i));
    }
}

void cancel(Page& page)
{
    page.say("about.cancel.text", ui::TextKind::Lead);
    const CarePractice& practice = page.municipality.practice;
    page.ui.facts("about/cancel/facts",
                  {page.fact("about/cancel/when", page.t("about.cancel.when"),
                             practice.cancel_hours
                                 ? page.t("about.cancel.hours", {{"hours", std::to_string(*practice.cancel_hours)}})
                                 : page.t("fact.not_stated"),
                             kPractice + std::string("cancel_hours"))});
    if (practice.ask_when_often_cancelled)
        page.stated("about/cancel/often", page.t("about.cancel.often"),
                    kPractice + std::string("ask_when_often_cancelled"));
    page.ui.link("about/cancel/providers", page.t("start.compare"), page.to(Screen::Providers));
}

void add_ons(Page& page)
{
    page.say("about.addons.text", ui::TextKind::Lead);
    const ui::Scope section = page.ui.section("about/addons/who", page.t("about.addons.who"));
    page.ui.bullets("about/addons/list", {page.t("about.addons.provider"), page.t("about.addons.municipality"),
                                          page.t("about.addons.price")});
    page.ui.link("about/addons/providers", page.t("start.compare"), page.to(Screen::Providers));
}

void complaints(Page& page)
{
    page.say("about.complaints.text", ui::TextKind::Lead);
    page.own("about/complaints/here", page.municipality.contact.complaints);
    page.example_of("about/complaints/example", "/municipality.json/contact/complaints");
    page.say("about.complaints.decision");
    page.ui.link("about/complaints/help", page.t("help.contact"), page.to(Screen::Help));
}

void checks(Page& page)
{
    page.say("about.checks.text", ui::TextKind::Lead);
    page.own("about/checks/coordinator", page.municipality.contact.coordinator);
    page.example_of("about/checks/example", "/municipality.json/contact/coordinator");
    const auto& months = page.municipality.practice.follow_up_months;
    const std::string often = !months      ? page.t("fact.not_stated")
                              : *months == 1 ? page.t("about.checks.month")
                                             : page.t("about.checks.months", {{"months", std::to_string(*months)}});
    page.ui.facts("about/checks/facts",
                  {page.fact("about/checks/often", page.t("about.checks.often"), often,
                             kPractice + std::string("follow_up_months"))});
    page.say("about.checks.state");
}

void plan(Page& page)
{
    page.say("about.plan.text", ui::TextKind::Lead);
    page.ui.facts("about/plan/facts",
                  {page.fact("about/plan/ready", page.t("about.plan.ready"),
                             page.t("about.plan.days",
                                    {{"days", std::to_string(page.municipality.care_plan_days)}}),
                             "/municipality.json/care_plan_days")});
    page.ui.link("about/plan/wishes", page.t("wishes.make"), page.to(Screen::Wishes));
}

void contact(Page& page)
{
    page.say("about.contact.text", ui::TextKind::Lead);
    page.say("about.contact.wish");
    page.say("about.contact.law", ui::TextKind::Quiet);
    page.ui.link("about/contact/wishes", page.t("wishes.make"), page.to(Screen::Wishes));
}

struct Topic {
    const char* address;
    const char* title;
    void (*say)(Page&);
};
constexpr Topic kTopics[] = {
    {"plan", "about.plan", plan},           {"kontakt", "about.contact", contact},
    {"avboka", "about.cancel", cancel},     {"kommunen", "about.municipal", municipal},
    {"tillagg", "about.addons", add_ons},   {"klaga", "about.complaints", complaints},
    {"kontroll", "about.checks", checks},
};

void link_to(Page& page, const std::string& key, const Topic& topic)
{
    page.ui.link(key, page.t(topic.title), page.to(Screen::AboutTopic, topic.address));
}

void topics(Page& page, const Topic* but)
{
    const ui::Scope list = page.ui.list("about/topics");
    for (const Topic& topic : kTopics) {
        if (&topic == but) continue;
        const ui::Scope item = page.ui.item(std::string("about/topic/") + topic.address);
        link_to(page, std::string("about/topic/") + topic.address + "/link", topic);
    }
}

void others(Page& page, const Topic* but)
{
    const ui::Scope section = page.ui.section("about/more", page.t("about.more"));
    topics(page, but);
}

}  // namespace

void about_link(Page& page, const std::string& key, const char* topic)
{
    for (const Topic& one : kTopics)
        if (std::string_view(one.address) == topic) link_to(page, key, one);
}

void about_links(Page& page)
{
    others(page, nullptr);
}

void about_screen(Page& page)
{
    if (page.route.screen == Screen::About) {
        page.heading("start.about");
        page.say("about.lead", ui::TextKind::Lead);
        return topics(page, nullptr);
    }
    const auto* topic = std::find_if(std::begin(kTopics), std::end(kTopics), [&](const Topic& one) {
        return page.route.id == one.address;
    });
    if (topic == std::end(kTopics)) return not_found_screen(page);
    page.heading(topic->title);
    topic->say(page);
    others(page, topic);
}

}  // namespace hemval
