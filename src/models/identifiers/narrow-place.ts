import { STATE_NAMES, WIDE_PAIRS, WIDE_PLACES } from './place-names.js';

/** Smaller than a state, as far as the name tells. */
export function isNarrow(place: string): boolean {
  const [first = '', second = ''] = place.split(' ');
  if (WIDE_PLACES.has(first) || WIDE_PAIRS.has(`${first} ${second}`)) return false;
  if (STATE_NAMES.some((state) => place.startsWith(state))) return /\b(?:City|County)\b/.test(place);
  return !/^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|ICU|ITU|HDU|ED|A&E|Term|Home|Spring|Summer|Autumn|Winter|Theatre|Recovery|Clinic|Remission|Labour|No|None|Unknown|Not|Same|I|The|Hospital|ZIP|Zip)\b/.test(
    place,
  );
}
