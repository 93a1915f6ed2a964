// Draws Dear ImGui's draw list on the page's canvas, with WebGL 2: what canvas.cpp asks for. Here, because
// Emscripten's OpenGL for these few calls weighs more than all of it.

const VERTEX = `#version 300 es
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
}`;

// The atlas tells only how much of a pixel is covered.
const FRAGMENT = `#version 300 es
precision highp float;
uniform sampler2D atlas;
in vec2 from;
in vec4 ink;
out vec4 pixel;
void main() {
    pixel = vec4(ink.rgb, ink.a * texture(atlas, from).r);
}`;

const VERTEX_BYTES = 20;  // of an ImDrawVert: place, glyph, color

export class Painter {
    #gl;
    #size;
    #prepared;

    /** Asks for the surface and its shaders, which are a while in coming, before take() has to wait for them. */
    prepare(canvas) {
        const gl = canvas.getContext("webgl2", {
            alpha: false, depth: false, powerPreference: "low-power",
            antialias: false,  // ImGui smooths its own edges
        });
        // Lost before take(), it is to come back too.
        canvas.addEventListener("webglcontextlost", (event) => event.preventDefault(), { once: true });
        const program = gl?.createProgram();
        this.#prepared = { canvas, gl, program };
        if (!program) return;
        for (const [kind, source] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]]) {
            const shader = gl.createShader(kind);
            if (!shader) break;
            gl.shaderSource(shader, source);
            gl.compileShader(shader);
            gl.attachShader(program, shader);
        }
        gl.linkProgram(program);
    }

    /** False when there is no WebGL 2 to be had; the page then shows Enkel vy. */
    take(canvas) {
        this.let_go();
        const { canvas: prepared, gl: before, program: made } = this.#prepared ?? {};
        if (prepared !== canvas || !before?.isProgram(made)) this.prepare(canvas);
        const { gl, program } = this.#prepared;
        this.#prepared = undefined;  // taken anew, it is asked for anew
        if (!program || !gl.getProgramParameter(program, gl.LINK_STATUS)) return false;
        // Nothing else draws in this context, so what is set here stays.
        gl.useProgram(program);
        this.#size = gl.getUniformLocation(program, "size");
        for (const kind of [gl.ARRAY_BUFFER, gl.ELEMENT_ARRAY_BUFFER]) gl.bindBuffer(kind, gl.createBuffer());
        const attribute = (at, parts, kind, offset) => {
            gl.enableVertexAttribArray(at);
            gl.vertexAttribPointer(at, parts, kind, kind === gl.UNSIGNED_BYTE, VERTEX_BYTES, offset);
        };
        attribute(0, 2, gl.FLOAT, 0);
        attribute(1, 2, gl.FLOAT, 8);
        attribute(2, 4, gl.UNSIGNED_BYTE, 16);
        gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
        gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
        gl.enable(gl.BLEND);
        gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
        this.#gl = gl;
        return true;
    }

    /** After the surface was lost, or before another is taken. */
    let_go() {
        this.#gl = null;
    }

    /** @param {Uint8Array} pixels one byte each */
    atlas(width, height, pixels) {
        const gl = this.#gl;
        gl?.texImage2D(gl.TEXTURE_2D, 0, gl.R8, width, height, 0, gl.RED, gl.UNSIGNED_BYTE, pixels);
    }

    /**
     * @param {number} width of the canvas, in its pixels, as is `height`
     * @param {number} ratio pixels to one of the page's
     * @param {Uint8Array} ground red, green and blue of what is behind everything
     * @param {Uint8Array} vertices ImDrawVert @param {Uint8Array} indices of four bytes
     */
    draw(width, height, ratio, ground, vertices, indices) {
        const gl = this.#gl;
        if (!gl) return;
        gl.viewport(0, 0, width, height);
        gl.clearColor(...[...ground].map((part) => part / 255), 1);
        gl.clear(gl.COLOR_BUFFER_BIT);
        gl.uniform2f(this.#size, width / ratio, height / ratio);
        gl.bufferData(gl.ARRAY_BUFFER, vertices, gl.STREAM_DRAW);
        gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, indices, gl.STREAM_DRAW);
        // One texture and one clip: all of the list's commands are one.
        gl.drawElements(gl.TRIANGLES, indices.length / 4, gl.UNSIGNED_INT, 0);
    }
}
