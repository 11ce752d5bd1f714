// Shared by every mesh: where an offset is on screen, and what state its row has.

// The camera relative to the chunk's origin: centre (world), residual (CSS pixels).
uniform vec4 u_chunk;
// CSS pixels per world unit.
uniform float u_scale;
// Half the canvas, in CSS pixels.
uniform vec2 u_half_size;
uniform usampler2D u_states;
// How many rows have a state.
uniform uint u_row_count;
// The state of the others.
uniform uint u_default_state;
// By class: red, green, blue, opacity.
uniform vec4 u_colours[8];

const uint VISIBLE = 0x80u;
const uint HOVERED = 0x40u;
const uint SELECTED = 0x20u;
const uint CLASS = 0x07u;
const vec4 NOWHERE = vec4(2.0, 2.0, 2.0, 1.0);

vec2 screen_from_offset(vec2 offset) {
    return (offset - u_chunk.xy) * u_scale + u_chunk.zw;
}

vec4 clip_from_screen(vec2 screen) {
    return vec4(screen.x / u_half_size.x, -screen.y / u_half_size.y, 0.0, 1.0);
}

uint state_of(uint row) {
    if (row >= u_row_count) {
        return u_default_state;
    }
    return texelFetch(u_states, ivec2(row & 2047u, row >> 11u), 0).r;
}
