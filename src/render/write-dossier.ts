import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dossier } from '../domain/dossier.js';
import { NAME_PATTERN } from '../domain/name.js';
import { PreceptorError } from '../errors.js';
import { renderDossier } from './dossier-page.js';
import { loadPageCode } from './page-code.js';
import { type Picture, renderPicture } from './picture.js';

export interface WrittenDossier {
  readonly html: string;
  readonly json: string;
  readonly pngs: readonly string[];
}

const NAME = new RegExp(NAME_PATTERN);

async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const part = `${file}.${randomUUID()}.part`;
  try {
    const handle = await open(part, 'wx');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
  } catch (cause) {
    await rm(part, { force: true });
    throw unwritable(file, cause);
  }
}

function unwritable(place: string, cause: unknown): PreceptorError {
  const message = `${place} could not be written; check the rights of its folder and the space left`;
  return new PreceptorError('ENVIRONMENT', message, { cause });
}

async function drawPictures(dossier: Dossier): Promise<ReadonlyMap<string, Picture>> {
  const pictures = new Map<string, Picture>();
  for (const figure of dossier.figures) {
    if (!NAME.test(figure.id) || pictures.has(figure.id)) {
      throw new PreceptorError(
        'INTERNAL',
        `the figure id ${JSON.stringify(figure.id)} is no name or stands twice`,
      );
    }
    pictures.set(figure.id, await renderPicture(figure));
  }
  return pictures;
}

/**
 * Writes `dossier.html`, `report.json` and one PNG for each figure; every file appears whole or not at all.
 *
 * @param dir - the folder of this report; made where it is not there
 * @returns the paths of the written files
 * @throws PreceptorError `ENVIRONMENT` (package not built, font missing, or folder not writable)
 */
export async function writeDossier(dossier: Dossier, dir: string): Promise<WrittenDossier> {
  const pictures = await drawPictures(dossier);
  const page = renderDossier(dossier, { code: await loadPageCode(), pictures });
  await mkdir(dir, { recursive: true }).catch((cause: unknown) => {
    throw unwritable(dir, cause);
  });
  const pngs: string[] = [];
  for (const [id, { png }] of pictures) {
    const file = join(dir, `${id}.png`);
    await writeWhole(file, png);
    pngs.push(file);
  }
  const [html, json] = [join(dir, 'dossier.html'), join(dir, 'report.json')];
  await writeWhole(json, `${JSON.stringify(dossier, null, 2)}\n`);
  await writeWhole(html, page);
  return { html, json, pngs };
}
