in vec2 v_at;
flat in float v_radius;
flat in vec3 v_colour;
flat in int v_shape;
flat in float v_ring;

uniform vec3 u_halo;
uniform float u_pixel_ratio;
uniform float u_opacity;

out vec4 colour;

// Distance to the edge of the shape in CSS pixels, negative inside. All shapes look equally large.
float shape(vec2 at, float radius) {
    vec2 side = abs(at);
    if (v_shape == 0) {
        return (side.x + side.y - radius * 1.25) * 0.7071;
    }
    if (v_shape == 1) {
        return max(side.x * 0.866 - at.y * 0.5 - radius * 0.6, at.y - radius * 0.8);
    }
    if (v_shape == 2) {
        return max(side.x, side.y) - radius * 0.85;
    }
    if (v_shape == 4) {
        return abs(length(at) - radius * 0.75) - radius * 0.25;
    }
    if (v_shape == 5) {
        vec2 turned = abs(vec2(at.x + at.y, at.x - at.y)) * 0.7071;
        return max(min(turned.x, turned.y) - radius * 0.3, max(turned.x, turned.y) - radius);
    }
    float from_middle = length(at);
    if (v_shape > 5) {
        // Accidents, as symbols are drawn: a ring with a core, open, half full.
        float ring = abs(from_middle - radius + 0.7) - 0.7;
        if (v_shape == 6) {
            return min(ring, from_middle - radius * 0.52);
        }
        return v_shape == 7 ? ring : min(ring, max(at.x, from_middle - radius));
    }
    return from_middle - radius;
}

float inside(float distance) {
    return clamp(0.5 - distance * u_pixel_ratio, 0.0, 1.0);
}

void main() {
    float edge = shape(v_at, v_radius);
    vec3 rim = u_halo;
    // A thin rim: where marks lie close together it must not wipe out its neighbours.
    float drawn = max(inside(edge), 0.6 * inside(edge - 0.7));
    if (v_ring > 0.0) {
        // Selected: black on white, as the line around areas. Hovered: a wider rim of paper.
        float outer = inside(edge - 3.0);
        rim = v_ring > 1.5 ? mix(vec3(1.0), vec3(0.0), inside(edge - 1.8)) : u_halo;
        drawn = outer;
    }
    vec3 ink = mix(rim, v_colour, inside(edge));
    float alpha = drawn * u_opacity;
    colour = vec4(ink * alpha, alpha);
}
