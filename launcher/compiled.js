// Which compiled program there is, and whether it is still that of the sources. A folder has `record.json`, which names
// a program by the hash of its text and lists all that went into it.
const { createHash } = require("node:crypto");
const {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require("node:fs");
const { homedir, tmpdir } = require("node:os");
const { join, sep } = require("node:path");

/** Milliseconds by which the time of a file may lag behind the clock: ext4 counts in ticks of the kernel, 1 to 10 ms. */
const TICK = 50;

/** Milliseconds after which what no record names any more is removed: nobody is between reading the two. */
const LEFT_OVER = 60_000;

/** Folders for compiled programs: in the project, or, if that cannot be written to, where the user keeps caches. */
function folders(root) {
  const project = createHash("sha256").update(root).digest("hex").slice(0, 16);
  const caches = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  const user = process.getuid?.() ?? "user";
  return [join(root, "build", "synth"), join(caches, "drydock", project), join(tmpdir(), `drydock-${user}`, project)];
}

/** Makes a folder if it can be written to and nobody else may put a program there; otherwise throws. */
function prepare(root, folder) {
  const isInProject = folder.startsWith(root + sep);
  mkdirSync(folder, { recursive: true, mode: isInProject ? 0o777 : 0o700 });
  if (!isInProject && !isOurs(folder)) throw new Error(`${folder}: others can write to it`);
}

/** The compiled program of the sources as they are, if there is one. */
function current(root) {
  const records = folders(root).flatMap((folder) => readRecord(root, folder) ?? []);
  const same = records.find(({ inputs }) => within(root, () => inputs.every(isUntouched)));
  if (same) return same;
  // Times change without the content when a checkout is copied, or a branch is left and entered again.
  const touched = records.find(({ inputs }) =>
    within(root, () => inputs.every((input) => isUntouched(input) || isEqual(input))),
  );
  if (!touched) return undefined;
  const text = (ending) => readFileSync(join(touched.folder, touched.name + ending));
  return save(root, {
    code: text(".js"),
    map: text(".js.map"),
    inputs: listInputs(
      root,
      touched.inputs.map(([file]) => file),
      Date.now(),
    ),
  });
}

function readRecord(root, folder) {
  try {
    if (!folder.startsWith(root + sep) && !isOurs(folder)) return undefined;
    const { name, inputs } = JSON.parse(readFileSync(join(folder, "record.json"), "utf8"));
    statSync(join(folder, `${name}.js`));
    return { folder, name, inputs };
  } catch {
    return undefined;
  }
}

/** Below a folder for temporary files, another user may have made what looks like ours. */
function isOurs(folder) {
  if (process.getuid === undefined) return true;
  const own = [process.getuid(), 0];
  return [folder, join(folder, "..")].every((one) => {
    const { uid, mode } = lstatSync(one);
    return own.includes(uid) && (mode & 0o002) === 0;
  });
}

/** Calls a function in a folder: a thousand short paths take 4 ms to look at, and whole ones 20 ms. */
function within(folder, call) {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return call();
  } finally {
    process.chdir(before);
  }
}

/** An input is a file's path from the root, its size, times and hash; of one that is not there, the path only. */
function isUntouched([file, size, modified, changed]) {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) return size === undefined;
  return stat.size === size && stat.mtimeMs === modified && stat.ctimeMs === changed;
}

function isEqual([file, , , , hash]) {
  return hash !== undefined && hashOf(file) === hash;
}

function hashOf(file) {
  try {
    return createHash("sha256").update(readFileSync(file)).digest("hex");
  } catch {
    return undefined;
  }
}

/** Describes files for a record. What was written after `started` may not be what was compiled, so it counts as changed. */
function listInputs(root, files, started) {
  const describe = (file) => {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat) return [file];
    if (stat.ctimeMs > started - TICK) return [file, -1];
    return [file, stat.size, stat.mtimeMs, stat.ctimeMs, hashOf(file)];
  };
  return within(root, () => files.map(describe));
}

/** Saves a compiled program in the first folder that can be written to. Other processes see all of it or nothing. */
function save(root, { code, map, inputs }) {
  const name = createHash("sha256").update(code).digest("hex").slice(0, 32);
  const problems = [];
  for (const folder of folders(root)) {
    try {
      prepare(root, folder);
      atomicWrite(join(folder, `${name}.js`), code);
      atomicWrite(join(folder, `${name}.js.map`), map);
      atomicWrite(join(folder, "record.json"), JSON.stringify({ name, inputs }));
      removeLeftOvers(folder, name);
      return { folder, name, inputs };
    } catch (error) {
      problems.push(error.message);
    }
  }
  throw new Error(`The compiled program can be written nowhere:\n${problems.join("\n")}`);
}

/** Writes a file so that whoever reads it, also at the same time, gets all of it. */
function atomicWrite(file, content) {
  const unfinished = `${file}.${process.pid}.unfinished`;
  try {
    writeFileSync(unfinished, content);
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

function removeLeftOvers(folder, name) {
  for (const file of readdirSync(folder)) {
    if (file.startsWith(name) || file === "record.json" || file === "types.tsbuildinfo") continue;
    const stat = statSync(join(folder, file), { throwIfNoEntry: false });
    if (stat && Date.now() - stat.mtimeMs > LEFT_OVER) rmSync(join(folder, file), { force: true });
  }
}

module.exports = { atomicWrite, current, folders, listInputs, prepare, save };
