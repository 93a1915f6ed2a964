#pragma once

#include "web/ui/semantic_tree.h"

#include <map>
#include <string>
#include <vector>

// Where things go: a flow of boxes in CSS pixels, knowing nothing of drawing. Immediate: a box's
// place is settled before what comes after it is known, so what depends on later children (how many
// columns a row has, how tall a line is) is taken from the frame before.
namespace hemval::ui {

struct Insets {
    float left = 0, top = 0, right = 0, bottom = 0;
};

struct ColumnShare {
    float min_width = 0, share = 1;
    friend bool operator==(const ColumnShare&, const ColumnShare&) = default;
};

struct LayoutMemory {
    struct Row {
        std::vector<float> line_heights;
        std::vector<ColumnShare> columns;
        float used_width = 0, used_height = 0;  // of a box inside an Inline one
    };
    std::map<std::string, Row> rows;
};

enum class Flow : std::uint8_t {
    Block,   // one under the other
    Inline,  // side by side, wrapping
    Grid,    // equally wide cells
};

struct Box {
    std::string key;
    std::string node;      // the semantic parent of what is put here
    Flow flow = Flow::Block;
    Rect outer;            // height known when the box ends
    Insets insets;
    float x = 0, w = 0;    // of the content
    float top = 0, cursor = 0;
    float pending = 0;     // the gap the last child wants after itself
    bool empty = true;
    bool shrinks = false;  // only as wide as its content
    int depth = 0;         // grounds of deeper boxes lie above
    float gap = 16;        // Inline and Grid
    // Inline
    float pen = 0, line_top = 0, line_height = 0;
    std::size_t line = 0;
    std::size_t column = 0;
    float used_right = 0;
    // Grid
    std::size_t cells = 0, per_row = 1;
    float cell_width = 0, row_height = 0;
    std::vector<std::string> row_cells;  // nodes of the row being laid out
};

class Layout {
public:
    Layout(const LayoutMemory& before, LayoutMemory& now, float width);

    Box& box() { return boxes_.back(); }
    const Box& box() const { return boxes_.back(); }
    std::size_t depth() const { return boxes_.size(); }
    float width() const { return box().w; }

    // The width a thing of natural width `natural` may use where it would be put next.
    float room(float natural) const;
    // Puts a thing; gaps between neighbours collapse to the larger.
    Rect place(float w, float h, float gap_before, float gap_after);
    void gap(float size);

    // Opens a box inside the present one; close() ends it and says how large it became.
    Box& open(std::string key, Flow flow, Insets insets, float gap_before);
    Rect close(float gap_after);

    // Opens a column of the Inline box around it.
    Box& open_column(std::string key, ColumnShare share);
    // Opens a cell of the Grid box around it.
    Box& open_cell(std::string key, Insets insets);
    Rect close_cell();
    void start_grid(float min_width, int most);
    // Ends the grid's row: the cells in it, and how tall they all are.
    std::vector<std::string> end_grid_row(float* height);

    bool settled() const { return settled_; }

private:
    LayoutMemory::Row* remembered(const std::string& key);
    void wrap_line(Box& box, float width);
    float line_offset(const Box& box, float height) const;
    void advance_inline(Box& parent, const Rect& rect);
    std::vector<float> column_widths(const Box& row) const;

    const LayoutMemory& before_;
    LayoutMemory& now_;
    std::vector<Box> boxes_;
    bool settled_ = true;
};

}  // namespace hemval::ui
