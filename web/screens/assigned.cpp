#include "web/screens/assigned.h"

#include "web/screens/page.h"

#include <algorithm>

namespace hemval {

namespace {

std::string key_of(const Page& page, const Assigned& one, const std::string& key)
{
    return page.t.has(one.words + key) ? one.words + key : key;
}

}  // namespace

std::string basis_in_words(const Page& page, const Assigned& one)
{
    const RotationAnswer& why = one.why;
    const std::string given = one.provider ? one.name(*one.provider) : "";
    const std::string turn = why.whose_turn ? one.name(*why.whose_turn) : "";
    const bool passed_on = !turn.empty() && why.whose_turn != one.provider &&
                           (why.basis == AssignmentBasis::Turn || why.basis == AssignmentBasis::MonthlyTurn);
    const std::string key = std::string("basis.") + name_of(why.basis) + (passed_on ? ".passed_on" : "");
    return page.t(key_of(page, one, key), {{"name", given}, {"turn", turn}});
}

std::vector<std::string> skips_in_words(const Page& page, const Assigned& one)
{
    std::vector<std::string> skips;
    for (const Skip& skip : one.why.skipped)
        skips.push_back(page.t(key_of(page, one, std::string("skip.") + name_of(skip.reason)),
                               {{"name", one.name(skip.provider)}}) +
                        (skip.turn_kept ? " " + page.t("skip.kept") : ""));
    return skips;
}

std::vector<ui::RingPlace> ring_places(const Page& page, const Assigned& one, const std::string& key)
{
    const auto& skipped = one.why.skipped;
    std::vector<ui::RingPlace> places;
    for (const ProviderId& id : one.why.order) {
        ui::RingPlace place{key + "/" + id.value, one.name(id), one.why.whose_turn == id, one.provider == id,
                            std::any_of(skipped.begin(), skipped.end(),
                                        [&](const Skip& skip) { return skip.provider == id; }),
                            ""};
        std::vector<std::string> notes;
        if (place.turn) notes.push_back(page.t("ring.turn"));
        if (place.skipped) notes.push_back(page.t("ring.skipped"));
        if (place.assigned) notes.push_back(page.t(key_of(page, one, "ring.assigned")));
        if (one.tells_next && one.why.next == id) notes.push_back(page.t("ring.next"));
        place.note = page.t.join(notes);
        places.push_back(std::move(place));
    }
    return places;
}

}  // namespace hemval
