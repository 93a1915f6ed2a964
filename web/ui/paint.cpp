#include "web/ui/paint.h"

#include "web/ui/picture.h"
#include "web/ui/text_wrap.h"

#include <algorithm>
#include <cmath>

namespace hemval::ui {

namespace {

constexpr int kGrounds = 8;
constexpr float kMargin = 12;  // rings and lines reach a little outside their rectangle

ImU32 packed(Color color)
{
    return IM_COL32(color.r, color.g, color.b, color.a);
}

}  // namespace

Painter::Painter(Picture* picture, float scroll_y, float height, float pixel_ratio)
    : picture_(picture), scroll_y_(scroll_y), height_(height), ratio_(pixel_ratio)
{
    if (!picture_) return;
    picture_->layers.Split(&picture_->list, kGrounds + 1);
    picture_->layers.SetCurrentChannel(&picture_->list, kGrounds);
}

Painter::~Painter()
{
    if (picture_) picture_->layers.Merge(&picture_->list);
}

bool Painter::sees(float top, float bottom) const
{
    return picture_ && bottom > scroll_y_ - kMargin && top < scroll_y_ + height_ + kMargin;
}

Rect Painter::snapped(const Rect& rect) const
{
    const auto snap = [this](float value) { return std::round(value * ratio_) / ratio_; };
    const float x = snap(rect.x), y = snap(rect.y - scroll_y_);
    return {x, y, snap(rect.x + rect.w) - x, snap(rect.y - scroll_y_ + rect.h) - y};
}

void Painter::ground(const Rect& rect, Color color, float radius, int depth)
{
    if (!sees(rect.y, rect.y + rect.h)) return;
    picture_->layers.SetCurrentChannel(&picture_->list, std::clamp(depth, 0, kGrounds - 1));
    fill(rect, color, radius);
    picture_->layers.SetCurrentChannel(&picture_->list, kGrounds);
}

void Painter::ground_frame(const Rect& rect, Color color, float thickness, float radius, int depth)
{
    if (!sees(rect.y, rect.y + rect.h)) return;
    picture_->layers.SetCurrentChannel(&picture_->list, std::clamp(depth, 0, kGrounds - 1));
    frame(rect, color, thickness, radius);
    picture_->layers.SetCurrentChannel(&picture_->list, kGrounds);
}

void Painter::fill(const Rect& rect, Color color, float radius)
{
    if (!sees(rect.y, rect.y + rect.h)) return;
    const Rect r = snapped(rect);
    picture_->list.AddRectFilled({r.x, r.y}, {r.x + r.w, r.y + r.h}, packed(color), radius);
}

void Painter::frame(const Rect& rect, Color color, float thickness, float radius)
{
    if (!sees(rect.y, rect.y + rect.h)) return;
    const Rect r = snapped(rect);
    const float half = thickness / 2;  // the line lies inside the rectangle
    picture_->list.PathRect({r.x + half, r.y + half}, {r.x + r.w - half, r.y + r.h - half},
                    std::max(0.0F, radius - half));
    picture_->list.PathStroke(packed(color), ImDrawFlags_Closed, thickness);
}

void Painter::disk(Spot centre, float radius, Color color)
{
    if (!sees(centre.y - radius, centre.y + radius)) return;
    picture_->list.AddCircleFilled({centre.x, centre.y - scroll_y_}, radius, packed(color), 0);
}

void Painter::circle(Spot centre, float radius, Color color, float thickness)
{
    if (!sees(centre.y - radius, centre.y + radius)) return;
    picture_->list.AddCircle({centre.x, centre.y - scroll_y_}, radius, packed(color), 0, thickness);
}

void Painter::stroke(const std::vector<Spot>& path, Color color, float thickness, bool closed)
{
    if (path.empty()) return;
    float top = path.front().y, bottom = top;
    for (const Spot& spot : path) {
        top = std::min(top, spot.y);
        bottom = std::max(bottom, spot.y);
    }
    if (!sees(top, bottom)) return;
    for (const Spot& spot : path) picture_->list.PathLineTo({spot.x, spot.y - scroll_y_});
    picture_->list.PathStroke(packed(color), closed ? ImDrawFlags_Closed : ImDrawFlags_None, thickness);
}

void Painter::shape(const std::vector<Spot>& corners, Color color)
{
    if (corners.empty() || !sees(corners.front().y - 20, corners.front().y + 20)) return;
    for (const Spot& spot : corners) picture_->list.PathLineTo({spot.x, spot.y - scroll_y_});
    picture_->list.PathFillConvex(packed(color));
}

void Painter::check(Spot centre, float size, Color color, float thickness)
{
    stroke({{centre.x - size * 0.5F, centre.y + size * 0.02F},
            {centre.x - size * 0.14F, centre.y + size * 0.38F},
            {centre.x + size * 0.5F, centre.y - size * 0.36F}},
           color, thickness);
}

void Painter::cross(Spot centre, float size, Color color, float thickness)
{
    const float half = size / 2;
    stroke({{centre.x - half, centre.y - half}, {centre.x + half, centre.y + half}}, color, thickness);
    stroke({{centre.x + half, centre.y - half}, {centre.x - half, centre.y + half}}, color, thickness);
}

void Painter::text(const Face& face, float x, float top, float line_px, std::string_view text,
                   Color color)
{
    if (!sees(top, top + line_px) || !face.font) return;
    const auto snap = [this](float value) { return std::round(value * ratio_) / ratio_; };
    const float y = snap(top - scroll_y_ + face.baseline(line_px)) -
                    std::round(face.font->Ascent) * face.draw_scale;
    float pen = snap(x);
    for (std::size_t at = 0; at < text.size();) {
        const auto letter = static_cast<ImWchar>(next_code_point(text, at));
        const ImFontGlyph* glyph = face.font->FindGlyph(letter);
        if (!glyph) continue;
        if (glyph->Visible) {
            picture_->list.PrimReserve(6, 4);
            picture_->list.PrimRectUV(
                {pen + glyph->X0 * face.draw_scale, y + glyph->Y0 * face.draw_scale},
                {pen + glyph->X1 * face.draw_scale, y + glyph->Y1 * face.draw_scale},
                {glyph->U0, glyph->V0}, {glyph->U1, glyph->V1}, packed(color));
        }
        pen += glyph->AdvanceX * face.draw_scale;
    }
}

}  // namespace hemval::ui
