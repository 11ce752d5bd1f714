layout(location = 0) in vec2 a_place;
// Radius (CSS pixels), kind.
layout(location = 1) in vec2 a_symbol;
// Shares of killed and injured, 1 where hovered, 1 where selected.
layout(location = 2) in vec4 a_state;

out vec2 v_at;
flat out float v_radius;
flat out int v_kind;
flat out vec4 v_state;

void main() {
    v_radius = a_symbol.x;
    v_kind = int(a_symbol.y);
    v_state = a_state;
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
    v_at = corner * (v_radius + 5.0);
    gl_Position = clip_from_screen(screen_from_offset(a_place) + v_at);
}
