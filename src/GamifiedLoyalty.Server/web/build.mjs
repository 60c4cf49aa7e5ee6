// Installs packages when the lock file changed and bundles scripts, styles and fonts into the folder given.
// The .NET build calls this; several builds at once take turns, and whoever comes second finds the work done.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeIcons } from './icons.mjs';

const web = dirname(fileURLToPath(import.meta.url));
const output = resolve(process.argv[2] ?? fail('Say where to write: node build.mjs FOLDER'));
const bundle = join(output, 'dist');
const lock = join(web, '.build-lock');

function fail(sentence) {
  throw new Error(sentence);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return fault.code === 'EPERM';
  }
}

async function takeTurn() {
  const deadline = Date.now() + 10 * 60_000;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (fault) {
      if (fault.code !== 'EEXIST') throw fault;
    }
    releaseAbandoned();
    if (Date.now() > deadline) fail(`Another build holds ${lock}; delete that file if none is running.`);
    await new Promise((wake) => setTimeout(wake, 100));
  }
}

function releaseAbandoned() {
  try {
    const owner = Number(readFileSync(lock, 'utf8'));
    const isYoung = Date.now() - statSync(lock).mtimeMs < 5_000;
    if (!isYoung && !(owner > 0 && isAlive(owner))) rmSync(lock, { force: true });
  } catch {
    // Its owner released it meanwhile.
  }
}

function installPackages() {
  const stamp = join(web, 'node_modules', '.installed');
  const wanted = createHash('sha256').update(readFileSync(join(web, 'package-lock.json'))).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const npm = spawnSync('npm ci --ignore-scripts --no-audit --no-fund --loglevel=error', {
    cwd: web, shell: true, encoding: 'utf8',
  });
  if (npm.status !== 0) fail(`npm could not install the browser packages: ${(npm.stderr || npm.stdout || '').trim()}`);
  writeFileSync(stamp, wanted);
}

function newestInput(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === '.build-lock' || entry.name === 'tests') continue;
    const path = join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestInput(path) : statSync(path).mtimeMs);
  }
  return newest;
}

function isUpToDate(stamp) {
  return existsSync(stamp) && existsSync(bundle) && statSync(stamp).mtimeMs > newestInput(web);
}

function checkTypes() {
  const compiler = join(web, 'node_modules', 'typescript', 'bin', 'tsc');
  for (const project of [web, join(web, 'src/worker')]) {
    const tsc = spawnSync(process.execPath, [compiler, '--noEmit', '-p', project], { encoding: 'utf8' });
    if (tsc.status !== 0) fail(`The browser scripts do not compile:\n${tsc.stdout}${tsc.stderr}`);
  }
}

async function bundleAll() {
  const { build } = await import('esbuild');
  const fresh = `${bundle}.new`;
  rmSync(fresh, { recursive: true, force: true });
  await build({
    entryPoints: { app: join(web, 'src/app.ts'), screen: join(web, 'src/screen.ts'), settings: join(web, 'src/settings.ts'), conduct: join(web, 'src/conduct.ts'), launch: join(web, 'src/launch.ts'), style: join(web, 'styles/app.css') },
    outdir: fresh,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022', 'chrome111', 'firefox115', 'safari16.4'],
    loader: { '.woff2': 'file' },
    assetNames: '[name]',
    legalComments: 'linked',
    logLevel: 'warning',
  });
  await build({
    entryPoints: { 'service-worker': join(web, 'src/worker/service-worker.ts') },
    outdir: fresh,
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['es2022'],
    logLevel: 'warning',
  });
  writeIcons(fresh);
  rmSync(bundle, { recursive: true, force: true });
  renameSync(fresh, bundle);
}

async function main() {
  mkdirSync(output, { recursive: true });
  await takeTurn();
  try {
    const stamp = join(output, 'bundle.stamp');
    if (isUpToDate(stamp)) return;
    installPackages();
    checkTypes();
    await bundleAll();
    writeFileSync(stamp, '');
  } finally {
    rmSync(lock, { force: true });
  }
}

main().catch((fault) => {
  console.error(`error WEB002: ${fault.message}`);
  process.exitCode = 1;
});
