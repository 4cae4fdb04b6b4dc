import { execFile } from 'node:child_process';
import { globSync, realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installed } from '../store/servers.ts';
import type { Buildah } from './buildah.ts';

const run = promisify(execFile);

/** The images that the Dockerfile begins with. */
export const DEBIAN = 'docker.io/library/debian:bookworm-slim';
export const NODE = 'docker.io/library/node:24-bookworm-slim';

const MIRROR = 'http://deb.debian.org/debian';
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

/** What the slim images of Debian lack of a fresh installation. */
const FAT = ['var/cache/apt/*', 'var/lib/apt/lists/*', 'var/log/*', 'usr/share/{doc,man,info,locale,lintian}'];

/**
 * Makes both under their usual names, so that no registry of images is asked: Debian from its packages, and Node as npm has it,
 * with the npm of this machine.
 */
export const makeBaseImages = async (buildah: Buildah, folder: string): Promise<void> => {
  const debian = join(folder, 'debian');
  await run('debootstrap', ['--variant=minbase', 'bookworm', debian, MIRROR], { maxBuffer: 100_000_000 });
  for (const path of FAT.flatMap((pattern) => globSync(pattern, { cwd: debian })))
    await rm(join(debian, path), { recursive: true, force: true });
  await buildah.make(DEBIAN, 'scratch', async (container) => {
    await buildah.run('copy', '--quiet', container, debian, '/');
    await buildah.run(
      'config',
      '--env',
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      container,
    );
  });
  // Asked where its packages are, npm would say where those of the Node that runs this would be.
  const npm = join(realpathSync(installed('npm') ?? ''), '..', '..');
  await buildah.make(NODE, DEBIAN, async (container) => {
    await buildah.run('copy', '--quiet', container, process.execPath, '/usr/local/bin/node');
    await buildah.run('copy', '--quiet', container, npm, '/usr/local/lib/node_modules/npm');
    const link = ['ln', '-s', '../lib/node_modules/npm/bin/npm-cli.js', '/usr/local/bin/npm'];
    await buildah.run('run', '--isolation', 'chroot', container, ...link);
    // The registry that npm is sent to by this machine may have a certificate that only this machine trusts.
    await buildah.run('copy', '--quiet', container, CERTIFICATES, CERTIFICATES);
    await buildah.run('config', '--env', `NPM_CONFIG_CAFILE=${CERTIFICATES}`, container);
  });
};
