#pragma once

#include "web/ui/keys.h"
#include "web/ui/semantic_tree.h"
#include "web/ui/text_wrap.h"
#include "web/ui/theme.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The widget kit. Each widget lays itself out, draws with Dear ImGui, records a node and returns what
// the person did with it, in one call. Screens use only this.
namespace hemval::ui {

// What the person did, from the mirror's elements: the only way to activate, type and focus.
enum class EventKind : std::uint8_t { Press, Input };
struct UiEvent {
    EventKind kind = EventKind::Press;
    std::string key;
    std::string value;  // Input: the field's whole text, or the chosen option
};

struct FrameInput {
    float width = 1280, height = 800;  // viewport, CSS pixels
    float scroll_y = 0;
    float pixel_ratio = 1;
    float text_scale = 1;              // Större text times the reader's own root font size / 16
    ColorScheme scheme = ColorScheme::Light;
    bool plain = false;                // Enkel vy: describe, do not draw
    const Hyphens* hyphens = nullptr;  // of the page's language
    bool on_paper = false;             // being printed: nothing can be opened there
    float least_target = Metrics::target;  // of anything to press
    const Keys* keys = nullptr;        // stand under the field one writes in
    bool closed = false;               // no link leads out of the page: its address is told instead
    std::string hovered, pressed, focused;  // keys; looks only
    bool focus_visible = false;
    std::vector<UiEvent> events;       // usually one: a frame runs inside each event's handler
};

enum class Urgency : std::uint8_t { Polite, Assertive };
struct Announcement {
    Urgency urgency = Urgency::Polite;
    std::string text;
};

struct FrameOutput {
    std::string patch;                 // see diff(); empty when the document stays as it is
    float document_height = 0;
    std::string focus;                 // key to take focus, or empty
    bool scroll_to_top = false;
    std::vector<Announcement> announcements;
    std::string waiting;               // what the reader waits for; said when it takes long
    bool again = false;                // not settled: run one more frame before showing this one
    bool glyphs_missing = false;       // the font lacks a letter of the text: Enkel vy can show it
};

enum class ButtonKind : std::uint8_t { Primary, Secondary, Quiet };
enum class TextKind : std::uint8_t { Body, Lead, Quiet, Strong, Figure };
enum class BoxKind : std::uint8_t { Card, Notice, Warning, Success, Plain, Bar };  // Bar: one line

struct RadioOption {
    std::string key;
    std::string text;
    std::string hint;
};
struct TextFieldSpec {
    std::string label;
    std::string hint;
    std::string error;         // empty = nothing wrong
    std::string value;
    std::string suffix;        // "kr i månaden", drawn after the frame and part of the description
    std::string input_mode;
    std::string autocomplete;
    int max_length = 0;
    float width = 320;
    bool required = false;
    int rows = 1;              // more: a text of several lines
};
struct FieldFault {
    std::string field_key;
    std::string text;
};
struct TableRow {
    std::string key;
    std::string header;
    std::vector<std::string> cells;
    bool differs = false;      // said in words by the kit's caller, and marked
    std::vector<std::string> langs = {};  // of the cells, where they differ from the page's
    std::string href = {};     // the row header leads there
    std::string header_lang = {};
};
struct TableSpec {
    std::string caption;
    std::string corner;        // over the row headers
    std::vector<std::string> column_keys;
    std::vector<std::string> columns;
    std::vector<TableRow> rows;
    float least = 190;         // a column narrower than this becomes a line of its row's card
};
struct FactRow {
    std::string key;
    std::string name;
    std::string value;
    std::string badge;         // "exempel", or empty
    std::string name_lang = {}, value_lang = {};  // where they differ from the page's
    std::string note = {}, note_lang = {};        // under the value: where it comes from
};
struct Bar {
    std::string key;
    std::string label;
    double share = 0;          // 0..1 of the width
    std::string figure;        // "2 660 kr": always written, the bar is never alone
    std::string lang = {};     // of the label, where it differs from the page's
};
// What a part of a stacked bar is filled with: told apart by its pattern, not by colour.
enum class Fill : std::uint8_t { Solid, Striped, Grid, Empty };
struct StackPart {
    Fill fill = Fill::Solid;
    double share = 0;          // 0..1 of the width
};
struct Stack {
    std::string key;
    std::string label;
    std::vector<StackPart> parts;
    std::string figure;        // in words and numbers: the picture is never alone
};
struct StackName {
    Fill fill = Fill::Solid;
    std::string text;
};
struct RingPlace {
    std::string key;
    std::string label;
    bool turn = false;         // whose turn it was
    bool assigned = false;
    bool skipped = false;
    std::string note;          // "Fullt", "Upphör": in words, under the picture
};
struct TimelineStep {
    std::string key;
    std::string when;
    std::string what;
    bool done = false;
};

// A line to write on with a pen. The twin says the label once more, for whoever reads what was written.
struct Blank {
    std::string key;
    std::string label;
    std::string value = {};    // what is known already
    std::string twin = {}, twin_lang = {};
    std::string told = {};     // that a line stands here, to who does not see it
};
struct TickBox {
    std::string key;
    std::string text;
    std::string note = {};
    std::string twin = {}, twin_lang = {};
    std::string told = {};     // that a box stands here, to who does not see it
};

class Ui;
struct Picture;

// Ends its container when it goes out of scope.
class [[nodiscard]] Scope {
public:
    Scope(Ui* ui, std::function<void()> end);
    Scope(Scope&& other) noexcept;
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    Scope& operator=(Scope&&) = delete;
    ~Scope();

private:
    Ui* ui_;
    std::function<void()> end_;
};

// Fonts and what must outlive a frame (sizes seen last, fonts, the former tree, what is drawn with).
// `regular` and `bold` are TrueType files.
class UiContext {
public:
    UiContext(std::string regular_ttf, std::string bold_ttf);
    ~UiContext();
    UiContext(const UiContext&) = delete;
    UiContext& operator=(const UiContext&) = delete;

