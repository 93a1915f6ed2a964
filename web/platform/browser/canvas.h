#pragma once

#include "web/ui/theme.h"

namespace hemval::ui {
struct Picture;
}

namespace hemval {

// The drawing surface: WebGL 2 on the page's <canvas id="canvas">, on which Dear ImGui's draw list is drawn.
class Canvas {
public:
    ~Canvas();

    // False when there is no WebGL 2 to be had; the page then shows Enkel vy.
    bool take(const ui::Picture& picture);
    // After the surface was lost, or before another is taken.
    void let_go();
    bool ready() const { return context_ != 0; }

    // After a frame in which the app made its font atlas anew, before draw().
    void renew_fonts(const ui::Picture& picture);
    void draw(const ui::Picture& picture, ui::Color ground);

private:
    bool set_up();

    unsigned long context_ = 0;
    int size_ = -1;  // the shader's "size"
};

}  // namespace hemval
