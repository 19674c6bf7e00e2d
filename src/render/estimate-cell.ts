import type { Estimate } from '../domain/estimate.js';
import { estimateText, methodText, type Scale, sizeText } from './format.js';
import { html, NOTHING, type Safe } from './html.js';

/** Value and interval, with n, clusters, level and method below; *insufficient* with its reason. */
export function estimateCell(estimate: Estimate, scale: Scale, limit: number | null = null): Safe {
  const warnings =
    estimate.status === 'estimated' && estimate.warnings.length > 0
      ? html`<span class="note warning">⚠ ${estimate.warnings.join('; ')}</span>`
      : NOTHING;
  const text = estimateText(estimate, scale, limit);
  const value =
    estimate.status === 'insufficient' ? html`<em>${text}</em>` : html`<span class="value">${text}</span>`;
  return html`${value}<span class="note">${sizeText(estimate)}</span><span class="note">${methodText(estimate)}</span>${warnings}`;
}
