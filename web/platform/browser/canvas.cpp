#include "web/platform/browser/canvas.h"

#include <GLES3/gl3.h>
#include <emscripten/html5.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <cstdint>

namespace hemval {

Canvas::~Canvas()
{
    let_go();
}

bool Canvas::take()
{
    let_go();
    EmscriptenWebGLContextAttributes wanted;
    emscripten_webgl_init_context_attributes(&wanted);
    wanted.majorVersion = 2;
    wanted.alpha = false;
    wanted.depth = false;
    wanted.stencil = false;
    wanted.antialias = false;  // ImGui smooths its own edges
    wanted.powerPreference = EM_WEBGL_POWER_PREFERENCE_LOW_POWER;
    const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE handle =
        emscripten_webgl_create_context("#canvas", &wanted);
    if (handle <= 0) return false;
    context_ = static_cast<unsigned long>(handle);
    emscripten_webgl_make_context_current(handle);
    if (ImGui_ImplOpenGL3_Init("#version 300 es") && ImGui_ImplOpenGL3_CreateDeviceObjects()) {
        texture_ = static_cast<unsigned>(
            reinterpret_cast<std::uintptr_t>(ImGui::GetIO().Fonts->TexID));
        return true;
    }
    let_go();
    return false;
}

void Canvas::let_go()
{
    if (!ready()) return;
    if (ImGui::GetCurrentContext() && ImGui::GetIO().BackendRendererUserData)
        ImGui_ImplOpenGL3_Shutdown();
    emscripten_webgl_destroy_context(static_cast<EMSCRIPTEN_WEBGL_CONTEXT_HANDLE>(context_));
    context_ = 0;
}

void Canvas::renew_fonts()
{
    if (!ready()) return;
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    atlas.GetTexDataAsRGBA32(&pixels, &width, &height);
    glBindTexture(GL_TEXTURE_2D, texture_);
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
    // Building the atlas forgot the texture, so what this frame has drawn names none.
    const ImTextureID id = reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture_));
    atlas.SetTexID(id);
    ImDrawData* data = ImGui::GetDrawData();
    if (!data) return;
    for (ImDrawList* list : data->CmdLists)
        for (ImDrawCmd& command : list->CmdBuffer) command.TextureId = id;
}

void Canvas::draw(float red, float green, float blue)
{
    ImDrawData* data = ImGui::GetDrawData();
    if (!ready() || !data) return;
    glViewport(0, 0, static_cast<int>(data->DisplaySize.x * data->FramebufferScale.x),
               static_cast<int>(data->DisplaySize.y * data->FramebufferScale.y));
    glClearColor(red, green, blue, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(data);
}

}  // namespace hemval
