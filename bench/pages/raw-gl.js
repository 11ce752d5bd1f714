// A floor: a worker that calls JSON.parse and earcut, one buffer, one draw call (two with outlines). No level of detail,
// no picking, float32 over the whole region.

import { ACCIDENT, DAYS, FILL_OPACITY, HUES, STATUSES, dayNumber, host, rgb } from "./task.js";

const VERTEX = `#version 300 es
in vec2 at; in float value;
uniform vec4 view; uniform vec2 range; uniform float size, alpha, discs; uniform vec3 hues[4];
out vec4 colour;
void main() {
    bool shown = value >= range.x && value < range.y;
    gl_Position = shown ? vec4(at * view.xy + view.zw, 0.0, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
    gl_PointSize = size;
    colour = vec4(hues[discs > 0.5 ? 0 : int(value)] * alpha, alpha);
}`;
const FRAGMENT = `#version 300 es
precision highp float;
in vec4 colour; uniform float discs; out vec4 painted;
void main() {
    if (discs > 0.5 && length(gl_PointCoord - 0.5) > 0.5) discard;
    painted = colour;
}`;
const OPEN = [-1e9, 1e9];
const NARROW = { zones: [0, 1], incidents: [DAYS.from, DAYS.to].map(dayNumber) };

let gl;
let canvas;
let place;
let kind;
let counts = null;
let requested = null;
let range = OPEN;
let origin = [0, 0];
let camera = { x: 0.5, y: 0.5, scale: 512 };

function program() {
    const made = gl.createProgram();
    for (const [type, text] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]]) {
        const shader = gl.createShader(type);
        gl.shaderSource(shader, text);
        gl.compileShader(shader);
        gl.attachShader(made, shader);
    }
    gl.linkProgram(made);
    if (!gl.getProgramParameter(made, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(made));
    gl.useProgram(made);
    place = (name) => gl.getUniformLocation(made, name);
    return made;
}

function attribute(made, name, array, size) {
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, array, gl.STATIC_DRAW);
    const location = gl.getAttribLocation(made, name);
    gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(location, size, gl.FLOAT, false, 0, 0);
}

function indices(array) {
    const buffer = gl.createBuffer();
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, buffer);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, array, gl.STATIC_DRAW);
    return { buffer, length: array.length };
}

function paint() {
    requested = null;
    gl.clearColor(0.953, 0.945, 0.925, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    if (!counts) return;
    const [x, y] = [(2 * camera.scale) / canvas.width, (-2 * camera.scale) / canvas.height];
    gl.uniform4f(place("view"), x, y, (origin[0] - camera.x) * x, (origin[1] - camera.y) * y);
    gl.uniform2f(place("range"), ...range);
    gl.uniform1f(place("alpha"), FILL_OPACITY);
    if (kind === "incidents") {
        gl.drawArrays(gl.POINTS, 0, counts.points);
        return;
    }
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, counts.fills.buffer);
    gl.drawElements(gl.TRIANGLES, counts.fills.length, gl.UNSIGNED_INT, 0);
    gl.uniform1f(place("alpha"), 1);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, counts.lines.buffer);
    gl.drawElements(gl.LINES, counts.lines.length, gl.UNSIGNED_INT, 0);
}

function request() {
    requested ??= requestAnimationFrame(paint);
}

window.peer = {
    async open() {
        canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [innerWidth, innerHeight];
        canvas.style.cssText = "position:absolute;inset:0";
        host().append(canvas);
        gl = canvas.getContext("webgl2", { antialias: false });
        if (!gl) throw new Error("there is no WebGL2");
        request();
        await new Promise(requestAnimationFrame);
    },
    async load(url, facts) {
        kind = facts.kind;
        const worker = new Worker(new URL("raw-gl-worker.js", import.meta.url), { type: "module" });
        worker.postMessage({ url: new URL(url, location.href).href, kind });
        const mesh = await new Promise((resolve, reject) => {
            worker.onmessage = ({ data }) => resolve(data);
            worker.onerror = (event) => reject(new Error(event.message));
        });
        const made = program();
        attribute(made, "at", mesh.positions, 2);
        attribute(made, "value", mesh.values, 1);
        gl.enable(gl.BLEND);
        gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
        const hues = kind === "zones" ? STATUSES.map((status) => HUES[status]) : Array(4).fill(ACCIDENT.hue);
        gl.uniform3fv(place("hues"), hues.flatMap(rgb).map((part) => part / 255));
        gl.uniform1f(place("size"), 2 * ACCIDENT.radius);
        gl.uniform1f(place("discs"), kind === "incidents" ? 1 : 0);
        origin = mesh.origin;
        counts = kind === "zones"
            ? { fills: indices(mesh.triangles), lines: indices(mesh.lines) }
            : { points: mesh.values.length };
        request();
        await new Promise(requestAnimationFrame);
    },
    look({ lng, lat, zoom }) {
        const sine = Math.sin((lat * Math.PI) / 180);
        const y = 0.5 - Math.atanh(sine) / (2 * Math.PI);
        camera = { x: lng / 360 + 0.5, y, scale: 512 * 2 ** zoom };
        request();
    },
    filter(on) {
        range = on ? NARROW[kind] : OPEN;
        request();
    },
    pick: async () => null,
};
