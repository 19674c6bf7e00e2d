import type { ModelVersion } from '../../../domain/model-version.js';
import { PreceptorError } from '../../../errors.js';

/**
 * The settings as fields of a request, under their own names; nothing is added.
 *
 * @param reserved - fields that the dialect fills in itself
 * @throws PreceptorError `INPUT_INVALID` for a setting with a reserved name, or a number that JSON cannot hold
 */
export function settingFields(
  settings: ModelVersion['settings'],
  reserved: readonly string[],
): ModelVersion['settings'] {
  for (const [name, value] of Object.entries(settings)) {
    if (reserved.includes(name)) {
      throw new PreceptorError(
        'INPUT_INVALID',
        `settings.${name}: expected a setting of the model, found a field that the request itself fills in ` +
          `(${reserved.join(', ')}). Remove it.`,
      );
    }
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new PreceptorError(
        'INPUT_INVALID',
        `settings.${name.slice(0, 60)}: expected a finite number, found ${value}. Give one, or remove the setting.`,
      );
    }
  }
  return settings;
}
