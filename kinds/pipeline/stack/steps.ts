import { environmentName, stackName } from "../../core/names";
import { terraformText } from "../../core/stack/terraform-text";
import type { Pipeline, Stage } from "../pipeline";

/** Layers of an environment, in the order in which they are applied. */
const LAYERS = ["network", "data", "service", "operations"] as const;

/** What Terraform needs to be told where nobody can answer it (https://developer.hashicorp.com/terraform/cli/config/environment-variables). */
const QUIET = { TF_IN_AUTOMATION: "1", TF_INPUT: "0", CHECKPOINT_DISABLE: "1", TF_CLI_ARGS: "-no-color" };

/** A script that ends with its first command that fails, and leaves nothing to those after it. */
function script(lines: string): string {
  return `(\nset -euo pipefail\n${lines.trim()}\n)`;
}

/** Terraform, held against its publisher's checksums, and the project's programs. */
const PREPARE = script(`
version=$(cat .terraform-version)
case $(uname -m) in aarch64) architecture=arm64 ;; *) architecture=amd64 ;; esac
archive="terraform_\${version}_linux_\${architecture}.zip"
sums="terraform_\${version}_SHA256SUMS"
folder=$(mktemp -d)
for file in "$archive" "$sums"; do
  curl --fail --silent --show-error --location --retry 3 --output "$folder/$file" "https://releases.hashicorp.com/terraform/$version/$file"
done
(cd "$folder" && grep --fixed-strings "  $archive" "$sums" | sha256sum --check --strict)
unzip -q -o "$folder/$archive" terraform -d /usr/local/bin
npm ci --no-audit --no-fund
npm run --silent build
`);

/** Takes another role in all that follows: AWS's clients and Terraform do so by this profile, and renew it in time. */
function takeRole(role: string, session: string): string {
  return script(`
mkdir -p "$HOME/.aws"
cat > "$HOME/.aws/config" <<'END'
[profile pipeline]
role_arn = ${role}
role_session_name = ${session}
credential_source = EcsContainer
END
`);
}

/** Applies the layers of an environment, one after the other. */
export function applyScript(prefix: string): string {
  return script(`
node build/main.js
for layer in ${LAYERS.join(" ")}; do
  stack="${prefix}-$layer"
  echo "== $stack"
  terraform -chdir="cdktf.out/stacks/$stack" init
  terraform -chdir="cdktf.out/stacks/$stack" apply -auto-approve -lock-timeout=30m
done
`);
}

/**
 * Plans the layers of an environment without changing or locking anything. What a layer reads from one before it that
 * has changes may not be there yet: that it cannot be planned is then what there is to say.
 */
export function planScript(prefix: string): string {
  return script(`
node build/main.js
mkdir -p plans
: > plans/summary
changed=
for layer in ${LAYERS.join(" ")}; do
  stack="${prefix}-$layer"
  echo "== $stack"
  terraform -chdir="cdktf.out/stacks/$stack" init > plans/init.log || { cat plans/init.log; exit 1; }
  code=0
  terraform -chdir="cdktf.out/stacks/$stack" plan -no-color -lock=false -detailed-exitcode 2>&1 | tee "plans/$layer.txt" || code=\${PIPESTATUS[0]}
  case $code in
    0) echo "$layer: no changes." >> plans/summary ;;
    2)
      changed=yes
      echo "$layer: $(grep -m 1 '^Plan:' "plans/$layer.txt" || echo 'outputs change.')" >> plans/summary
      ;;
    *)
      [ -n "$changed" ] || exit 1
      echo "$layer: not known before what is above is applied." >> plans/summary
      ;;
  esac
done
`);
}

/** What a build does: its variables, and the commands of its two phases. */
interface Steps {
  readonly variables?: Record<string, string>;
  /** Variables that the pipeline may show. @default - none */
  readonly shows?: string[];
  readonly install?: string[];
  readonly build: readonly string[];
  /** Folder that is kept. @default - nothing is */
  readonly keeps?: string;
}

/** A build's steps in JSON, which is YAML too. Bash writes its variables as Terraform writes templates. */
function buildspec({ variables, shows, install, build, keeps }: Steps): string {
  const steps = {
    version: 0.2,
    env: { shell: "bash", variables, "exported-variables": shows },
    phases: {
      install: { "on-failure": "ABORT", "runtime-versions": { nodejs: 20 }, commands: install },
      build: { "on-failure": "ABORT", commands: build },
    },
    artifacts: keeps && { "base-directory": keeps, files: ["**/*"] },
  };
  return terraformText(JSON.stringify(steps));
}

/** Runs the tests. */
export function testSteps({ run }: NonNullable<Pipeline["test"]>): string {
  return buildspec({ build: run });
}

/** Builds and pushes the system's images. The variable `REGISTRY` is the host of its repositories. */
export function imageSteps(system: string, region: string): string {
  const login = script(`
aws ecr get-login-password --region ${region} | docker login --username AWS --password-stdin "$REGISTRY"
`);
  const images = stackName(system, "images");
  const apply = script(`
node build/main.js
terraform -chdir=cdktf.out/stacks/${images} init
terraform -chdir=cdktf.out/stacks/${images} apply -auto-approve -lock-timeout=30m
`);
  return buildspec({
    variables: { ...QUIET, DRYDOCK_ONLY: system },
    install: [PREPARE],
    build: [login, apply],
  });
}

export interface StageSteps {
  /** Name of the system. */
  readonly system: string;
  /** Name that AWS's logs give to what the pipeline does. */
  readonly session: string;
  /** The stage, as the manifest describes it. */
  readonly stage: Stage;
}

function stageVariables(prefix: string, { live }: Stage): Record<string, string> {
  return { ...QUIET, DRYDOCK_ONLY: prefix, AWS_PROFILE: "pipeline", ...(live === "keep" && { DRYDOCK_LIVE: live }) };
}

/** Plans what a stage will change, for those who approve it. */
export function planSteps({ system, session, stage }: StageSteps): string {
  const prefix = environmentName({ system, name: stage.deploy });
  return buildspec({
    variables: stageVariables(prefix, stage),
    shows: ["PLAN_URL", "PLAN_SUMMARY"],
    install: [PREPARE, takeRole(stage.planRole!, session)],
    build: [
      planScript(prefix),
      'export PLAN_URL="$CODEBUILD_BUILD_URL"',
      `PLAN_SUMMARY=$(tr '\\n' ' ' < plans/summary); export PLAN_SUMMARY`,
    ],
    keeps: "plans",
  });
}

/** Deploys an environment, and runs the jobs that come after. */
export function deploySteps({ system, session, stage }: StageSteps): string {
  const prefix = environmentName({ system, name: stage.deploy });
  const jobs = `node build/commands/drydock.js run ${prefix} ${stage.run.join(" ")}`;
  return buildspec({
    variables: stageVariables(prefix, stage),
    install: [PREPARE, takeRole(stage.role, session)],
    build: [applyScript(prefix), ...(stage.run.length > 0 ? [jobs] : [])],
  });
}
