#include "web/ui/semantic_tree.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace hemval::ui {

namespace {

using Json = nlohmann::json;

Json rect_of(const Rect& rect)
{
    return Json::array({rect.x, rect.y, rect.w, rect.h});
}

Json options_of(const std::vector<Option>& options)
{
    Json list = Json::array();
    for (const Option& option : options)
        list.push_back({{"value", option.value}, {"text", option.text}, {"lang", option.lang}});
    return list;
}

// The fields in which `now` differs from `was`. Role, level, key and parent never change in place.
Json changes(const Node& was, const Node& now)
{
    Json fields = Json::object();
    const auto put = [&](const char* name, const auto& old_value, const auto& new_value) {
        if (!(old_value == new_value)) fields[name] = new_value;
    };
    const auto put_tri = [&](const char* name, Tri old_value, Tri new_value) {
        if (old_value != new_value) fields[name] = static_cast<int>(new_value);
    };
    put("style", was.style, now.style);
    put("bold", was.bold, now.bold);
    put("lang", was.lang, now.lang);
    put("name", was.name, now.name);
    put("description", was.description, now.description);
    if (was.options != now.options) fields["options"] = options_of(now.options);
    put("value", was.value, now.value);
    put("href", was.href, now.href);
    put("group", was.group, now.group);
    put("label_for", was.label_for, now.label_for);
    put("labelled_by", was.labelled_by, now.labelled_by);
    put("described_by", was.described_by, now.described_by);
    put("input_mode", was.input_mode, now.input_mode);
    put("autocomplete", was.autocomplete, now.autocomplete);
    put("max_length", was.max_length, now.max_length);
    put_tri("checked", was.checked, now.checked);
    put_tri("pressed", was.pressed, now.pressed);
    put_tri("expanded", was.expanded, now.expanded);
    put("current", was.current, now.current);
    put("disabled", was.disabled, now.disabled);
    put("invalid", was.invalid, now.invalid);
    put("required", was.required, now.required);
    put("font_px", was.font_px, now.font_px);
    put("line_px", was.line_px, now.line_px);
    put("inset", was.inset, now.inset);
    if (!(was.rect == now.rect)) fields["rect"] = rect_of(now.rect);
    return fields;
}

Json whole(const Node& node)
{
    Json fields = {{"role", name_of(node.role)}};
    if (node.level != 0) fields["level"] = node.level;
    fields.update(changes(Node{}, node));
    return fields;
}

using Children = std::unordered_map<std::string, std::vector<const Node*>>;

Children children_of(const SemanticTree& tree)
{
    Children children;
    for (const Node& node : tree.nodes()) children[node.parent].push_back(&node);
    return children;
}

// For each place, whether it belongs to one longest increasing subsequence: the siblings that stay.
std::vector<bool> longest_increasing(const std::vector<std::size_t>& places)
{
    std::vector<std::size_t> tails, before(places.size(), places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto at = std::lower_bound(
            tails.begin(), tails.end(), places[i],
            [&](std::size_t tail, std::size_t place) { return places[tail] < place; });
        if (at != tails.begin()) before[i] = *(at - 1);
        if (at == tails.end())
            tails.push_back(i);
        else
            *at = i;
    }
    std::vector<bool> stays(places.size(), false);
    for (std::size_t i = tails.empty() ? places.size() : tails.back(); i < places.size();
         i = before[i])
        stays[i] = true;
    return stays;
}

class Differ {
public:
    Differ(const SemanticTree& before, const SemanticTree& after)
        : before_(before), after_(after), was_(children_of(before)), is_(children_of(after))
    {
    }

    Json operations()
    {
        for (const Node& node : before_.nodes()) {
            if (gone_.count(node.parent) > 0) {
                gone_.insert(node.key);
            } else if (!keeps(node)) {
                gone_.insert(node.key);
                operations_.push_back({"del", node.key});
            }
        }
        place_children("");
        return std::move(operations_);
    }

private:
    // Whether the node's own element can go on: same parent, same kind of element.
    bool keeps(const Node& node) const
    {
        const Node* now = after_.find(node.key);
        return now && now->parent == node.parent && now->role == node.role &&
               now->level == node.level;
    }

    bool kept(const Node& node) const
    {
        return before_.find(node.key) && gone_.count(node.key) == 0;
    }

    void place_children(const std::string& parent)
    {
        const auto found = is_.find(parent);
        if (found == is_.end()) return;
        const std::vector<const Node*>& wanted = found->second;

        std::unordered_map<std::string, std::size_t> old_place;
        const auto former = was_.find(parent);
        if (former != was_.end())
            for (const Node* node : former->second) old_place.emplace(node->key, old_place.size());
        std::vector<std::size_t> places;
        for (const Node* node : wanted)
            if (kept(*node)) places.push_back(old_place[node->key]);
        const std::vector<bool> stays = longest_increasing(places);

        // From the last to the first, so that the sibling to stand before is always in its place.
        std::size_t at = places.size();
        std::string next;
        for (std::size_t i = wanted.size(); i-- > 0;) {
            const Node& node = *wanted[i];
            if (!kept(node)) {
                operations_.push_back({"add", node.key, parent, next, whole(node)});
            } else {
                if (!stays[--at]) operations_.push_back({"mov", node.key, next});
                const Json fields = changes(*before_.find(node.key), node);
                if (!fields.empty()) operations_.push_back({"set", node.key, fields});
            }
            next = node.key;
        }
        for (const Node* node : wanted) place_children(node->key);
    }

    const SemanticTree& before_;
    const SemanticTree& after_;
    Children was_, is_;
    std::unordered_set<std::string> gone_;
    Json operations_ = Json::array();
};

}  // namespace

std::string diff(const SemanticTree& before, const SemanticTree& after)
{
    if (before.nodes() == after.nodes()) return {};
    const Json operations = Differ(before, after).operations();
    if (operations.empty()) return {};
    return operations.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace hemval::ui
