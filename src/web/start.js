// Starts the page: compiles the WebAssembly module while its script loads, and says so when it cannot.
//
// The build writes the addresses of both into <link data-start="..."> elements, which also make the browser
// fetch them before this file runs.

const address = (part) => document.querySelector(`link[data-start="${part}"]`).href;

try {
    const { default: init } = await import(address("module"));
    await init({ module_or_path: address("wasm") });
} catch (error) {
    document.getElementById("start-failed").hidden = false;
    throw error;
} finally {
    document.getElementById("skeleton").remove();
}
