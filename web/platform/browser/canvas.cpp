#include "web/platform/browser/canvas.h"

#include "web/ui/picture.h"

#include <GLES3/gl3.h>
#include <emscripten/html5.h>

#include <cmath>
#include <cstddef>

namespace hemval {

namespace {

constexpr const char* kVertex = R"(#version 300 es
uniform vec2 size;
layout(location = 0) in vec2 place;
layout(location = 1) in vec2 glyph;
layout(location = 2) in vec4 color;
out vec2 from;
out vec4 ink;
void main() {
    from = glyph;
    ink = color;
    gl_Position = vec4(2.0 * place.x / size.x - 1.0, 1.0 - 2.0 * place.y / size.y, 0.0, 1.0);
})";

// The atlas tells only how much of a pixel is covered.
constexpr const char* kFragment = R"(#version 300 es
precision highp float;
uniform sampler2D atlas;
in vec2 from;
in vec4 ink;
out vec4 pixel;
void main() {
    pixel = vec4(ink.rgb, ink.a * texture(atlas, from).r);
})";

bool add_shader(GLuint program, GLenum kind, const char* source)
{
    const GLuint shader = glCreateShader(kind);
    glShaderSource(shader, 1, &source, nullptr);
    glCompileShader(shader);
    glAttachShader(program, shader);
    GLint compiled = 0;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &compiled);
    glDeleteShader(shader);  // goes with the program
    return compiled != 0;
}

void attribute(GLuint at, GLint parts, GLenum kind, GLboolean normalized, std::size_t offset)
{
    glEnableVertexAttribArray(at);
    glVertexAttribPointer(at, parts, kind, normalized, sizeof(ImDrawVert), reinterpret_cast<void*>(offset));
}

}  // namespace

Canvas::~Canvas()
{
    let_go();
}

bool Canvas::take(const ui::Picture& picture)
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
    if (set_up()) {
        renew_fonts(picture);
        return true;
    }
    let_go();
    return false;
}

// Nothing else draws in this context, so what is set here stays.
bool Canvas::set_up()
{
    const GLuint program = glCreateProgram();
    if (!add_shader(program, GL_VERTEX_SHADER, kVertex)) return false;
    if (!add_shader(program, GL_FRAGMENT_SHADER, kFragment)) return false;
    glLinkProgram(program);
    GLint linked = 0;
    glGetProgramiv(program, GL_LINK_STATUS, &linked);
    if (linked == 0) return false;
    glUseProgram(program);
    size_ = glGetUniformLocation(program, "size");

    GLuint buffers[2] = {}, texture = 0;
    glGenBuffers(2, buffers);
    glBindBuffer(GL_ARRAY_BUFFER, buffers[0]);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, buffers[1]);
    attribute(0, 2, GL_FLOAT, GL_FALSE, offsetof(ImDrawVert, pos));
    attribute(1, 2, GL_FLOAT, GL_FALSE, offsetof(ImDrawVert, uv));
    attribute(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, offsetof(ImDrawVert, col));

    glGenTextures(1, &texture);
    glBindTexture(GL_TEXTURE_2D, texture);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);

    glEnable(GL_BLEND);
    glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
    return true;
}

void Canvas::let_go()
{
    if (!ready()) return;
    emscripten_webgl_destroy_context(static_cast<EMSCRIPTEN_WEBGL_CONTEXT_HANDLE>(context_));
    context_ = 0;
}

void Canvas::renew_fonts(const ui::Picture& picture)
{
    const ImFontAtlas& atlas = picture.atlas;
    if (!ready() || !atlas.TexPixelsAlpha8) return;
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, atlas.TexWidth, atlas.TexHeight, 0, GL_RED, GL_UNSIGNED_BYTE,
                 atlas.TexPixelsAlpha8);
}

void Canvas::draw(const ui::Picture& picture, ui::Color ground)
{
    if (!ready()) return;
    const auto part = [](std::uint8_t value) { return static_cast<float>(value) / 255; };
    const ImDrawList& list = picture.list;
    // As view.mjs rounds the canvas: a pixel less would shift the whole picture.
    const auto pixels = [&](float css) { return static_cast<int>(std::lround(css * picture.pixel_ratio)); };
    const int width = pixels(picture.width), height = pixels(picture.height);
    glViewport(0, 0, width, height);
    glClearColor(part(ground.r), part(ground.g), part(ground.b), 1);
    glClear(GL_COLOR_BUFFER_BIT);
    glUniform2f(size_, static_cast<float>(width) / picture.pixel_ratio,
                static_cast<float>(height) / picture.pixel_ratio);
    glBufferData(GL_ARRAY_BUFFER, list.VtxBuffer.size_in_bytes(), list.VtxBuffer.Data, GL_STREAM_DRAW);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, list.IdxBuffer.size_in_bytes(), list.IdxBuffer.Data, GL_STREAM_DRAW);
    // One texture and one clip: all of the list's commands are one.
    static_assert(sizeof(ImDrawIdx) == sizeof(GLuint));
    glDrawElements(GL_TRIANGLES, list.IdxBuffer.Size, GL_UNSIGNED_INT, nullptr);
}

}  // namespace hemval
