#include "web/platform/headless/drawn_text.h"

#include "web/ui/picture.h"
#include "web/ui/text_wrap.h"

#include <algorithm>
#include <array>
#include <cmath>
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
    return node.font_px > 0 && !node.name.empty() && node.role != Role::TextField && node.role != Role::TextArea &&
           node.role != Role::Select && node.style != "skip" &&
           node.style.find("own_letters") == std::string::npos;
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

bool within(const Rect& part, const Rect& whole, float reach)
{
    return part.x >= whole.x - reach && part.y >= whole.y - reach &&
           part.x + part.w <= whole.x + whole.w + reach && part.y + part.h <= whole.y + whole.h + reach;
}

bool is_control(const Node& node)
{
    switch (node.role) {
    case Role::Link:
    case Role::Button:
    case Role::Checkbox:
    case Role::Radio:
    case Role::TextField:
    case Role::TextArea:
    case Role::Select:
    case Role::Summary: return true;
    default: return false;
    }
}

// Only arranges what is in it: a shape of its own would be said by nobody.
bool only_arranges(const Node& node)
{
    switch (node.role) {
    case Role::Banner:
    case Role::Navigation:
    case Role::Main:
    case Role::ContentInfo:
    case Role::Section: return true;
    case Role::Group:
        return node.style.empty() || node.style == "row" || node.style == "column" ||
               node.style == "field row" || node.style == "choice";
    case Role::List: return node.style == "cards";
    default: return node.style == "unseen";
    }
}

// The bars at the top and bottom of the page have a ground and an edge from side to side.
bool is_bar(const Node& node, const Rect& shape, const Rect& window)
{
    if (node.role != Role::Banner && node.role != Role::ContentInfo) return false;
    Rect bar = node.rect;
    if (node.role == Role::ContentInfo) bar.h = std::max(bar.h, window.y + window.h - bar.y);
    return within(shape, bar, 1) && shape.w > bar.w - 1;
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

// A shape is drawn as triangles with a run of vertices of its own.
class Shapes {
public:
    Shapes(float scroll_y, std::vector<Rect>& found) : scroll_y_(scroll_y), found_(found) {}

    void triangle(const std::array<unsigned, 3>& corners, const std::array<ImVec2, 3>& places)
    {
        const auto [least, most] = std::minmax_element(corners.begin(), corners.end());
        const bool begins = first_ > last_ || *least > last_ || *most < first_;
        if (begins) found_.push_back({places[0].x, places[0].y + scroll_y_, 0, 0});
        first_ = begins ? *least : std::min(first_, *least);
        last_ = begins ? *most : std::max(last_, *most);
        Rect& shape = found_.back();
        for (const ImVec2& place : places) {
            const float right = std::max(shape.x + shape.w, place.x);
            const float bottom = std::max(shape.y + shape.h, place.y + scroll_y_);
            shape.x = std::min(shape.x, place.x);
            shape.y = std::min(shape.y, place.y + scroll_y_);
            shape.w = right - shape.x;
            shape.h = bottom - shape.y;
        }
    }

private:
    float scroll_y_;
    std::vector<Rect>& found_;
    unsigned first_ = 1, last_ = 0;  // the vertices of the shape begun last; none yet
};

std::string told(const Rect& rect)
{
    const auto whole = [](float value) { return std::to_string(std::lround(value)); };
    return whole(rect.w) + " x " + whole(rect.h) + " px at " + whole(rect.x) + ", " + whole(rect.y);
}

void judge_letters(const ui::SemanticTree& tree, const Rect& window,
                   const std::vector<DrawnLetter>& letters, std::vector<std::string>& faults)
{
    std::vector<const Node*> texts;
    for (const Node& node : tree.nodes())
        if (is_drawn(node)) texts.push_back(&node);
    std::map<const Node*, std::u32string> drawn;
    std::u32string nowhere, beyond;
    for (const DrawnLetter& letter : letters) {
        const Node* owner = nullptr;
        for (const Node* node : texts)
            if (holds(node->rect, letter.rect) && (!owner || area(node->rect) < area(owner->rect)))
                owner = node;
        (owner ? drawn[owner] : nowhere) += letter.letter;
        if (letter.rect.x < window.x - 1 || letter.rect.x + letter.rect.w > window.x + window.w + 1)
            beyond += letter.letter;
    }
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
}

void judge_shapes(const ui::SemanticTree& tree, const Rect& window, const std::vector<Rect>& shapes,
                  std::vector<std::string>& faults)
{
    constexpr float edge = 2;   // softened, and moved to whole pixels
    constexpr float ring = 10;  // the focus ring lies around its control
    for (const Rect& shape : shapes) {
        if (within(shape, window, edge) && within(window, shape, edge)) continue;  // the page's ground
        const bool said = std::any_of(tree.nodes().begin(), tree.nodes().end(), [&](const Node& node) {
            if (only_arranges(node)) return is_bar(node, shape, window);
            const bool ringed = is_control(node) || node.role == Role::ErrorSummary;
            return within(shape, node.rect, ringed ? ring : edge);
        });
        if (!said) faults.push_back("a shape no node says: " + told(shape));
    }
    for (const Node& node : tree.nodes()) {
        if (!is_control(node) || node.style == "skip" || !within(node.rect, window, 0)) continue;
        if (std::none_of(shapes.begin(), shapes.end(),
                         [&](const Rect& shape) { return within(shape, node.rect, edge); }))
            faults.push_back(node.key + " is drawn without a shape");
    }
}

void judge_order(const ui::SemanticTree& tree, std::vector<std::string>& faults)
{
    std::vector<const Node*> seen;
    for (const Node& node : tree.nodes())
        if (is_drawn(node) || (is_control(node) && node.style != "skip")) seen.push_back(&node);
    for (std::size_t i = 1; i < seen.size(); ++i)
        for (std::size_t before = 0; before < i; ++before) {
            const Node &first = *seen[before], &second = *seen[i];
            if (reads_backwards(first.rect, second.rect))
                faults.push_back(second.key + " is read after " + first.key + ", and seen before it");
            const bool part = second.key.rfind(first.key + "/", 0) == 0;  // a choice holds its label
            if (!part && overlap(first.rect, second.rect))
                faults.push_back(second.key + " lies over " + first.key);
        }
}

}  // namespace

