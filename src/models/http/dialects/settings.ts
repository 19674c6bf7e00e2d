import type { ModelVersion } from '../../../domain/model-version.js';
import { settingFault } from '../../../domain/setting.js';
import { PreceptorError } from '../../../errors.js';
import { fieldText } from '../../../schema/fault.js';

/** Settings that were found good, with the reserved names that they were held against: each request has the same. */
const checked = new WeakMap<ModelVersion['settings'], readonly string[]>();

/**
 * The settings as fields of a request, under their own names; nothing is added.
 *
 * @param reserved - fields that the dialect fills in itself
 * @throws PreceptorError `INPUT_INVALID` for a setting with a reserved name, or a value that `settingFault` refuses
 */
export function settingFields(
  settings: ModelVersion['settings'],
  reserved: readonly string[],
): ModelVersion['settings'] {
  if (checked.get(settings) === reserved) return settings;
  const taken = reserved.find((name) => Object.hasOwn(settings, name));
  if (taken !== undefined) {
    throw new PreceptorError(
      'INPUT_INVALID',
      `settings.${taken}: expected a setting of the model, found a field that the request itself fills in ` +
        `(${reserved.join(', ')}). Remove it.`,
    );
  }
  const fault = settingFault(settings);
  if (fault !== null) {
    const { path, expected, found, remedy } = fault;
    throw new PreceptorError(
      'INPUT_INVALID',
      `${fieldText(['settings', ...path])}: expected ${expected}, found ${found}. ${remedy}`,
    );
  }
  checked.set(settings, reserved);
  return settings;
}
