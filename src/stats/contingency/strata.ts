import { requireUnpaired, type UnpairedCounts } from '../unpaired/unpaired-counts.js';

/** Strata of which both margins vary; throws `STATS_BAD_COUNT` for a bad one. */
export function informativeStrata(strata: readonly UnpairedCounts[]): readonly UnpairedCounts[] {
  return strata.filter((stratum) => {
    requireUnpaired(stratum, 0);
    const events = stratum.newEvents + stratum.oldEvents;
    const cases = stratum.newCases + stratum.oldCases;
    return stratum.newCases > 0 && stratum.oldCases > 0 && events > 0 && events < cases;
  });
}
