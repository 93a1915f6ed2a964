#include "web/app/read_aloud.h"

#include "web/ui/text_wrap.h"

#include <map>
#include <set>

namespace hemval {

using ui::Node;
using ui::Role;

std::vector<SpokenText> texts_to_speak(const ui::SemanticTree& tree, const std::string& language)
{
    std::vector<SpokenText> texts;
    std::set<std::string> inside;         // main and everything below it
    bool titled = false;                  // what stands before the h1 leads away from the view
    std::vector<std::string> columns;     // of the table being read
    std::map<std::string, std::size_t> cells;  // row -> cells read
    for (const Node& node : tree.nodes()) {
        if (node.role == Role::Main || inside.count(node.parent) > 0)
            inside.insert(node.key);
        else
            continue;
        if (node.role == Role::TableHead) columns.clear();
        if (node.role == Role::ColumnHeader) {
            columns.push_back(node.name);
            continue;
        }
        std::string text = node.name;
        if (node.role == Role::Cell && !text.empty()) {
            const std::size_t column = ++cells[node.parent];  // the first header is the corner's
            if (column < columns.size()) text = columns[column] + ": " + text;
        }
        if (node.role == Role::Select || node.role == Role::TextField || node.role == Role::TextArea) text = node.value;
        // Landmarks and groups have names for those who jump between them; their content is read.
        const bool is_container = node.role == Role::Group || node.role == Role::Section ||
                                  node.role == Role::Checkbox || node.role == Role::Radio;
        titled = titled || node.role == Role::Heading;
        if (is_container || text.empty() || !titled) continue;
        texts.push_back({node.key, ui::without_soft_hyphens(text),
                         node.lang.empty() ? language : node.lang});
    }
    return texts;
}

void ReadAloud::toggle()
{
    no_voice_ = false;
    if (speaking())
        stop();
    else
        state_ = State::Asked;
    platform_.request_frame();
}

void ReadAloud::stop()
{
    no_voice_ = false;
    if (!speaking()) return;
    state_ = State::Silent;
    ++round_;
    platform_.hush();
}

void ReadAloud::drawn(const ui::SemanticTree& tree, const std::string& language)
{
    if (state_ != State::Asked) return;
    state_ = State::Speaking;
    platform_.speak(texts_to_speak(tree, language), [this, round = ++round_](bool spoken) {
        if (round != round_) return;
        state_ = State::Silent;
        no_voice_ = !spoken;
        platform_.request_frame();
    });
}

}  // namespace hemval
