/**
 * The two Python functions that scripts with blends define: edges told by the solids that swept their faces. Reading
 * knows them by their exact text, and does not run them.
 */
export const HELPERS = {
  edges_between: `def edges_between(body, some, others):
    """The sharp edges of a body in which one of some faces meets one of others."""
    tolerance = 1e-6 * body.val().BoundingBox().DiagonalLength

    def meet(edge):
        points = [edge.positionAt(t) for t in (0.21, 0.5, 0.83)]

        def on(face):
            return all(
                face.distance(cq.Vertex.makeVertex(*point.toTuple())) < tolerance
                for point in points
            )

        return any(
            a.normalAt(points[1]).cross(b.normalAt(points[1])).Length > 1e-3
            for a in some.vals()
            if on(a)
            for b in others.vals()
            if on(b)
        )

    return body.newObject([edge for edge in body.edges().vals() if meet(edge)])`,
  faces_at: `def faces_at(solid, *points):
    """The faces of a solid on which the points lie."""
    vertices = [cq.Vertex.makeVertex(*point) for point in points]
    return solid.newObject(
        [min(solid.faces().vals(), key=lambda face: face.distance(v)) for v in vertices]
    )`,
} as const;

export type HelperName = keyof typeof HELPERS;

export const helperNames = Object.keys(HELPERS) as HelperName[];

/** The helpers that a script with these blocks calls. */
export const helpersFor = (blocks: readonly string[]): string[] =>
  helperNames
    .filter((name) => blocks.some((block) => block.includes(`${name}(`)))
    .map((name) => HELPERS[name]);
