/** Times one of the parts that cadtrace is made of: npm run bench -- bvh, and so on. Whole reconstructions are `cadtrace bench`. */
const suites: Readonly<Record<string, () => Promise<unknown>>> = {
  bvh: () => import('./bvh.ts'),
  chamfer: () => import('./chamfer.ts'),
  picture: () => import('./picture.ts'),
  scan: () => import('./scan.ts'),
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
