#include "core/memory_registry.h"

#include "core/example_people.h"
#include "core/rotation_list.h"
#include "core/wire.h"

#include <algorithm>

namespace hemval {
namespace {

// Stored in the tab; a later form gets another number.
constexpr int kSavedForm = 1;

CaseId fresh_case(const std::function<std::uint64_t()>& random)
{
    static constexpr char kHex[] = "0123456789abcdef";
    std::string text;
    for (int part = 0; part < 2; ++part) {
        std::uint64_t bits = random();
        for (int i = 0; i < 16; ++i, bits >>= 4U) {
            text += kHex[bits & 15U];
        }
    }
    return CaseId(text);
}

bool has_receipt(const std::vector<Event>& events, const CaseId& person, const Receipt& receipt)
{
    return std::any_of(events.begin(), events.end(), [&](const Event& event) {
        const auto* decided = std::get_if<ProviderDecided>(&event.body);
        return decided != nullptr && decided->person == person && decided->receipt == receipt;
    });
}

std::optional<std::string> text_at(const wire::Json& json, const char* name)
{
    if (!json.is_object()) {
        return std::nullopt;
    }
    const auto at = json.find(name);
    if (at == json.end() || !at->is_string()) {
        return std::nullopt;
    }
    return at->get<std::string>();
}

// Which ceilings are not the pack's.
std::vector<ListChange> changes_in(const Municipality& municipality, const MunicipalityState& state)
{
    std::vector<ListChange> changes;
    for (const Provider& provider : municipality.providers) {
        const ListedProvider* row = find_listed(state.providers, provider.id);
        if (row != nullptr && row->capacity != provider.capacity) {
            changes.push_back({provider.id, row->capacity, {}, {}, {}});
        }
    }
    return changes;
}

wire::Json written(const std::vector<ListChange>& changes)
{
    wire::Json json = wire::Json::object();
    for (const ListChange& change : changes) {
        json[change.provider.value] = change.capacity->value_or(0);
    }
    return json;
}

std::vector<ListChange> changes_at(const wire::Json& json)
{
    std::vector<ListChange> changes;
    const auto at = json.find("ceilings");
    if (at == json.end() || !at->is_object()) {
        return changes;
    }
    for (const auto& one : at->items()) {
        if (one.value().is_number_integer()) {
            changes.push_back({ProviderId(one.key()), std::optional<int>(one.value().get<int>()), {}, {}, {}});
        }
    }
    return changes;
}

}  // namespace

MemoryRegistry::MemoryRegistry(const Municipality& municipality, World world)
    : municipality_(municipality), world_(std::move(world))
{
    reset();
}

void MemoryRegistry::reset()
{
    kept_ = {};
    if (auto adopted = policy_to_adopt(municipality_, kept_.state)) {
        keep(kept_, next_event(kept_.state, world_.today(), std::move(*adopted)));
    }
}

void MemoryRegistry::statuses(Then<std::vector<ProviderStatus>> then)
{
    then(provider_statuses(kept_.state));
}

void MemoryRegistry::sign_in(const std::string& code, Then<CaseView> then)
{
    const auto example = example_person_labelled(code);
    if (!example) {
        return then(fail(canonical_code(code) ? Problem::CodeWrong : Problem::CodeMalformed));
    }
    const CaseId id = fresh_case(world_.random);
    const auto events = example_events(municipality_, kept_.state, *example, id, world_.today());
    if (events.empty()) {
        return then(fail(Problem::CodeWrong));
    }
    for (const Event& event : events) {
        keep(kept_, event);
    }
    kept_.changes = changes_in(municipality_, kept_.state);
    kept_.signed_in = id;
    current(std::move(then));
}

void MemoryRegistry::sign_out(std::function<void(std::optional<Problem>)> then)
{
    kept_.signed_in.reset();
    then(std::nullopt);
}

void MemoryRegistry::current(Then<CaseView> then)
{
    const ClientCase* signed_in = person();
    if (signed_in == nullptr) {
        return then(fail(Problem::NotSignedIn));
    }
    then(view(*signed_in));
}

void MemoryRegistry::submit(const Submission& submission, Then<Receipt> then)
{
    const ClientCase* signed_in = person();
    if (signed_in == nullptr) {
        return then(fail(Problem::NotSignedIn));
    }
    if (submission.key.empty()) {
        return then(fail(Problem::KeyMissing));
    }
    const SubmitKey key{signed_in->id, submission.key};
    const auto sent = kept_.submitted.find(key);
    if (sent != kept_.submitted.end()) {
        if (!(sent->second.submission == submission)) {
            return then(fail(Problem::KeyReused));
        }
        return then(Receipt(sent->second.receipt));
    }
    const DecideContext context{world_.today(), receipt_number(world_.random()), world_.random(),
                                world_.random()};
    const auto events =
        decide(kept_.state, municipality_.schedule, *signed_in, submission, context);
    if (!events) {
        return then(fail(events.error()));
    }
    std::optional<Receipt> own;
    for (const Event& event : *events) {
        keep(kept_, event);
        const auto* decided = std::get_if<ProviderDecided>(&event.body);
        if (decided != nullptr && decided->person == key.first) {
            own = decided->receipt;
        }
    }
    if (!own) {
        return then(fail(Problem::ServiceFailed));
    }
    kept_.submitted.emplace(key, Submitted{submission, *own});
    then(std::move(*own));
}

void MemoryRegistry::check(const ReceiptNumber& number, Then<ReceiptCheck> then)
{
    for (const Event& event : kept_.events) {
        const auto* decided = std::get_if<ProviderDecided>(&event.body);
        if (decided != nullptr && decided->receipt.number == number) {
            const Receipt& receipt = decided->receipt;
            return then(ReceiptCheck{number, receipt.sequence, receipt.action, receipt.received});
        }
    }
    then(fail(Problem::UnknownReceipt));
}

std::string MemoryRegistry::saved() const
{
    wire::Json events = wire::Json::array();
    for (const Event& event : kept_.events) {
        events.push_back(wire::write(event));
    }
    wire::Json submitted = wire::Json::array();
    for (const auto& sent : kept_.submitted) {
        submitted.push_back({{"case", sent.first.first.value},
                             {"key", sent.first.second.value},
                             {"submission", wire::write(sent.second.submission)},
                             {"receipt", wire::write(sent.second.receipt)}});
    }
    wire::Json json = {{"form", kSavedForm}, {"events", events}, {"submitted", submitted}};
    if (!kept_.changes.empty()) {
        json["ceilings"] = written(kept_.changes);
    }
    if (kept_.signed_in) {
        json["signed_in"] = kept_.signed_in->value;
    }
    return json.dump(-1, ' ', false, wire::Json::error_handler_t::replace);
}

bool MemoryRegistry::restore(const std::string& text)
{
    auto kept = read(text);
    if (!kept || policy_to_adopt(municipality_, kept->state, kept->changes)) {
        return false;
    }
    kept_ = std::move(*kept);
    return true;
}

std::optional<MemoryRegistry::Kept> MemoryRegistry::read(const std::string& text)
{
    const wire::Json json = wire::Json::parse(text, nullptr, false);
    if (!json.is_object() || json.value("form", wire::Json()) != kSavedForm) {
        return std::nullopt;
    }
    const auto events = json.find("events");
    const auto submitted = json.find("submitted");
    if (events == json.end() || !events->is_array() || submitted == json.end() ||
        !submitted->is_array()) {
        return std::nullopt;
    }
    Kept kept;
    kept.changes = changes_at(json);
    std::vector<Event> ledger;
    for (const auto& one : *events) {
        auto event = wire::read_event(one);
        if (!event) {
            return std::nullopt;
        }
        ledger.push_back(std::move(*event));
    }
    MunicipalityState state;
    if (replay(ledger, state)) {
        return std::nullopt;
    }
    for (const Event& event : ledger) {
        keep(kept, event);
    }
    for (const auto& one : *submitted) {
        const auto id = text_at(one, "case");
        const auto key = text_at(one, "key");
        if (!id || !key || !one.contains("submission") || !one.contains("receipt")) {
            return std::nullopt;
        }
        const auto submission = wire::read_submission(one["submission"], IdempotencyKey(*key));
        const auto receipt = wire::read_receipt(one["receipt"]);
        if (!submission || !receipt || !has_receipt(kept.events, CaseId(*id), *receipt)) {
            return std::nullopt;
        }
        kept.submitted.emplace(SubmitKey{CaseId(*id), IdempotencyKey(*key)},
                               Submitted{*submission, *receipt});
    }
    if (json.contains("signed_in")) {
        const auto id = text_at(json, "signed_in");
        if (!id || kept.cases.count(CaseId(*id)) == 0) {
            return std::nullopt;
        }
        kept.signed_in = CaseId(*id);
    }
    return kept;
}

void MemoryRegistry::keep(Kept& kept, const Event& event)
{
    if (!apply(kept.state, event)) {
        return;
    }
    if (const auto* opened = std::get_if<CaseOpened>(&event.body)) {
        kept.cases[opened->person.id] = opened->person;
    } else if (const CaseId* id = person_of(event)) {
        const auto person = kept.cases.find(*id);
        if (person != kept.cases.end()) {
            apply(person->second, event);
        }
    }
    kept.events.push_back(event);
}

const ClientCase* MemoryRegistry::person() const
{
    if (!kept_.signed_in) {
        return nullptr;
    }
    const auto at = kept_.cases.find(*kept_.signed_in);
    return at == kept_.cases.end() ? nullptr : &at->second;
}

CaseView MemoryRegistry::view(const ClientCase& person) const
{
    CaseView shown = case_view(municipality_, kept_.state, person, world_.today());
    std::uint64_t newest = 0;
    for (const auto& [key, sent] : kept_.submitted) {
        if (key.first != person.id || sent.receipt.sequence <= newest) {
            continue;
        }
        newest = sent.receipt.sequence;
        shown.wish_list =
            sent.submission.wish_list ? std::optional(sent.receipt.received) : std::nullopt;
    }
    return shown;
}

}  // namespace hemval
