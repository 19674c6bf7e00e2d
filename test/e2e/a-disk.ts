import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A small file system in memory, of its own. */
export interface Disk extends Disposable {
  readonly path: string;
  /** Leaves no free byte. */
  fill(): void;
  free(): void;
  remount(mode: 'ro' | 'rw'): void;
}

/** Whether this process may mount one. */
export const CAN_MOUNT = canMount();

function canMount(): boolean {
  try {
    mountDisk(1)[Symbol.dispose]();
    return true;
  } catch {
    return false;
  }
}

export function mountDisk(mebibytes: number): Disk {
  const path = mkdtempSync(join(tmpdir(), 'preceptor-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', path], { stdio: 'pipe' });
  } catch (error) {
    rmSync(path, { recursive: true });
    throw error;
  }
  const ballast = join(path, 'ballast');
  return {
    path,
    fill() {
      const { bavail, bsize } = statfsSync(path);
      writeFileSync(ballast, Buffer.alloc(bavail * bsize));
    },
    free: () => rmSync(ballast, { force: true }),
    remount: (mode) => void execFileSync('mount', ['-o', `remount,${mode}`, path], { stdio: 'pipe' }),
    [Symbol.dispose]() {
      // Lazily: what is still open there goes with its process.
      execFileSync('umount', ['-l', path], { stdio: 'pipe' });
      rmSync(path, { recursive: true });
    },
  };
}
