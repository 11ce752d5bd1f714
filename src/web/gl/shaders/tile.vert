// Left, top, right, bottom from the middle, in CSS pixels.
uniform vec4 u_edges;
uniform vec2 u_half_size;

out vec2 v_texel;

void main() {
    v_texel = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    vec2 screen = mix(u_edges.xy, u_edges.zw, v_texel);
    gl_Position = vec4(screen.x / u_half_size.x, -screen.y / u_half_size.y, 0.0, 1.0);
}
