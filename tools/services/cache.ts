/** What was downloaded for the test services: kept in the user's cache folder, so that a second clone finds it there. */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** `$PATHLIGHT_CACHE`, else `pathlight` in `$XDG_CACHE_HOME`, else in `~/.cache`. */
function cacheFolder(): string {
  const { PATHLIGHT_CACHE, XDG_CACHE_HOME } = process.env;
  if (PATHLIGHT_CACHE) return path.resolve(PATHLIGHT_CACHE);
  return path.join(XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'pathlight');
}

const isThere = (file: string): Promise<boolean> =>
  fs.access(file).then(
    () => true,
    () => false,
  );

/**
 * The folder `services/<name>` of the cache, made by `make` if it is missing or not `whole`. It appears at once or not
 * at all, so that a download that was cut off or two clones at the same time leave nothing half made.
 */
export async function cached(
  name: string,
  make: (folder: string) => Promise<void>,
  whole: (folder: string) => Promise<boolean>,
): Promise<string> {
  const services = path.join(cacheFolder(), 'services');
  const folder = path.join(services, name);
  if ((await isThere(folder)) && (await whole(folder))) return folder;
  await fs.mkdir(services, { recursive: true });
  const draft = await fs.mkdtemp(`${folder}.`);
  try {
    await make(draft);
    if (!(await whole(draft))) throw new Error(`${name} could not be set up: the download is not whole`);
    try {
      await fs.rename(draft, folder);
    } catch {
      // Something is there: made meanwhile by somebody else, or broken.
      if (!(await whole(folder))) {
        await fs.rm(folder, { recursive: true, force: true });
        await fs.rename(draft, folder);
      }
    }
  } finally {
    await fs.rm(draft, { recursive: true, force: true });
  }
  return folder;
}
