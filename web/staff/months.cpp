#include "web/staff/months.h"

namespace hemval {

Months months_shown(StaffPage& page, const Months& all, const std::string& key)
{
    constexpr std::size_t kMonthsShown = 6;
    std::vector<ui::Option> options;
    const std::string& chosen = page.entered(key);
    std::size_t last = all.size();
    for (std::size_t i = all.size(); i-- > 0;) {
        const std::string value = std::to_string(i);
        if (value == chosen) last = i + 1;
        options.push_back({value, page.month(all[i].month), ""});
    }
    if (all.size() > kMonthsShown) {
        if (const auto now = page.ui.select(key, page.t("fairness.until"), options, std::to_string(last - 1))) {
            page.entered(key) = *now;
            page.platform.request_frame();
        }
    }
    const std::size_t first = last > kMonthsShown ? last - kMonthsShown : 0;
    return {all.begin() + static_cast<std::ptrdiff_t>(first), all.begin() + static_cast<std::ptrdiff_t>(last)};
}

}  // namespace hemval
