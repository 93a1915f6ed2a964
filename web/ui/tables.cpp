#include "web/ui/frame.h"

#include <algorithm>
#include <cmath>

namespace hemval::ui {

namespace {

constexpr float kPad = 14;
constexpr float kMark = 10;  // the diamond of a row whose cells differ

void draw_difference(Painter& paint, Spot centre, float size, Color color)
{
    const float half = size / 2;
    paint.shape({{centre.x, centre.y - half}, {centre.x + half, centre.y},
                 {centre.x, centre.y + half}, {centre.x - half, centre.y}},
                color);
}

}  // namespace

// One table's frame-long work: the same nodes wide and narrow, laid out differently.
struct Ui::Frame::Table {
    Frame& frame;
    std::string key;
    const TableSpec& spec;
    float width = 0, header_width = 0, column_width = 0;
    float mark = 0;        // room for the diamond, where some row has one
    bool stacked = false;

    Table(Frame& owner, std::string_view table_key, const TableSpec& table)
        : frame(owner), key(table_key), spec(table)
    {
        width = frame.layout.width();
        const auto columns = static_cast<float>(std::max<std::size_t>(1, spec.columns.size()));
        header_width = std::min(frame.scaled(260), width * 0.28F);
        column_width = (width - header_width) / columns;
        if (std::any_of(spec.rows.begin(), spec.rows.end(), [](const TableRow& row) { return row.differs; }))
            mark = kMark + 10;
        stacked = column_width < frame.scaled(spec.least) || header_width < frame.scaled(150);
    }

    std::string column_key(std::size_t i) const
    {
        return key + "/column/" +
               (i < spec.column_keys.size() ? spec.column_keys[i] : std::to_string(i));
    }

    void make()
    {
        frame.open(Role::Table, key, Flow::Block, {}, 20);
        caption();
        head();
        frame.open(Role::TableBody, key + "/body", Flow::Block, {}, 0);
        for (const TableRow& row : spec.rows) stacked ? stacked_row(row) : wide_row(row);
        frame.close(0);
        frame.close(24);
        frame.tree.find(key)->style = stacked ? "stacked" : "";
    }

    void caption()
    {
        const TextBlock block = frame.lay(spec.caption, Metrics::body, true, frame.text_width());
        const Rect rect = frame.layout.place(frame.text_width(), block.height(), 0, 12);
        frame.set_text(frame.add(Role::Caption, key + "/caption", rect), spec.caption, block);
        frame.draw(block, rect.x, rect.y, frame.color.text);
    }

    void head()
    {
        frame.open(Role::TableHead, key + "/head", Flow::Block, {}, 12);
        frame.open(Role::Row, key + "/head/row", Flow::Block, {}, 0);
        const Rect origin = frame.layout.box().outer;
        std::vector<TextBlock> blocks;
        float height = 0;
        for (const std::string& column : spec.columns) {
            blocks.push_back(frame.lay(column, Metrics::body, true, column_width - 2 * kPad, 1.3F));
            height = std::max(height, blocks.back().height());
        }
        const TextBlock corner = frame.lay(spec.corner, Metrics::body, true, header_width - 2 * kPad, 1.3F);
        height = stacked ? 0 : std::max(height, corner.height()) + 2 * kPad;
        const Rect row = frame.layout.place(width, height, 0, 0);
        if (!stacked) {
            frame.paint.fill(row, frame.color.raised, Metrics::radius);
            frame.paint.fill({row.x, row.y + row.h - 2, row.w, 2}, frame.color.strong_line);
        }
        header_cell(Role::ColumnHeader, key + "/corner", spec.corner, corner,
                    {origin.x, row.y, header_width, height});
        for (std::size_t i = 0; i < spec.columns.size(); ++i)
            header_cell(Role::ColumnHeader, column_key(i), spec.columns[i], blocks[i],
                        {origin.x + header_width + column_width * static_cast<float>(i), row.y,
                         column_width, height});
        frame.close(0);
        frame.close(0);
    }

    // Stacked, each cell says its column itself; the headers remain for those who do not look.
    void header_cell(Role role, const std::string& cell_key, const std::string& text,
                     const TextBlock& block, const Rect& rect)
    {
        if (stacked) {
            Node& node = frame.add(role, cell_key, {rect.x, rect.y, 0, 0});
            node.name = text;
            node.style = "unseen";
            return;
        }
        Node& node = frame.add(role, cell_key,
                               {rect.x + kPad, rect.y + kPad, rect.w - 2 * kPad, block.height()});
        frame.set_text(node, text, block);
        frame.draw(block, rect.x + kPad, rect.y + kPad, frame.color.text);
    }

