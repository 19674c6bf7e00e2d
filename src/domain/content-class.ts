/** What a set's text is, from harmless to most sensitive. */
export const CONTENT_CLASSES = ['synthetic', 'de-identified', 'limited', 'phi'] as const;
export type ContentClass = (typeof CONTENT_CLASSES)[number];

/** The class and all that are stricter. */
export function atLeastAsStrict(content: ContentClass): readonly ContentClass[] {
  return CONTENT_CLASSES.slice(CONTENT_CLASSES.indexOf(content));
}
