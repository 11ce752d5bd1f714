// One instance per part of a row: a quad around its mark, where the part itself is too small to be seen.
layout(location = 0) in vec3 a_mark;
layout(location = 1) in uint a_row;

// By class: the shape's number.
uniform float u_shapes[8];
// Radius of marks of areas, radius of rows that are points, largest extent on screen that is marked (CSS pixels).
uniform vec3 u_sizes;
// Where it is not 0, only rows with this flag are drawn, with its ring.
uniform uint u_flag;

uniform float u_pixel_ratio;

// From the middle, in CSS pixels.
out vec2 v_at;
flat out float v_radius;
flat out vec3 v_colour;
flat out int v_shape;
flat out float v_ring;

void main() {
    uint state = state_of(a_row);
    uint code = state & CLASS;
    v_colour = u_colours[code].rgb;
    v_shape = int(u_shapes[code]);
    v_radius = a_mark.z > 0.0 ? u_sizes.x : u_sizes.y * (1.0 - a_mark.z);
    v_ring = u_flag == SELECTED ? 2.0 : u_flag == HOVERED ? 1.0 : 0.0;
    // Room for the rim and its soft edge; diamonds and triangles reach furthest.
    float reach = v_radius * (v_shape < 2 ? 1.25 : 1.0) + 0.7 + 0.5 / u_pixel_ratio;
    if (v_ring > 0.0) {
        v_radius *= 1.4;
        reach = v_radius * 1.25 + 4.0;
    }
    bool drawn = (state & VISIBLE) != 0u && (state & u_flag) == u_flag && a_mark.z * u_scale < u_sizes.z;
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
    v_at = corner * reach;
    gl_Position = drawn ? clip_from_screen(screen_from_offset(a_mark.xy) + v_at) : NOWHERE;
}
