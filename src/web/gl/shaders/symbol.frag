in vec2 v_at;
flat in float v_radius;
flat in int v_kind;
flat in vec4 v_state;

uniform vec3 u_ink;
uniform vec3 u_paper;
uniform vec3 u_muted;
uniform float u_pixel_ratio;

out vec4 colour;

float inside(float distance) {
    return clamp(0.5 - distance * u_pixel_ratio, 0.0, 1.0);
}

// A line of `width` around a distance of 0.
float line(float distance, float width) {
    return inside(abs(distance) - width * 0.5);
}

// Paper where 0, ink where 1: one accident.
float incident(float from_middle) {
    float ring = line(from_middle - v_radius + 0.9, 1.8);
    if (v_state.x > 0.0) {
        return max(ring, inside(from_middle - v_radius * 0.52));
    }
    if (v_state.y > 0.0) {
        return ring;
    }
    return max(ring, inside(v_at.x) * inside(from_middle - v_radius));
}

// Several: a rim that is full for killed, open for injured, half as wide for unknown, clockwise from the top.
float cluster(float from_middle) {
    float turn = fract(atan(v_at.x, -v_at.y) / 6.2831853);
    float depth = v_radius - from_middle;
    float rim = inside(-depth);
    if (turn < v_state.x) {
        return rim * inside(depth - 4.5);
    }
    if (turn < v_state.x + v_state.y) {
        return rim * max(inside(depth - 1.0), line(depth - 4.0, 1.0));
    }
    return rim * inside(depth - 2.2);
}

void main() {
    float from_middle = length(v_at);
    vec2 side = abs(v_at);
    float edge = from_middle - v_radius;
    vec3 ink = u_ink;
    float inked = 0.0;
    float halo = 1.5;
    if (v_kind == 0) {
        inked = incident(from_middle);
    } else if (v_kind == 1) {
        inked = cluster(from_middle);
    } else if (v_kind == 2) {
        edge = max(side.x, side.y) - v_radius;
        inked = inside(edge) * (1.0 - inside(edge + 2.0));
    } else if (v_kind == 3) {
        ink = u_muted;
        inked = inside(edge);
        halo = 1.0;
    } else {
        float cross = min(side.x, side.y) - 0.75;
        inked = max(line(edge + 1.0, 2.0), inside(max(cross, edge)) * (1.0 - inside(from_middle - 2.5)));
        edge = abs(edge + 1.0) - 1.0;
        edge = min(edge, max(cross, from_middle - v_radius));
    }
    float drawn = inside(edge - halo);
    vec3 paint = mix(u_paper, ink, inked);
    if (v_state.z + v_state.w > 0.0) {
        // Selected: black on white, as around areas. Hovered: ink on a wider rim of paper.
        float outer = inside(edge - 4.0);
        vec3 under = v_state.w > 0.0 ? vec3(1.0) : u_paper;
        vec3 over = v_state.w > 0.0 ? vec3(0.0) : u_ink;
        vec3 rim = mix(under, over, line(edge - 2.2, 1.6));
        paint = mix(rim, paint, inside(edge - 0.5));
        drawn = outer;
    }
    colour = vec4(paint * drawn, drawn);
}
