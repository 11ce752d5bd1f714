in vec2 v_at;
flat in vec4 v_segment;
flat in vec4 v_colour;
flat in int v_stroke;

uniform float u_next_level;
uniform float u_pixel_ratio;
uniform float u_opacity;

out vec4 colour;

// How much of a device pixel lies within `half_length` of `middle`; all in periods, `unit` device pixels each.
float dash(float at, float middle, float half_length, float unit) {
    float away = abs(fract(at - middle + 0.5) - 0.5);
    return clamp((half_length - away) * unit + 0.5, 0.0, 1.0);
}

float pattern(float at, float unit) {
    if (v_stroke == 1) {
        return dash(at, 0.5, 0.31, unit);
    }
    if (v_stroke == 2) {
        return max(dash(at, 0.3, 0.27, unit), dash(at, 0.8, 0.055, unit));
    }
    return dash(at, 0.5, 0.25, unit);
}

void main() {
    float len = v_segment.x;
    float beyond = max(max(-v_at.x, v_at.x - len), 0.0);
    float from_line = length(vec2(beyond, v_at.y)) - v_segment.y;
    float inked = clamp(0.5 - from_line * u_pixel_ratio, 0.0, 1.0);
    if (v_stroke != 0) {
        float unit = v_segment.w * u_pixel_ratio;
        float at = v_segment.z + clamp(v_at.x, 0.0, len) / v_segment.w;
        if (v_stroke == 4) {
            float tick = dash(at, 0.0, 0.6 * u_pixel_ratio / unit, unit);
            tick = max(tick, u_next_level * dash(at, 0.5, 0.6 * u_pixel_ratio / unit, unit));
            inked = max(inked, v_at.y > 0.0 && beyond == 0.0 ? tick : 0.0);
        } else {
            float drawn = pattern(at, unit);
            if (u_next_level > 0.0) {
                drawn = mix(drawn, pattern(at * 2.0, unit * 0.5), u_next_level);
            }
            inked *= drawn;
        }
    }
    float alpha = v_colour.a * inked * u_opacity;
    colour = vec4(v_colour.rgb * alpha, alpha);
}
