#include "web/app/kept_submit.h"

#include "web/app/kept_json.h"

#include <utility>

namespace hemval {

namespace {

constexpr const char* kEnded = R"({"ended":true})";

std::string written(const KeptSubmit& kept)
{
    kept::Json json{{"submit", write_pending(kept.submit)},
                    {"owner", kept.owner},
                    {"after", kept.after},
                    {"current", kept.current.value},
                    {"until", to_iso(kept.until)}};
    if (kept.asked_until) json["asked_until"] = to_iso(*kept.asked_until);
    return json.dump(-1, ' ', false, kept::Json::error_handler_t::replace);
}

std::optional<KeptSubmit> read(const kept::Json& json)
{
    if (!json.is_object()) return std::nullopt;
    auto submit = read_pending(json, "submit");
    const auto until = from_iso(kept::text_at(json, "until"));
    std::string owner = kept::text_at(json, "owner");
    if (!submit || !until || owner.empty()) return std::nullopt;
    return KeptSubmit{std::move(*submit), std::move(owner), kept::text_at(json, "after"),
                      ProviderId(kept::text_at(json, "current")), *until,
                      from_iso(kept::text_at(json, "asked_until"))};
}

}  // namespace

KeptOnDevice::KeptOnDevice(Platform& platform, const MunicipalityId& municipality)
    : platform_(platform), key_("unsent/" + municipality.value)
{
    look();
}

bool KeptOnDevice::look()
{
    const std::string now = platform_.remembered(key_);
    if (now == text_) return age();
    text_ = now;
    const auto json = kept::Json::parse(now, nullptr, false);
    kept_ = read(json);
    ended_ = json.is_object() && kept::true_at(json, "ended");
    age();
    return true;
}

bool KeptOnDevice::age()
{
    if (!kept_) return false;
    const Day today = platform_.today();
    const bool too_old = before(kept_->until, today);
    if (too_old == kept_->asked_until.has_value() && !(too_old && before(*kept_->asked_until, today))) return false;
    if (too_old && kept_->asked_until) {
        kept_.reset();
        ended_ = true;
        text_ = kEnded;
    } else {
        kept_->asked_until = too_old ? std::optional(plus_days(today, kKeptDays)) : std::nullopt;
        text_ = written(*kept_);
    }
    platform_.remember(key_, text_);
    return true;
}

bool KeptOnDevice::keep(const KeptSubmit& kept)
{
    const std::string text = written(kept);
    if (!platform_.remember(key_, text)) {
        platform_.remember(key_, text_);
        return false;
    }
    text_ = text;
    kept_ = kept;
    ended_ = false;
    return true;
}

void KeptOnDevice::remove()
{
    text_.clear();
    kept_.reset();
    ended_ = false;
    platform_.remember(key_, "");
}

}  // namespace hemval
