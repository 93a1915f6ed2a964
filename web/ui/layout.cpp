#include "web/ui/layout.h"

#include <algorithm>
#include <cmath>

namespace hemval::ui {

namespace {

constexpr float kSlack = 0.5F;  // rounding must not make a line wrap or a frame repeat
constexpr float kBetweenStacked = 28;  // between columns that stand under each other, beside the gap of their row

const LayoutMemory::Row* find(const LayoutMemory& memory, const std::string& key)
{
    const auto found = memory.rows.find(key);
    return found == memory.rows.end() ? nullptr : &found->second;
}

bool alike(const std::vector<float>& a, const std::vector<float>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](float x, float y) { return std::abs(x - y) <= kSlack; });
}

}  // namespace

Layout::Layout(const LayoutMemory& before, LayoutMemory& now, float width)
    : before_(before), now_(now)
{
    Box page;
    page.w = width;
    page.outer.w = width;
    boxes_.push_back(page);
}

float Layout::room(float natural) const
{
    const Box& at = box();
    if (at.flow != Flow::Inline) return at.w;
    const float left = at.x + at.w - at.pen;
    return natural <= left + kSlack ? left : at.w;
}

float Layout::line_offset(const Box& at, float height) const
{
    const LayoutMemory::Row* row = find(before_, at.key);
    if (!row || at.line >= row->line_heights.size()) return 0;
    return std::max(0.0F, (row->line_heights[at.line] - height) / 2);
}

void Layout::wrap_line(Box& at, float width)
{
    if (at.pen <= at.x + kSlack || at.pen + width <= at.x + at.w + kSlack) return;
    now_.rows[at.key].line_heights.push_back(at.line_height);
    at.line_top += at.line_height + at.gap * 0.75F;
    at.line_height = 0;
    at.pen = at.x;
    ++at.line;
}

void Layout::advance_inline(Box& parent, const Rect& rect)
{
    parent.line_height = std::max(parent.line_height, rect.h);
    parent.used_right = std::max(parent.used_right, rect.x + rect.w);
    parent.pen = rect.x + rect.w + parent.gap;
    parent.cursor = parent.line_top + parent.line_height;
    parent.empty = false;
}

Rect Layout::place(float w, float h, float gap_before, float gap_after)
{
    Box& at = box();
    if (at.flow == Flow::Inline) {
        wrap_line(at, w);
        const Rect rect{at.pen, at.line_top + line_offset(at, h), w, h};
        advance_inline(at, rect);
        return rect;
    }
    const float y = at.cursor + (at.empty ? 0 : std::max(at.pending, gap_before));
    at.cursor = y + h;
    at.pending = gap_after;
    at.empty = false;
    at.used_right = std::max(at.used_right, at.x + w);
    return {at.x, y, w, h};
}

void Layout::gap(float size)
{
    Box& at = box();
    if (at.flow == Flow::Inline)
        at.pen += std::max(0.0F, size - at.gap);
    else
        at.pending = std::max(at.pending, size);
}

Box& Layout::open(std::string key, Flow flow, Insets insets, float gap_before)
{
    Box& parent = box();
    Box child;
    child.key = std::move(key);
    child.node = parent.node;
    child.flow = flow;
    child.insets = insets;
    child.depth = parent.depth + 1;
    child.gap = parent.gap;
    if (parent.flow == Flow::Inline) {
        // It takes the place its content needed in the frame before, but its content may use the
        // whole width of the row, so that it can grow again.
        const LayoutMemory::Row* row = find(before_, child.key);
        const float width = row ? row->used_width : parent.w;
        if (!row) settled_ = false;
        wrap_line(parent, width);
        child.shrinks = true;
        const float height = row ? row->used_height : 0;
        child.outer = {parent.pen, parent.line_top + line_offset(parent, height), width, 0};
    } else {
        const float y = parent.cursor + (parent.empty ? 0 : std::max(parent.pending, gap_before));
        child.outer = {parent.x, y, parent.w, 0};
    }
    child.x = child.outer.x + insets.left;
    const float whole = child.shrinks ? parent.w : child.outer.w;
    child.w = std::max(0.0F, whole - insets.left - insets.right);
    child.top = child.cursor = child.line_top = child.outer.y + insets.top;
    child.pen = child.x;
    child.used_right = child.x;
    boxes_.push_back(std::move(child));
    return box();
}

Rect Layout::close(float gap_after)
{
    Box ended = std::move(boxes_.back());
    boxes_.pop_back();
    Box& parent = box();
    ended.outer.h = ended.cursor + ended.insets.bottom - ended.outer.y;
    if (ended.flow == Flow::Inline) {
        LayoutMemory::Row& row = now_.rows[ended.key];
        row.line_heights.push_back(ended.line_height);
        const LayoutMemory::Row* former = find(before_, ended.key);
        if (!former || !alike(former->line_heights, row.line_heights) ||
            former->columns != row.columns)
            settled_ = false;
    }
    if (parent.flow == Flow::Inline) {
        if (ended.shrinks) {
            ended.outer.w =
                std::min(ended.used_right - ended.outer.x + ended.insets.right, parent.w);
            LayoutMemory::Row& row = now_.rows[ended.key];
            row.used_width = ended.outer.w;
            row.used_height = ended.outer.h;
            const LayoutMemory::Row* former = find(before_, ended.key);
            if (!former || !alike({former->used_width, former->used_height},
                                  {row.used_width, row.used_height}))
                settled_ = false;
        }
        advance_inline(parent, ended.outer);
        return ended.outer;
    }
    parent.cursor = ended.outer.y + ended.outer.h;
    parent.pending = gap_after;
    parent.empty = false;
    parent.used_right = std::max(parent.used_right, ended.used_right + ended.insets.right);
    return ended.outer;
}

