layout(location = 0) in vec2 a_place;
// From there to the middle of the text, in CSS pixels.
layout(location = 1) in vec2 a_offset;
// Left, top, width, height in the atlas, in device pixels.
layout(location = 2) in vec4 a_texels;

uniform vec2 u_atlas_size;
uniform float u_pixel_ratio;

out vec2 v_texel;

void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    vec2 middle = screen_from_offset(a_place) + a_offset + u_half_size;
    // On whole device pixels letters are as sharp as the browser's own.
    vec2 origin = floor(middle * u_pixel_ratio - a_texels.zw * 0.5 + 0.5);
    v_texel = (a_texels.xy + corner * a_texels.zw) / u_atlas_size;
    vec2 screen = (origin + corner * a_texels.zw) / u_pixel_ratio - u_half_size;
    gl_Position = clip_from_screen(screen);
}
