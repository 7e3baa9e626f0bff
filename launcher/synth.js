// What `cdktf synth` runs (cdktf.json): main.ts and all that it imports as one file, with the code that V8 made of it
// the last time. It is compiled and checked again when anything that went into it has changed, and only then. It is
// plain JavaScript because nothing is compiled yet when it starts.
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { join } = require("node:path");
const v8 = require("node:v8");
const { Script } = require("node:vm");
const { atomicWrite, current } = require("./compiled");

const root = join(__dirname, "..");

/** Version of V8 up to which the flags below were tried: Node 20 to 24. */
const V8_TRIED = 13;

const compiled = current(root);
if (compiled) run(compiled);
else {
  const { compile } = require("./compile");
  // Not as part of the promise, so that errors look the same whether it was compiled or not.
  void compile(root).then((made) => made && setImmediate(run, made));
}

/** Runs a compiled program, and saves what V8 made of it if that is not saved yet. */
function run({ folder, name }) {
  if (Number.parseInt(process.versions.v8, 10) <= V8_TRIED) {
    // A synthesis lasts less than a second, so functions are optimized later than in a server: after 1 MB of bytecode
    // instead of 132 KB. That takes a fifth of the CPU time away, for one environment and for a hundred.
    v8.setFlagsFromString("--interrupt-budget=1000000");
    // The code of functions that were not used for a while must still be there when it is saved at the end.
    v8.setFlagsFromString("--no-flush-bytecode");
  }
  const file = join(folder, `${name}.js`);
  // The tag is made of V8's version, its flags and the processor, so that another Node finds nothing instead of a wrong one.
  const cache = join(folder, `${name}-${v8.cachedDataVersionTag()}.cache`);
  const cachedData = readIfThere(cache);
  // All of it is ASCII, and is read as such.
  const text = `(function (exports, require, module) {\n${readFileSync(file, "latin1")}\n})`;
  const script = new Script(text, { filename: file, lineOffset: -1, cachedData });
  if (!cachedData || script.cachedDataRejected) {
    // What the first environment has used: all that a long run uses would only make short ones slower to start.
    process.once("environmentSynthesized", () => save(cache, script.createCachedData()));
    process.once("exit", (code) => code === 0 && process.emit("environmentSynthesized"));
  }
  const module = { exports: {} };
  try {
    script.runInThisContext().call(module.exports, module.exports, createRequire(join(root, "main.ts")), module);
  } catch (error) {
    throw require("./source-places").withSourcePlaces(error, file);
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** A saved code only makes the next start faster: where nothing can be written, that is all that is lost. */
function save(file, content) {
  try {
    atomicWrite(file, content);
  } catch {}
}
