import type { HttpClient, ModelVersion } from '../../domain/model-version.js';
import { DIALECTS } from './dialects/dialects.js';

/**
 * Whether the API can take what the model’s file says, as far as that shows without a request.
 *
 * @throws PreceptorError `INPUT_INVALID` for a setting or a name that the API cannot take
 */
export function requireSendable(spec: HttpClient, { snapshot, settings }: ModelVersion): void {
  const dialect = DIALECTS[spec.api];
  dialect.path(spec, snapshot);
  dialect.body({ model: snapshot, messages: [], settings }, spec);
}
