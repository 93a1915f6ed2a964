#pragma once

#include "web/ui/fonts.h"
#include "web/ui/layout.h"
#include "web/ui/paint.h"
#include "web/ui/text_wrap.h"
#include "web/ui/ui.h"

#include <set>
#include <string>
#include <vector>

// What the widgets share while one frame is made. Not for screens.
namespace hemval::ui {

struct TextBlock {
    Face face;
    std::vector<TextLine> lines;
    float width = 0;       // of the widest line
    float line_px = 0;
    bool bold = false;
    float height() const { return line_px * static_cast<float>(lines.size()); }
    float baseline() const { return face.baseline(line_px); }  // of line one
};

struct ButtonLook {
    Color ground, edge, ink;
};
ButtonLook look_of(const Palette& color, ButtonKind kind, bool hovered, bool held);

struct ButtonSpec {
    Role role = Role::Button;
    ButtonKind kind = ButtonKind::Secondary;
    std::string_view key, text, context;
    Tri pressed = Tri::Not;
    std::string_view lang = {};  // where it differs: its letters may be ones our font lacks
};

// A checkbox or radio with its label: one row to press.
struct ChoiceSpec {
    Role role = Role::Checkbox;
    std::string_view key, text, hint;
    bool checked = false, invalid = false;
};

enum class Align : std::uint8_t { Left, Centre };

struct Ui::Frame {
    Frame(const FrameInput& in, const SemanticTree& former_tree, Fonts& glyphs,
          const LayoutMemory& before, LayoutMemory& now, Picture* picture);

    // Text
    TextBlock lay(std::string_view text, float css_px, bool bold, float width,
                  float line_height = Metrics::line_height);
    void draw(const TextBlock& block, float x, float y, Color color, Align align = Align::Left,
              float width = 0);
    float natural_width(std::string_view text, float css_px, bool bold);
    // What the text, with so much `beside` it, may use where it is put next; its own width counts only in a line.
    float room(std::string_view text, float css_px, bool bold, float beside);

    // Nodes
    Node& add(Role role, std::string_view key, const Rect& rect = {});
    void describe(Node& node, const TextBlock& block) const;
    Node& set_text(Node& node, std::string_view text, const TextBlock& block) const;

    // A container with a node: what is put in it becomes the node's child.
    Box& open(Role role, std::string_view key, Flow flow, const Insets& insets, float gap_before);
    Rect close(float gap_after);

    // Parts that several widgets are made of
    Node& button(const ButtonSpec& spec);
    Node& choice(const ChoiceSpec& spec);
    Node& link(std::string_view key, std::string_view text, Color ink);
    void draw_link(std::string_view key, const TextBlock& block, const Rect& text, Color ink);
    void field_error(std::string_view key, std::string_view text);

    struct Table;

    // Keys to press (keys.cpp): what a field says after one of them
    std::optional<std::string> keys(const std::string& field, const TextFieldSpec& spec);
    bool is_written_in(const std::string& field, bool first);
    bool key(const std::string& key, std::string_view text, float width, Tri down = Tri::Not,
             std::string_view lang = {});

    // What the person did, and what it looks like meanwhile
    bool pressed(std::string_view key) const;
    const std::string* typed(std::string_view key) const;
    bool hovered(std::string_view key) const { return input.hovered == key; }
    bool held(std::string_view key) const { return input.pressed == key; }
    bool focus_shown(std::string_view key, bool always = false) const;
    void focus_ring(const Rect& rect, float radius);

    float target() const { return input.least_target; }
    // An address that would leave the page, in a page that is not left.
    bool leads_out(std::string_view href) const;
    float scaled(float css_px) const { return css_px * input.text_scale; }
    // A text put here is as wide as its words, not as the column.
    bool flows() const { return layout.box().flow == Flow::Inline || layout.box().shrinks; }
    bool narrow() const;
    float gutter() const { return narrow() ? 16 : Metrics::gutter; }
    float measure() const { return scaled(Metrics::measure); }
    float text_width() const { return std::min(layout.width(), measure()); }
    void finish();

    const FrameInput& input;
    const SemanticTree& former;
    Fonts& fonts;
    Layout layout;
    Painter paint;
    const Palette& color;
    SemanticTree tree;
    FrameOutput out;
    std::vector<std::function<void()>> overlays;  // drawn last, over everything
    Writing* writing = nullptr;
    int hidden = 0;  // inside a closed details: nothing is described or drawn
};

// "fee" inside "comparison/table" is "comparison/table/fee"; a key written whole stays as it is.
std::string child_key(std::string_view parent, std::string_view key);
Color mix(Color a, Color b, float share_of_b);

}  // namespace hemval::ui
