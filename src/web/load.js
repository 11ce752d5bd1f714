// How a program is fetched, compiled and started. The build puts this in the place of what wasm-bindgen writes, which
// serves many more ways to call it (see xtask/src/script.rs).

/** Compiles while the bytes come; after they have, where a host gives them another type than application/wasm. */
async function __wbg_init({ module_or_path }) {
    const imports = __wbg_get_imports();
    const answer = await fetch(module_or_path);
    if (!answer.ok) throw new Error(`the program: HTTP ${answer.status}`);
    const { instance, module } =
        answer.headers.get("Content-Type") === "application/wasm"
            ? await WebAssembly.instantiateStreaming(answer, imports)
            : await WebAssembly.instantiate(await answer.arrayBuffer(), imports);
    await tookKept;
    return __wbg_finalize_init(instance, module);
}

