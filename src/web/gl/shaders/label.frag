in vec2 v_texel;

uniform sampler2D u_atlas;
uniform float u_opacity;

out vec4 colour;

void main() {
    colour = texture(u_atlas, v_texel) * u_opacity;
}
