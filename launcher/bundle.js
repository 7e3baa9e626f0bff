// Makes one file of main.ts and all that it imports. Sources import as usual; here whatever is imported is loaded when
// it is first used, so that an environment without a cache does not load what a cache needs.
const { readFileSync } = require("node:fs");
const { dirname } = require("node:path");
const { transform } = require("@swc/core");
const { build } = require("esbuild");

/** The oldest Node that package.json admits. */
const TARGET = "node20.19";

/** What cdktf loads at its start and needs for assets and for asking Terraform's version only: 30 ms of a start. */
const DEFERRED = /^(archiver|child_process)$/;

/** The text of the program, its source map, and the files that it was made of. */
async function bundle(root) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ["main.ts"],
    outfile: "synth.js",
    write: false,
    metafile: true,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: TARGET,
    charset: "ascii",
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    sourcemap: "external",
    sourcesContent: false,
    logLevel: "silent",
    plugins: [lazyImports, deferredPackages],
  });
  const [map, code] = ["synth.js.map", "synth.js"].map((name) => outputFiles.find(({ path }) => path.endsWith(name)));
  const files = Object.keys(metafile.inputs).filter((file) => !file.startsWith("deferred:"));
  return { code: code.contents, map: map.contents, files };
}

/** Compiles sources so that what they import is asked for where it is first used. */
const lazyImports = {
  name: "lazy-imports",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = readFileSync(path, "utf8");
      // `true` would mean packages only (https://swc.rs/docs/configuration/modules#lazy).
      const lazy = [...text.matchAll(/ from "([^"]+)"/g)].map(([, imported]) => imported);
      const { code } = await transform(text, {
        filename: path,
        configFile: false,
        swcrc: false,
        sourceMaps: "inline",
        jsc: { parser: { syntax: "typescript" }, target: "es2023" },
        module: { type: "commonjs", lazy },
      });
      return { contents: code, loader: "js", resolveDir: dirname(path) };
    });
  },
};

const deferredPackages = {
  name: "deferred-packages",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: DEFERRED }, ({ path, importer, resolveDir }) =>
      /[\\/]node_modules[\\/]cdkt[fn][\\/]lib[\\/]/.test(importer)
        ? { path, namespace: "deferred", pluginData: resolveDir }
        : undefined,
    );
    onLoad({ filter: /.*/, namespace: "deferred" }, ({ path, pluginData }) => ({
      contents: `
        const load = () => require(${JSON.stringify(path)});
        module.exports = new Proxy(function () {}, {
          get: (_, key) => load()[key],
          apply: (_, self, values) => load().apply(self, values),
        });`,
      loader: "js",
      resolveDir: pluginData,
    }));
  },
};

module.exports = { bundle };
