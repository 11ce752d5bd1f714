// One instance per segment, a quad around it that is wide enough for the line, its soft edge and its ticks.
layout(location = 0) in vec4 a_ends;
layout(location = 1) in float a_along;
layout(location = 2) in uint a_row;

// By class: width, stroke, period (CSS pixels).
uniform vec4 u_strokes[8];
// Where it is not 0, only rows with this flag are drawn, as lines of u_emphasis_width in u_emphasis.
uniform uint u_flag;
uniform float u_emphasis_width;
uniform vec4 u_emphasis;
// World to CSS pixels at the pattern's own zoom, and how much larger it is on screen.
uniform vec2 u_pattern;
uniform float u_pixel_ratio;

uniform float u_tick_length;

// Along the segment and across it, in CSS pixels.
out vec2 v_at;
// Length, half the width, place in the pattern, CSS pixels per period.
flat out vec4 v_segment;
flat out vec4 v_colour;
flat out int v_stroke;

void main() {
    uint state = state_of(a_row);
    uint code = state & CLASS;
    vec4 stroke = u_strokes[code];
    v_colour = vec4(u_colours[code].rgb, 1.0);
    v_stroke = int(stroke.y);
    if (u_flag != 0u) {
        stroke = vec4(u_emphasis_width, 0.0, 1.0, 0.0);
        v_colour = u_emphasis.a > 0.0 ? u_emphasis : v_colour;
        v_stroke = 0;
    }
    if ((state & VISIBLE) == 0u || stroke.x <= 0.0 || (state & u_flag) != u_flag) {
        gl_Position = NOWHERE;
        return;
    }
    vec2 from = screen_from_offset(a_ends.xy);
    vec2 along = screen_from_offset(a_ends.zw) - from;
    float len = length(along);
    vec2 direction = len > 0.0 ? along / len : vec2(1.0, 0.0);
    // Rings run with their inside on the left: on screen, y down.
    vec2 inwards = vec2(direction.y, -direction.x);

    float reach = stroke.x * 0.5 + 0.5 / u_pixel_ratio;
    float inner = v_stroke == 4 ? u_tick_length : reach;
    v_at = vec2(
        (gl_VertexID & 1) == 0 ? -reach : len + reach,
        gl_VertexID < 2 ? -reach : inner
    );
    float period = stroke.z * u_pattern.y;
    v_segment = vec4(len, stroke.x * 0.5, fract(a_along * u_pattern.x / stroke.z), period);
    gl_Position = clip_from_screen(from + direction * v_at.x + inwards * v_at.y);
}
