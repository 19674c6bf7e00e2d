// The packages that PRECEPTOR_TEST_WITHOUT names (space between them) cannot be found.
import Module, { register } from 'node:module';

const missing = (process.env.PRECEPTOR_TEST_WITHOUT ?? '').split(' ');
const hook = `
const missing = ${JSON.stringify(missing)};
export function resolve(specifier, context, next) {
  if (missing.some((name) => specifier === name || specifier.startsWith(name + '/')))
    throw Object.assign(new Error('Cannot find package ' + specifier), { code: 'ERR_MODULE_NOT_FOUND' });
  return next(specifier, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = (specifier, ...rest) => {
  if (missing.some((name) => specifier === name || specifier.startsWith(`${name}/`))) {
    throw Object.assign(new Error(`Cannot find package ${specifier}`), { code: 'MODULE_NOT_FOUND' });
  }
  return resolveFilename.call(Module, specifier, ...rest);
};
