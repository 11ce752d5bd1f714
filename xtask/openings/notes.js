// Tells what ran so far to whoever asks: part of the script of a program that notes it.

const notes = new BroadcastChannel("hazard-map-notes");
notes.addEventListener("message", ({ data }) => {
    if (data === "tell") notes.postMessage({ program: "PROGRAM", ran: new Uint8Array(wasm.ran.buffer).slice() });
});
