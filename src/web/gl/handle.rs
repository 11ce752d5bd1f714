//! Owners of GPU objects: created with a result, deleted on drop.

use wasm_bindgen::JsValue;
use web_sys::{
    ImageBitmap, ImageData, WebGl2RenderingContext as Gl, WebGlBuffer, WebGlFramebuffer,
    WebGlTexture, WebGlVertexArrayObject,
};

use super::GlError;

/// A buffer of vertices or indices.
pub struct Buffer {
    gl: Gl,
    raw: WebGlBuffer,
    target: u32,
}

impl Buffer {
    /// For vertices and instances.
    pub fn vertices(gl: &Gl) -> Result<Self, GlError> {
        Self::new(gl, Gl::ARRAY_BUFFER)
    }

    /// For triangle corners by number. Binds to the vertex array that is bound when it is filled.
    pub fn indices(gl: &Gl) -> Result<Self, GlError> {
        Self::new(gl, Gl::ELEMENT_ARRAY_BUFFER)
    }

    fn new(gl: &Gl, target: u32) -> Result<Self, GlError> {
        let raw = gl.create_buffer().ok_or(GlError::NotCreated("buffer"))?;
        let gl = gl.clone();
        Ok(Self { gl, raw, target })
    }

    pub fn bind(&self) {
        self.gl.bind_buffer(self.target, Some(&self.raw));
    }

    /// Fills it from the browser's memory, without a copy through this program's.
    pub fn upload(&self, bytes: &js_sys::Uint8Array) {
        self.bind();
        self.gl
            .buffer_data_with_array_buffer_view(self.target, bytes, Gl::STATIC_DRAW);
    }

    /// Fills it with numbers made here.
    pub fn upload_floats(&self, numbers: &[f32]) {
        let copy = js_sys::Float32Array::from(numbers);
        self.bind();
        self.gl
            .buffer_data_with_array_buffer_view(self.target, &copy, Gl::DYNAMIC_DRAW);
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        self.gl.delete_buffer(Some(&self.raw));
    }
}

/// Which buffers feed which inputs of a vertex shader.
pub struct VertexArray {
    gl: Gl,
    raw: WebGlVertexArrayObject,
}

impl VertexArray {
    pub fn new(gl: &Gl) -> Result<Self, GlError> {
        let raw = gl
            .create_vertex_array()
            .ok_or(GlError::NotCreated("vertex array"))?;
        Ok(Self {
            gl: gl.clone(),
            raw,
        })
    }

    pub fn bind(&self) {
        self.gl.bind_vertex_array(Some(&self.raw));
    }

    /// Feeds `floats` numbers per vertex (or per instance) from the buffer bound last.
    pub fn floats(&self, input: u32, floats: i32, stride: usize, offset: usize) {
        self.gl.enable_vertex_attrib_array(input);
        self.gl.vertex_attrib_pointer_with_i32(
            input,
            floats,
            Gl::FLOAT,
            false,
            stride as i32,
            offset as i32,
        );
    }

    /// Feeds one whole number per vertex (or per instance) from the buffer bound last.
    pub fn whole(&self, input: u32, stride: usize, offset: usize) {
        self.gl.enable_vertex_attrib_array(input);
        self.gl.vertex_attrib_i_pointer_with_i32(
            input,
            1,
            Gl::UNSIGNED_INT,
            stride as i32,
            offset as i32,
        );
    }

    /// Makes an input step per instance.
    pub fn per_instance(&self, inputs: std::ops::Range<u32>) {
        for input in inputs {
            self.gl.vertex_attrib_divisor(input, 1);
        }
    }
}

impl Drop for VertexArray {
    fn drop(&mut self) {
        self.gl.delete_vertex_array(Some(&self.raw));
    }
}

/// A two-dimensional texture.
pub struct Texture {
    gl: Gl,
    raw: WebGlTexture,
}

impl Texture {
    /// With nearest or linear sampling, clamped at its edges.
    pub fn new(gl: &Gl, filter: u32) -> Result<Self, GlError> {
        let raw = gl.create_texture().ok_or(GlError::NotCreated("texture"))?;
        let texture = Self {
            gl: gl.clone(),
            raw,
        };
        texture.bind();
        for (name, value) in [
            (Gl::TEXTURE_MIN_FILTER, filter),
            (Gl::TEXTURE_MAG_FILTER, filter),
            (Gl::TEXTURE_WRAP_S, Gl::CLAMP_TO_EDGE),
            (Gl::TEXTURE_WRAP_T, Gl::CLAMP_TO_EDGE),
        ] {
            gl.tex_parameteri(Gl::TEXTURE_2D, name, value as i32);
        }
        Ok(texture)
    }

    pub fn bind(&self) {
        self.gl.bind_texture(Gl::TEXTURE_2D, Some(&self.raw));
    }

    /// Makes room for `size` bytes, one per texel, read as whole numbers.
    pub fn reserve_bytes(&self, size: [u32; 2]) -> Result<(), JsValue> {
        self.bind();
        self.gl
            .tex_image_2d_with_i32_and_i32_and_i32_and_format_and_type_and_opt_u8_array(
                Gl::TEXTURE_2D,
                0,
                Gl::R8UI as i32,
                size[0] as i32,
                size[1] as i32,
                0,
                Gl::RED_INTEGER,
                Gl::UNSIGNED_BYTE,
                None,
            )
    }

