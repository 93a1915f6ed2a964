#include "web/screens/wish_list.h"
#include "web/staff/staff_page.h"

#include <algorithm>

// A choice that came on paper, by phone or in person: the same rules and the same check as online.
namespace hemval {

namespace {

std::string field_of(const StaffPage& page, const char* name)
{
    return "register/" + page.route.id + "/" + name;
}

constexpr const char* kDecline = "decline";
constexpr const char* kChoose = "choose";
constexpr const char* kByRule = "rule";
constexpr const char* kSelf = "self";
constexpr const char* kOther = "other";

bool allows(const DeskCase& desk_case, Action action)
{
    return std::find(desk_case.allowed.begin(), desk_case.allowed.end(), action) !=
           desk_case.allowed.end();
}

const Eligibility* eligibility_of(const DeskCase& desk_case, const ProviderId& id)
{
    for (const Eligibility& one : desk_case.providers)
        if (one.provider == id) return &one;
    return nullptr;
}

bool only_full(const Eligibility& one)
{
    return one.reasons == std::vector<Ineligible>{Ineligible::Full};
}

// In this visit's neutral order; who cannot be chosen is told beside, with the reason. For one that is
// full the person may wait.
void provider_list(StaffPage& page, const DeskCase& desk_case)
{
    const std::string key = field_of(page, "provider");
    page.say("register.order", ui::TextKind::Quiet);
    std::vector<ui::RadioOption> options;
    std::vector<std::string> values, others;
    std::optional<std::size_t> chosen;
    const auto kept_value = page.visit.entered.find(key);
    for (const Provider* provider : page.providers) {
        const Eligibility* one = eligibility_of(desk_case, provider->id);
        if (!one || !(one->eligible() || only_full(*one))) {
            std::string line = provider->name + ":";
            if (one)
                for (const Ineligible reason : one->reasons)
                    line += " " + page.words_of("ineligible.", name_of(reason));
            if (one) others.push_back(std::move(line));
            continue;
        }
        if (desk_case.person.current == provider->id && desk_case.situation == Situation::HasProvider &&
            !desk_case.person.pending) {
            others.push_back(page.t("register.present", {{"name", provider->name}}));
            continue;
        }
        if (kept_value != page.visit.entered.end() && kept_value->second == provider->id.value)
            chosen = options.size();
        options.push_back({key + "/" + provider->id.value, provider->name,
                           one->eligible() ? kind_in_words(page, *provider) : page.t("register.full")});
        values.push_back(provider->id.value);
    }
    if (const auto now = page.ui.radio_group(key, page.t("register.provider"), options, chosen,
                                             page.fault_of(key))) {
        page.entered(key) = values[*now];
        page.platform.request_frame();
    }
    if (others.empty()) return;
    page.say("register.others");
    page.ui.bullets(key + "/others", others);
}

// By which the choice and what follows from it are decided: stated where it is typed in.
void precedence(StaffPage& page)
{
    const ui::Scope section = page.ui.section("precedence", page.t("register.precedence"));
    std::vector<std::string> steps = {page.t("register.precedence.choice"),
                                      page.t("register.precedence.queue")};
    if (page.municipality.rotation.keeps_former_provider)
        steps.push_back(page.t("register.precedence.continuity"));
    steps.push_back(page.t("register.precedence.turn"));
    page.ui.bullets("precedence/list", steps);
}

bool to_queue(const StaffPage& page, const DeskCase& desk_case)
{
    const auto chosen = page.visit.entered.find(field_of(page, "provider"));
    const Eligibility* one = chosen == page.visit.entered.end()
                                 ? nullptr
                                 : eligibility_of(desk_case, ProviderId(chosen->second));
    return one && !one->eligible();
}

// Who is to perform the care until there is room.
void meanwhile(StaffPage& page, const DeskCase& desk_case)
{
    const std::string key = field_of(page, "meanwhile");
    const bool stays = desk_case.situation == Situation::HasProvider;
    std::vector<ui::RadioOption> options = {
        {key + "/rule", page.t(stays ? "register.meanwhile.present" : "register.meanwhile.rule"), ""}};
    std::vector<std::string> values = {kByRule};
    for (const Provider* provider : page.providers) {
        const Eligibility* one = eligibility_of(desk_case, provider->id);
        if (!one || !one->eligible() || desk_case.person.current == provider->id) continue;
        options.push_back({key + "/" + provider->id.value, provider->name, kind_in_words(page, *provider)});
        values.push_back(provider->id.value);
    }
    const auto at = std::find(values.begin(), values.end(), page.entered(key));
    const std::size_t chosen = at == values.end() ? 0 : static_cast<std::size_t>(at - values.begin());
    if (const auto now = page.ui.radio_group(key, page.t("register.meanwhile"), options, chosen)) {
        page.entered(key) = values[*now];
        page.platform.request_frame();
    }
}

bool by_other(StaffPage& page)
{
    return page.entered(field_of(page, "who")) == kOther;
}

std::optional<RepresentativeRole> role_entered(StaffPage& page)
{
    for (const RepresentativeRole role : kAllRepresentativeRoles)
        if (page.entered(field_of(page, "role")) == name_of(role)) return role;
    return std::nullopt;
}

std::string declaration_field(const StaffPage& page, Declaration one)
{
    return field_of(page, (std::string("declared/") + name_of(one)).c_str());
}

// Somebody else has signed: the same as is asked of them where they choose themselves.
void representative(StaffPage& page)
{
    page.choice(field_of(page, "who"), {page.t("register.who")}, "register.who.", {kSelf, kOther});
    if (!by_other(page)) return;
    std::vector<std::string> roles;
    for (const RepresentativeRole role : kAllRepresentativeRoles) roles.push_back(name_of(role));
    page.choice(field_of(page, "role"), {page.t("register.role")}, "behalf.role.", roles);
    for (const char* name : {"name", "reach"}) {
        ui::TextFieldSpec spec;
        spec.label = page.words_of("mandate.", name);
        spec.autocomplete = "off";
        spec.max_length = 60;
        page.field(field_of(page, name), spec);
    }
    const auto role = role_entered(page);
    if (!role) return;
    page.say("register.declared");
    for (const Declaration one : declarations_for(*role)) {
        std::string& ticked = page.entered(declaration_field(page, one));
        if (!page.ui.checkbox(declaration_field(page, one), page.words_of("mandate.declared.", name_of(one)),
                              !ticked.empty()))
            continue;
        ticked = ticked.empty() ? "1" : "";
        page.platform.request_frame();
    }
}

WishList wishes_entered(StaffPage& page)
{
    WishList list;
    for (const CareWish& wish : kCareWishes)
        if (const std::string id(wish.id); !page.entered(field_of(page, ("wishes/" + id).c_str())).empty())
            toggle(list, id);
    list.own_words = page.entered(field_of(page, "wishes/own"));
    return list;
}

// As it stands on the person's own list. Of a protected person none is kept: what it says may tell where they are.
void wishes(StaffPage& page, const DeskCase& desk_case)
{
    if (desk_case.is_protected) return;
    page.details(field_of(page, "wishes/fold"), {page.t("register.wishes")}, [&] {
        page.say("register.wishes.about");
        WishList list = wishes_entered(page);
        if (!write_wishes(page, field_of(page, "wishes"), 3, list)) return;
        for (const CareWish& wish : kCareWishes) {
            const std::string id(wish.id);
            page.entered(field_of(page, ("wishes/" + id).c_str())) = has(list, id) ? "1" : "";
        }
        page.entered(field_of(page, "wishes/own")) = list.own_words;
    });
}

// What will be kept of it, read once more before it is.
void wishes_to_keep(StaffPage& page, const DeskCase& desk_case, const Submission& submission)
{
    if (!submission.wish_list) return;
    const ui::Scope section = page.ui.section("register/wishes", page.t("case.wishes"));
    page.ui.bullets("register/wishes/list", wishes_in_words(page, *submission.wish_list));
    const auto& there = desk_case.wish_list;
    const Day came_in = submission.came_in.value_or(desk_case.today);
    if (const auto& day = desk_case.wish_list_taken_back; day && before(came_in, *day)) {
        page.ui.text("register/wishes/taken_back", page.t("register.wishes.taken_back", {{"day", page.t.day(*day)}}));
        return;
    }
    const bool older = there && before(came_in, there->received);
    if (!older) page.say("register.wishes.kept");
    // Another's leaves the person's own, until it is known whether they may.
    if (older || (there && !submission.representation))
        page.ui.text("register/wishes/there",
                     page.t(older ? "register.wishes.older" : "register.wishes.replaced",
                            {{"day", page.t.day(there->received)}}));
}

std::optional<Day> came_in(StaffPage& page)
{
    std::vector<ui::FieldFault> faults;
    return page.day_entered(field_of(page, "came_in"), faults);
}

RepresentativeContact contact_entered(StaffPage& page)
{
    return {page.entered(field_of(page, "name")), page.entered(field_of(page, "reach"))};
}

void missing_of_representative(StaffPage& page, std::vector<ui::FieldFault>& faults)
{
    const auto role = role_entered(page);
    if (!role) faults.push_back({field_of(page, "role"), page.t("register.fault.role")});
    const RepresentativeContact contact = contact_entered(page);
    if (!is_whole({contact.name, "-"})) faults.push_back({field_of(page, "name"), page.t("register.fault.name")});
    if (!is_whole({"-", contact.reach})) faults.push_back({field_of(page, "reach"), page.t("register.fault.reach")});
    if (!role) return;
    for (const Declaration one : declarations_for(*role)) {
        if (!page.entered(declaration_field(page, one)).empty()) continue;
        faults.push_back({declaration_field(page, one), page.t("register.fault.declared")});
        return;
    }
}

// Nothing that is missing may be found out only on the next page.
std::vector<ui::FieldFault> missing(StaffPage& page, Day today)
{
    std::vector<ui::FieldFault> faults;
    const auto need = [&](const char* name, const char* words) {
        const std::string key = field_of(page, name);
        if (page.entered(key).empty()) faults.push_back({key, page.t(words)});
    };
    need("channel", "register.fault.channel");
    const std::string day_key = field_of(page, "came_in");
    if (!page.entered(day_key).empty()) {
        const auto day = page.day_entered(day_key, faults);
        if (day && before(today, *day)) faults.push_back({day_key, page.t("register.fault.came_in")});
    }
    need("what", "register.fault.what");
    if (page.entered(field_of(page, "what")) != kDecline) need("provider", "register.fault.provider");
    need("who", "register.fault.who");
    if (by_other(page)) missing_of_representative(page, faults);
    return faults;
}

std::optional<Channel> channel_named(const std::string& name)
{
    for (const Channel channel : kAllChannels)
        if (name == name_of(channel)) return channel;
    return std::nullopt;
}

std::optional<Submission> submission_of(StaffPage& page, const DeskCase& desk_case)
{
    if (!missing(page, desk_case.today).empty()) return std::nullopt;
    Submission submission;
    const auto channel = channel_named(page.entered(field_of(page, "channel")));
    if (!channel) return std::nullopt;
    submission.channel = *channel;
    submission.came_in = came_in(page);
    if (by_other(page)) {
        const RepresentativeRole role = role_entered(page).value_or(RepresentativeRole::Other);
        submission.representation = Representation{role, declarations_for(role), false};
        submission.representative = contact_entered(page);
    }
    if (!desk_case.is_protected)
        if (const WishList list = tidy(wishes_entered(page)); !is_empty(list)) submission.wish_list = list;
    if (page.entered(field_of(page, "what")) == kDecline) {
        submission.action = Action::Decline;
        return submission;
    }
    submission.action = allows(desk_case, Action::Switch) ? Action::Switch : Action::Choose;
    submission.provider = ProviderId(page.entered(field_of(page, "provider")));
    submission.queue = to_queue(page, desk_case);
    const std::string& until = page.entered(field_of(page, "meanwhile"));
    if (submission.queue && !until.empty() && until != kByRule) submission.meanwhile = ProviderId(until);
    return submission;
}

const DeskCase* case_or_wait(StaffPage& page, const char* title)
{
    const DeskCase* desk_case = page.desk.person(CaseId(page.route.id));
    page.heading(title);
    if (!desk_case) page.waiting();
    return desk_case;
}

}  // namespace

void register_screen(StaffPage& page)
{
    const DeskCase* desk_case = case_or_wait(page, "register.title");
    if (!desk_case) return;
    page.ui.text("register/case", name_of_case(page, desk_case->reference, desk_case->is_protected),
                 ui::TextKind::Lead);
    page.ui.steps("register/steps", page.t("steps", {{"now", "1"}, {"of", "2"}}), 1, 2);
    page.faults();
    page.problem();
    page.say("register.rules");
    page.choice(field_of(page, "channel"), {page.t("register.channel")}, "channel.",
                {name_of(Channel::Paper), name_of(Channel::Phone), name_of(Channel::InPerson)});
    page.day_field(field_of(page, "came_in"), page.t("register.came_in"));
    page.say("register.came_in.about", ui::TextKind::Quiet);
    std::vector<std::string> ways;
    if (allows(*desk_case, Action::Choose) || allows(*desk_case, Action::Switch)) ways.push_back(kChoose);
    if (allows(*desk_case, Action::Decline)) ways.push_back(kDecline);
    page.choice(field_of(page, "what"), {page.t("register.what")}, "register.what.", ways);
    if (page.entered(field_of(page, "what")) == kChoose) {
        provider_list(page, *desk_case);
        if (to_queue(page, *desk_case)) meanwhile(page, *desk_case);
    }
    representative(page);
    wishes(page, *desk_case);
    precedence(page);
    if (page.ui.button("register/next", page.t("register.next"), ui::ButtonKind::Primary)) {
        page.memory.found(missing(page, desk_case->today));
        if (page.memory.faults.empty()) page.go(StaffScreen::Check, page.route.id);
        page.platform.request_frame();
    }
}

void register_check_screen(StaffPage& page)
{
    const DeskCase* desk_case = case_or_wait(page, "register.check");
    if (!desk_case) return;
    const auto submission = submission_of(page, *desk_case);
    if (!submission) {
        page.say("register.incomplete");
        page.ui.link("register/back", page.t("register.title"),
                     page.to(StaffScreen::Register, page.route.id));
        return;
    }
    page.ui.steps("register/steps", page.t("steps", {{"now", "2"}, {"of", "2"}}), 2, 2);
    page.problem();
    const ClientCase& person = desk_case->person;
    {
        const ui::Scope box = page.ui.box("register/summary", ui::BoxKind::Card);
        std::vector<ui::FactRow> rows = {
            page.fact("register/who", page.t("case.corner"),
                      name_of_case(page, desk_case->reference, desk_case->is_protected))};
        if (person.current)
            rows.push_back(page.fact("register/from", page.t("check.from"),
                                     page.name_of_provider(*person.current)));
        rows.push_back(page.fact("register/to", page.t(person.current ? "check.to" : "check.provider"),
                                 submission->provider ? page.name_of_provider(*submission->provider)
                                                      : page.t("register.what.decline")));
        if (submission->queue)
            rows.push_back(page.fact("register/meanwhile", page.t("register.meanwhile"),
                                     submission->meanwhile ? page.name_of_provider(*submission->meanwhile)
                                     : desk_case->situation == Situation::HasProvider
                                         ? page.t("register.meanwhile.present")
                                         : page.t("register.meanwhile.rule")));
        else if (submission->provider)
            rows.push_back(page.fact("register/when", page.t("check.when"),
                                     window_in_words(page, person.current, desk_case->if_chosen_today),
                                     window_pointer(person.current)));
        rows.push_back(page.fact("register/how", page.t("case.channel"),
                                 page.words_of("channel.", name_of(submission->channel))));
        if (submission->came_in)
            rows.push_back(page.fact("register/came_in", page.t("case.came_in"), page.t.day(*submission->came_in)));
        if (const auto& by = submission->representation) {
            rows.push_back(page.fact("register/role", page.t("register.role"),
                                     page.words_of("behalf.role.", name_of(by->role))));
            rows.push_back(page.fact("register/name", page.t("mandate.name"), submission->representative->name));
            rows.push_back(page.fact("register/reach", page.t("mandate.reach"), submission->representative->reach));
        }
        page.ui.facts("register/facts", rows);
    }
    wishes_to_keep(page, *desk_case, *submission);
    page.say("register.unchanged");
    if (page.ui.button("register/send", page.t("register.send"), ui::ButtonKind::Primary))
        page.desk.submit(person.id, *submission,
                         [&visit = page.visit, beginning = "register/" + page.route.id + "/",
                          tell = page.tell("register.said",
                                           StaffRoute{StaffScreen::Case, page.route.id, ""})] {
                             visit.forget(beginning);
                             tell();
                         });
    if (page.desk.sending()) page.ui.waiting("sending", page.t("sending"));
    page.ui.link("register/change", page.t("register.change"),
                 page.to(StaffScreen::Register, page.route.id));
}

}  // namespace hemval
