flat in vec4 v_colour;
flat in int v_hatch;

// By hatch: phase a and b, their step per device pixel, device pixels between lines.
uniform vec4 u_hatches[4];
// How far the next level's elements have appeared.
uniform float u_next_level;
// The middle of the canvas, in device pixels.
uniform vec2 u_middle;
uniform float u_pixel_ratio;
uniform float u_opacity;
uniform float u_hatch_opacity;

out vec4 colour;

float hatch(vec2 at, float unit) {
    vec2 away = abs(fract(at + 0.5) - 0.5) * unit;
    if (v_hatch == 3) {
        return clamp(1.1 * u_pixel_ratio + 0.5 - length(away), 0.0, 1.0);
    }
    float line = clamp(0.65 * u_pixel_ratio + 0.5 - away.x, 0.0, 1.0);
    if (v_hatch == 2) {
        float from_dash = abs(fract((at.y + floor(at.x + 0.5)) * 0.5) - 0.5) - 0.31;
        line *= clamp(0.5 - from_dash * 2.0 * unit, 0.0, 1.0);
    }
    return line;
}

void main() {
    float alpha = v_colour.a;
    if (v_hatch != 0) {
        vec4 pattern = u_hatches[v_hatch];
        vec2 from_middle = (gl_FragCoord.xy - u_middle) * pattern.z;
        vec2 at = pattern.xy + vec2(from_middle.x - from_middle.y, from_middle.x + from_middle.y);
        float inked = hatch(at, pattern.w);
        if (u_next_level > 0.0) {
            inked = mix(inked, hatch(at * 2.0, pattern.w * 0.5), u_next_level);
        }
        alpha = mix(alpha, max(alpha, u_hatch_opacity), inked);
    }
    alpha *= u_opacity;
    colour = vec4(v_colour.rgb * alpha, alpha);
}
