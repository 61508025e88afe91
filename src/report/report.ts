import type { Vec3 } from '../geometry/vector.ts';
import type { Target } from '../input/target.ts';
import type { LengthUnit } from '../program/types.ts';
import type { Certificate } from '../refine/cloud/certificate.ts';
import type { ParameterDeviation } from '../refine/cloud/parameter-deviations.ts';
import type { Snap } from '../refine/cloud/snap-to-intent.ts';
import type { UnexplainedFace } from '../refine/unexplained-faces.ts';
import type { Editability } from './editability.ts';

/** What was found, how well it fits, and what it does not explain. Lengths in `unit`, areas and volumes in its powers. */
export type Report = ShapeReport | CloudReport;

type ReportBase = {
  readonly kind: Target['kind'];
  readonly unit: LengthUnit;
  readonly unitAssumed: boolean;
  readonly seconds: number;
  readonly valid: boolean;
  readonly steps: number;
  readonly bodies: number;
  readonly volume: number;
  readonly proposer: 'geometric';
  readonly warnings: readonly string[];
  /** What comes of moving each parameter, where that was asked for. */
  readonly edits?: Editability;
};

/** Of a solid or a mesh, whose volume is known. */
export type ShapeReport = ReportBase & {
  readonly kind: 'solid' | 'mesh';
  readonly fit: {
    readonly iou: number;
    /** True when target and result differ by no more than rounding, or by no more than a mesh's facets allow. */
    readonly exact: boolean;
    /** Distance of the target's surface from the result's. */
    readonly deviation: { readonly mean: number; readonly p95: number; readonly max: number };
    /** As CAD-Recode measures it (see `chamferDistance`), and what two samplings of the target alone give. */
    readonly chamfer: number;
    readonly chamferFloor: number;
    /** Share of the target's surface that the result's comes within the tolerance of. */
    readonly explained: number;
    readonly tolerance: number;
  };
  readonly unexplained: {
    readonly faces: readonly UnexplainedFace[];
    /** Of the target's surface. */
    readonly area: Amount;
    /** Volume of the target that the result lacks, and of the result that the target lacks. */
    readonly missingVolume: Amount;
    readonly extraVolume: Amount;
  };
};

/** An area or a volume, and its share of the target's. */
export type Amount = { readonly amount: number; readonly share: number };

/** Of a cloud, of which nothing is known but its points. */
export type CloudReport = ReportBase & {
  readonly kind: 'cloud';
  readonly points: {
    /** Points in the file, and those that were worked with. */
    readonly count: number;
    readonly used: number;
    /** Typical distance between neighbours, and standard deviation of the distance from the surface. */
    readonly spacing: number;
    readonly noise: number;
  };
  readonly fit: {
    /** Distance of the points from the result's surface: root of the mean square, of 95%, and the greatest. */
    readonly deviation: { readonly rms: number; readonly p95: number; readonly max: number };
    /** Share of the points within the certificate's tolerance of the result, and share of its surface that has points. */
    readonly explained: number;
    readonly supported: number;
  };
  readonly certificate: Certificate;
  /** Standard deviation that the points leave each of the program's parameters; of a scan of several parts, none. */
  readonly parameters: readonly ParameterDeviation[];
  /** Mirror planes of parts that were seen from one side. */
  readonly symmetries: readonly VisibleSymmetry[];
  /** Numbers that were moved to what a designer would have meant. */
  readonly snapped: readonly Snap[];
};

/** A mirror plane of a part as far as it was seen. */
export type VisibleSymmetry = {
  readonly origin: Vec3;
  readonly normal: Vec3;
  /** Share of the surface that was not seen and mirrors what was. */
  readonly share: number;
  /** Whether that share was assumed to be there. */
  readonly assumed: boolean;
};
