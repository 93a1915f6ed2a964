#include "server/letters/letter.h"

#include "server/letters/qr.h"

#include <string_view>
#include <utility>

namespace hemval::server {
namespace {

// 16 points is what the Swedish guidelines for large print begin at.
constexpr const char* kStyle = R"css(
@page { size: A4; margin: 14mm 20mm 10mm; }
* { box-sizing: border-box; }
body { margin: 0; color: #000; background: #fff;
  font: 16pt/1.25 "Atkinson Hyperlegible Next", "Atkinson Hyperlegible", Arial, "Liberation Sans",
    "Noto Sans Arabic", "DejaVu Sans", sans-serif; }
.side { break-after: page; break-inside: avoid; }
.side:last-child { break-after: auto; }
.top { display: flex; justify-content: space-between; gap: 8mm; min-height: 38mm; }
.to { width: 85mm; padding-top: 12mm; font-style: normal; overflow-wrap: anywhere; }
.to span, .from span { display: block; }
.again { min-height: 0; }
h1 { font-size: 22pt; line-height: 1.15; margin: 3mm 0 2mm; }
h2 { font-size: 18pt; line-height: 1.2; margin: 3mm 0 1mm; }
p { margin: 0 0 2mm; }
.scan { display: flex; align-items: center; gap: 6mm; }
.qr { width: 46mm; height: 46mm; flex: none; }
.code { font-size: 27pt; font-weight: bold; line-height: 1.2; white-space: nowrap; margin: 0 0 2mm;
  padding: 2mm 4mm; border: 1.5pt solid #000; width: max-content; font-variant-numeric: tabular-nums; }
bdi, .code { unicode-bidi: isolate; }
.address { font-weight: bold; overflow-wrap: anywhere; }
@media screen { .side { width: 210mm; padding: 16mm 20mm; border-bottom: 1px solid #000; } }
)css";

// To be read and typed, "hemval.example.se/strangnas/", and broken where it can be read over.
std::string address_in_print(const std::string& url)
{
    std::string written = "<bdi>";
    for (const char c : url.substr(url.find("://") + 3)) {
        written += html(std::string(1, c));
        if (c == '/')
            written += "<wbr>";
    }
    return written + "</bdi>";
}

// One letter in one language.
class Side {
public:
    Side(const Letter& letter, const Sender& sender, const Words& words, bool first)
        : letter_(letter), sender_(sender), t_(words), first_(first)
    {
    }
    std::string html_text() const
    {
        return "<section class=\"side\" lang=\"" + html(lang()) + "\" dir=\"" +
               (t_.right_to_left() ? "rtl" : "ltr") + "\">\n" + top() +
               (letter_.told ? told(*letter_.told) : about() + how()) + other() + "</section>\n";
    }

private:
    std::string lang() const { return t_.tag() == "sv-simple" ? "sv" : t_.tag(); }
    std::string address() const { return sender_.base_url + sender_.municipality.id.value + "/"; }

    static std::string p(const std::string& inner) { return "<p>" + inner + "</p>\n"; }
    static std::string h2(const std::string& text) { return "<h2>" + html(text) + "</h2>\n"; }
    static std::string apart(const std::string& text) { return "<bdi>" + html(text) + "</bdi>"; }

    // A text with values that stand for themselves whatever way the language is written; what is to be
    // pressed is set off.
    std::string said(const char* key, std::initializer_list<Words::Value> values = {}) const
    {
        std::string text = html(t_(key));
        for (const auto& [name, value] : values) {
            const std::string hole = "{" + std::string(name) + "}";
            if (const std::size_t at = text.find(hole); at != std::string::npos)
                text.replace(at, hole.size(), std::string_view(name) == "choose"
                                                  ? "<b>" + apart(value) + "</b>"
                                                  : apart(value));
        }
        return text;
    }

    // What the pack says, if need be in Swedish; an invented value never goes without its mark.
    std::string own(const LocalizedText& text, const char* pointer) const
    {
        if (text.empty())
            return {};
        const std::string language = text.language_of(lang());
        return "<p lang=\"" + html(language) + "\" dir=\"auto\">" + html(text.in(lang())) +
               mark(pointer) + "</p>\n";
    }
    std::string mark(const char* pointer) const
    {
        const bool invented = sender_.municipality.is_example(pointer) ||
                              sender_.municipality.has_example_in(pointer);
        return invented ? " (" + html(t_("badge.example")) + ")" : "";
    }

    std::string top() const
    {
        const std::string from = "<div class=\"from\"><span>" +
                                 apart(sender_.municipality.name) + "</span><span>" +
                                 apart(t_.day(sender_.today)) + "</span><span>" +
                                 said("letter.reference", {{"reference", letter_.to.reference}}) +
                                 "</span></div>\n";
        if (!first_)
            return "<div class=\"top again\">" + from + "</div>\n";
        std::string to = "<address class=\"to\"><span>" + apart(letter_.to.name) + "</span>";
        for (const std::string& line : letter_.to.address)
            to += "<span>" + apart(line) + "</span>";
        return "<div class=\"top\">" + from + to + "</address></div>\n";
    }

    std::string name_of(const std::optional<ProviderId>& id) const
    {
        const Provider* provider = id ? sender_.municipality.find_provider(*id) : nullptr;
        std::string name = provider ? provider->name : "";
        if (provider && provider->example)
            name += " (" + t_("badge.example") + ")";
        return name;
    }

    // The same words as on the person's own page, as far as they go.
    std::string told(const TransitionTold& what) const
    {
        const std::string name = name_of(what.provider);
        std::string text;
        if (what.phase == TransitionPhase::Annulled) {
            text = p(said("transition.annulled", {{"name", name}}));
            if (what.decided)
                text += what.place_until
                            ? p(said("transition.offered",
                                     {{"name", name}, {"day", t_.day(*what.place_until)}}))
                            : p(said("letter.told.annulled", {{"name", name}}));
        } else if (what.phase == TransitionPhase::Paused) {
            text = p(said("letter.told.paused", {{"name", name}}));
        } else {
            text = p(said("transition.proposed", {{"name", name}}));
        }
        return "<h1>" + html(t_("letter.told.title")) + "</h1>\n" + text +
               p(said("choose.leaving.decision"));
    }

    std::string about() const
    {
        const std::string name = name_of(letter_.to.person.current);
        std::string title = "letter.title", text;
        switch (letter_.situation) {
        case Situation::NoProvider:
            text = p(said("letter.about.new", {{"municipality", sender_.municipality.name}}) + " " +
                     precedence());
            break;
        case Situation::HasProvider:
            title = "letter.title.has";
            text = p(said("letter.about.has", {{"name", name}}));
            break;
        case Situation::ProviderLeaving:
            title = "letter.title.leaving";
            text = p(said("choose.leaving", {{"name", name}, {"day", closing_day()}}) + " " +
                     said("choose.leaving.decision") + " " + said("letter.about.leaving") + " " +
                     precedence());
            break;
        }
        if (letter_.choose_by)
            text += p(said("choose.by", {{"day", t_.day(*letter_.choose_by)}}));
        return "<h1>" + html(t_(title)) + "</h1>\n" + text + p(said("letter.fee"));
    }

    // What follows the person's own choice; no list, which would not leave the code on the same page.
    std::string precedence() const
    {
        const bool former = sender_.municipality.rotation.keeps_former_provider;
        return said("precedence.queue") + " " +
               (former ? said("precedence.continuity") + " " + said("precedence.turn") : said("letter.turn"));
    }

    std::string closing_day() const { return t_.day(letter_.closing.value_or(sender_.today)); }

    std::string how() const
    {
        const std::string link = address() + "#/kod/" + letter_.link_code;
        return h2(t_("letter.how")) + "<div class=\"scan\">" + qr_svg(link, t_("letter.qr")) +
               "<div>" + p(said("letter.scan")) +
               p(said("letter.type", {{"choose", t_("start.choose")}})) + "<p class=\"address\">" +
               address_in_print(address()) + "</p></div></div>\n" +
               "<p class=\"code\" dir=\"ltr\">" + html(letter_.code) + "</p>\n" +
               p(said("letter.valid", {{"day", t_.day(sender_.last_valid)}}));
    }

    std::string other() const
    {
        const MunicipalityContact& contact = sender_.municipality.contact;
        return h2(t_(letter_.told ? "letter.told.ask" : "letter.other")) +
               p(said("start.phone", {{"phone", contact.phone}}) +
                 mark("/municipality.json/contact/phone")) +
               own(contact.hours, "/municipality.json/contact/hours") +
               (letter_.told ? "" : own(contact.paper, "/municipality.json/contact/paper"));
    }

    const Letter& letter_;
    const Sender& sender_;
    const Words& t_;
    const bool first_;
};

}  // namespace

std::string letters_html(const std::vector<Letter>& letters, const Sender& sender,
                         const std::map<std::string, Words>& words)
{
    const Words& swedish = words.at("sv");
    std::string page =
        "<!DOCTYPE html>\n<html lang=\"sv\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" "
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>" +
        html(sender.municipality.name + " " + to_iso(sender.today)) + "</title>\n<style>" + kStyle +
        "</style>\n</head>\n<body>\n";
    for (const Letter& letter : letters) {
        const std::string& language = letter.to.language;
        const bool easy = language == "sv-simple";
        page += Side(letter, sender, easy ? words.at(language) : swedish, true).html_text();
        if (language != "sv" && !easy)
            page += Side(letter, sender, words.at(language), false).html_text();
    }
    return page + "</body>\n</html>\n";
}

Result<std::string, std::string> checked_base_url(const std::string& text)
{
    const auto begins = [&](const char* start) { return text.rfind(start, 0) == 0; };
    const bool here = begins("http://127.0.0.1:") || begins("http://127.0.0.1/") ||
                      begins("http://localhost:") || begins("http://localhost/");
    const std::size_t host = text.find("://");
    const std::string rest = host == std::string::npos ? "" : text.substr(host + 3);
    static constexpr const char* kPlain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/:[]";
    if ((!begins("https://") && !here) || rest.empty() || rest[0] == '/' ||
        rest.find_first_not_of(kPlain) != std::string::npos)
        return fail("--base-url takes the site's address, such as https://hemval.example.se/, not " +
                    text + ".");
    return text.back() == '/' ? text : text + "/";
}

}  // namespace hemval::server
