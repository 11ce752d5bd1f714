// How a program is compiled and started. The build puts this in the place of what wasm-bindgen writes, which serves many
// more ways to call it (see xtask/src/script.rs).

/** Starts a program: one that is being compiled already, or the one behind an address. */
async function __wbg_init({ module_or_path }) {
    let module = await module_or_path;
    if (typeof module === "string") {
        const answer = await fetch(module);
        if (!answer.ok) throw new Error(`the program: HTTP ${answer.status}`);
        // While the bytes come; after they have, where a host gives them another type.
        module =
            answer.headers.get("Content-Type") === "application/wasm"
                ? await WebAssembly.compileStreaming(answer)
                : await WebAssembly.compile(await answer.arrayBuffer());
    }
    const instance = await WebAssembly.instantiate(module, __wbg_get_imports());
    await tookKept;
    return __wbg_finalize_init(instance, module);
}

