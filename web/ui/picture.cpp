#include "web/ui/picture.h"

namespace hemval::ui {

void Picture::begin()
{
    // As Dear ImGui sets them for lists of its own.
    constexpr float kCurveTolerance = 1.25F, kCircleError = 0.3F;
    shared.CurveTessellationTol = kCurveTolerance;
    shared.SetCircleTessellationMaxError(kCircleError);
    shared.ClipRectFullscreen = {0, 0, width, height};
    shared.TexUvWhitePixel = atlas.TexUvWhitePixel;
    shared.TexUvLines = atlas.TexUvLines;
    shared.InitialFlags = ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedFill;
    if (atlas.TexReady) shared.InitialFlags |= ImDrawListFlags_AntiAliasedLinesUseTex;
    list._ResetForNewFrame();
    list.PushTextureID(atlas.TexID);
    list.PushClipRectFullScreen();
}

}  // namespace hemval::ui
