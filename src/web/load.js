// How a program is compiled and started. The build puts this in the place of what wasm-bindgen writes, which serves many
// more ways to call it (see xtask/src/script.rs).

/** Compiles while the bytes come; after they have, where a host gives them another type than application/wasm. */
async function compiled(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`the program: HTTP ${answer.status}`);
    return answer.headers.get("Content-Type") === "application/wasm"
        ? WebAssembly.compileStreaming(answer)
        : WebAssembly.compile(await answer.arrayBuffer());
}

/** Starts the program behind an address, or one that is being compiled already. */
async function __wbg_init({ module_or_path }) {
    const known = await module_or_path;
    const module = known instanceof WebAssembly.Module ? known : await compiled(known);
    const instance = await WebAssembly.instantiate(module, __wbg_get_imports());
    await tookKept;
    return __wbg_finalize_init(instance, module);
}

