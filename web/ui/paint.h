#pragma once

#include "web/ui/fonts.h"
#include "web/ui/semantic_tree.h"
#include "web/ui/theme.h"

#include <string_view>
#include <vector>


namespace hemval::ui {

struct Picture;

struct Spot {
    float x = 0, y = 0;
};

// Everything is given in document coordinates and CSS pixels; what lies outside the viewport is not
// drawn. Grounds lie under everything else, deeper ones above shallower ones, however late their
// size is known.
class Painter {
public:
    Painter(Picture* picture, float scroll_y, float height, float pixel_ratio);
    ~Painter();
    Painter(const Painter&) = delete;
    Painter& operator=(const Painter&) = delete;

    void ground(const Rect& rect, Color color, float radius, int depth);
    void ground_frame(const Rect& rect, Color color, float thickness, float radius, int depth);
    void fill(const Rect& rect, Color color, float radius = 0);
    void frame(const Rect& rect, Color color, float thickness, float radius = 0);
    void disk(Spot centre, float radius, Color color);
    void circle(Spot centre, float radius, Color color, float thickness);
    void stroke(const std::vector<Spot>& path, Color color, float thickness, bool closed = false);
    void shape(const std::vector<Spot>& corners, Color color);  // convex, clockwise
    void check(Spot centre, float size, Color color, float thickness);
    void cross(Spot centre, float size, Color color, float thickness);
    // One line; `top` is the upper edge of a line box `line_px` tall.
    void text(const Face& face, float x, float top, float line_px, std::string_view text,
              Color color);

private:
    bool sees(float top, float bottom) const;
    Rect snapped(const Rect& rect) const;  // to whole device pixels, in the viewport

    Picture* picture_;  // null: nothing is drawn
    float scroll_y_, height_, ratio_;
};

}  // namespace hemval::ui
