#include "web/app/kept_submit.h"

#include "web/app/kept_json.h"

#include <utility>

namespace hemval {

namespace {

constexpr const char* kEnded = R"({"ended":true})";

std::string written(const KeptSubmit& kept)
{
    return kept::Json{{"submit", write_pending(kept.submit)},
                      {"owner", kept.owner},
                      {"after", kept.after},
                      {"current", kept.current.value},
                      {"until", to_iso(kept.until)}}
        .dump(-1, ' ', false, kept::Json::error_handler_t::replace);
}

std::optional<KeptSubmit> read(const kept::Json& json)
{
    if (!json.is_object()) return std::nullopt;
    auto submit = read_pending(json, "submit");
    const auto until = from_iso(kept::text_at(json, "until"));
    std::string owner = kept::text_at(json, "owner");
    if (!submit || !until || owner.empty()) return std::nullopt;
    return KeptSubmit{std::move(*submit), std::move(owner), kept::text_at(json, "after"),
                      ProviderId(kept::text_at(json, "current")), *until};
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
    const bool over = kept_ && before(kept_->until, platform_.today());
    if (now == text_ && !over) return false;
    text_ = now;
    const auto json = kept::Json::parse(now, nullptr, false);
    kept_ = read(json);
    ended_ = json.is_object() && kept::true_at(json, "ended");
    if (kept_ && before(kept_->until, platform_.today())) {
        kept_.reset();
        ended_ = true;
        text_ = kEnded;
        platform_.remember(key_, text_);
    }
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