    // Runs one frame: `page` describes and draws everything through the Ui it is given.
    FrameOutput frame(const FrameInput& input, const std::function<void(Ui&)>& page);
    const SemanticTree& tree() const;  // of the last frame
    const Picture& picture() const;    // drawn in it (web/ui/picture.h)
    bool fonts_changed();              // true once after the atlas was rebuilt: upload it again
    void forget_writing();             // another person writes next

private:
    friend class Ui;
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

class Ui {
public:
    // Landmarks, in page order.
    Scope banner(std::string_view key);
    Scope navigation(std::string_view key, std::string_view label);
    Scope main(std::string_view key);
    Scope content_info(std::string_view key);

    // Containers. Keys inside are written whole by the caller: "provider/17/choose".
    Scope section(std::string_view key, std::string_view heading, int level = 2);
    Scope group(std::string_view key, std::string_view label = {});
    Scope box(std::string_view key, BoxKind kind);           // frame and padding around a flow
    Scope list(std::string_view key);                        // ul; its children are items
    Scope item(std::string_view key);                        // li, drawn with a bullet
    Scope cards(std::string_view key, float min_width, int most);  // ul as a grid; children: card()
    Scope card(std::string_view key);                        // li; all cards of a row equally tall
    Scope row(std::string_view key);                         // side by side, wrapping when narrow
    Scope column(std::string_view key, float min_width, float share);  // inside row()
    Scope details(std::string_view key, std::string_view summary, bool open, bool* toggled,
                  std::string_view lang = {});
    void gap(float css_px = Metrics::gap);

    // Text. `lang` only where it differs from the page.
    void heading(std::string_view key, int level, std::string_view text, std::string_view lang = {});
    void text(std::string_view key, std::string_view text, TextKind kind = TextKind::Body,
              std::string_view lang = {});
    void badge(std::string_view key, std::string_view text);  // "exempel", "Demonstration"
    void bullets(std::string_view key, const std::vector<std::string>& items,
                 const std::vector<std::string>& langs = {});
    void facts(std::string_view key, const std::vector<FactRow>& rows);

