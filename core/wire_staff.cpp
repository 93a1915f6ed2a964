#include "core/wire_staff.h"

#include "core/wire_parts.h"

namespace hemval::wire {
namespace {

std::optional<Role> role(const Json& json) { return named(json, kAllRoles); }

constexpr Channel kByStaff[] = {Channel::Paper, Channel::Phone, Channel::InPerson};

// What is empty is left out, so an empty text is no form.
std::optional<std::string> some_text(const Json& json)
{
    auto value = text(json);
    return value && !value->empty() ? value : std::nullopt;
}

void put_text(Json& json, const char* name, const std::string& value)
{
    if (!value.empty()) {
        json[name] = value;
    }
}

void take_text(Fields& fields, const char* name, std::string& into)
{
    std::optional<std::string> value;
    fields.maybe(name, value, some_text);
    into = value.value_or(std::string());
}

Json write_item(const DeskItem& item)
{
    Json json = {{"person", item.person.value},
                 {"protected", item.is_protected},
                 {"receipt", write(item.receipt)},
                 {"care_plan_due", to_iso(item.care_plan_due)}};
    put_text(json, "reference", item.reference);
    return json;
}

std::optional<DeskItem> read_item(const Json& json)
{
    DeskItem item;
    Fields fields(json);
    fields.take("person", item.person, id<CaseId>);
    take_text(fields, "reference", item.reference);
    fields.take("protected", item.is_protected, truth);
    fields.take("receipt", item.receipt, read_receipt);
    fields.take("care_plan_due", item.care_plan_due, day);
    return exactly(fields, std::move(item));
}

Json write_ring(const DeskRing& ring)
{
    return {{"area", ring.area.value}, {"list", write(ring.list)}};
}

std::optional<DeskRing> read_ring(const Json& json)
{
    DeskRing ring;
    std::string area;
    Fields fields(json);
    fields.take("area", area, text);
    fields.take("list", ring.list, read_list);
    ring.area = AreaId(area);
    return exactly(fields, std::move(ring));
}

Json write_counts(const std::map<ProviderId, int>& counts)
{
    Json json = Json::object();
    for (const auto& one : counts) {
        json[one.first.value] = one.second;
    }
    return json;
}

std::optional<std::map<ProviderId, int>> counts(const Json& json)
{
    return by_id<ProviderId>(json, count<int>);
}

Json write_month(const MonthOfAssignments& one)
{
    return {{"month", to_text(one.month)},
            {"by_turn", write_counts(one.by_turn)},
            {"chosen", write_counts(one.chosen)},
            {"clients", write_counts(one.clients)}};
}

std::optional<MonthOfAssignments> read_month(const Json& json)
{
    MonthOfAssignments one;
    Fields fields(json);
    fields.take("month", one.month, month);
    fields.take("by_turn", one.by_turn, counts);
    fields.take("chosen", one.chosen, counts);
    fields.take("clients", one.clients, counts);
    return exactly(fields, std::move(one));
}

Json write_line(const LedgerLine& line)
{
    Json json = {{"sequence", line.sequence},
                 {"day", to_iso(line.day)},
                 {"type", line.type},
                 {"leaf", line.leaf}};
    if (line.action) {
        json["action"] = name_of(*line.action);
    }
    if (line.by_deadline) {
        json["by_deadline"] = true;
    }
    if (line.phase) {
        json["phase"] = name_of(*line.phase);
    }
    if (line.place) {
        json["place"] = name_of(*line.place);
    }
    put(json, "provider", line.provider);
    if (line.rotation) {
        json["rotation"] = write(*line.rotation);
    }
    return json;
}

std::optional<LedgerLine> read_ledger_line(const Json& json)
{
    LedgerLine line;
    Fields fields(json);
    fields.take("sequence", line.sequence, sequence);
    fields.take("day", line.day, day);
    fields.take("type", line.type, text);
    fields.take("leaf", line.leaf, text);
    fields.maybe("action", line.action, [](const Json& one) { return named(one, kAllActions); });
    std::optional<bool> by_deadline;
    fields.maybe("by_deadline", by_deadline, truth);
    line.by_deadline = by_deadline.value_or(false);
    fields.maybe("phase", line.phase, [](const Json& one) { return named(one, kAllTransitionPhases); });
    fields.maybe("place", line.place, [](const Json& one) { return named(one, kAllPlaceChanges); });
    fields.maybe("provider", line.provider, id<ProviderId>);
    fields.maybe("rotation", line.rotation, read_answer);
    return exactly(fields, std::move(line));
}

Json write_access(const AccessLine& line)
{
    Json json = {{"number", line.number},
                 {"seconds", line.seconds},
                 {"account", line.account},
                 {"role", name_of(line.role)},
                 {"what", name_of(line.what)}};
    put_text(json, "person", line.person);
    return json;
}

std::optional<AccessLine> read_access(const Json& json)
{
    AccessLine line;
    Fields fields(json);
    fields.take("number", line.number, sequence);
    fields.take("seconds", line.seconds, count<std::int64_t>);
    fields.take("account", line.account, text);
    fields.take("role", line.role, role);
    fields.take("what", line.what, [](const Json& one) { return named(one, kAllAccessKinds); });
    take_text(fields, "person", line.person);
    return exactly(fields, std::move(line));
}

template <class Line, class Write>
Json write_page(const Page<Line>& page, Write write_one)
{
    Json json = {{"lines", rows(page.lines, write_one)}};
    if (page.next) {
        json["next"] = *page.next;
    }
    return json;
}

template <class Line, class Read>
std::optional<Page<Line>> read_page(const Json& json, Read read_one)
{
    Page<Line> page;
    Fields fields(json);
    fields.take("lines", page.lines, [&](const Json& all) { return list(all, read_one); });
    fields.maybe("next", page.next, count<std::uint64_t>);
    return exactly(fields, std::move(page));
}

std::optional<std::vector<CaseWork>> works(const Json& json) { return list(json, read_case_work); }

Json write_undone(const Undone& one)
{
    return {{"receipt", write(one.receipt)}, {"work", write(one.work)}};
}

std::optional<Undone> read_undone(const Json& json)
{
    Undone one;
    Fields fields(json);
    fields.take("receipt", one.receipt, read_receipt);
    fields.take("work", one.work, read_case_work);
    return exactly(fields, std::move(one));
}

std::optional<SentWishList> read_sent_wish_list(const Json& json)
{
    SentWishList sent;
    Fields fields(json);
    fields.take("list", sent.list, read_wish_list);
    fields.take("received", sent.received, day);
    return exactly(fields, std::move(sent));
}

}  // namespace

Json write(const Staff& staff)
{
    return {{"account", staff.account},
            {"name", staff.name},
            {"municipality", staff.municipality.value},
            {"role", name_of(staff.role)}};
}

std::optional<Staff> read_staff(const Json& json)
{
    Staff staff;
    Fields fields(json);
    fields.take("account", staff.account, text);
    fields.take("name", staff.name, text);
    fields.take("municipality", staff.municipality, id<MunicipalityId>);
    fields.take("role", staff.role, role);
    return exactly(fields, std::move(staff));
}

Json write_registered(const Submission& submission)
{
    Json json = write(submission);
    json["channel"] = name_of(submission.channel);
    put(json, "came_in", submission.came_in);
    return json;
}

std::optional<Submission> read_registered(const Json& json, IdempotencyKey key)
{
    if (!json.is_object() || !json.contains("channel")) {
        return std::nullopt;
    }
    Json without = json;
    without.erase("channel");
    std::optional<Day> came_in;
    if (json.contains("came_in")) {
        came_in = day(json["came_in"]);
        without.erase("came_in");
        if (!came_in) {
            return std::nullopt;
        }
    }
    const auto channel = named(json["channel"], kByStaff);
    auto submission = read_submission(without, std::move(key));
    if (!channel || !submission || !submission->owner.empty()) {
        return std::nullopt;
    }
    submission->channel = *channel;
    submission->came_in = came_in;
    return submission;
}

Json write(const DeskQueue& queue)
{
    return {{"all", queue.all}, {"first", rows(queue.first, write_item)}};
}

std::optional<DeskQueue> read_desk_queue(const Json& json)
{
    DeskQueue queue;
    Fields fields(json);
    fields.take("all", queue.all, count<int>);
    fields.take("first", queue.first, [](const Json& all) { return list(all, read_item); });
    return exactly(fields, std::move(queue));
}

Json write(const DeskCase& one)
{
    Json json = {{"person", write(one.person)},
                 {"protected", one.is_protected},
                 {"situation", name_of(one.situation)},
                 {"allowed", rows(one.allowed, [](Action action) { return Json(name_of(action)); })},
                 {"providers", rows(one.providers, write_eligibility)},
                 {"if_chosen_today", write(one.if_chosen_today)},
                 {"receipts", rows(one.receipts, [](const Receipt& r) { return write(r); })},
                 {"earlier", rows(one.earlier, [](const CaseWork& work) { return write(work); })},
                 {"undone", rows(one.undone, write_undone)},
                 {"today", to_iso(one.today)}};
    put_text(json, "reference", one.reference);
    put(json, "choose_by", one.choose_by);
    if (one.to_judge) {
        json["to_judge"] = write(*one.to_judge);
    }
    if (one.work) {
        json["work"] = write(*one.work);
    }
    if (one.wish_list) {
        json["wish_list"] = {{"list", write(one.wish_list->list)},
                             {"received", to_iso(one.wish_list->received)}};
    }
    put(json, "wish_list_taken_back", one.wish_list_taken_back);
    return json;
}

std::optional<DeskCase> read_desk_case(const Json& json)
{
    DeskCase one;
    Fields fields(json);
    fields.take("person", one.person, read_case);
    take_text(fields, "reference", one.reference);
    fields.take("protected", one.is_protected, truth);
    fields.maybe("choose_by", one.choose_by, day);
    fields.take("situation", one.situation,
                [](const Json& value) { return named(value, kAllSituations); });
    fields.take("allowed", one.allowed, [](const Json& all) {
        return distinct(all, [](const Json& value) { return named(value, kAllActions); });
    });
    fields.take("providers", one.providers,
                [](const Json& all) { return list(all, read_eligibility); });
    fields.take("if_chosen_today", one.if_chosen_today, window);
    fields.take("receipts", one.receipts, [](const Json& all) { return list(all, read_receipt); });
    fields.maybe("to_judge", one.to_judge, read_contact);
    fields.maybe("work", one.work, read_case_work);
    fields.take("earlier", one.earlier, works);
    fields.take("undone", one.undone, [](const Json& all) { return list(all, read_undone); });
    fields.maybe("wish_list", one.wish_list, read_sent_wish_list);
    fields.maybe("wish_list_taken_back", one.wish_list_taken_back, day);
    fields.take("today", one.today, day);
    return exactly(fields, std::move(one));
}

Json write(const std::vector<DeskRing>& rings) { return rows(rings, write_ring); }
std::optional<std::vector<DeskRing>> read_desk_rings(const Json& json)
{
    return list(json, read_ring);
}

Json write(const std::vector<MonthOfAssignments>& months) { return rows(months, write_month); }
std::optional<std::vector<MonthOfAssignments>> read_months(const Json& json)
{
    return list(json, read_month);
}

Json write(const Page<LedgerLine>& page) { return write_page(page, write_line); }
std::optional<Page<LedgerLine>> read_ledger_page(const Json& json)
{
    return read_page<LedgerLine>(json, read_ledger_line);
}

Json write(const Page<AccessLine>& page) { return write_page(page, write_access); }
std::optional<Page<AccessLine>> read_access_page(const Json& json)
{
    return read_page<AccessLine>(json, read_access);
}

}  // namespace hemval::wire
