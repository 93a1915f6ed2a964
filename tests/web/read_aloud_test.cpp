#include "web/platform/headless/headless_app.h"

#include <doctest/doctest.h>

using namespace hemval;
using ui::Role;

namespace {

std::string all(const std::vector<SpokenText>& texts)
{
    std::string together;
    for (const SpokenText& one : texts) together += one.text + "|";
    return together;
}

bool holds(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the view is read aloud in the order it is read, without the controls around it")
{
    HeadlessApp app("botkyrka", "#/");
    app.get(Role::Button, "Läs upp").press();
    const auto& spoken = app.platform().spoken;
    REQUIRE(spoken.size() > 5);
    CHECK(spoken.front().text == "Välj utförare av hemtjänst");
    CHECK(spoken.front().lang == "sv");
    CHECK(app.tree().find(spoken.front().key)->role == Role::Heading);
    CHECK(holds(all(spoken), "Jämför utförare|"));
    CHECK_FALSE(holds(all(spoken), "Större text"));
    CHECK_FALSE(holds(all(spoken), "Hoppa till"));
    CHECK(app.get(Role::Button, "Läs upp").node().pressed == ui::Tri::Yes);
}

TEST_CASE("reading begins with the view's own heading")
{
    HeadlessApp app("strangnas", "#/hjalp");
    app.get(Role::Button, "Läs upp").press();
    REQUIRE(!app.platform().spoken.empty());
    CHECK(app.platform().spoken.front().text == app.h1());
}

TEST_CASE("a compared value is read with its provider's name before it")
{
    HeadlessApp app("botkyrka", "#/jamfor");
    std::vector<std::string> boxes;
    for (const ui::Node& node : app.tree().nodes())
        if (node.role == Role::Checkbox) boxes.push_back(node.name);
    for (int i = 0; i < 2; ++i) app.get(Role::Checkbox, boxes[static_cast<std::size_t>(i)]).press();
    app.get(Role::Button, "Visa jämförelsen").press();
    app.get(Role::Button, "Läs upp").press();
    const std::string first = boxes[0].substr(std::string("Jämför ").size());
    CHECK(holds(all(app.platform().spoken), first + ": högst 2 660 kr|"));
}

TEST_CASE("reading ends by itself, with a second press, and when the view is left")
{
    HeadlessApp app("strangnas", "#/");
    const auto pressed = [&] { return app.get(Role::Button, "Läs upp").node().pressed; };
    app.get(Role::Button, "Läs upp").press();
    app.platform().spoken_to_end(true);
    app.send({});
    CHECK(pressed() == ui::Tri::No);

    app.get(Role::Button, "Läs upp").press();
    app.get(Role::Button, "Läs upp").press();
    CHECK(pressed() == ui::Tri::No);
    CHECK(app.platform().spoken.empty());

    app.get(Role::Button, "Läs upp").press();
    app.get(Role::Link, "Jämför utförare").press();
    CHECK(pressed() == ui::Tri::No);
    CHECK(app.platform().spoken.empty());
}

TEST_CASE("a device without a voice for the language says so, once, and what to do")
{
    HeadlessApp app("strangnas", "#/");
    app.get(Role::Button, "Läs upp").press();
    app.platform().spoken_to_end(false);
    app.send({});
    app.send({});
    CHECK(app.has_text("ingen röst för språket"));
    CHECK(app.get(Role::Button, "Läs upp").node().pressed == ui::Tri::No);
    int heard = 0;
    for (const std::string& one : app.announcements()) heard += holds(one, "ingen röst") ? 1 : 0;
    CHECK(heard == 1);
    app.get(Role::Link, "Jämför utförare").press();
    CHECK_FALSE(app.has_text("ingen röst för språket"));
}
