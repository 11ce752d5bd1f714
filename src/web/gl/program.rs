//! A linked pair of shaders and the places of its uniforms.

use web_sys::{WebGl2RenderingContext as Gl, WebGlProgram, WebGlShader, WebGlUniformLocation};

use super::GlError;

const PREAMBLE: &str =
    "#version 300 es\nprecision highp float;\nprecision highp int;\nprecision highp usampler2D;\n";

/// Where a uniform is; `None` where the driver found it unused.
pub type Uniform = Option<WebGlUniformLocation>;

/// The sources of a program.
pub struct Source {
    /// For error messages.
    pub name: &'static str,
    /// Parts of the vertex shader, joined.
    pub vertex: &'static [&'static str],
    pub fragment: &'static str,
}

/// A program on the GPU.
pub struct Program {
    gl: Gl,
    raw: WebGlProgram,
}

impl Program {
    /// Compiles and links.
    ///
    /// # Errors
    /// With the driver's log where it refuses a shader.
    pub fn new(gl: &Gl, source: &Source) -> Result<Self, GlError> {
        let vertex = compile(gl, Gl::VERTEX_SHADER, &source.vertex.concat(), source.name)?;
        let fragment = compile(gl, Gl::FRAGMENT_SHADER, source.fragment, source.name)?;
        let raw = gl.create_program().ok_or(GlError::NotCreated("program"))?;
        let program = Self {
            gl: gl.clone(),
            raw,
        };
        for shader in [&vertex, &fragment] {
            gl.attach_shader(&program.raw, shader);
        }
        gl.link_program(&program.raw);
        // A linked program keeps its shaders alive as long as it needs them.
        for shader in [&vertex, &fragment] {
            gl.delete_shader(Some(shader));
        }
        let linked = gl.get_program_parameter(&program.raw, Gl::LINK_STATUS);
        if linked.is_truthy() {
            Ok(program)
        } else {
            let log = gl.get_program_info_log(&program.raw).unwrap_or_default();
            let name = source.name;
            Err(GlError::Shader { name, log })
        }
    }

    pub fn bind(&self) {
        self.gl.use_program(Some(&self.raw));
    }

    pub fn uniform(&self, name: &str) -> Uniform {
        self.gl.get_uniform_location(&self.raw, name)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.gl.delete_program(Some(&self.raw));
    }
}

fn compile(gl: &Gl, kind: u32, text: &str, name: &'static str) -> Result<WebGlShader, GlError> {
    let shader = gl
        .create_shader(kind)
        .ok_or(GlError::NotCreated("shader"))?;
    gl.shader_source(&shader, &format!("{PREAMBLE}{text}"));
    gl.compile_shader(&shader);
    if gl
        .get_shader_parameter(&shader, Gl::COMPILE_STATUS)
        .is_truthy()
    {
        return Ok(shader);
    }
    let log = gl.get_shader_info_log(&shader).unwrap_or_default();
    gl.delete_shader(Some(&shader));
    Err(GlError::Shader { name, log })
}