    // Things to use. A true answer means: the person did it, now. `context` completes the accessible
    // name where the visible text alone is not enough; the name still begins with the text.
    bool button(std::string_view key, std::string_view text, ButtonKind kind = ButtonKind::Secondary,
                std::string_view context = {});
    bool toggle(std::string_view key, std::string_view text, bool pressed, std::string_view lang = {});
    bool link(std::string_view key, std::string_view text, std::string_view href,
              std::string_view context = {}, std::string_view lang = {});
    bool link_button(std::string_view key, std::string_view text, std::string_view href,
                     ButtonKind kind = ButtonKind::Secondary, std::string_view context = {});
    bool checkbox(std::string_view key, std::string_view label, bool checked);  // true: toggled
    // The index newly chosen.
    std::optional<std::size_t> radio_group(std::string_view key, std::string_view legend,
                                           const std::vector<RadioOption>& options,
                                           std::optional<std::size_t> chosen,
                                           std::string_view error = {},
                                           std::string_view legend_lang = {});
    // The new text, when it changed.
    std::optional<std::string> text_field(std::string_view key, const TextFieldSpec& spec);
    std::optional<std::string> select(std::string_view key, std::string_view label,
                                      const std::vector<Option>& options, std::string_view chosen);
    // Takes focus when it appears; each fault is a link that moves focus to its field.
    void error_summary(std::string_view key, std::string_view heading,
                       const std::vector<FieldFault>& faults);
    // In a navigation(): the place one is at is marked, and said.
    void place_link(std::string_view key, std::string_view text, std::string_view href, bool current);
    void skip_link(std::string_view key, std::string_view text, std::string_view target);

    // For paper: shown here, filled in there.
    void blanks(std::string_view key, const std::vector<Blank>& lines);
    void tick_boxes(std::string_view key, const std::vector<TickBox>& boxes);

    // Tables and pictures. Every picture also says its content in text.
    void table(std::string_view key, const TableSpec& spec);
    void bars(std::string_view key, std::string_view label, const std::vector<Bar>& bars);
    // Bars of several parts, after what each pattern stands for.
    void stacks(std::string_view key, std::string_view label, const std::vector<StackName>& names,
                const std::vector<Stack>& stacks);
    void ring(std::string_view key, std::string_view label, const std::vector<RingPlace>& places);
    void timeline(std::string_view key, std::string_view label,
                  const std::vector<TimelineStep>& steps);
    // The page writes the code itself, over the white ground drawn here (web/platform/browser/qr.mjs).
    // What the camera sees, which the page shows over the ground drawn here.
    void camera(std::string_view key, std::string_view label);
    // An `address` that begins with '#' is one of this page.
    void qr_code(std::string_view key, std::string_view label, std::string_view address);
    void steps(std::string_view key, std::string_view text, int now, int of);  // "Steg 2 av 4"

    // To the reader.
    void announce(std::string text, Urgency urgency = Urgency::Polite);
    // A text that appears while the reader is elsewhere: shown, and announced once.
    void status(std::string_view key, std::string_view text);
    // Shown while something is asked for, and announced only when the answer takes long: said at once
    // it would meet the answer on its way to the reader's ear.
    void waiting(std::string_view key, std::string_view text);
    void focus(std::string_view key);
    const std::string& focused() const;  // the key that has it; empty: nothing of ours
    bool is_new(std::string_view key) const;  // was not there in the last frame
    bool on_paper() const;              // being printed
    void scroll_to_top();

    float width() const;        // of the present container, CSS pixels
    bool narrow() const;        // the page is one column (under about 640 px at text scale 1)
    float viewport_height() const;

private:
    friend class UiContext;
    friend class Scope;
    struct Frame;
    explicit Ui(Frame& frame) : frame_(frame) {}
    bool tell_address(std::string_view key, std::string_view words, std::string_view href,
                      std::string_view lang = {});
    Frame& frame_;
};

}  // namespace hemval::ui
