/**
 * Conciseness of an exact reconstruction (Willis et al., Fusion 360 Gallery, 2021, section 5.1): the number of its
 * steps over the designer's; 1 or less for as few or fewer. A step is one modelling operation, a feature of a
 * `Program`. It says nothing of a reconstruction that is not exact.
 */
export const conciseness = (steps: number, designerSteps: number): number => steps / designerSteps;
