import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { format } from "../../language/diagnostics/diagnostic";
import { type Deployments, readDeployments } from "../../manifest/deployments";

/** A manifest without mistakes that uses each part of the schema's. */
export const SHOP = `system: shop
region: us-west-2
domain: shop.org
images:
  web-image: { build: docker/shop/web }
  cache-image: { pull: "redis:7" }
databases:
  main:
    engine: postgres
    version: "16"
    instance: db.t4g.micro
    database: shop
secrets:
  app: { keys: [token], generate: [salt] }
email:
  support: { from: support@shop.org, identity: shop.org }
permissions:
  billing:
    - allow: [ce:GetCostAndUsage]
      on: ["*"]
      why: the shop shows what it costs
services:
  web:
    size: { cpu: 512, memory: 1024 }
    expose: { host: "www.\${domain}", container: app }
    uses: { main: connect, app: read, support: send, billing: grant }
    containers:
      app:
        image: web-image
        port: 80
        writable: true
        environment:
          HOST: \${main.host}
          PASSWORD: \${main.secret.password}
          TOKEN: \${app.token}
      cache:
        image: cache-image
        port: 6379
  worker:
    image: web-image
    environment: { STAGE: "\${environment}" }
environments:
  test:
    domain: test.shop.org
    disposable: true
  prod:
    services:
      web: { size: { memory: 2048 } }
`;

/** What `drydock.yaml` says in tests. */
export const SETTINGS = "state: { bucket: shop-state, table: shop-locks, region: us-west-2 }\n";

/** Makes a folder with files in it for as long as `use` runs. */
export function inProject<Result>(files: Record<string, string | Uint8Array>, use: (root: string) => Result): Result {
  const root = mkdtempSync(join(tmpdir(), "drydock-"));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), content);
    }
    return use(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Reads manifests by name, without their folder and extension. */
export function read(manifests: Record<string, string | Uint8Array>, only?: string, modules?: string): Deployments {
  const named = Object.entries(manifests).map(([name, content]) => [`deployments/${name}.yaml`, content] as const);
  return inProject({ "drydock.yaml": SETTINGS, ...Object.fromEntries(named) }, (root) =>
    readDeployments(root, only, modules),
  );
}

/** The lines that an operator sees for a manifest of the system `shop`. */
export function complaints(manifest: string | Uint8Array): string[] {
  return read({ shop: manifest }).diagnostics.map(format);
}

/** The manifest with one passage replaced, which must be there exactly once. */
export function changed(passage: string, replacement: string, manifest = SHOP): string {
  const [before, after, ...more] = manifest.split(passage);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`"${passage}" is not in the manifest exactly once`);
  }
  return before + replacement + after;
}
