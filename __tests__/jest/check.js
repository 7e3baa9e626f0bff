// `npm run check`: format and lint, types, and the fast tests, side by side. Each says what it has to say when it ends.
const { spawn } = require("node:child_process");
const { join } = require("node:path");

const ROOT = join(__dirname, "../..");
const PARTS = [
  ["Types", "tsc", ["-p", ".", "--noEmit"]],
  ["Format and lint", "biome", ["check", "."]],
  ["Tests", "jest", ["--config", "jest.fast.js", "--silent=false"]],
];

const running = PARTS.map(([name, program, args]) => {
  const began = Date.now();
  const child = spawn(join(ROOT, "node_modules", ".bin", program), args, {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}) },
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => said.push(data));
  return new Promise((resolve) => {
    child.on("close", (code) => {
      const seconds = Math.round((Date.now() - began) / 1000);
      process.stdout.write(
        `== ${name}: ${code === 0 ? "passed" : "failed"} after ${seconds} s\n${Buffer.concat(said)}`,
      );
      resolve(code === 0);
    });
  });
});

process.on("SIGINT", () => {
  // The terminal tells the parts too; they clean up.
  process.exitCode = 130;
});

Promise.all(running).then((passed) => {
  process.exitCode ||= passed.every(Boolean) ? 0 : 1;
});
