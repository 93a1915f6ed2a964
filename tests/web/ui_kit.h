#pragma once

#include "web/ui/ui.h"

#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

// A page drawn with the kit and shown nowhere, for the kit's own tests. Without font files no letter is drawn and
// each is half an em wide, so that places are the same on every machine.
namespace hemval::ui {

class Kit {
public:
    explicit Kit(std::function<void(Ui&)> page, float width = 1280)
        : context("", ""), page_(std::move(page))
    {
        input.width = width;
        settle();
    }

    const FrameOutput& frame()
    {
        output = context.frame(input, page_);
        input.events.clear();
        return output;
    }
    void settle()
    {
        int frames = 0;
        do {
            frame();
        } while (output.again && ++frames < 10);
    }
    void press(const std::string& key)
    {
        input.events = {{EventKind::Press, key, ""}};
        frame();
    }
    void type(const std::string& key, const std::string& text)
    {
        input.events = {{EventKind::Input, key, text}};
        frame();
    }
    void show(std::function<void(Ui&)> page)
    {
        page_ = std::move(page);
        settle();
    }

    bool has(const std::string& key) const { return context.tree().find(key) != nullptr; }
    const Node& node(const std::string& key) const
    {
        static const Node none;
        const Node* found = context.tree().find(key);
        return found ? *found : none;
    }
    std::vector<const Node*> all(Role role) const
    {
        std::vector<const Node*> found;
        for (const Node& one : context.tree().nodes())
            if (one.role == role) found.push_back(&one);
        return found;
    }

