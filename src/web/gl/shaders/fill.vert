layout(location = 0) in vec2 a_position;
layout(location = 1) in uint a_row;

// By class: the hatch's number.
uniform float u_hatch_of[8];
// Where it is not 0, only rows with this flag are drawn, as a wash over themselves.
uniform uint u_flag;

flat out vec4 v_colour;
flat out int v_hatch;

void main() {
    uint state = state_of(a_row);
    uint code = state & CLASS;
    v_colour = u_colours[code];
    v_hatch = int(u_hatch_of[code]);
    if (u_flag != 0u) {
        v_colour.a = 0.2;
        v_hatch = 0;
    }
    bool drawn = (state & VISIBLE) != 0u && (state & u_flag) == u_flag && v_colour.a > 0.0;
    gl_Position = drawn ? clip_from_screen(screen_from_offset(a_position)) : NOWHERE;
}
