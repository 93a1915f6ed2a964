#pragma once

namespace hemval {

// The drawing surface: WebGL 2 on the page's <canvas id="canvas">, drawn by Dear ImGui's own
// OpenGL backend. The ImGui context must exist (it belongs to the app).
class Canvas {
public:
    ~Canvas();

    // False when there is no WebGL 2 to be had; the page then shows Enkel vy.
    bool take();
    // After the surface was lost, or before another is taken.
    void let_go();
    bool ready() const { return context_ != 0; }

    // After a frame in which the app made its font atlas anew, before draw().
    void renew_fonts();
    // Draws the last frame on a ground of this colour (0..1).
    void draw(float red, float green, float blue);

private:
    unsigned long context_ = 0;
    unsigned texture_ = 0;  // the font atlas
};

}  // namespace hemval