    UiContext context;
    FrameInput input;
    FrameOutput output;

private:
    std::function<void(Ui&)> page_;
};

// Every widget there is, each once, in an ordinary page.
inline void gallery(Ui& ui)
{
    ui.skip_link("skip", "Hoppa till innehållet", "main");
    {
        const Scope banner = ui.banner("banner");
        const Scope row = ui.row("banner/row");
        ui.text("banner/name", "Strängnäs kommun", TextKind::Strong);
        ui.select("language", "Språk", {{"sv", "Svenska", ""}, {"en", "English", "en"}}, "sv");
        ui.toggle("larger", "Större text", false);
        ui.badge("demo", "Demonstration");
        const Scope nav = ui.navigation("nav", "Sidor");
        ui.link("nav/compare", "Jämför utförare", "#/jamfor");
        ui.place_link("nav/queue", "Nya val", "#/personal/val", true);
        ui.place_link("nav/help", "Hjälp", "#/hjalp", false);
    }
    {
        const Scope main = ui.main("main");
        ui.heading("h1", 1, "Välj utförare av hemtjänst");
        ui.text("lead", "Du bestämmer vem som ska utföra din hemtjänst. Avgiften är lika hög.",
                TextKind::Lead);
        ui.text("quiet", "En mindre viktig upplysning.", TextKind::Quiet);
        ui.text("figure", "2 660 kr", TextKind::Figure);
        ui.steps("steps", "Steg 2 av 4", 2, 4);
        ui.error_summary("faults", "Något saknas", {{"income", "Skriv din inkomst"},
                                                    {"household", "Välj hur du bor"},
                                                    {"", "Försök igen om en stund"}});
        {
            const Scope section = ui.section("section", "Utförare");
            const Scope cards = ui.cards("cards", 280, 3);
            for (const char* id : {"a", "b", "c", "d"}) {
                const std::string key = std::string("card/") + id;
                const Scope card = ui.card(key);
                ui.heading(key + "/name", 3, std::string("Exempelhemtjänsten ") + id);
                if (*id == 'b') ui.text(key + "/more", "Den här har mera att berätta om sig själv.");
                ui.facts(key + "/facts", {{key + "/languages", "Språk", "svenska, finska", "exempel"},
                                          {key + "/place", "Plats", "Har plats", ""}});
                ui.checkbox(key + "/compare", std::string("Jämför Exempelhemtjänsten ") + id, false);
                ui.link(key + "/more/link", "Läs mer", "#/utforare", id);
                ui.button(key + "/choose", std::string("Välj Exempelhemtjänsten ") + id,
                          ButtonKind::Primary);
            }
        }
        {
            const Scope row = ui.row("columns");
            {
                const Scope left = ui.column("left", 260, 2);
                ui.text("left/text", "Till vänster, där det finns plats.");
            }
            const Scope right = ui.column("right", 200, 1);
            ui.text("right/text", "Till höger.");
        }
        {
            const Scope box = ui.box("notice", BoxKind::Notice);
            ui.text("notice/text", "Avgiften är 2 660 kr i månaden vem du än väljer.");
        }
        {
            const Scope box = ui.box("warning", BoxKind::Warning);
            ui.text("warning/text", "Utföraren upphör.");
        }
        {
            const Scope group = ui.group("group", "Grupp");
            const Scope list = ui.list("list");
            const Scope item = ui.item("list/one");
            ui.text("list/one/text", "En punkt");
        }
        ui.bullets("bullets", {"Första punkten", "Andra punkten"});
        ui.gap(24);
        TextFieldSpec field;
        field.label = "Din inkomst efter skatt";
        field.hint = "Pension och annat, varje månad.";
        field.error = "Fel: skriv ett belopp i kronor.";
        field.value = "14 500";
        field.suffix = "kr i månaden";
        field.input_mode = "numeric";
        field.max_length = 9;
        ui.text_field("income", field);
        field = {};
        field.label = "Utförarens egen text";
        field.value = "Vi har funnits sedan 1998.";
        field.rows = 4;
        field.width = 600;
        ui.text_field("about", field);
        ui.radio_group("household", "Hur bor du?",
                       {{"household/single", "Jag bor ensam", ""},
                        {"household/shared", "Jag bor med någon", "Make, maka eller sambo"}},
                       1, "Fel: välj hur du bor.");
        {
            const Scope details = ui.details("why", "Så har vi räknat", true, nullptr);
            ui.text("why/text", "Inkomst minus förbehållsbelopp.");
        }
        {
            const Scope details = ui.details("closed", "Mer om ordningen", false, nullptr);
            ui.text("closed/text", "Syns inte.");
        }
        TableSpec table;
        table.caption = "Jämförelse";
        table.corner = "Uppgift";
        table.column_keys = {"a", "b"};
        table.columns = {"Exempelhemtjänsten a", "Exempelhemtjänsten b"};
        table.rows = {{"fee", "Din avgift", {"högst 2 660 kr", "högst 2 660 kr"}, false},
                      {"language", "Språk (skiljer sig)", {"svenska", "svenska, finska"}, true}};
        ui.table("table", table);
        table.caption = "Nya val";
        table.rows = {{"first", "B-1204", {"24 november", "Exempel a"}, false, {}, "#/personal/arende/1"}};
        table.least = 120;
        ui.table("queue", table);
        ui.bars("bars", "Samma avgift hos alla", {{"a", "Exempel a", 0.8, "2 660 kr"},
                                                  {"b", "Exempel b", 0.8, "2 660 kr"}});
        ui.stacks("stacks", "Platserna hos varje utförare",
                  {{Fill::Solid, "Har utföraren i dag"},
                   {Fill::Striped, "Flyttar dit"},
                   {Fill::Grid, "Flyttar dit fast det är fullt"},
                   {Fill::Empty, "Lediga platser"}},
                  {{"a", "Exempel a", {{Fill::Solid, 0.5}, {Fill::Striped, 0.2}, {Fill::Empty, 0.1}}, "I dag: 50."},
                   {"b", "Exempel b", {{Fill::Solid, 0.6}, {Fill::Grid, 0.2}}, "I dag: 60."}});
        ui.ring("ring", "Turordningen: det var b:s tur",
                {{"a", "Exempel a", false, false, true, "Fullt"},
                 {"b", "Exempel b", true, true, false, "Fick uppdraget"},
                 {"c", "Exempel c", false, false, false, "Näst på tur"}});
        ui.timeline("timeline", "Så går bytet till", {{"one", "I dag", "Du väljer", true},
                                                      {"two", "30 november", "Bytet sker", false}});
        const Scope row = ui.row("actions");
        ui.button("back", "Tillbaka", ButtonKind::Quiet);
        ui.link_button("next", "Gör ditt val", "#/val", ButtonKind::Primary, "steg 3");
    }
    const Scope footer = ui.content_info("footer");
    ui.text("footer/text", "Om webbplatsen", TextKind::Quiet);
}

}  // namespace hemval::ui
