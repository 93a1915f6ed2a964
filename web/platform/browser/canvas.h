#pragma once

#include "web/ui/theme.h"

namespace hemval::ui {
struct Picture;
}

namespace hemval {

// The drawing surface, the page's <canvas id="canvas">, on which Dear ImGui's draw list is drawn by painter.mjs.
class Canvas {
public:
    // False when there is no WebGL 2 to be had; the page then shows Enkel vy.
    bool take(const ui::Picture& picture);
    // After the surface was lost.
    void let_go();

    // After a frame in which the app made its font atlas anew, before draw().
    void renew_fonts(const ui::Picture& picture);
    void draw(const ui::Picture& picture, ui::Color ground);

private:
    bool ready_ = false;
};

}  // namespace hemval