    /// Replaces whole rows of texels from `top` on.
    pub fn write_bytes(&self, top: usize, size: [u32; 2], bytes: &[u8]) -> Result<(), JsValue> {
        self.bind();
        self.gl.pixel_storei(Gl::UNPACK_ALIGNMENT, 1);
        self.gl
            .tex_sub_image_2d_with_i32_and_i32_and_u32_and_type_and_opt_u8_array(
                Gl::TEXTURE_2D,
                0,
                0,
                top as i32,
                size[0] as i32,
                size[1] as i32,
                Gl::RED_INTEGER,
                Gl::UNSIGNED_BYTE,
                Some(bytes),
            )
    }

    /// Makes room for `size` colours.
    pub fn reserve_colours(&self, size: [u32; 2]) -> Result<(), JsValue> {
        self.bind();
        self.gl
            .tex_image_2d_with_i32_and_i32_and_i32_and_format_and_type_and_opt_u8_array(
                Gl::TEXTURE_2D,
                0,
                Gl::RGBA8 as i32,
                size[0] as i32,
                size[1] as i32,
                0,
                Gl::RGBA,
                Gl::UNSIGNED_BYTE,
                None,
            )
    }

    /// Copies a picture to a place in the room reserved, its colours multiplied by their opacity.
    pub fn write_picture(&self, [left, top]: [u32; 2], picture: &ImageData) -> Result<(), JsValue> {
        self.bind();
        self.gl.pixel_storei(Gl::UNPACK_PREMULTIPLY_ALPHA_WEBGL, 1);
        let written = self.gl.tex_sub_image_2d_with_u32_and_u32_and_image_data(
            Gl::TEXTURE_2D,
            0,
            left as i32,
            top as i32,
            Gl::RGBA,
            Gl::UNSIGNED_BYTE,
            picture,
        );
        self.gl.pixel_storei(Gl::UNPACK_PREMULTIPLY_ALPHA_WEBGL, 0);
        written
    }

    /// Becomes a picture.
    pub fn set_picture(&self, picture: &ImageBitmap) -> Result<(), JsValue> {
        self.bind();
        self.gl.pixel_storei(Gl::UNPACK_PREMULTIPLY_ALPHA_WEBGL, 1);
        let written = self.gl.tex_image_2d_with_u32_and_u32_and_image_bitmap(
            Gl::TEXTURE_2D,
            0,
            Gl::RGBA8 as i32,
            Gl::RGBA,
            Gl::UNSIGNED_BYTE,
            picture,
        );
        self.gl.pixel_storei(Gl::UNPACK_PREMULTIPLY_ALPHA_WEBGL, 0);
        written
    }
}

impl Drop for Texture {
    fn drop(&mut self) {
        self.gl.delete_texture(Some(&self.raw));
    }
}

/// A texture as something to draw into.
pub struct Framebuffer {
    gl: Gl,
    raw: WebGlFramebuffer,
}

impl Framebuffer {
    pub fn new(gl: &Gl, texture: &Texture) -> Result<Self, GlError> {
        let raw = gl
            .create_framebuffer()
            .ok_or(GlError::NotCreated("framebuffer"))?;
        let framebuffer = Self {
            gl: gl.clone(),
            raw,
        };
        framebuffer.begin();
        gl.framebuffer_texture_2d(
            Gl::FRAMEBUFFER,
            Gl::COLOR_ATTACHMENT0,
            Gl::TEXTURE_2D,
            Some(&texture.raw),
            0,
        );
        framebuffer.end();
        Ok(framebuffer)
    }

    /// Whatever is drawn goes into the texture from here on.
    pub fn begin(&self) {
        self.gl.bind_framebuffer(Gl::FRAMEBUFFER, Some(&self.raw));
    }

    /// Whatever is drawn goes onto the canvas from here on.
    pub fn end(&self) {
        self.gl.bind_framebuffer(Gl::FRAMEBUFFER, None);
    }

    /// Copies pixels onto the canvas: left, bottom, right, top of both, y up. Enlarges them smoothly where sizes differ.
    pub fn copy_to_canvas(&self, from: [i32; 4], to: [i32; 4]) {
        let alike = (0..2).all(|axis| from[axis + 2] - from[axis] == to[axis + 2] - to[axis]);
        self.gl
            .bind_framebuffer(Gl::READ_FRAMEBUFFER, Some(&self.raw));
        self.gl.blit_framebuffer(
            from[0],
            from[1],
            from[2],
            from[3],
            to[0],
            to[1],
            to[2],
            to[3],
            Gl::COLOR_BUFFER_BIT,
            if alike { Gl::NEAREST } else { Gl::LINEAR },
        );
        self.gl.bind_framebuffer(Gl::READ_FRAMEBUFFER, None);
    }
}

impl Drop for Framebuffer {
    fn drop(&mut self) {
        self.gl.delete_framebuffer(Some(&self.raw));
    }
}
