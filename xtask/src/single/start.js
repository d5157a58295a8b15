%IMPORT%
{
    const unpacked = async id => {
        const text = document.getElementById(id).textContent;
        const packed = Uint8Array.from(atob(text), character => character.charCodeAt(0));
        const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
        return new Uint8Array(await new Response(stream).arrayBuffer());
    };
    const inside = async name => {
        const [script, wasm] = await Promise.all([unpacked(`${name}-js`), unpacked(`${name}-wasm`)]);
        return { script: new TextDecoder().decode(script), wasm };
    };
    const worker = inside('worker');
    window.threadsealInside = name => name === 'worker' ? worker : inside(name);
    await __wbg_init({ module_or_path: await unpacked('app-wasm') });
}