std::vector<float> Layout::column_widths(const Box& row) const
{
    const LayoutMemory::Row* former = find(before_, row.key);
    if (!former || former->columns.empty()) return {};
    const std::vector<ColumnShare>& columns = former->columns;
    const float free = row.w - row.gap * static_cast<float>(columns.size() - 1);
    float least = 0, shares = 0;
    for (const ColumnShare& column : columns) {
        least += column.min_width;
        shares += column.share;
    }
    if (least > free + kSlack) return {};
    std::vector<float> widths(columns.size());
    std::vector<bool> fixed(columns.size(), false);
    float left = free;
    // A column whose share is less than it needs gets what it needs; the others share the rest.
    for (bool again = true; again;) {
        again = false;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (fixed[i]) continue;
            widths[i] = shares > 0 ? left * columns[i].share / shares : columns[i].min_width;
            if (widths[i] + kSlack >= columns[i].min_width) continue;
            widths[i] = columns[i].min_width;
            fixed[i] = again = true;
            left -= widths[i];
            shares -= columns[i].share;
            break;
        }
    }
    return widths;
}

Box& Layout::open_column(std::string key, ColumnShare share)
{
    Box& parent = box();
    if (parent.flow != Flow::Inline) return open(std::move(key), Flow::Block, {}, 16);
    now_.rows[parent.key].columns.push_back(share);
    const std::vector<float> widths = column_widths(parent);
    const std::size_t index = parent.column++;
    const bool beside = index < widths.size();
    const float width = beside ? widths[index] : parent.w;
    if (!beside) wrap_line(parent, parent.w);
    if (!beside && index > 0) parent.line_top += kBetweenStacked;
    Box child;
    child.key = std::move(key);
    child.node = parent.node;
    child.depth = parent.depth + 1;
    child.outer = {parent.pen, parent.line_top, width, 0};
    child.x = child.pen = child.used_right = child.outer.x;
    child.w = width;
    child.top = child.cursor = child.line_top = child.outer.y;
    boxes_.push_back(std::move(child));
    return box();
}

void Layout::start_grid(float min_width, int most)
{
    Box& at = box();
    const auto fitting = static_cast<int>(std::floor((at.w + at.gap) / (min_width + at.gap)));
    at.per_row = static_cast<std::size_t>(std::clamp(fitting, 1, std::max(1, most)));
    const auto columns = static_cast<float>(at.per_row);
    at.cell_width = (at.w - at.gap * (columns - 1)) / columns;
}

Box& Layout::open_cell(std::string key, Insets insets)
{
    Box& grid = box();
    if (grid.flow != Flow::Grid) return open(std::move(key), Flow::Block, insets, 16);
    const std::size_t column = grid.cells % grid.per_row;
    if (column == 0 && grid.cells > 0) grid.line_top = grid.cursor + grid.gap;
    ++grid.cells;
    Box cell;
    cell.key = std::move(key);
    cell.node = grid.node;
    cell.depth = grid.depth + 1;
    cell.insets = insets;
    cell.outer = {grid.x + static_cast<float>(column) * (grid.cell_width + grid.gap), grid.line_top,
                  grid.cell_width, 0};
    cell.x = cell.pen = cell.used_right = cell.outer.x + insets.left;
    cell.w = std::max(0.0F, grid.cell_width - insets.left - insets.right);
    cell.top = cell.cursor = cell.line_top = cell.outer.y + insets.top;
    boxes_.push_back(std::move(cell));
    return box();
}

Rect Layout::close_cell()
{
    if (boxes_.size() < 2 || boxes_[boxes_.size() - 2].flow != Flow::Grid) return close(16);
    Box ended = std::move(boxes_.back());
    boxes_.pop_back();
    Box& grid = box();
    ended.outer.h = ended.cursor + ended.insets.bottom - ended.outer.y;
    grid.row_height = std::max(grid.row_height, ended.outer.h);
    grid.row_cells.push_back(ended.node);
    grid.used_right = grid.x + grid.w;
    return ended.outer;
}

std::vector<std::string> Layout::end_grid_row(float* height)
{
    Box& grid = box();
    *height = grid.row_height;
    if (!grid.row_cells.empty()) {
        grid.cursor = grid.line_top + grid.row_height;
        grid.empty = false;
    }
    grid.row_height = 0;
    return std::move(grid.row_cells);
}

}  // namespace hemval::ui
