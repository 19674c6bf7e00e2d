import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Fault, ok, resetInMidBody, status } from '../fixtures/http/fault-server.js';
import { withWard } from './live-workspace.js';
import { preceptor } from './preceptor.js';

const SECRET = 'planted+0123/456789==';
const ESCAPED = 'planted\\u002B0123\\/456789\\u003D\\u003D';

/** An endpoint that says in every way what it was sent as a credential: in answers, in errors, in headers, escaped, cut off. */
const gossip =
  (index: number): Fault =>
  (call) => {
    const sent = call.seen.headers.authorization ?? '';
    const said = `{"answer": "now"} for ${sent} and ${encodeURIComponent(SECRET)}`;
    if (index % 5 === 1)
      return status(500, { 'x-key': sent }, JSON.stringify({ error: { message: sent } }))(call);
    if (index % 5 === 2) return resetInMidBody(`{"error": "${sent.slice(0, -3)}`)(call);
    if (index % 5 === 3) return failsWithin(`{"error": "${encodeURIComponent(sent).slice(0, -4)}`)(call);
    const body = JSON.stringify({
      model: `m-1 ${sent}`,
      system_fingerprint: sent,
      choices: [{ message: { content: said }, finish_reason: 'stop' }],
    });
    return ok(index % 2 === 0 ? body.replaceAll(SECRET, ESCAPED) : body)(call);
  };

/** An error whose body breaks off. */
const failsWithin =
  (sent: string): Fault =>
  ({ response, socket }) => {
    response.writeHead(500, { 'content-length': 1000 }).write(sent, () => socket.end());
  };

/** A program that says what it inherited: in an answer, and when it crashes. */
const TATTLER = `
import { createInterface } from 'node:readline';
const key = process.env.TATTLER_KEY;
let asked = 0;
for await (const line of createInterface({ input: process.stdin })) {
  asked += 1;
  console.log(key);
  if (asked > 2) {
    process.stderr.write(key.slice(3) + 'x'.repeat(2048 - key.length) + key, () => process.exit(3));
    break;
  }
  console.log(JSON.stringify({ id: JSON.parse(line).id, text: '{"answer": "now"} by ' + key, served_model: key }));
}
`;

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Without what any text may hold: whatever is left of the secret shows. */
function leaksIn(text: string): readonly string[] {
  const spellings = ['planted+0123', 'planted\\u002B', 'planted%2B', Buffer.from(SECRET).toString('base64')];
  return spellings.filter((spelling) => text.includes(spelling));
}

const KEY = { client: 'credential: {env: WARD_KEY}', env: { WARD_KEY: SECRET } };
const TOKEN = {
  client: `credential: {command: [node, token.mjs]}`,
  env: { PLANTED_TOKEN: SECRET },
};

describe('a planted secret', () => {
  it.each([
    ['a key from the environment', KEY],
    ['a token from a command', TOKEN],
  ])(
    'stands nowhere afterwards: %s',
    (_name, { client, env }) =>
      withWard(
        gossip,
        async (root) => {
          const where = { cwd: root, env };
          const said: string[] = [];
          for (const args of [
            ['run', 'triage', '--model', 'ward', '--repeats', '20', '--concurrency', '2'],
            ['run', 'triage', '--model', 'ward', '--repeats', '20', '--json'],
            ['report', 'latest'],
            ['why', 'chest-pain'],
            ['cache'],
          ]) {
            const { exit, stdout, stderr } = await preceptor(args, where);
            expect(exit, stderr).toBe(0);
            said.push(stdout, stderr);
          }
          expect(said.join('\n')).toContain('[secret]');
          expect(leaksIn(said.join('\n'))).toEqual([]);
          const files = filesBelow(root);
          expect(files.filter((file) => file.endsWith('.sqlite')).length).toBeGreaterThanOrEqual(3);
          expect(files.some((file) => file.endsWith('dossier.html'))).toBe(true);
          for (const file of files) expect([file, leaksIn(readFileSync(file, 'latin1'))]).toEqual([file, []]);
        },
        { 'token.mjs': 'console.log(process.env.PLANTED_TOKEN)' },
        client,
      ),
    120_000,
  );

  it('stands nowhere afterwards: what a program inherits and tells', async () => {
    await withWard(
      gossip,
      async (root) => {
        const where = { cwd: root, env: { TATTLER_KEY: SECRET, WARD_KEY: SECRET } };
        const model = ['--model', 'mine=command:node tattler.mjs', '--repeats', '20', '--concurrency', '1'];
        const said: string[] = [];
        for (const args of [
          ['run', 'triage', ...model],
          ['report', 'latest'],
          ['why', 'chest-pain'],
        ]) {
          const { exit, stdout, stderr } = await preceptor(args, where);
          expect(exit, stderr).toBe(0);
          said.push(stdout, stderr);
        }
        expect(said.join('\n')).toContain('exit code 3');
        expect(said.join('\n')).toContain('by [secret]');
        expect(leaksIn(said.join('\n'))).toEqual([]);
        for (const file of filesBelow(root))
          expect([file, leaksIn(readFileSync(file, 'latin1'))]).toEqual([file, []]);
      },
      { 'tattler.mjs': TATTLER },
    );
  }, 120_000);
});
