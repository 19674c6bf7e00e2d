import { PreceptorError } from '../../errors.js';

/** Texts as vectors, by which the nearest to another text is found. */
export interface TfIdfIndex {
  /** Cosine of the query with every text, 0..1; 0 where they share no term. The next call overwrites the array. */
  similarities(query: string): Float64Array;
}

/** Of one term, for each text that has it, two numbers: the text's place and the term's weight in it. */
type Postings = ReadonlyMap<string, Float64Array>;

/**
 * Indexes texts by TF-IDF: `w(t, d) = tf(t, d) · idf(t)`, `idf(t) = ln((1 + N) / (1 + df(t))) + 1`, each vector divided by
 * its Euclidean length; the similarity of two texts is the inner product of their vectors, their cosine. `tf` is how
 * often a term stands in a text, `df` in how many texts, `N` the number of texts. A term is a run of letters and
 * digits after NFKC and lower-casing. Terms that no text has are left out of the query, from its length too.
 *
 * @source Salton & Buckley 1988, Inf Process Manag 24:513-523; the smooth idf is that of scikit-learn's TfidfVectorizer
 */
export function indexTexts(texts: readonly string[]): TfIdfIndex {
  const postings = weigh(countPostings(texts), texts.length);
  const scores = new Float64Array(texts.length);
  return {
    similarities(query) {
      scores.fill(0);
      let squares = 0;
      for (const [term, count] of countTerms(query)) {
        const pairs = postings.get(term);
        if (pairs === undefined) continue;
        const weight = count * idf(pairs, texts.length);
        squares += weight * weight;
        for (let pair = 0; pair < pairs.length; pair += 2) {
          const text = at(pairs, pair);
          scores[text] = at(scores, text) + weight * at(pairs, pair + 1);
        }
      }
      const length = Math.sqrt(squares);
      if (length === 0) return scores;
      for (let text = 0; text < scores.length; text++) scores[text] = at(scores, text) / length;
      return scores;
    },
  };
}

function idf(pairs: Float64Array, size: number): number {
  return Math.log((1 + size) / (1 + pairs.length / 2)) + 1;
}

function countPostings(texts: readonly string[]): Postings {
  const counts = new Map<string, number[]>();
  for (const [text, content] of texts.entries()) {
    for (const [term, count] of countTerms(content)) {
      const pairs = counts.get(term);
      if (pairs === undefined) counts.set(term, [text, count]);
      else pairs.push(text, count);
    }
  }
  return new Map([...counts].map(([term, pairs]) => [term, Float64Array.from(pairs)]));
}

/** Turns counts into weights of unit vectors, in place. */
function weigh(postings: Postings, size: number): Postings {
  const squares = new Float64Array(size);
  for (const pairs of postings.values()) {
    const factor = idf(pairs, size);
    for (let pair = 0; pair < pairs.length; pair += 2) {
      const weight = at(pairs, pair + 1) * factor;
      pairs[pair + 1] = weight;
      squares[at(pairs, pair)] = at(squares, at(pairs, pair)) + weight * weight;
    }
  }
  for (const pairs of postings.values()) {
    for (let pair = 0; pair < pairs.length; pair += 2) {
      pairs[pair + 1] = at(pairs, pair + 1) / Math.sqrt(at(squares, at(pairs, pair)));
    }
  }
  return postings;
}

/** One kind of array only, so that the loops stay fast. */
function at(values: Float64Array, index: number): number {
  const value = values[index];
  if (value === undefined) throw new PreceptorError('INTERNAL', `index ${index} of ${values.length}`);
  return value;
}

function countTerms(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [term] of text
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(/[\p{L}\p{N}]+/gu)) {
    const count = counts.get(term);
    counts.set(term, count === undefined ? 1 : count + 1);
  }
  return counts;
}
