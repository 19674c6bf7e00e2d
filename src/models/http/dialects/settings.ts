import type { HttpApi, ModelVersion } from '../../../domain/model-version.js';
import { reservedFault } from '../../../domain/reserved-setting.js';
import { settingFault } from '../../../domain/setting.js';
import { PreceptorError } from '../../../errors.js';
import { fieldText } from '../../../schema/fault.js';

/** Settings that were found good, with the API that they were held against: each request has the same. */
const checked = new WeakMap<ModelVersion['settings'], HttpApi>();

/**
 * The settings as fields of a request, under their own names; nothing is added.
 *
 * @throws PreceptorError `INPUT_INVALID` for a setting that `reservedFault` or `settingFault` refuses
 */
export function settingFields(settings: ModelVersion['settings'], api: HttpApi): ModelVersion['settings'] {
  if (checked.get(settings) === api) return settings;
  const fault = reservedFault(api, settings) ?? settingFault(settings);
  if (fault !== null) {
    const { path, expected, found, remedy } = fault;
    throw new PreceptorError(
      'INPUT_INVALID',
      `${fieldText(['settings', ...path])}: expected ${expected}, found ${found}. ${remedy}`,
    );
  }
  checked.set(settings, api);
  return settings;
}
