//! A linked pair of shaders and the places of its uniforms.

use web_sys::{WebGl2RenderingContext as Gl, WebGlProgram, WebGlShader, WebGlUniformLocation};

use super::GlError;

const PREAMBLE: &str =
    "#version 300 es\nprecision highp float;\nprecision highp int;\nprecision highp usampler2D;\n";

/// What `KHR_parallel_shader_compile` adds to the parameters of a program.
const COMPLETION_STATUS: u32 = 0x91b1;

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

/// A program that the driver may still be compiling.
///
/// To compile the shaders of a map takes a driver some hundred milliseconds. Drivers do that beside the page, as long as
/// nobody asks how far they are: the first question waits for the answer.
pub struct Linking {
    program: Program,
    shaders: [WebGlShader; 2],
    name: &'static str,
}

impl Linking {
    /// Hands the sources to the driver.
    ///
    /// # Errors
    /// Where it has no room for a program.
    pub fn start(gl: &Gl, source: &Source) -> Result<Self, GlError> {
        let shaders = [
            compile(gl, Gl::VERTEX_SHADER, &source.vertex.concat())?,
            compile(gl, Gl::FRAGMENT_SHADER, source.fragment)?,
        ];
        let raw = gl.create_program().ok_or(GlError::NotCreated("program"))?;
        let program = Program {
            gl: gl.clone(),
            raw,
        };
        for shader in &shaders {
            gl.attach_shader(&program.raw, shader);
        }
        gl.link_program(&program.raw);
        Ok(Self {
            program,
            shaders,
            name: source.name,
        })
    }

    /// Whether [`Linking::finish`] will not have to wait. Only for a driver with `KHR_parallel_shader_compile`.
    pub fn is_done(&self) -> bool {
        let gl = &self.program.gl;
        gl.get_program_parameter(&self.program.raw, COMPLETION_STATUS)
            .is_truthy()
    }

    /// The program, once it is linked.
    ///
    /// # Errors
    /// With the driver's log where it refuses a shader.
    pub fn finish(self) -> Result<Program, GlError> {
        let gl = &self.program.gl;
        let linked = gl.get_program_parameter(&self.program.raw, Gl::LINK_STATUS);
        let logs = if linked.is_truthy() {
            None
        } else {
            let of_shaders = self
                .shaders
                .iter()
                .map(|shader| gl.get_shader_info_log(shader));
            let of_program = gl.get_program_info_log(&self.program.raw);
            Some(of_shaders.chain([of_program]).flatten().collect())
        };
        // A linked program keeps its shaders alive as long as it needs them.
        for shader in &self.shaders {
            gl.delete_shader(Some(shader));
        }
        match logs {
            None => Ok(self.program),
            Some(log) => Err(GlError::Shader {
                name: self.name,
                log,
            }),
        }
    }
}

/// A program on the GPU.
pub struct Program {
    gl: Gl,
    raw: WebGlProgram,
}

impl Program {
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

fn compile(gl: &Gl, kind: u32, text: &str) -> Result<WebGlShader, GlError> {
    let shader = gl
        .create_shader(kind)
        .ok_or(GlError::NotCreated("shader"))?;
    gl.shader_source(&shader, &format!("{PREAMBLE}{text}"));
    gl.compile_shader(&shader);
    Ok(shader)
}
