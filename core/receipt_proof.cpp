#include "core/receipt_proof.h"

#include "core/wire_parts.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace hemval {
namespace {

using wire::Fields;
using wire::Json;

constexpr std::size_t kSaltDigits = 32;
constexpr char kRest = '\x02';  // neither a leaf (0x00) nor a node (0x01)
constexpr std::string_view kOrigin = "hemval/";
constexpr std::size_t kUsualRecord = 400;  // bytes

std::string_view cut_line(std::string_view& text)
{
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

bool is_hash(const Json& json)
{
    const auto digits = wire::text(json);
    return digits && merkle::hash_from_hex(*digits);
}

// A receipt as the record has it: with everything but the rotation's answer.
std::optional<Receipt> read_shown(const Json& json)
{
    Receipt receipt;
    Fields fields(json);
    fields.take("number", receipt.number, wire::id<ReceiptNumber>);
    fields.take("sequence", receipt.sequence, wire::sequence);
    fields.take("action", receipt.action,
                [](const Json& one) { return wire::named(one, kAllActions); });
    fields.take("received", receipt.received, wire::day);
    fields.maybe("provider", receipt.provider, wire::id<ProviderId>);
    fields.maybe("previous", receipt.previous, wire::id<ProviderId>);
    fields.take("window", receipt.window, wire::window);
    std::optional<Channel> channel;
    fields.maybe("channel", channel, wire::read_channel);
    receipt.channel = channel.value_or(Channel::Code);
    fields.maybe("representation", receipt.representation, wire::read_representation);
    return wire::exactly(fields, std::move(receipt));
}

void put(std::string& text, const char* name, const std::string& value)
{
    const auto plain = [](char c) { return c >= ' ' && c != '"' && c != '\\' && c != '\x7f'; };
    text += '"';
    text += name;
    text += "\":";
    if (std::all_of(value.begin(), value.end(), plain)) {
        text += '"';
        text += value;
        text += "\",";
    } else {
        text += Json(value).dump(-1, ' ', false, Json::error_handler_t::replace) + ",";
    }
}

void put_shown(std::string& text, const Receipt& receipt)
{
    text += '{';
    put(text, "action", name_of(receipt.action));
    if (receipt.channel != Channel::Code) {
        put(text, "channel", name_of(receipt.channel));
    }
    put(text, "number", receipt.number.value);
    if (receipt.previous) {
        put(text, "previous", receipt.previous->value);
    }
    if (receipt.provider) {
        put(text, "provider", receipt.provider->value);
    }
    put(text, "received", to_iso(receipt.received));
    if (receipt.representation) {
        text += "\"representation\":" + wire::write(*receipt.representation).dump() + ",";
    }
    text += "\"sequence\":" + std::to_string(receipt.sequence) + ",\"window\":{";
    put(text, "first", to_iso(receipt.window.first));
    put(text, "last", to_iso(receipt.window.last));
    text.back() = '}';
    text += "},";
}

}  // namespace

bool is_salt(std::string_view text)
{
    return text.size() == kSaltDigits &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string rest_input(std::string_view salt, std::string_view stored_event)
{
    std::string text;
    text.reserve(1 + salt.size() + stored_event.size());
    text += kRest;
    text += salt;
    text += stored_event;
    return text;
}

// The same as a JSON library would write; a ledger is read through record by record, and this is
// most of the work.
std::string leaf_record(const MunicipalityId& municipality, const Event& event,
                        const merkle::Hash& rest)
{
    std::string text = "{";
    text.reserve(kUsualRecord);
    put(text, "day", to_iso(event.day));
    put(text, "municipality", municipality.value);
    if (const auto* decided = std::get_if<ProviderDecided>(&event.body)) {
        text += "\"receipt\":";
        put_shown(text, decided->receipt);
    }
    put(text, "rest", merkle::to_hex(rest));
    text += "\"sequence\":" + std::to_string(event.sequence) + "}";
    return text;
}

std::optional<RecordSays> read_record(const std::string& record)
{
    const Json json = Json::parse(record, nullptr, false);
    RecordSays says;
    bool has_rest = false;
    Fields fields(json);
    fields.take("municipality", says.municipality, wire::id<MunicipalityId>);
    fields.take("sequence", says.sequence, wire::sequence);
    fields.take("day", says.day, wire::day);
    fields.take("rest", has_rest, [](const Json& one) { return std::optional(is_hash(one)); });
    fields.maybe("receipt", says.receipt, read_shown);
    const bool belongs = !says.receipt || (says.receipt->sequence == says.sequence &&
                                           says.receipt->received == says.day);
    if (!fields.exact() || !has_rest || !belongs) {
        return std::nullopt;
    }
    return says;
}

// A mandate is confirmed after the receipt was given: the record cannot say so.
static bool same_mandate(std::optional<Representation> recorded, std::optional<Representation> held)
{
    for (auto* one : {&recorded, &held}) {
        if (*one) {
            (*one)->confirmed = false;
        }
    }
    return recorded == held;
}

bool says_receipt(const RecordSays& says, const MunicipalityId& municipality, const Receipt& held)
{
    return says.municipality == municipality && says.receipt &&
           says.receipt->number == held.number && says.receipt->sequence == held.sequence &&
           says.receipt->action == held.action && says.receipt->received == held.received &&
           says.receipt->provider == held.provider && says.receipt->previous == held.previous &&
           says.receipt->window == held.window && says.receipt->channel == held.channel &&
           same_mandate(says.receipt->representation, held.representation);
}

std::string signed_text(const Checkpoint& checkpoint)
{
    return std::string(kOrigin) + checkpoint.municipality.value + "\n" +
           std::to_string(checkpoint.size) + "\n" + merkle::to_hex(checkpoint.root) + "\n" +
           to_iso(checkpoint.day) + "\n";
}

std::optional<Checkpoint> read_checkpoint(std::string_view text)
{
    std::string_view rest = text;
    const std::string_view origin = cut_line(rest);
    const std::string_view size = cut_line(rest);
    const auto root = merkle::hash_from_hex(cut_line(rest));
    const auto day = from_iso(cut_line(rest));
    if (origin.substr(0, kOrigin.size()) != kOrigin || !root || !day) {
        return std::nullopt;
    }
    Checkpoint checkpoint{MunicipalityId(std::string(origin.substr(kOrigin.size()))), 0, *root, *day};
    std::from_chars(size.data(), size.data() + size.size(), checkpoint.size);
    // One value has one text: whatever else was written does not come back the same.
    if (signed_text(checkpoint) != text) {
        return std::nullopt;
    }
    return checkpoint;
}

std::string signed_remainder(const MunicipalityId& municipality, const merkle::Hash& leaf,
                             std::string_view stored_event)
{
    return std::string(kOrigin) + municipality.value + "/erased\n" + merkle::to_hex(leaf) + "\n" +
           std::string(stored_event) + "\n";
}

}  // namespace hemval
