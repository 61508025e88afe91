/** Shows, as JSON, what a worker makes of the part that the address names: `/?bearing-plate.step`. */
const outcome = document.querySelector('#outcome')!;
const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

const show = (result: unknown) => {
  outcome.textContent = JSON.stringify(result, undefined, 2);
  outcome.setAttribute('data-done', '');
};
worker.onmessage = ({ data }) => show(data);
worker.onerror = ({ message }) => show({ error: message });
worker.postMessage(location.search.slice(1));