Drawing drawing(const ui::Picture& picture, float scroll_y)
{
    Drawing drawn;
    const ImDrawList& list = picture.list;
    const auto letters = letters_by_corner(picture.atlas);
    for (const ImDrawCmd& command : list.CmdBuffer) {
        Shapes shapes(scroll_y, drawn.shapes);
        const auto index = [&](unsigned i) {
            return command.VtxOffset + list.IdxBuffer[static_cast<int>(command.IdxOffset + i)];
        };
        const auto vertex = [&](unsigned i) { return list.VtxBuffer[static_cast<int>(index(i))]; };
        // A letter is a quad: six indices, the first its upper left corner, the third its lower right.
        for (unsigned at = 0; at + 3 <= command.ElemCount;) {
            const ImDrawVert from = vertex(at), to = vertex(at + 2);
            const auto found = letters.find({from.uv.x, from.uv.y});
            if (found == letters.end()) {
                shapes.triangle({index(at), index(at + 1), index(at + 2)},
                                {from.pos, vertex(at + 1).pos, to.pos});
                at += 3;
                continue;
            }
            drawn.letters.push_back({found->second, {from.pos.x, from.pos.y + scroll_y,
                                                     to.pos.x - from.pos.x, to.pos.y - from.pos.y}});
            at += 6;
        }
    }
    return drawn;
}

std::vector<std::string> drawing_faults(const ui::SemanticTree& tree, const ui::Picture& picture,
                                        const Rect& window)
{
    const Drawing drawn = drawing(picture, window.y);
    std::vector<std::string> faults;
    judge_letters(tree, window, drawn.letters, faults);
    judge_shapes(tree, window, drawn.shapes, faults);
    judge_order(tree, faults);
    return faults;
}

}  // namespace hemval
