// Shared by what has a place on the ground and a size on screen. As in mesh.vert.
uniform vec4 u_chunk;
uniform float u_scale;
uniform vec2 u_half_size;

vec2 screen_from_offset(vec2 offset) {
    return (offset - u_chunk.xy) * u_scale + u_chunk.zw;
}

vec4 clip_from_screen(vec2 screen) {
    return vec4(screen.x / u_half_size.x, -screen.y / u_half_size.y, 0.0, 1.0);
}
