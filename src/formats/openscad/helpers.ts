/** Modules and functions that a script may call, by the name that it calls them by. */
const HELPERS: Readonly<Record<string, string>> = {
  slot_outline: `// Two half circles joined by lines, length from end to end along x.
module slot_outline(length, diameter) {
  hull()
    for (side = [-1, 1])
      translate([side * (length - diameter) / 2, 0]) circle(d = diameter);
}`,
  rounded_rectangle: `module rounded_rectangle(size, radius) {
  offset(r = radius) square(size - 2 * [radius, radius], center = true);
}`,
  arc: `// Points on the circular arc from a through b to c, without c.
function arc(a, b, c) =
  let (
    u = b - a,
    v = c - a,
    cross_uv = u[0] * v[1] - u[1] * v[0],
    center = a + [v[1] * u * u - u[1] * v * v, u[0] * v * v - v[0] * u * u] / (2 * cross_uv),
    start = atan2(a[1] - center[1], a[0] - center[0]),
    end = atan2(c[1] - center[1], c[0] - center[0]),
    turn = cross_uv > 0
      ? (end > start ? end - start : end - start + 360)
      : (end < start ? end - start : end - start - 360),
    steps = max(2, ceil($fn * abs(turn) / 360))
  )
  [for (i = [0 : steps - 1])
    let (angle = start + turn * i / steps)
    center + norm(a - center) * [cos(angle), sin(angle)]];`,
};

export const helperNames: readonly string[] = Object.keys(HELPERS);

/** The helpers that a script with these blocks calls. */
export const helpersFor = (blocks: readonly string[]): string[] =>
  helperNames
    .filter((name) => blocks.some((block) => new RegExp(`\\b${name}\\(\\S`).test(block)))
    .map((name) => HELPERS[name]);
