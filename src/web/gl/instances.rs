//! Quads that are drawn once per instance from a list of numbers made on the page.

use web_sys::WebGl2RenderingContext as Gl;

use super::GlError;
use super::handle::{Buffer, VertexArray};
use crate::web::painter::Stats;

/// A list of instances on the GPU.
pub struct Instances {
    gl: Gl,
    array: VertexArray,
    buffer: Buffer,
    /// Numbers per instance.
    stride: usize,
    count: i32,
}

impl Instances {
    /// `inputs` is how many numbers each input of the vertex shader takes, in order.
    pub fn new(gl: &Gl, inputs: &[i32]) -> Result<Self, GlError> {
        let array = VertexArray::new(gl)?;
        let buffer = Buffer::vertices(gl)?;
        let stride = inputs.iter().sum::<i32>() as usize;
        array.bind();
        buffer.bind();
        let mut offset = 0;
        for (input, &floats) in (0..).zip(inputs) {
            array.floats(input, floats, stride * size_of::<f32>(), offset);
            offset += floats as usize * size_of::<f32>();
        }
        array.per_instance(0..inputs.len() as u32);
        gl.bind_vertex_array(None);
        Ok(Self {
            gl: gl.clone(),
            array,
            buffer,
            stride,
            count: 0,
        })
    }

    /// Replaces the list.
    pub fn set(&mut self, numbers: &[f32], stats: &mut Stats) {
        debug_assert_eq!(numbers.len() % self.stride, 0);
        self.count = (numbers.len() / self.stride) as i32;
        if self.count > 0 {
            self.buffer.upload_floats(numbers);
            stats.bytes_uploaded += size_of_val(numbers) as u64;
        }
    }

    /// Draws a quad per instance with the program that is current.
    pub fn draw(&self, stats: &mut Stats) {
        if self.count == 0 {
            return;
        }
        self.array.bind();
        self.gl
            .draw_arrays_instanced(Gl::TRIANGLE_STRIP, 0, 4, self.count);
        stats.draw_calls += 1;
        stats.instances += self.count as u64;
    }
}
