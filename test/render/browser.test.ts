import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeDossier } from '../../src/render/write-dossier.js';
import { aFlip, HOSTILE } from './a-case.js';
import { aDossier } from './a-dossier.js';

const program = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Opened {
  readonly page: Page;
  readonly requests: readonly string[];
  readonly troubles: readonly string[];
}

describe.skipIf(!existsSync(program))(
  'dossier in Chromium (skipped where CHROMIUM_PATH and /usr/bin/chromium are missing)',
  () => {
    let folder = '';
    let address = '';
    let browser: Browser;
    const contexts: BrowserContext[] = [];

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'preceptor-'));
      const flips = Array.from({ length: 500 }, (_, index) => aFlip(index, 2000));
      const written = await writeDossier(
        aDossier({ flips, flipCount: 500, sentence: `Hostile: ${HOSTILE}` }),
        folder,
      );
      address = pathToFileURL(written.html).href;
      browser = await chromium.launch({ executablePath: program, args: FLAGS });
    }, 60_000);
    afterAll(async () => {
      for (const context of contexts) await context.close();
      await browser?.close();
      await rm(folder, { recursive: true });
    });

    async function open(width: number, javaScriptEnabled = true): Promise<Opened> {
      const context = await browser.newContext({ javaScriptEnabled, viewport: { width, height: 900 } });
      contexts.push(context);
      const page = await context.newPage();
      const [requests, troubles]: [string[], string[]] = [[], []];
      page.on('request', (request) => {
        if (!request.url().startsWith('data:')) requests.push(request.url());
      });
      page.on('dialog', (dialog) => {
        troubles.push(`dialog ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('pageerror', (error) => troubles.push(error.message));
      page.on('console', (message) => troubles.push(`${message.type()} ${message.text()}`));
      await page.goto(address);
      return { page, requests, troubles };
    }

    it('asks for nothing, runs nothing foreign and draws its charts', async () => {
      const { page, requests, troubles } = await open(1280);
      await page.waitForSelector('#canvas-accuracy canvas[role=img]');
      expect(await page.locator('canvas').count()).toBe(2);
      expect(await page.locator('img[src="x"], svg').count()).toBe(0);
      expect(requests).toEqual([address]);
      expect(troubles).toEqual([]);
    });

    it('stops an injected script', async () => {
      const { page, troubles } = await open(1280);
      await page.evaluate(`(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "injected"';
      document.body.append(script);
    })()`);
      expect(await page.title()).not.toBe('injected');
      expect(troubles.join()).toContain('Content Security Policy');
    });

    it('shows decision, gates, flow, pictures and tables without JavaScript', async () => {
      const { page } = await open(1280, false);
      await page.getByText('FAIL', { exact: true }).waitFor();
      expect(await page.locator('table.gates').isVisible()).toBe(true);
      expect(await page.locator('table.flow').isVisible()).toBe(true);
      expect(await page.locator('#figure-differences img').isVisible()).toBe(true);
      expect(await page.locator('figure table').count()).toBe(2);
      const details = page.locator('details.flip').first();
      await details.locator('summary').click();
      expect(await details.locator('.sides').isVisible()).toBe(true);
    });

    it('holds its layout at 390 pixels', async () => {
      const { page } = await open(390);
      await page.waitForSelector('canvas');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    });

    it('is readable in under five seconds with 500 flips of 2 KB texts', async () => {
      const start = performance.now();
      const { page } = await open(1280);
      await page.waitForSelector('canvas');
      expect(performance.now() - start).toBeLessThan(5000);
      expect(await page.locator('details.flip').count()).toBe(500);
    });
  },
);
