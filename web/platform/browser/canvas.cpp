#include "web/platform/browser/canvas.h"

#include "web/ui/picture.h"

#include <emscripten.h>

#include <cmath>
#include <cstddef>

// clang-format off
EM_JS(int, canvas_take, (void), { return Module.host.canvas_take() ? 1 : 0; });
EM_JS(void, canvas_let_go, (void), { Module.host.painter.let_go(); });
EM_JS(void, canvas_atlas, (int width, int height, const unsigned char* pixels), {
    Module.host.painter.atlas(width, height, HEAPU8.subarray(pixels, pixels + width * height));
});
EM_JS(void, canvas_draw, (int width, int height, float ratio, const unsigned char* ground, const void* vertices,
                          int vertex_bytes, const void* indices, int index_bytes), {
    Module.host.painter.draw(width, height, ratio, HEAPU8.subarray(ground, ground + 3),
                             HEAPU8.subarray(vertices, vertices + vertex_bytes),
                             HEAPU8.subarray(indices, indices + index_bytes));
});
// clang-format on

namespace hemval {

// As painter.mjs tells WebGL.
static_assert(sizeof(ImDrawVert) == 20 && offsetof(ImDrawVert, pos) == 0 && offsetof(ImDrawVert, uv) == 8
              && offsetof(ImDrawVert, col) == 16 && sizeof(ImDrawIdx) == 4);

bool Canvas::take(const ui::Picture& picture)
{
    ready_ = canvas_take() != 0;
    renew_fonts(picture);
    return ready_;
}

void Canvas::let_go()
{
    ready_ = false;
    canvas_let_go();
}

void Canvas::renew_fonts(const ui::Picture& picture)
{
    const ImFontAtlas& atlas = picture.atlas;
    if (ready_ && atlas.TexPixelsAlpha8) canvas_atlas(atlas.TexWidth, atlas.TexHeight, atlas.TexPixelsAlpha8);
}

void Canvas::draw(const ui::Picture& picture, ui::Color ground)
{
    if (!ready_) return;
    const ImDrawList& list = picture.list;
    // As view.mjs rounds the canvas: a pixel less would shift the whole picture.
    const auto pixels = [&](float css) { return static_cast<int>(std::lround(css * picture.pixel_ratio)); };
    const unsigned char behind[3] = {ground.r, ground.g, ground.b};
    canvas_draw(pixels(picture.width), pixels(picture.height), picture.pixel_ratio, behind, list.VtxBuffer.Data,
                list.VtxBuffer.size_in_bytes(), list.IdxBuffer.Data, list.IdxBuffer.size_in_bytes());
}

}  // namespace hemval
