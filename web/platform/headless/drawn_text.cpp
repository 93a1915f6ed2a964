#include "web/platform/headless/drawn_text.h"

#include "web/ui/text_wrap.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <map>

namespace hemval {

namespace {

using ui::Node;
using ui::Rect;
using ui::Role;

using Corner = std::pair<float, float>;

std::map<Corner, char32_t> letters_by_corner(const ImFontAtlas& atlas)
{
    std::map<Corner, char32_t> letters;
    for (const ImFont* font : atlas.Fonts)
        for (const ImFontGlyph& glyph : font->Glyphs)
            if (glyph.Visible) letters[{glyph.U0, glyph.V0}] = glyph.Codepoint;
    return letters;
}

// The text of fields and lists to choose from is HTML, also in the picture, and the skip link is
// drawn, over other things, only while it has the focus.
bool is_drawn(const Node& node)
{
    return node.font_px > 0 && !node.name.empty() && node.role != Role::TextField &&
           node.role != Role::Select && node.style != "skip";
}

bool holds(const Rect& rect, const Rect& letter)
{
    constexpr float reach = 1;  // a letter may lean out of its line
    const float x = letter.x + letter.w / 2, y = letter.y + letter.h / 2;
    return x >= rect.x - reach && x <= rect.x + rect.w + reach && y >= rect.y - reach &&
           y <= rect.y + rect.h + reach;
}

float area(const Rect& rect)
{
    return rect.w * rect.h;
}

// Without hyphens: a word that is broken is drawn with one the text does not have.
std::u32string letters_of(const std::string& text)
{
    std::u32string letters;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t letter = ui::next_code_point(text, at);
        const bool seen = letter != U' ' && letter != U'\n' && letter != U'\u00A0' &&
                          letter != U'\u202F' && letter != U'\u00AD' && letter != U'-';
        if (seen) letters += letter;
    }
    return letters;
}

std::string readable(const std::u32string& letters)
{
    std::string text;
    for (const char32_t letter : letters) {
        char bytes[5];
        ImTextCharToUtf8(bytes, static_cast<unsigned>(letter));
        text += bytes;
    }
    return text;
}

bool overlap(const Rect& a, const Rect& b)
{
    constexpr float touch = 1;
    return a.x + a.w > b.x + touch && b.x + b.w > a.x + touch && a.y + a.h > b.y + touch &&
           b.y + b.h > a.y + touch;
}

// Of two neighbours in the document the second stands below the first or beside it to the right.
bool reads_backwards(const Rect& first, const Rect& second)
{
    constexpr float touch = 1;
    const bool same_column = first.x + first.w > second.x + touch && second.x + second.w > first.x + touch;
    const bool same_line = first.y + first.h > second.y + touch && second.y + second.h > first.y + touch;
    return (same_column && second.y + second.h <= first.y + touch) ||
           (same_line && second.x + second.w <= first.x + touch);
}

}  // namespace

std::vector<DrawnLetter> drawn_letters(float scroll_y)
{
    const ImDrawData* data = ImGui::GetDrawData();
    std::vector<DrawnLetter> drawn;
    if (!data) return drawn;
    const auto letters = letters_by_corner(*ImGui::GetIO().Fonts);
    for (const ImDrawList* list : data->CmdLists) {
        const auto& index = list->IdxBuffer;
        for (const ImDrawCmd& command : list->CmdBuffer) {
            // A letter is a quad: six indices, the first its upper left corner, the third its lower right.
            for (unsigned at = 0; at + 6 <= command.ElemCount;) {
                const unsigned first = command.IdxOffset + at;
                const auto vertex = [&](unsigned i) {
                    return list->VtxBuffer[static_cast<int>(command.VtxOffset +
                                                            index[static_cast<int>(first + i)])];
                };
                const ImDrawVert from = vertex(0), to = vertex(2);
                const auto found = letters.find({from.uv.x, from.uv.y});
                if (found == letters.end()) {
                    at += 3;
                    continue;
                }
                drawn.push_back({found->second, {from.pos.x, from.pos.y + scroll_y,
                                                 to.pos.x - from.pos.x, to.pos.y - from.pos.y}});
                at += 6;
            }
        }
    }
    return drawn;
}

std::vector<std::string> drawing_faults(const ui::SemanticTree& tree, const Rect& window)
{
    std::vector<const Node*> texts;
    for (const Node& node : tree.nodes())
        if (is_drawn(node)) texts.push_back(&node);
    std::map<const Node*, std::u32string> drawn;
    std::u32string nowhere, beyond;
    for (const DrawnLetter& letter : drawn_letters(window.y)) {
        const Node* owner = nullptr;
        for (const Node* node : texts)
            if (holds(node->rect, letter.rect) && (!owner || area(node->rect) < area(owner->rect)))
                owner = node;
        (owner ? drawn[owner] : nowhere) += letter.letter;
        if (letter.rect.x < window.x - 1 || letter.rect.x + letter.rect.w > window.x + window.w + 1)
            beyond += letter.letter;
    }
    std::vector<std::string> faults;
    if (!nowhere.empty()) faults.push_back("drawn where no node says it: " + readable(nowhere));
    if (!beyond.empty()) faults.push_back("drawn beyond the window: " + readable(beyond));
    for (const Node* node : texts) {
        if (node->rect.y < window.y || node->rect.y + node->rect.h > window.y + window.h) continue;
        std::u32string seen = drawn[node];
        seen.erase(std::remove(seen.begin(), seen.end(), U'-'), seen.end());
        if (seen != letters_of(node->name))
            faults.push_back(node->key + " says \"" + node->name + "\", drawn is \"" +
                             readable(seen) + "\"");
    }
    for (std::size_t i = 1; i < texts.size(); ++i) {
        if (reads_backwards(texts[i - 1]->rect, texts[i]->rect))
            faults.push_back(texts[i]->key + " is read after " + texts[i - 1]->key +
                             ", and seen before it");
        for (std::size_t before = 0; before < i; ++before)
            if (overlap(texts[before]->rect, texts[i]->rect))
                faults.push_back(texts[i]->key + " lies over " + texts[before]->key);
    }
    return faults;
}

}  // namespace hemval
