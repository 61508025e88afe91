/** Runs one benchmark: npm run bench -- parts [options], or bvh, read-mesh, kernel-memory. */
const suites: Readonly<Record<string, () => Promise<unknown>>> = {
  parts: () => import('./parts.ts'),
  bvh: () => import('./bvh.ts'),
  'read-mesh': () => import('./read-mesh.ts'),
  'kernel-memory': () => import('./kernel-memory.ts'),
};

const [name = ''] = process.argv.splice(2, 1);
const suite = suites[name];
if (suite) await suite();
else {
  console.error(`There is no benchmark "${name}"; say npm run bench -- ${Object.keys(suites).join(' | ')}`);
  process.exitCode = 2;
}
