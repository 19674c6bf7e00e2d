import { describe, expect, it } from 'vitest';
import { threadEnvironment } from '../../../src/models/promptfoo/thread-start.js';

const GIVEN = {
  variables: { VENDOR_KEY: 'sk-1' },
  folder: '/run/private',
  concurrency: 12,
  deadlineMs: 90_000,
};

describe('the environment of promptfoo’s thread', () => {
  it.each([
    ['gives the declared variable', 'VENDOR_KEY', 'sk-1'],
    ['has a home of its own, for settings of the user’s would be sent', 'HOME', '/run/private'],
    ['has a home of its own on Windows too', 'USERPROFILE', '/run/private'],
    ['verifies certificates, which promptfoo does not of itself', 'PROMPTFOO_INSECURE_SSL', 'false'],
    ['opens a socket for each request, of which promptfoo has 4', 'PROMPTFOO_FETCH_CONNECTIONS', '12'],
    ['records no use', 'PROMPTFOO_DISABLE_TELEMETRY', '1'],
    ['asks for no newer version', 'PROMPTFOO_DISABLE_UPDATE', '1'],
    ['lets promptfoo’s makers generate nothing', 'PROMPTFOO_DISABLE_REMOTE_GENERATION', '1'],
    ['shares nothing with promptfoo’s makers', 'PROMPTFOO_DISABLE_SHARING', '1'],
    ['asks anew what was asked before', 'PROMPTFOO_CACHE_ENABLED', 'false'],
    ['keeps promptfoo’s files apart', 'PROMPTFOO_CONFIG_DIR', '/run/private'],
    ['looks for no machine of Google’s, whose identity nobody declared', 'METADATA_SERVER_DETECTION', 'none'],
    ['logs no texts of patients', 'LOG_LEVEL', 'error'],
    ['frees a connection once the deadline is over, not before', 'REQUEST_TIMEOUT_MS', '91000'],
  ])('%s', (_reason, name, value) => {
    expect(threadEnvironment(GIVEN)[name]).toBe(value);
  });

  it('has nothing else', () => {
    expect(Object.keys(threadEnvironment(GIVEN))).toHaveLength(14);
  });

  it('lets a declared variable be the home, and none of promptfoo’s switches', () => {
    const variables = { HOME: '/declared', PROMPTFOO_INSECURE_SSL: 'true', PROMPTFOO_DISABLE_TELEMETRY: '0' };
    expect(threadEnvironment({ ...GIVEN, variables })).toMatchObject({
      HOME: '/declared',
      PROMPTFOO_INSECURE_SSL: 'false',
      PROMPTFOO_DISABLE_TELEMETRY: '1',
    });
  });
});
