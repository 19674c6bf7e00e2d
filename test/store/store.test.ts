import { createStore, openStore } from '../../src/store/store.js';
import { RUN_ID, testStore } from '../contract/store.js';
import { runFolder } from './run-folder.js';

testStore('SQLite store', async () => {
  const folder = await runFolder();
  const store = await createStore(folder.file, { runId: RUN_ID });
  let current = store;
  return {
    store,
    async reopen() {
      await current.close();
      current = await openStore(folder.file, { mode: 'write' });
      return current;
    },
    async dispose() {
      await current.close();
      await folder[Symbol.asyncDispose]();
    },
  };
});
