#pragma once

#include <imgui.h>
#include <imgui_internal.h>

namespace hemval::ui {

// What is drawn with, of Dear ImGui: one atlas of glyphs and one draw list, used again in each frame. Of its
// windows, input and settings nothing is used, so that no program carries them.
struct Picture {
    ImFontAtlas atlas;
    ImDrawListSharedData shared;
    ImDrawList list{&shared};
    ImDrawListSplitter layers;
    float width = 0, height = 0, pixel_ratio = 1;  // of the window, in CSS pixels

    void begin();
    void end() { list._PopUnusedDrawCmd(); }
};

}  // namespace hemval::ui
