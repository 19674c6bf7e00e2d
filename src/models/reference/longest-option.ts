import { answer, noAnswer, type ReferenceModel } from './reference-model.js';

/** Gives the option with the longest text, in characters (code points); with ties the first. */
export const longestOption: ReferenceModel = ({ options }) => {
  let [longest] = options;
  for (const option of options) {
    if (longest !== undefined && [...option.text].length > [...longest.text].length) longest = option;
  }
  return longest === undefined
    ? noAnswer('the case has no options: the longest of none is nothing')
    : answer(longest.id);
};
