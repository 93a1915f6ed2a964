#include "web/screens/wish_list.h"

namespace hemval {

bool write_wishes(Sheet& sheet, const std::string& key, int level, WishList& list)
{
    bool changed = false;
    {
        const ui::Scope cards = sheet.ui.cards(key + "/areas", 320, 2);
        for (const LifeArea area : kAllLifeAreas) {
            const std::string at = key + "/area/" + name_of(area);
            const ui::Scope card = sheet.ui.card(at);
            sheet.ui.heading(at + "/name", level, sheet.t(std::string("wishes.area.") + name_of(area)));
            for (const CareWish& wish : kCareWishes) {
                const std::string id(wish.id);
                if (wish.area != area || !sheet.ui.checkbox(key + "/" + id, sheet.t("wish." + id), has(list, id)))
                    continue;
                toggle(list, id);
                changed = true;
            }
        }
    }
    ui::TextFieldSpec spec;
    spec.label = sheet.t("wishes.own");
    spec.hint = sheet.t("wishes.own.hint", {{"count", std::to_string(kLongestOwnWords)}});
    spec.value = list.own_words;
    spec.autocomplete = "off";
    spec.max_length = static_cast<int>(kLongestOwnWords);
    spec.width = 640;
    spec.rows = 4;
    if (auto typed = sheet.ui.text_field(key + "/own", spec)) {
        list.own_words = *typed;
        changed = true;
    }
    if (changed) sheet.platform.request_frame();
    return changed;
}

std::vector<std::string> wishes_in_words(const Sheet& sheet, const WishList& list)
{
    std::vector<std::string> lines;
    for (const std::string& id : list.wishes) lines.push_back(sheet.t("wish." + id));
    if (const WishList tidied = tidy(list); !tidied.own_words.empty()) lines.push_back(tidied.own_words);
    return lines;
}

}  // namespace hemval
