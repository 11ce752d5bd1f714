// Screen rectangles: left, top, right, bottom from the middle, in CSS pixels.
layout(location = 0) in vec4 a_edges;
layout(location = 1) in vec4 a_colour;

uniform vec2 u_half_size;

flat out vec4 v_colour;

void main() {
    v_colour = vec4(a_colour.rgb * a_colour.a, a_colour.a);
    vec2 corner = vec2(
        (gl_VertexID & 1) == 0 ? a_edges.x : a_edges.z,
        gl_VertexID < 2 ? a_edges.y : a_edges.w
    );
    gl_Position = vec4(corner.x / u_half_size.x, -corner.y / u_half_size.y, 0.0, 1.0);
}
