%IMPORT%
{
    const unpacked = async id => {
        const text = document.getElementById(id).textContent;
        const packed = Uint8Array.from(atob(text), character => character.charCodeAt(0));
        const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
        return new Uint8Array(await new Response(stream).arrayBuffer());
    };
    const ids = ['app-wasm', 'worker-js', 'worker-wasm'];
    const [program, script, wasm] = await Promise.all(ids.map(unpacked));
    window.threadsealWorker = { script: new TextDecoder().decode(script), wasm };
    await __wbg_init({ module_or_path: program });
}