    void wide_row(const TableRow& row)
    {
        const std::string row_key = child_key(key, row.key);
        frame.open(Role::Row, row_key, Flow::Block, {}, 0);
        const TextBlock header = frame.lay(row.header, Metrics::small, true,
                                           header_width - 2 * kPad - mark, 1.35F);
        std::vector<TextBlock> cells;
        float height = std::max(header.height() + 4, row.href.empty() ? 0 : frame.target() - 2 * kPad + 8);
        for (const std::string& cell : row.cells) {
            cells.push_back(frame.lay(cell, Metrics::body, false, column_width - 2 * kPad, 1.4F));
            height = std::max(height, cells.back().height());
        }
        const Rect rect = frame.layout.place(width, height + 2 * kPad, 0, 0);
        const float lower =
            cells.empty() ? 0 : std::round(cells.front().baseline() - header.baseline());
        if (row.differs) {
            frame.paint.fill({rect.x, rect.y, rect.w, rect.h - 1}, frame.color.notice);
            draw_difference(frame.paint, {rect.x + kPad + kMark / 2,
                                          rect.y + kPad + lower + header.line_px / 2},
                            kMark, frame.color.mark);
        }
        frame.paint.fill({rect.x, rect.y + rect.h - 1, rect.w, 1}, frame.color.line);
        put_header(row, row_key, header,
            {rect.x + kPad + mark, rect.y + kPad + lower, header_width - 2 * kPad - mark, header.height()});
        for (std::size_t i = 0; i < cells.size(); ++i)
            put(Role::Cell, cell_key(row_key, i), row.cells[i], cells[i],
                {rect.x + header_width + column_width * static_cast<float>(i) + kPad, rect.y + kPad,
                 column_width - 2 * kPad, cells[i].height()},
                lang_of(row, i));
        frame.close(0);
        frame.tree.find(row_key)->style = row.differs ? "differs" : "";
    }

    void stacked_row(const TableRow& row)
    {
        const std::string row_key = child_key(key, row.key);
        frame.open(Role::Row, row_key, Flow::Block, {kPad, kPad, kPad, kPad}, 12);
        const float inner = frame.layout.width();
        const float before = row.differs ? mark : 0;
        const TextBlock header = frame.lay(row.header, Metrics::body, true, inner - before, 1.3F);
        const Rect top = frame.layout.place(inner, header.height(), 0, 8);
        if (row.differs)
            draw_difference(frame.paint, {top.x + kMark / 2, top.y + header.line_px / 2}, kMark,
                            frame.color.mark);
        put_header(row, row_key, header,
            {top.x + before, top.y, inner - before, header.height()});
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const std::string own = cell_key(row_key, i);
            const std::string name = i < spec.columns.size() ? spec.columns[i] : "";
            const TextBlock label = frame.lay(name, Metrics::small, false, inner);
            const Rect label_rect = frame.layout.place(inner, label.height(), 10, 0);
            const TextBlock value = frame.lay(row.cells[i], Metrics::body, true, inner, 1.35F);
            const Rect value_rect = frame.layout.place(inner, value.height(), 0, 6);
            frame.add(Role::Cell, own, {label_rect.x, label_rect.y, inner,
                                        value_rect.y + value_rect.h - label_rect.y});
            Node& label_node = frame.add(Role::Paragraph, own + "/label", label_rect);
            frame.set_text(label_node, name, label).style = "cell-label";
            label_node.parent = own;
            Node& value_node = frame.add(Role::Paragraph, own + "/value", value_rect);
            frame.set_text(value_node, row.cells[i], value).style = "cell-value";
            value_node.parent = own;
            value_node.lang = lang_of(row, i);
            frame.draw(value, value_rect.x, value_rect.y, frame.color.text);
            frame.draw(label, label_rect.x, label_rect.y, frame.color.quiet_text);
        }
        const int depth = frame.layout.box().depth;
        const Rect rect = frame.close(12);
        frame.tree.find(row_key)->style = row.differs ? "differs" : "";
        frame.paint.ground(rect, row.differs ? frame.color.notice : frame.color.surface,
                           Metrics::radius, depth);
        frame.paint.ground_frame(rect, frame.color.line, 1, Metrics::radius, depth);
    }

    std::string cell_key(const std::string& row_key, std::size_t i) const
    {
        return row_key + "/" +
               (i < spec.column_keys.size() ? spec.column_keys[i] : std::to_string(i));
    }

    static std::string lang_of(const TableRow& row, std::size_t i)
    {
        return i < row.langs.size() ? row.langs[i] : std::string();
    }

    // One that leads on is a link inside its header, as tall as anything to press.
    void put_header(const TableRow& row, const std::string& row_key, const TextBlock& block,
                    const Rect& rect)
    {
        const std::string own = row_key + "/header";
        if (row.href.empty()) return put(Role::RowHeader, own, row.header, block, rect, row.header_lang);
        const float height = std::max(frame.target(), rect.h);
        const Rect reach{rect.x, rect.y - (height - rect.h) / 2, block.width + 1, height};
        frame.add(Role::RowHeader, own, reach);
        Node& node = frame.add(Role::Link, own + "/link", reach);
        frame.set_text(node, row.header, block).href = row.href;
        node.parent = own;
        node.lang = row.header_lang;
        frame.draw_link(own + "/link", block, rect, frame.color.link);
    }

    void put(Role role, const std::string& own, const std::string& text, const TextBlock& block,
             const Rect& rect, const std::string& lang = {})
    {
        frame.set_text(frame.add(role, own, rect), text, block).lang = lang;
        frame.draw(block, rect.x, rect.y, frame.color.text);
    }
};

void Ui::table(std::string_view key, const TableSpec& spec)
{
    if (frame_.hidden > 0) return;
    Frame::Table(frame_, key, spec).make();
}

}  // namespace hemval::ui
