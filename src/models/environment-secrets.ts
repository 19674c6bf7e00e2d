import { brokenSecretCutter, secretCutter } from './secret-text.js';

/** What the names of variables with a secret end with. */
const SECRET_VARIABLE = /(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?)$/i;

export interface EnvironmentSecrets {
  /** A text without the values, wherever somebody echoed them. */
  readonly cut: (text: string) => string;
  /** The same of a text that was cut off anywhere. */
  readonly cutBroken: (text: string) => string;
}

/** The secrets that a program inherits with the environment, as far as their names tell. */
export function environmentSecrets(environment: NodeJS.ProcessEnv): EnvironmentSecrets {
  const values = Object.entries(environment).flatMap(([name, value]) =>
    value !== undefined && SECRET_VARIABLE.test(name) ? [value.trim()] : [],
  );
  return { cut: secretCutter(values), cutBroken: brokenSecretCutter(values) };
}
