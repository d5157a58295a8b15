%IMPORT%
{
    const unpacked = async text => {
        const packed = Uint8Array.from(atob(text), character => character.charCodeAt(0));
        const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
        return new Uint8Array(await new Response(stream).arrayBuffer());
    };
    const text = id => document.getElementById(id).textContent;
    // Taken before the page is drawn, which clears the document; unpacked when first used.
    const packed = Object.fromEntries(['worker', 'examiner'].map(
        name => [name, [text(`${name}-js`), text(`${name}-wasm`)]]));
    const inside = async name => {
        const [script, wasm] = await Promise.all(packed[name].map(unpacked));
        return { script: new TextDecoder().decode(script), wasm };
    };
    const worker = inside('worker');
    window.threadsealInside = name => name === 'worker' ? worker : inside(name);
    await __wbg_init({ module_or_path: await unpacked(text('app-wasm')) });
}
